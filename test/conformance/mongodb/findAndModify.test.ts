/** findAndModify: what it returns, and that each document is claimed by one of many. */
import {type Collection} from 'mongodb';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {type Doc} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
let collection: Collection<Doc>;
beforeAll(async () => {
  database = await testDatabase();
  collection = database.db.collection('jobs');
});
afterAll(() => database.close());
beforeEach(async () => {
  await collection.deleteMany({});
  await collection.insertMany([
    {
      _id: 1,
      n: 3,
      lines: [
        {id: 1, q: 1},
        {id: 2, q: 2},
      ],
    },
    {_id: 2, n: 1},
    {_id: 3, n: 2},
  ]);
});

describe('findOneAndUpdate', () => {
  it('gives the document before or after', async () => {
    expect(await collection.findOneAndUpdate({_id: 2}, {$inc: {n: 1}})).toEqual({_id: 2, n: 1});
    expect(await collection.findOneAndUpdate({_id: 2}, {$inc: {n: 1}}, {returnDocument: 'after'})).toEqual({
      _id: 2,
      n: 3,
    });
  });

  it('gives null if nothing matches', async () => {
    expect(await collection.findOneAndUpdate({_id: 9}, {$set: {n: 1}})).toBeNull();
  });

  it('takes the first in order', async () => {
    const update = {$set: {taken: true}};
    const taken = [];
    for (let i = 0; i < 4; i++) {
      taken.push((await collection.findOneAndUpdate({taken: null}, update, {sort: {n: 1}}))?._id ?? null);
    }
    expect(taken).toEqual([2, 3, 1, null]);
  });

  it('shows the fields asked for', async () => {
    const options = {returnDocument: 'after', projection: {n: 1, _id: 0}} as const;
    expect(await collection.findOneAndUpdate({_id: 1}, {$set: {n: 7, x: 1}}, options)).toEqual({n: 7});
  });

  it('upserts, and tells so', async () => {
    const options = {upsert: true, returnDocument: 'after', includeResultMetadata: true} as const;
    const result = await collection.findOneAndUpdate({_id: 9}, {$set: {n: 5}, $setOnInsert: {new: true}}, options);
    expect(result).toMatchObject({
      ok: 1,
      value: {_id: 9, n: 5, new: true},
      lastErrorObject: {n: 1, updatedExisting: false, upserted: 9},
    });
    const again = await collection.findOneAndUpdate({_id: 9}, {$set: {n: 6}, $setOnInsert: {new: false}}, options);
    expect(again).toMatchObject({value: {_id: 9, n: 6, new: true}, lastErrorObject: {n: 1, updatedExisting: true}});
  });

  it('gives null before an upsert', async () => {
    expect(await collection.findOneAndUpdate({_id: 9}, {$set: {n: 5}}, {upsert: true})).toBeNull();
    expect(await collection.countDocuments({_id: 9})).toBe(1);
  });

  it('updates array elements by position and by filter', async () => {
    await collection.findOneAndUpdate({'lines.id': 2}, {$set: {'lines.$.q': 20}});
    await collection.findOneAndUpdate({_id: 1}, {$inc: {'lines.$[one].q': 10}}, {arrayFilters: [{'one.id': 1}]});
    expect((await collection.findOne({_id: 1}))?.['lines']).toEqual([
      {id: 1, q: 11},
      {id: 2, q: 20},
    ]);
  });

  it('takes a pipeline', async () => {
    const after = await collection.findOneAndUpdate({_id: 3}, [{$set: {n: {$multiply: ['$n', 10]}}}], {
      returnDocument: 'after',
    });
    expect(after).toEqual({_id: 3, n: 20});
  });
});

describe('findOneAndReplace and findOneAndDelete', () => {
  it('replace and remove', async () => {
    expect(await collection.findOneAndReplace({_id: 2}, {m: 1}, {returnDocument: 'after'})).toEqual({_id: 2, m: 1});
    expect(await collection.findOneAndDelete({}, {sort: {n: -1}})).toMatchObject({_id: 1});
    expect(await collection.findOneAndDelete({_id: 1})).toBeNull();
    expect(await collection.countDocuments()).toBe(2);
  });
});

describe('many at once', () => {
  it('claim each document once', async () => {
    const queue = database.db.collection<Doc>('queue');
    await queue.insertMany(Array.from({length: 10}, (_, n) => ({_id: n, status: 'queued'})));
    const claims = await Promise.all(
      Array.from({length: 100}, (_, worker) =>
        queue.findOneAndUpdate({status: 'queued'}, {$set: {status: 'sending', worker}}, {sort: {_id: 1}}),
      ),
    );
    const claimed = claims.flatMap((doc) => (doc ? [Number(doc._id)] : []));
    expect(claimed.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('count every increment', async () => {
    const counters = database.db.collection<Doc>('counters');
    await counters.insertOne({_id: 'fence', n: 0});
    const options = {returnDocument: 'after'} as const;
    const results = await Promise.all(
      Array.from({length: 100}, () => counters.findOneAndUpdate({_id: 'fence'}, {$inc: {n: 1}}, options)),
    );
    expect(new Set(results.map((doc) => doc?.['n'])).size).toBe(100);
    expect(await counters.findOne({_id: 'fence'})).toEqual({_id: 'fence', n: 100});
  });

  it('let a stale fence write nothing', async () => {
    const leases = database.db.collection<Doc>('leases');
    await leases.insertOne({_id: 'shop', fence: 1});
    const [first, second] = await Promise.all(
      ['a', 'b'].map((by) => leases.updateOne({_id: 'shop', fence: 1}, {$set: {by}, $inc: {fence: 1}})),
    );
    expect((first?.modifiedCount ?? 0) + (second?.modifiedCount ?? 0)).toBe(1);
  });
});
