/** The embedded server alone: MongoDB's own words and codes where DocumentDB has others, and what it refuses to do. */
import {type ClientSession, type Document, Long, MongoClient, MongoServerError} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {startMongo, type RunningMongo} from '../../sandbox/mongodb/server.ts';
import {type Doc, refusal} from './doc.ts';

let server: RunningMongo;
let client: MongoClient;
beforeAll(async () => {
  server = await startMongo();
  client = await MongoClient.connect(server.uri, {monitorCommands: true});
});
afterAll(async () => {
  await client.close();
  await server.close();
});

const db = () => client.db('embedded');
const things = () => db().collection<Doc>('things');

describe('a duplicate key', () => {
  it('is told as MongoDB tells it', async () => {
    await things().createIndex({shop: 1, 'lines.id': 1}, {name: 'once', unique: true});
    await things().insertOne({_id: 1, shop: 'a', lines: [{id: 1}]});
    const error: unknown = await things()
      .insertOne({_id: 2, shop: 'a', lines: [{id: 1}, {id: 2}]})
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MongoServerError);
    expect(error).toMatchObject({
      code: 11000,
      message: 'E11000 duplicate key error collection: embedded.things index: once dup key: { shop: "a", lines.id: 1 }',
      keyPattern: {shop: 1, 'lines.id': 1},
      keyValue: {shop: 'a', 'lines.id': 1},
    });
  });

  it('of _id too, and from findAndModify', async () => {
    await things().insertOne({_id: 10});
    await expect(things().insertOne({_id: 10})).rejects.toMatchObject({keyPattern: {_id: 1}, keyValue: {_id: 10}});
    const change = things().findOneAndUpdate({_id: 11}, {$set: {shop: 'a', lines: [{id: 1}]}}, {upsert: true});
    await expect(change).rejects.toMatchObject({code: 11000, keyValue: {shop: 'a', 'lines.id': 1}});
  });

  it('distinguishes an empty array from null', async () => {
    const collection = db().collection('arrays');
    await collection.createIndex({a: 1}, {unique: true});
    await collection.insertMany([{a: []}, {a: null}]);
    await expect(collection.insertOne({a: []})).rejects.toMatchObject({code: 11000});
  });
});

const inTransaction = (run: (session: ClientSession) => Promise<unknown>) =>
  client.withSession((session) => session.withTransaction(run));

describe('a standalone server', () => {
  it('has no transactions', async () => {
    const message = 'Transaction numbers are only allowed on a replica set member or mongos';
    const read = inTransaction((session) => things().findOne({}, {session}));
    await expect(read).rejects.toMatchObject({code: 20, message});
    // The driver puts words of its own over the same answer to a write
    const write = inTransaction((session) => things().insertOne({_id: 99}, {session}));
    await expect(write).rejects.toMatchObject({originalError: {code: 20, message}});
    expect(await things().findOne({_id: 99})).toBeNull();
  });

  it('has no change streams', async () => {
    const stream = things().watch();
    await expect(stream.next()).rejects.toMatchObject({
      code: 40573,
      message: 'The $changeStream stage is only supported on replica sets',
    });
    await stream.close();
  });

  it('is not sent retryable writes', async () => {
    const sent: Document[] = [];
    client.on('commandStarted', ({command}) => sent.push(command));
    await things().updateOne({_id: 1}, {$set: {seen: true}});
    expect(sent.find((command) => 'update' in command)).not.toHaveProperty('txnNumber');
  });
});

