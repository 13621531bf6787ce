/** The embedded server's use of indexes, and its speed. */
import {MongoClient, type Document} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {startMongo, type RunningMongo} from '../../sandbox/mongodb/server.ts';
import {type Doc} from './doc.ts';

const count = 10_000;
let server: RunningMongo;
let client: MongoClient;
const jobs = () => client.db('planner').collection<Doc>('jobs');

beforeAll(async () => {
  server = await startMongo();
  client = await MongoClient.connect(server.uri);
  await jobs().createIndexes([
    {key: {status: 1, at: 1}},
    {key: {shop: 1, key: 1}, unique: true, partialFilterExpression: {key: {$exists: true}}},
    {key: {'lines.id': 1}},
  ]);
});
afterAll(async () => {
  await client.close();
  await server.close();
});

const job = (n: number): Doc => ({
  _id: n,
  status: 'queued',
  at: new Date(n),
  shop: `shop-${n % 100}`,
  key: `key-${n}`,
  lines: [{id: `line-${n}`}, {id: `more-${n}`}],
});

describe('ten thousand documents', () => {
  it('are inserted in batches', async () => {
    for (let from = 0; from < count; from += 500) {
      await jobs().insertMany(Array.from({length: 500}, (_, i) => job(from + i)));
    }
    expect(await jobs().countDocuments()).toBe(count);
  });

  it.each<[string, Document, Record<string, 1 | -1>, number]>([
    ['_id', {_id: 77}, {}, 1],
    ['_id among others', {_id: {$in: [1, 2, 3]}, status: 'queued'}, {}, 3],
    ['a range of _id, in order', {_id: {$gt: 100}}, {_id: 1}, 10],
    ['the first field of an index', {status: 'none'}, {}, 0],
    ['an equality and a range, in order', {status: 'queued', at: {$lte: new Date(4)}}, {at: 1}, 5],
    ['an equality and a range, backwards', {status: 'queued', at: {$lte: new Date(4)}}, {at: -1}, 5],
    ['a partial index whose filter follows', {shop: 'shop-7', key: 'key-7'}, {}, 1],
    ['an element of an array', {'lines.id': 'more-9'}, {}, 1],
    ['an element of an array by $elemMatch', {lines: {$elemMatch: {id: {$in: ['line-9', 'more-9']}}}}, {}, 1],
    ['branches that each have an index', {$or: [{_id: 5}, {'lines.id': 'line-8'}]}, {}, 2],
    ['$and', {$and: [{status: 'queued'}, {at: new Date(7)}]}, {}, 1],
  ])('are not scanned for %s', async (_name, filter, sort, examined) => {
    const {queryPlanner, executionStats} = await jobs().find(filter, {sort, limit: 10}).explain();
    expect(JSON.stringify(queryPlanner.winningPlan)).toContain('IXSCAN');
    expect(JSON.stringify(queryPlanner.winningPlan)).not.toContain('SORT');
    expect(executionStats.totalDocsExamined).toBe(examined);
  });

  it('are all looked at where no index can serve', async () => {
    for (const filter of [{missing: 1}, {key: 'key-7'}, {shop: 'shop-7'}]) {
      const {queryPlanner, executionStats} = await jobs().find(filter).explain();
      expect(queryPlanner.winningPlan.stage).toBe('COLLSCAN');
      expect(executionStats.totalDocsExamined).toBe(count);
    }
  });

  it.each<[string, Document, Record<string, 1 | -1>]>([
    ['with an index', {status: 'queued', at: {$lte: new Date()}}, {at: 1}],
    ['without one', {state: null}, {key: 1}],
  ])('are claimed one after another, each once, %s', async (_name, filter, sort) => {
    const claimed = new Set<unknown>();
    for (let n = 0; n < 100; n++) {
      const change = {$set: {status: 'sending', state: 'taken'}};
      const found = await jobs().findOneAndUpdate(filter, change, {sort});
      expect(found).not.toBeNull();
      claimed.add(found?._id);
    }
    expect(claimed.size).toBe(100);
  });
});
