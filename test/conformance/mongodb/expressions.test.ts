/** Aggregation expressions over one document, above all those where mingo alone would answer otherwise. */
import {Long, ObjectId, type Document} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';
import {type Doc} from './doc.ts';

let database: TestDatabase;
const ref = new ObjectId();
const at = new Date('2024-03-31T10:20:30.456Z');
beforeAll(async () => {
  database = await testDatabase();
  await database.db.collection<Doc>('docs').insertOne({
    _id: 1,
    n: 2,
    long: Long.fromNumber(7),
    s: 'Apple pie',
    at,
    ref,
    nul: null,
    arr: [3, 1, 2],
    none: [],
    sub: {a: 1, b: 'x'},
    lines: [
      {id: 1, q: 2},
      {id: 2, q: 9},
    ],
  });
});
afterAll(() => database.close());

const evaluate = async (expression: unknown) => {
  const [doc] = await database.db
    .collection('docs')
    .aggregate([{$project: {_id: 0, v: expression}}])
    .toArray();
  return doc?.['v'];
};

describe('an expression', () => {
  it.each<[unknown, unknown]>([
    [{$add: ['$n', '$long', 1]}, 10],
    [{$add: ['$at', 1000]}, new Date(at.getTime() + 1000)],
    [{$subtract: ['$at', new Date(0)]}, at.getTime()],
    [{$add: ['$missing', 1]}, null],
    [{$divide: ['$n', 4]}, 0.5],
    [{$eq: ['$missing', null]}, false],
    [{$lt: ['$missing', null]}, true],
    [{$eq: ['$long', 7]}, true],
    [{$gt: ['$s', 5]}, true],
    [{$gt: ['$ref', '$s']}, true],
    [{$in: [1, '$arr']}, true],
    [{$cmp: ['$n', 3]}, -1],
    [{$and: ['$n', '$none']}, true],
    [{$not: ['$missing']}, true],
    [{$cond: ['$nul', 1, 2]}, 2],
    [{$ifNull: ['$missing', '$nul', 'z']}, 'z'],
    [{$concat: ['$s', '-', {$toString: '$n'}]}, 'Apple pie-2'],
    [{$toString: '$ref'}, ref.toHexString()],
    [{$toObjectId: ref.toHexString()}, ref],
    [{$type: '$ref'}, 'objectId'],
    [{$type: '$missing'}, 'missing'],
    [{$type: '$at'}, 'date'],
    [{$size: '$lines'}, 2],
    [{$sum: '$lines.q'}, 11],
    [{$sum: '$lines.missing'}, 0],
    [{$sum: '$missing'}, 0],
    [{$sum: ['$n', '$long']}, 9],
    [{$avg: '$arr'}, 2],
    [{$max: '$arr'}, 3],
    [{$min: ['$n', '$nul']}, 2],
    [{$first: '$arr'}, 3],
    [{$last: '$arr'}, 2],
    [{$last: '$none'}, undefined],
    [{$arrayElemAt: ['$arr', -1]}, 2],
    [{$filter: {input: '$arr', as: 'x', cond: {$gt: ['$$x', 1]}}}, [3, 2]],
    [{$map: {input: '$lines', as: 'l', in: '$$l.id'}}, [1, 2]],
    [{$reduce: {input: '$arr', initialValue: 0, in: {$add: ['$$value', '$$this']}}}, 6],
    [{$mergeObjects: ['$sub', {c: 1}]}, {a: 1, b: 'x', c: 1}],
    [
      {$objectToArray: '$sub'},
      [
        {k: 'a', v: 1},
        {k: 'b', v: 'x'},
      ],
    ],
    [{x: '$n', y: '$missing'}, {x: 2}],
    [
      ['$n', '$missing'],
      [2, null],
    ],
    ['$lines.id', [1, 2]],
    [{$literal: '$n'}, '$n'],
    [{$year: '$at'}, 2024],
    [{$hour: {date: '$at'}}, 10],
    [{$month: '$missing'}, null],
    [{$dateToString: {date: '$at', format: '%Y-%m-%d'}}, '2024-03-31'],
    [{$dateTrunc: {date: '$at', unit: 'hour'}}, new Date('2024-03-31T10:00:00Z')],
    [{$dateAdd: {startDate: '$at', unit: 'month', amount: 1}}, new Date('2024-04-30T10:20:30.456Z')],
    [{$dateSubtract: {startDate: '$at', unit: 'month', amount: 1}}, new Date('2024-02-29T10:20:30.456Z')],
    [{$dateAdd: {startDate: '$missing', unit: 'day', amount: 1}}, null],
    [{$dateDiff: {startDate: new Date(0), endDate: '$at', unit: 'day'}}, 19_813],
    [{$dateDiff: {startDate: '$missing', endDate: '$at', unit: 'day'}}, null],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(expression)).toEqual(expected);
  });
});

describe('$set', () => {
  it.each<[string, Document, Document]>([
    ['merges into a subdocument', {sub: {c: '$n'}}, {sub: {a: 1, b: 'x', c: 2}}],
    ['sets by path', {'sub.a': 5, 'new.x': 1}, {sub: {a: 5, b: 'x'}, new: {x: 1}}],
    [
      'goes into each element of an array',
      {'lines.z': '$n'},
      {
        lines: [
          {id: 1, q: 2, z: 2},
          {id: 2, q: 9, z: 2},
        ],
      },
    ],
    ['replaces by a literal', {sub: {$literal: {c: 1}}}, {sub: {c: 1}}],
    ['removes', {n: '$$REMOVE'}, {n: undefined}],
  ])('%s', async (_name, specification, expected) => {
    const [doc] = await database.db
      .collection('docs')
      .aggregate([{$set: specification}])
      .toArray();
    for (const key of Object.keys(expected)) expect(doc?.[key]).toEqual(expected[key]);
    expect(doc).toHaveProperty('s', 'Apple pie');
  });
});

describe('$group', () => {
  it('leaves missing values out of $push', async () => {
    const stages = [{$group: {_id: null, all: {$push: '$missing'}, ids: {$push: '$_id'}}}];
    expect(await database.db.collection('docs').aggregate(stages).toArray()).toEqual([{_id: null, all: [], ids: [1]}]);
  });
});
