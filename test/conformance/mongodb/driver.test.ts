/** The driver's basics: handshake, sessions, writes in bulk and without an answer, collections and databases. */
import {MongoClient} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('a connection', () => {
  it('reaches a standalone server with sessions and without a replica set', async () => {
    const hello = await database.db.command({hello: 1});
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      maxBsonObjectSize: 16_777_216,
      logicalSessionTimeoutMinutes: 30,
    });
    expect(hello).not.toHaveProperty('setName');
    expect(await database.db.command({ping: 1})).toMatchObject({ok: 1});
    const {version} = await database.db.command({buildInfo: 1});
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('serves several clients at once', async () => {
    const clients = Array.from({length: 5}, () => new MongoClient(database.uri));
    try {
      const name = database.db.databaseName;
      await Promise.all(clients.map((client, n) => client.db(name).collection('clients').insertOne({n})));
      expect(await database.db.collection('clients').countDocuments()).toBe(5);
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  });

  it('takes commands in a session', async () => {
    await database.client.withSession(async (session) => {
      const collection = database.db.collection('session');
      await collection.insertOne({n: 1}, {session});
      expect(await collection.findOne({n: 1}, {session})).toMatchObject({n: 1});
    });
  });
});

describe('writes', () => {
  it('gives an ObjectId to documents without one and keeps the order of fields', async () => {
    const collection = database.db.collection('ids');
    await database.db.command({insert: 'ids', documents: [{b: 1, a: 2}]});
    const doc = await collection.findOne({b: 1});
    expect(Object.keys(doc ?? {})).toEqual(['_id', 'b', 'a']);
    expect(doc?._id.toHexString()).toMatch(/^[0-9a-f]{24}$/);
  });

  it('inserts many documents at once', async () => {
    const collection = database.db.collection('many');
    const docs = Array.from({length: 3000}, (_, n) => ({n, text: 'x'.repeat(100)}));
    expect((await collection.insertMany(docs)).insertedCount).toBe(3000);
    expect(await collection.countDocuments()).toBe(3000);
    expect(await collection.estimatedDocumentCount()).toBe(3000);
  });

  it('takes writes that wait for no answer', async () => {
    const collection = database.db.collection('unacknowledged');
    const result = await collection.insertOne({n: 1}, {writeConcern: {w: 0}});
    expect(result.acknowledged).toBe(false);
    await expect.poll(() => collection.countDocuments({n: 1}), {timeout: 5000}).toBe(1);
  });

  it('mixes operations in a bulk write', async () => {
    const collection = database.db.collection<Doc>('bulk');
    const result = await collection.bulkWrite([
      {insertOne: {document: {_id: 1, n: 1}}},
      {insertOne: {document: {_id: 2, n: 2}}},
      {updateOne: {filter: {_id: 1}, update: {$inc: {n: 10}}}},
      {replaceOne: {filter: {_id: 3}, replacement: {n: 3}, upsert: true}},
      {deleteOne: {filter: {_id: 2}}},
    ]);
    expect(result).toMatchObject({insertedCount: 2, modifiedCount: 1, upsertedCount: 1, deletedCount: 1});
    expect(await collection.find().sort({_id: 1}).toArray()).toEqual([
      {_id: 1, n: 11},
      {_id: 3, n: 3},
    ]);
  });

  it('deletes one or all that match', async () => {
    const collection = database.db.collection('deletes');
    await collection.insertMany([{n: 1}, {n: 1}, {n: 1}, {n: 2}]);
    expect((await collection.deleteOne({n: 1})).deletedCount).toBe(1);
    expect((await collection.deleteMany({n: 1})).deletedCount).toBe(2);
    expect((await collection.deleteMany({n: 3})).deletedCount).toBe(0);
    expect(await collection.countDocuments()).toBe(1);
  });
});

describe('collections and databases', () => {
  it('come into being with the first write, are listed, and go', async () => {
    const {db, client} = database;
    await db.collection('first').insertOne({});
    await db.createCollection('second');
    const names = async () => (await db.listCollections().toArray()).map(({name}) => name);
    expect(await names()).toEqual(expect.arrayContaining(['first', 'second']));
    expect(await db.listCollections({name: 'second'}, {nameOnly: true}).toArray()).toMatchObject([{name: 'second'}]);
    const {databases} = await client.db('admin').admin().listDatabases({nameOnly: true});
    expect(databases.map(({name}) => name)).toContain(db.databaseName);
    expect(await db.collection('second').drop()).toBe(true);
    expect(await names()).not.toContain('second');
  });

  it('forget everything when the database is dropped', async () => {
    const other = database.client.db(`${database.db.databaseName}-other`);
    await other.collection('a').insertOne({n: 1});
    await other.dropDatabase();
    expect(await other.listCollections().toArray()).toEqual([]);
    expect(await other.collection('a').findOne({})).toBeNull();
  });

  it('tell their size', async () => {
    const collection = database.db.collection('sizes');
    await collection.insertMany([{n: 1}, {n: 2}]);
    const stats = await database.db.command({collStats: 'sizes'});
    expect(stats).toMatchObject({ns: `${database.db.databaseName}.sizes`, count: 2, nindexes: 1});
    expect(Number(stats['size'])).toBeGreaterThan(0);
    // Not `objects`: DocumentDB estimates it
    expect((await database.db.command({dbStats: 1}))['collections']).toBeGreaterThanOrEqual(1);
  });
});
