/** Update operators: each case names a document, an update, and what the document must be after it. */
import {Decimal128, Double, Int32, Long, type Document, type UpdateOptions} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
let next = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function updated(
  doc: Document,
  update: Document | Document[],
  filter: Document = {},
  options: UpdateOptions = {},
  promoteValues = true,
) {
  const collection = database.db.collection<Doc>('updates', {promoteValues});
  const _id = ++next;
  await collection.insertOne({_id, ...doc});
  const result = await collection.updateOne({_id, ...filter}, update, options);
  const after: Document = (await collection.findOne({_id}, {projection: {_id: 0}})) ?? {};
  return {after, modified: result.modifiedCount, matched: result.matchedCount};
}

const date = new Date(1234);
const cases: [string, Document, Document | Document[], Document][] = [
  ['$set', {a: 1}, {$set: {b: 2, a: 3}}, {a: 3, b: 2}],
  ['$set by path', {a: {x: 1}}, {$set: {'a.y': 2, 'b.c.d': 3}}, {a: {x: 1, y: 2}, b: {c: {d: 3}}}],
  ['$set in an array by index', {a: [1, 2]}, {$set: {'a.1': 9}}, {a: [1, 9]}],
  ['$set beyond the end of an array', {a: [1]}, {$set: {'a.3': 4}}, {a: [1, null, null, 4]}],
  ['$unset', {a: 1, b: {c: 1, d: 2}}, {$unset: {a: '', 'b.c': ''}}, {b: {d: 2}}],
  ['$unset of an array element', {a: [1, 2]}, {$unset: {'a.0': ''}}, {a: [null, 2]}],
  ['$inc', {a: 1, b: 1.5}, {$inc: {a: 2, b: 1, c: 5}}, {a: 3, b: 2.5, c: 5}],
  ['$mul', {a: 3}, {$mul: {a: 4, b: 2}}, {a: 12, b: 0}],
  ['$min', {a: 3, b: 3}, {$min: {a: 2, b: 4, c: 1}}, {a: 2, b: 3, c: 1}],
  ['$max', {a: 3, b: 3}, {$max: {a: 2, b: 4, c: 1}}, {a: 3, b: 4, c: 1}],
  ['$min of dates', {at: date}, {$min: {at: new Date(1)}}, {at: new Date(1)}],
  ['$rename', {a: 1, b: 2}, {$rename: {a: 'c', x: 'y'}}, {b: 2, c: 1}],
  ['$setOnInsert without an insert', {a: 1}, {$set: {a: 2}, $setOnInsert: {b: 1}}, {a: 2}],
  ['$bit', {a: 13}, {$bit: {a: {and: 10}}}, {a: 8}],
  ['$push', {a: [1]}, {$push: {a: 2, b: 3}}, {a: [1, 2], b: [3]}],
  ['$push of an array', {a: [1]}, {$push: {a: [2]}}, {a: [1, [2]]}],
  ['$push $each', {a: [1]}, {$push: {a: {$each: [2, 3]}}}, {a: [1, 2, 3]}],
  ['$push $position', {a: [1, 4]}, {$push: {a: {$each: [2, 3], $position: 1}}}, {a: [1, 2, 3, 4]}],
  ['$push $position from the end', {a: [1, 2, 4]}, {$push: {a: {$each: [3], $position: -1}}}, {a: [1, 2, 3, 4]}],
  ['$push $slice', {a: [1, 2]}, {$push: {a: {$each: [3, 4], $slice: -3}}}, {a: [2, 3, 4]}],
  ['$push $sort', {a: [3, 1]}, {$push: {a: {$each: [2], $sort: -1}}}, {a: [3, 2, 1]}],
  [
    '$push $sort of documents, then $slice',
    {a: [{n: 3}, {n: 1}]},
    {$push: {a: {$each: [{n: 2}], $sort: {n: 1}, $slice: 2}}},
    {a: [{n: 1}, {n: 2}]},
  ],
  ['$addToSet', {a: [1, 2]}, {$addToSet: {a: 2, b: 1}}, {a: [1, 2], b: [1]}],
  ['$addToSet $each', {a: [1]}, {$addToSet: {a: {$each: [1, 2, 2]}}}, {a: [1, 2]}],
  ['$addToSet of documents', {a: [{x: 1}]}, {$addToSet: {a: {x: 1}}}, {a: [{x: 1}]}],
  ['$pop the last', {a: [1, 2, 3]}, {$pop: {a: 1}}, {a: [1, 2]}],
  ['$pop the first', {a: [1, 2, 3]}, {$pop: {a: -1}}, {a: [2, 3]}],
  ['$pull a value', {a: [1, 2, 1]}, {$pull: {a: 1}}, {a: [2]}],
  ['$pull by operators', {a: [1, 5, 9]}, {$pull: {a: {$gte: 5}}}, {a: [1]}],
  ['$pull by $in', {a: ['x', 'y']}, {$pull: {a: {$in: ['x', 'z']}}}, {a: ['y']}],
  ['$pull documents by a query', {a: [{n: 1, m: 1}, {n: 2}]}, {$pull: {a: {n: 1}}}, {a: [{n: 2}]}],
  ['$pullAll', {a: [1, 2, 3, 2]}, {$pullAll: {a: [2, 3]}}, {a: [1]}],
  ['$[]: all elements', {a: [{n: 1}, {n: 2}]}, {$inc: {'a.$[].n': 10}}, {a: [{n: 11}, {n: 12}]}],
  ['a pipeline', {a: 2, b: 3}, [{$set: {sum: {$add: ['$a', '$b']}}}, {$unset: 'b'}], {a: 2, sum: 5}],
  [
    'a pipeline with a condition',
    {a: 2},
    [{$set: {big: {$cond: [{$gt: ['$a', 1]}, 'yes', 'no']}}}],
    {a: 2, big: 'yes'},
  ],
];