describe('is refused in words, not ignored:', () => {
  const cases: [string, () => Promise<unknown>, number][] = [
    ['an unknown command', () => db().command({makeCoffee: 1}), 59],
    ['an unknown field of a command', () => db().command({find: 'things', fliter: {}}), 40415],
    [
      'an unknown field of a statement',
      () => db().command({update: 'things', updates: [{q: {}, u: {}, oops: 1}]}),
      40415,
    ],
    [
      'a collation',
      () =>
        things()
          .find({}, {collation: {locale: 'de'}})
          .toArray(),
      238,
    ],
    ['a hint at no index', () => things().find({}, {hint: 'nothing'}).toArray(), 2],
    ['a text index', () => things().createIndex({s: 'text'}), 238],
    ['a capped collection', () => db().createCollection('capped', {capped: true, size: 1000}), 238],
    ['a validator', () => db().createCollection('valid', {validator: {a: 1}}), 238],
    ['a collection that exists', () => db().createCollection('things'), 48],
    [
      '$out',
      () =>
        things()
          .aggregate([{$out: 'other'}])
          .toArray(),
      238,
    ],
    [
      '$merge inside $unionWith',
      () =>
        things()
          .aggregate([{$unionWith: {coll: 'a', pipeline: [{$merge: 'b'}]}}])
          .toArray(),
      238,
    ],
    ['$where', () => things().findOne({$where: 'true'}), 238],
    ['$text', () => things().findOne({$text: {$search: 'x'}}), 238],
    ['$function', () => things().findOne({$expr: {$function: {body: 'x', args: [], lang: 'js'}}}), 238],
    ['a geo query', () => things().findOne({a: {$near: [1, 2]}}), 238],
    ['a tailable cursor', () => things().find({}, {tailable: true}).toArray(), 238],
    ['a partial filter with $ne', () => things().createIndex({a: 1}, {partialFilterExpression: {a: {$ne: 1}}}), 67],
    ['a TTL over two fields', () => things().createIndex({a: 1, b: 1}, {expireAfterSeconds: 1}), 67],
    ['a cursor of another collection', otherCursor, 43],
    ['parallel arrays in an index', parallelArrays, 171],
  ];

  it.each(cases)('%s', async (_name, run, code) => {
    expect(await refusal(run())).toBe(code);
  });
});

async function otherCursor(): Promise<unknown> {
  await db().collection('two').insertMany([{}, {}]);
  const {cursor} = await db().command({find: 'two', batchSize: 1}, {promoteLongs: false});
  return db().command({getMore: cursor.id, collection: 'things'});
}

async function parallelArrays(): Promise<unknown> {
  const collection = db().collection('parallel');
  await collection.createIndex({a: 1, b: 1});
  return collection.insertOne({a: [1, 2], b: [1, 2]});
}

describe('definitions of indexes', () => {
  it('conflict with MongoDB’s codes', async () => {
    const collection = db().collection('conflicts');
    await collection.createIndex({a: 1}, {name: 'one'});
    expect(await refusal(collection.createIndex({b: 1}, {name: 'one'}))).toBe(86);
    expect(await refusal(collection.createIndex({a: 1}, {name: 'one', unique: true}))).toBe(85);
    expect(await refusal(collection.createIndex({a: 1}, {name: 'two'}))).toBe(85);
    expect(await refusal(collection.dropIndex('none'))).toBe(27);
    expect(await refusal(db().collection('nowhere').indexes())).toBe(26);
  });

  it('change by collMod', async () => {
    const collection = db().collection('modified');
    await collection.createIndex({at: 1}, {expireAfterSeconds: 100});
    const change = {index: {keyPattern: {at: 1}, expireAfterSeconds: 200}};
    expect(await db().command({collMod: 'modified', ...change})).toMatchObject({expireAfterSeconds_new: 200});
    expect(await collection.indexes()).toMatchObject([{}, {expireAfterSeconds: 200}]);
  });
});

describe('cursors', () => {
  it.each([1, 2, 100, 101, 250])('keep the order over batches of %i', async (batchSize) => {
    const collection = db().collection<Doc>(`sorted${batchSize}`);
    await collection.insertMany(Array.from({length: 250}, (_, _id) => ({_id, n: (_id * 7) % 250})));
    const found = await collection.find({}, {batchSize}).sort({n: -1}).toArray();
    expect(found.map(({n}) => n)).toEqual(Array.from({length: 250}, (_, n) => 249 - n));
  });

  it('show what was there when they began', async () => {
    const collection = db().collection<Doc>('snapshot');
    await collection.insertMany([1, 2, 3].map((_id) => ({_id, n: _id})));
    const cursor = collection.find({}, {batchSize: 1}).sort({_id: 1});
    await cursor.next();
    await collection.updateMany({}, {$set: {n: 0}});
    await collection.deleteOne({_id: 3});
    expect(await cursor.toArray()).toEqual([
      {_id: 2, n: 2},
      {_id: 3, n: 3},
    ]);
  });
});

describe('numbers', () => {
  it('grow from int32 to int64, and no further', async () => {
    const collection = db().collection<Doc>('growth', {promoteLongs: false});
    await collection.insertOne({_id: 1, n: Long.MAX_VALUE});
    expect(await refusal(collection.updateOne({_id: 1}, {$inc: {n: 1}}))).toBe(2);
    expect(await collection.findOne({_id: 1})).toEqual({_id: 1, n: Long.MAX_VALUE});
  });
});
