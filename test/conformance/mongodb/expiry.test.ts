/** TTL indexes really remove. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';
import {type Doc} from './doc.ts';

// mongod and DocumentDB look once a minute, the embedded server once a second
const patience = 150_000;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

// Side by side: each may wait for a minute.
describe.concurrent('a TTL index', () => {
  it(
    'removes what has expired and nothing else',
    async () => {
      const collection = database.db.collection<Doc>('sessions');
      await collection.createIndex({at: 1}, {expireAfterSeconds: 3600});
      await collection.insertMany([
        {_id: 'two hours old', at: hours(-2)},
        {_id: 'new', at: hours(0)},
        {_id: 'to come', at: hours(2)},
        {_id: 'no date', at: 'yesterday'},
        {_id: 'missing'},
      ]);
      const ids = async () => (await collection.find().sort({_id: 1}).toArray()).map(({_id}) => _id);
      await expect.poll(ids, {timeout: patience, interval: 200}).toEqual(['missing', 'new', 'no date', 'to come']);
    },
    patience + 10_000,
  );

  it(
    'expires at the date itself with zero seconds',
    async () => {
      const collection = database.db.collection<Doc>('leases');
      await collection.createIndex({until: 1}, {expireAfterSeconds: 0});
      await collection.insertMany([
        {_id: 'soon', until: new Date(Date.now() + 300)},
        {_id: 'later', until: new Date(Date.now() + 3_600_000)},
      ]);
      const ids = async () => (await collection.find().toArray()).map(({_id}) => _id);
      await expect.poll(ids, {timeout: patience, interval: 200}).toEqual(['later']);
    },
    patience + 10_000,
  );
});
