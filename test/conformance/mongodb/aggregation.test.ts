/** Aggregation pipelines. */
import {Long, ObjectId, type Document} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
const shop = new ObjectId();
beforeAll(async () => {
  database = await testDatabase();
  await database.db.collection<Doc>('orders').insertMany([
    {
      _id: 1,
      shop,
      service: 'a',
      status: 'sent',
      lines: [
        {sku: 'x', q: 2},
        {sku: 'y', q: 1},
      ],
      at: new Date(1000),
    },
    {
      _id: 2,
      shop,
      service: 'b',
      status: 'failed',
      lines: [{sku: 'x', q: 5}],
      at: new Date(2000),
      tries: Long.fromNumber(2),
    },
    {_id: 3, shop, service: 'a', status: 'sent', lines: [], at: new Date(3000), tries: 1},
    {_id: 4, shop: new ObjectId(), service: 'c', status: 'queued', lines: [{sku: 'z', q: 1}], at: new Date(4000)},
  ]);
  await database.db.collection<Doc>('services').insertMany([
    {_id: 'a', name: 'Alpha', skus: ['x']},
    {_id: 'b', name: 'Beta', skus: ['x', 'y']},
  ]);
});
afterAll(() => database.close());

const run = (pipeline: Document[], options = {}) =>
  database.db.collection('orders').aggregate(pipeline, options).toArray();

