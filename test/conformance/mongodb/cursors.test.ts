/** Cursors: results over several batches. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc, refusal} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
const count = 1050;
beforeAll(async () => {
  database = await testDatabase();
  await collection().insertMany(Array.from({length: count}, (_, n) => ({_id: n, n, text: 'x'.repeat(50)})));
});
afterAll(() => database.close());

const collection = () => database.db.collection<Doc>('numbers');

describe('a cursor', () => {
  // Unsorted: DocumentDB's gateway loses a sorted cursor after its first batch; embedded.test.ts reads sorted ones
  it.each([1, 2, 100, 101, 249, 250, 5000])('gives everything once in batches of %i', async (batchSize) => {
    const found = await collection()
      .find({n: {$gte: count - 250}}, {batchSize})
      .toArray();
    const numbers = found.map(({n}) => Number(n)).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({length: 250}, (_, n) => count - 250 + n));
  });

  it('gives everything without a batch size', async () => {
    expect(await collection().find().toArray()).toHaveLength(count);
  });

  it('reads an aggregation over batches', async () => {
    const found = await collection()
      .aggregate([{$match: {n: {$gte: 50}}}, {$project: {n: 1}}], {batchSize: 7})
      .toArray();
    expect(found).toHaveLength(count - 50);
    expect(new Set(found.map(({n}) => n)).size).toBe(count - 50);
  });

  it('stops at its limit, also across batches', async () => {
    expect(await collection().find({}, {batchSize: 10, limit: 25}).toArray()).toHaveLength(25);
    expect(await collection().find({}, {limit: -5}).toArray()).toHaveLength(5);
  });

  it('can be left in the middle', async () => {
    const seen: number[] = [];
    for await (const doc of collection().find({}, {batchSize: 5})) {
      seen.push(doc['n']);
      if (seen.length === 12) break;
    }
    expect(new Set(seen).size).toBe(12);
  });

  it('splits results that are larger than one message', async () => {
    const large = database.db.collection('large');
    for (let n = 0; n < 6; n++) await large.insertOne({n, text: 'y'.repeat(5_000_000)});
    const found = await large.find().toArray();
    const sizes = found.map(({n, text}) => [n, text.length]).toSorted(([a], [b]) => a - b);
    expect(sizes).toEqual([0, 1, 2, 3, 4, 5].map((n) => [n, 5_000_000]));
  });
});

// MongoDB takes a cursor's id as an int64 alone
const keepLongs = {promoteLongs: false};

describe('by commands', () => {
  it('is open until read to its end', async () => {
    const {cursor} = await database.db.command({find: 'numbers', batchSize: 2}, keepLongs);
    expect(cursor.firstBatch).toHaveLength(2);
    const next = await database.db.command({getMore: cursor.id, collection: 'numbers', batchSize: 3}, keepLongs);
    expect(next['cursor'].nextBatch).toHaveLength(3);
    const rest = await database.db.command({getMore: cursor.id, collection: 'numbers', batchSize: 5000});
    expect(rest['cursor'].nextBatch).toHaveLength(count - 5);
    expect(Number(rest['cursor'].id)).toBe(0);
  });

  it('may begin with an empty batch', async () => {
    const {cursor} = await database.db.command({find: 'numbers', batchSize: 0});
    expect(cursor.firstBatch).toEqual([]);
    expect(Number(cursor.id)).not.toBe(0);
  });

  it('is gone once killed', async () => {
    const {cursor} = await database.db.command({find: 'numbers', batchSize: 2}, keepLongs);
    const killed = await database.db.command({killCursors: 'numbers', cursors: [cursor.id]});
    expect(killed['cursorsKilled']).toHaveLength(1);
    const after = database.db.command({getMore: cursor.id, collection: 'numbers'});
    expect([43, 'DocumentDB']).toContain(await refusal(after));
  });

  it('does not open for a single batch', async () => {
    const {cursor} = await database.db.command({find: 'numbers', batchSize: 2, singleBatch: true});
    expect(cursor.firstBatch).toHaveLength(2);
    expect(Number(cursor.id)).toBe(0);
  });
});