describe('updateOne', () => {
  it.each(cases)('%s', async (_name, doc, update, expected) => {
    expect((await updated(doc, update)).after).toEqual(expected);
  });

  it('tells whether anything changed', async () => {
    expect(await updated({a: 1}, {$set: {a: 1}})).toMatchObject({matched: 1, modified: 0});
    expect(await updated({a: 1}, {$set: {a: 2}})).toMatchObject({matched: 1, modified: 1});
    expect(await updated({a: [1]}, {$addToSet: {a: 1}})).toMatchObject({modified: 0});
    expect(await updated({a: 1}, {$set: {a: 2}}, {a: 9})).toMatchObject({matched: 0, modified: 0});
  });

  it('updates the element that matched: $', async () => {
    const doc = {
      lines: [
        {id: 1, q: 1},
        {id: 2, q: 1},
      ],
    };
    const byField = await updated(doc, {$set: {'lines.$.q': 9}}, {'lines.id': 2});
    expect(byField.after).toEqual({
      lines: [
        {id: 1, q: 1},
        {id: 2, q: 9},
      ],
    });
    const byElement = await updated(doc, {$inc: {'lines.$.q': 5}}, {lines: {$elemMatch: {id: 2, q: 1}}});
    expect(byElement.after).toEqual({
      lines: [
        {id: 1, q: 1},
        {id: 2, q: 6},
      ],
    });
    expect((await updated({a: [3, 5]}, {$set: {'a.$': 7}}, {a: 5})).after).toEqual({a: [3, 7]});
  });

  it('updates the elements that array filters name: $[x]', async () => {
    const doc = {
      lines: [
        {id: 1, q: 1},
        {id: 2, q: 5},
        {id: 3, q: 9},
      ],
    };
    const {after} = await updated(doc, {$set: {'lines.$[big].q': 0}}, {}, {arrayFilters: [{'big.q': {$gte: 5}}]});
    expect(after).toEqual({
      lines: [
        {id: 1, q: 1},
        {id: 2, q: 0},
        {id: 3, q: 0},
      ],
    });
    const values = await updated({a: [1, 5]}, {$inc: {'a.$[x]': 1}}, {}, {arrayFilters: [{x: {$gt: 3}}]});
    expect(values.after).toEqual({a: [1, 6]});
  });

  it('keeps the types of numbers', async () => {
    const doc = {
      long: Long.fromNumber(1),
      double: new Double(1),
      int: new Int32(2147483647),
      dec: Decimal128.fromString('0.10'),
    };
    const update = {$inc: {long: 1, double: 1, int: 1, dec: Decimal128.fromString('0.20')}};
    const {after} = await updated(doc, update, {}, {}, false);
    expect(after).toEqual({
      long: Long.fromNumber(2),
      double: new Double(2),
      int: Long.fromNumber(2147483648),
      dec: Decimal128.fromString('0.30'),
    });
  });

  it('sets the time of the server: $currentDate', async () => {
    const {after} = await updated({}, {$currentDate: {a: true, b: {$type: 'date'}, c: {$type: 'timestamp'}}});
    expect(after['a']).toBeInstanceOf(Date);
    expect(Math.abs(after['b'].getTime() - Date.now())).toBeLessThan(60_000);
    expect(after['c']).toMatchObject({_bsontype: 'Timestamp'});
  });
});

describe('updateMany and replaceOne', () => {
  it('update all that match', async () => {
    const collection = database.db.collection('manyUpdates');
    await collection.insertMany([{n: 1}, {n: 2}, {n: 3}]);
    expect(await collection.updateMany({n: {$gte: 2}}, {$set: {big: true}})).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await collection.countDocuments({big: true})).toBe(2);
  });

  it('replace all but _id', async () => {
    const collection = database.db.collection<Doc>('replacements');
    await collection.insertOne({_id: 1, a: 1, b: 2});
    expect(await collection.replaceOne({_id: 1}, {c: 3})).toMatchObject({modifiedCount: 1});
    expect(await collection.findOne({_id: 1})).toEqual({_id: 1, c: 3});
  });
});