describe('aggregate', () => {
  it.each<[string, Document[], Document[]]>([
    ['$match and $count', [{$match: {shop}}, {$count: 'n'}], [{n: 3}]],
    [
      '$group with accumulators',
      [{$match: {shop}}, {$group: {_id: '$service', n: {$sum: 1}, last: {$max: '$at'}}}, {$sort: {_id: 1}}],
      [
        {_id: 'a', n: 2, last: new Date(3000)},
        {_id: 'b', n: 1, last: new Date(2000)},
      ],
    ],
    ['$group of everything', [{$group: {_id: null, tries: {$sum: '$tries'}}}], [{_id: null, tries: 3}]],
    ['$group by an ObjectId', [{$group: {_id: '$shop', n: {$sum: 1}}}, {$match: {_id: shop}}], [{_id: shop, n: 3}]],
    [
      '$group by a document',
      [{$match: {shop}}, {$group: {_id: {s: '$status', v: '$service'}, n: {$sum: 1}}}, {$sort: {'_id.s': 1}}],
      [
        {_id: {s: 'failed', v: 'b'}, n: 1},
        {_id: {s: 'sent', v: 'a'}, n: 2},
      ],
    ],
    [
      '$unwind and $group',
      [{$unwind: '$lines'}, {$group: {_id: '$lines.sku', q: {$sum: '$lines.q'}}}, {$sort: {q: -1, _id: 1}}],
      [
        {_id: 'x', q: 7},
        {_id: 'y', q: 1},
        {_id: 'z', q: 1},
      ],
    ],
    [
      '$unwind that keeps empty arrays',
      [{$match: {_id: 3}}, {$unwind: {path: '$lines', preserveNullAndEmptyArrays: true}}, {$project: {service: 1}}],
      [{_id: 3, service: 'a'}],
    ],
    [
      '$project with expressions',
      [
        {$match: {_id: 1}},
        {$project: {_id: 0, n: {$size: '$lines'}, total: {$sum: '$lines.q'}, s: {$concat: ['$service', '!']}}},
      ],
      [{n: 2, total: 3, s: 'a!'}],
    ],
    [
      '$addFields',
      [{$match: {_id: 4}}, {$addFields: {late: {$gt: ['$at', new Date(1)]}}}, {$project: {late: 1}}],
      [{_id: 4, late: true}],
    ],
    [
      '$sort, $skip and $limit',
      [{$sort: {at: -1}}, {$skip: 1}, {$limit: 2}, {$project: {_id: 1}}],
      [{_id: 3}, {_id: 2}],
    ],
    [
      '$limit before $sort',
      [{$sort: {_id: 1}}, {$limit: 2}, {$sort: {_id: -1}}, {$project: {_id: 1}}],
      [{_id: 2}, {_id: 1}],
    ],
    ['$limit before $match', [{$sort: {_id: 1}}, {$limit: 1}, {$match: {service: 'b'}}], []],
    [
      '$lookup by a field',
      [
        {$match: {_id: {$in: [2, 4]}}},
        {$lookup: {from: 'services', localField: 'service', foreignField: '_id', as: 'found'}},
        {$project: {names: '$found.name'}},
        {$sort: {_id: 1}},
      ],
      [
        {_id: 2, names: ['Beta']},
        {_id: 4, names: []},
      ],
    ],
    [
      '$lookup through arrays on both sides',
      [
        {$match: {_id: 1}},
        {$lookup: {from: 'services', localField: 'lines.sku', foreignField: 'skus', as: 'found'}},
        {$project: {n: {$size: '$found'}}},
      ],
      [{_id: 1, n: 2}],
    ],
    [
      '$lookup by a pipeline with variables',
      [
        {$match: {_id: 2}},
        {
          $lookup: {
            from: 'services',
            let: {wanted: '$service'},
            pipeline: [{$match: {$expr: {$eq: ['$_id', '$$wanted']}}}, {$project: {_id: 0, name: 1}}],
            as: 'found',
          },
        },
        {$project: {found: 1}},
      ],
      [{_id: 2, found: [{name: 'Beta'}]}],
    ],
    [
      '$facet',
      [
        {$match: {shop}},
        {
          $facet: {
            sent: [{$match: {status: 'sent'}}, {$count: 'n'}],
            ids: [{$sort: {_id: -1}}, {$limit: 1}, {$project: {_id: 1}}],
          },
        },
      ],
      [{sent: [{n: 2}], ids: [{_id: 3}]}],
    ],
    ['$replaceRoot', [{$match: {_id: 2}}, {$replaceRoot: {newRoot: {$first: '$lines'}}}], [{sku: 'x', q: 5}]],
    ['$unionWith', [{$match: {_id: 1}}, {$unionWith: 'services'}, {$count: 'n'}], [{n: 3}]],
    ['$unset', [{$match: {_id: 4}}, {$unset: ['lines', 'at', 'shop', 'status']}], [{_id: 4, service: 'c'}]],
    [
      '$bucket',
      [{$bucket: {groupBy: '$_id', boundaries: [0, 3, 9], output: {n: {$sum: 1}}}}],
      [
        {_id: 0, n: 2},
        {_id: 3, n: 2},
      ],
    ],
    ['$sortByCount', [{$sortByCount: '$service'}, {$limit: 1}], [{_id: 'a', count: 2}]],
    [
      'numbers of all types',
      [{$match: {_id: 2}}, {$project: {more: {$add: ['$tries', 1]}, same: {$eq: ['$tries', 2]}}}],
      [{_id: 2, more: 3, same: true}],
    ],
  ])('%s', async (_name, pipeline, expected) => {
    expect(await run(pipeline)).toEqual(expected);
  });

  it('takes variables of the command', async () => {
    const pipeline = [{$match: {$expr: {$eq: ['$status', '$$wanted']}}}, {$sort: {_id: 1}}, {$project: {_id: 1}}];
    expect(await run(pipeline, {let: {wanted: 'sent'}})).toEqual([{_id: 1}, {_id: 3}]);
  });

  it('is empty over a collection that does not exist', async () => {
    const collection = database.db.collection('nowhere');
    expect(await collection.aggregate([{$group: {_id: null, n: {$sum: 1}}}]).toArray()).toEqual([]);
    expect(await collection.countDocuments()).toBe(0);
  });

  it('does not change what is stored', async () => {
    await run([{$set: {'lines.q': 0, status: 'x'}}, {$unset: 'service'}]);
    expect(await database.db.collection<Doc>('orders').findOne({_id: 2})).toMatchObject({
      status: 'failed',
      service: 'b',
      lines: [{sku: 'x', q: 5}],
    });
  });
});
