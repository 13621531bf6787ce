/** What is wrong is refused with MongoDB's code, and what is not known is never ignored. */
import {type Document, Long, MongoBulkWriteError} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc, refusal} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.db.collection<Doc>('things').insertMany([
    {_id: 1, n: 1, s: 'text', a: [1]},
    {_id: 2, n: 2},
  ]);
});
afterAll(() => database.close());

const things = () => database.db.collection<Doc>('things');
const update = (change: Document, filter: Document = {_id: 1}) => things().updateOne(filter, change);

const makeIndex = (key: Document) => database.db.command({createIndexes: 'things', indexes: [{key, name: 'odd'}]});
const insertArrayId = () => database.db.collection<{_id: number[]}>('things').insertOne({_id: [1]});

describe('is refused:', () => {
  it.each<[string, () => Promise<unknown>, number[]]>([
    ['an unknown command', () => database.db.command({makeCoffee: 1}), [59]],
    ['an unknown query operator', () => things().findOne({n: {$near2: 1}}), [2]],
    ['an unknown top-level operator', () => things().findOne({$foo: 1}), [2]],
    ['$in without an array', () => things().findOne({n: {$in: 1}}), [2]],
    ['$and without branches', () => things().findOne({$and: []}), [2]],
    ['an unknown update operator', () => update({$foo: {a: 1}}), [9]],
    ['$inc of a string', () => update({$inc: {s: 1}}), [14]],
    ['$inc by a string', () => update({$inc: {n: 'x'}}), [14]],
    ['$push to a string', () => update({$push: {s: 1}}), [2]],
    ['$push with an unknown modifier', () => update({$push: {a: {$each: [1], $foo: 1}}}), [2]],
    ['a field below a string', () => update({$set: {'s.x': 1}}), [28]],
    ['$pull below a string', () => update({$pull: {'s.x': 1}}), [28]],
    ['$pop below an array without an index', () => update({$pop: {'a.x': 1}}), [28]],
    ['a change of _id', () => update({$set: {_id: 5}}), [66]],
    ['two changes of one path', () => update({$set: {n: 1}, $inc: {n: 1}}), [40]],
    ['changes of a path and one below it', () => update({$set: {'x.y': 1, x: 1}}), [40]],
    ['an empty part of a path', () => update({$set: {'x..y': 1}}), [56]],
    ['$ without a match in the query', () => update({$set: {'a.$': 1}}), [2]],
    ['an array filter that is not there', () => update({$set: {'a.$[x]': 1}}), [2]],
    ['an array filter that is not used', () => things().updateOne({}, {$set: {n: 1}}, {arrayFilters: [{x: 1}]}), [9]],
    [
      'an unknown stage',
      () =>
        things()
          .aggregate([{$foo: {}}])
          .toArray(),
      [40324],
    ],
    [
      'an unknown expression',
      () =>
        things()
          .aggregate([{$project: {x: {$foo: 1}}}])
          .toArray(),
      [168, 31325],
    ],
    ['an _id that is an array', insertArrayId, [53, 2]],
    ['an index of no kind known', () => makeIndex({a: 'foo'}), [67]],
    ['an index direction of zero', () => makeIndex({a: 0}), [67]],
    [
      'a cursor that is not there',
      () => database.db.command({getMore: Long.fromNumber(5), collection: 'things'}),
      [43],
    ],
    ['the indexes of what does not exist', () => database.db.collection('nowhere').indexes(), [26]],
  ])('%s', async (_name, run, codes) => {
    expect([...codes, 'DocumentDB']).toContain(await refusal(run()));
    expect(await things().findOne({_id: 1})).toEqual({_id: 1, n: 1, s: 'text', a: [1]});
  });
});

const bulk = async (name: string, ordered: boolean) => {
  const collection = database.db.collection<Doc>(name);
  const docs = [{_id: 1}, {_id: 1}, {_id: 2}, {_id: 2}, {_id: 3}];
  const error: unknown = await collection.insertMany(docs, {ordered}).catch((reason: unknown) => reason);
  if (!(error instanceof MongoBulkWriteError)) throw new Error('the batch did not fail');
  return {
    inserted: error.insertedCount,
    failed: [error.writeErrors].flat().map(({index, code}) => [index, code]),
    stored: (await collection.find().sort({_id: 1}).toArray()).map(({_id}) => _id),
  };
};

describe('a batch of writes', () => {
  it('stops at the first error if it is ordered', async () => {
    expect(await bulk('ordered', true)).toEqual({inserted: 1, failed: [[1, 11000]], stored: [1]});
  });

  it('goes on if it is not', async () => {
    expect(await bulk('unordered', false)).toEqual({
      inserted: 3,
      failed: [
        [1, 11000],
        [3, 11000],
      ],
      stored: [1, 2, 3],
    });
  });
});
