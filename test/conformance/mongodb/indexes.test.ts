/** Indexes: uniqueness in all its forms, conflicts of definitions, listing and dropping. */
import {type Collection, type Document, MongoServerError} from 'mongodb';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {type Doc, refusal} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
let collection: Collection<Doc>;
let next = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  collection = database.db.collection(`c${++next}`);
});

const duplicate = {code: 11000};

describe('a unique index', () => {
  it('refuses a second document with the same value, and says which', async () => {
    await collection.createIndex({email: 1}, {unique: true});
    await collection.insertOne({email: 'a@x.com'});
    const error: unknown = await collection.insertOne({email: 'a@x.com'}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MongoServerError);
    // DocumentDB names neither keyPattern nor keyValue; MongoDB's words are tested in embedded.test.ts
    expect(error).toMatchObject(duplicate);
    expect(String(error)).toContain('E11000 duplicate key error');
    expect(await collection.countDocuments()).toBe(1);
  });

  it('treats missing and null as one value', async () => {
    await collection.createIndex({a: 1}, {unique: true});
    await collection.insertOne({});
    await expect(collection.insertOne({a: null})).rejects.toMatchObject(duplicate);
  });

  it('compares all fields of a compound key', async () => {
    await collection.createIndex({shop: 1, key: -1}, {unique: true});
    await collection.insertMany([
      {shop: 'a', key: 1},
      {shop: 'a', key: 2},
      {shop: 'b', key: 1},
    ]);
    await expect(collection.insertOne({shop: 'a', key: 2})).rejects.toMatchObject(duplicate);
  });

  it('changes nothing when an update would break it', async () => {
    await collection.createIndex({a: 1}, {unique: true});
    await collection.insertMany([
      {_id: 1, a: 1, b: 1},
      {_id: 2, a: 2, b: 2},
    ]);
    await expect(collection.updateOne({_id: 2}, {$set: {a: 1, b: 9}})).rejects.toMatchObject(duplicate);
    await expect(collection.replaceOne({_id: 2}, {a: 1})).rejects.toMatchObject(duplicate);
    await expect(collection.findOneAndUpdate({_id: 2}, {$set: {a: 1}})).rejects.toMatchObject(duplicate);
    await expect(collection.updateOne({_id: 3}, {$set: {a: 1}}, {upsert: true})).rejects.toMatchObject(duplicate);
    expect(await collection.find().sort({_id: 1}).toArray()).toEqual([
      {_id: 1, a: 1, b: 1},
      {_id: 2, a: 2, b: 2},
    ]);
  });

  it('lets a value be taken once it is free', async () => {
    await collection.createIndex({a: 1}, {unique: true});
    await collection.insertMany([
      {_id: 1, a: 1},
      {_id: 2, a: 2},
    ]);
    await collection.updateOne({_id: 1}, {$set: {a: 3}});
    await collection.updateOne({_id: 2}, {$set: {a: 1}});
    await collection.deleteOne({_id: 1});
    await collection.insertOne({_id: 4, a: 3});
    expect(await collection.countDocuments()).toBe(2);
  });

  it('lets one of many through', async () => {
    await collection.createIndex({a: 1}, {unique: true});
    const outcomes = await Promise.allSettled(Array.from({length: 30}, () => collection.insertOne({a: 1})));
    expect(outcomes.filter(({status}) => status === 'fulfilled')).toHaveLength(1);
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set([11000]));
  });

  it('cannot be made over what is not unique', async () => {
    await collection.insertMany([{a: 1}, {a: 1}]);
    await expect(collection.createIndex({a: 1}, {unique: true})).rejects.toMatchObject(duplicate);
    expect(await collection.indexes()).toHaveLength(1);
  });
});

describe('a unique index over arrays', () => {
  beforeEach(() => collection.createIndex({'lines.id': 1}, {unique: true}));

  it('holds for every element', async () => {
    await collection.insertOne({lines: [{id: 1}, {id: 2}]});
    await expect(collection.insertOne({lines: [{id: 3}, {id: 2}]})).rejects.toMatchObject(duplicate);
    await collection.insertOne({lines: [{id: 3}, {id: 4}]});
    expect(await collection.countDocuments()).toBe(2);
  });

  it('allows the same value twice within one document', async () => {
    await collection.insertOne({lines: [{id: 1}, {id: 1}]});
    expect(await collection.countDocuments()).toBe(1);
  });

  it('holds when an element is added', async () => {
    await collection.insertMany([
      {_id: 1, lines: [{id: 1}]},
      {_id: 2, lines: [{id: 2}]},
    ]);
    await expect(collection.updateOne({_id: 2}, {$push: {lines: {id: 1}} as Document})).rejects.toMatchObject(
      duplicate,
    );
    await collection.updateOne({_id: 1}, {$pull: {lines: {id: 1}} as Document});
    await collection.updateOne({_id: 2}, {$push: {lines: {id: 1}} as Document});
    expect(await collection.findOne({_id: 2})).toEqual({_id: 2, lines: [{id: 2}, {id: 1}]});
  });
});

describe('a unique index over some documents', () => {
  it('holds for those its filter takes: $exists and equality', async () => {
    await collection.createIndex(
      {shop: 1, 'lines.id': 1},
      {unique: true, partialFilterExpression: {open: true, 'lines.id': {$exists: true}}},
    );
    await collection.insertOne({_id: 1, shop: 'a', open: true, lines: [{id: 1}, {id: 2}]});
    await expect(collection.insertOne({shop: 'a', open: true, lines: [{id: 2}]})).rejects.toMatchObject(duplicate);
    await collection.insertOne({_id: 2, shop: 'a', open: false, lines: [{id: 2}]});
    await collection.insertOne({_id: 3, shop: 'b', open: true, lines: [{id: 2}]});
    await expect(collection.updateOne({_id: 2}, {$set: {open: true}})).rejects.toMatchObject(duplicate);
    await collection.updateOne({_id: 1}, {$set: {open: false}});
    await collection.updateOne({_id: 2}, {$set: {open: true}});
    expect(await collection.countDocuments({open: true})).toBe(2);
  });

  it.each<[string, Document, Document, Document]>([
    ['$gt', {n: {$gt: 5}}, {n: 6}, {n: 5}],
    ['$gte and $lt', {n: {$gte: 5, $lt: 9}}, {n: 5}, {n: 9}],
    ['$lte', {n: {$lte: 5}}, {n: 5}, {n: 6}],
    ['$type', {n: {$type: 'string'}}, {n: 'x'}, {n: 1}],
    ['$and', {$and: [{n: 1}, {m: {$exists: true}}]}, {n: 1, m: 1}, {n: 1}],
    ['$eq', {n: {$eq: 1}}, {n: 1}, {n: 2}],
    ['$in', {n: {$in: [1, 2]}}, {n: 2}, {n: 3}],
  ])('takes %s', async (_name, partialFilterExpression, inside, outside) => {
    await collection.createIndex({key: 1}, {unique: true, partialFilterExpression});
    await collection.insertMany([
      {key: 1, ...outside},
      {key: 1, ...outside},
      {key: 1, ...inside},
    ]);
    await expect(collection.insertOne({key: 1, ...inside})).rejects.toMatchObject(duplicate);
  });

  it('finds everything, whether or not the index has it', async () => {
    await collection.createIndex({key: 1}, {partialFilterExpression: {open: true}});
    await collection.insertMany([
      {key: 1, open: true},
      {key: 1, open: false},
      {key: 2, open: true},
    ]);
    expect(await collection.countDocuments({key: 1})).toBe(2);
    expect(await collection.countDocuments({key: 1, open: true})).toBe(1);
    expect(await collection.countDocuments({key: 1, open: {$in: [true, false]}})).toBe(2);
  });

  it('leaves out what lacks the field, if sparse', async () => {
    await collection.createIndex({a: 1}, {unique: true, sparse: true});
    await collection.insertMany([{}, {}, {a: 1}]);
    await expect(collection.insertOne({a: 1})).rejects.toMatchObject(duplicate);
    expect(await collection.countDocuments({a: null})).toBe(2);
  });
});

describe('queries through indexes', () => {
  const docs = Array.from({length: 60}, (_, _id) => ({
    _id,
    a: _id % 3,
    b: _id % 5,
    at: new Date(_id * 1000),
    tags: _id % 4 === 0 ? [] : [`t${_id % 4}`, `u${_id % 6}`],
    ...(_id % 7 === 0 ? {} : {opt: _id % 7}),
  }));
  const queries: [Document, Record<string, 1 | -1>?][] = [
    [{a: 1}],
    [{a: 1, b: 2}],
    [{a: {$in: [0, 2]}, b: {$gt: 2}}],
    [
      {a: 1, b: {$gte: 1, $lt: 4}},
      {b: -1, _id: 1},
    ],
    [{a: 2}, {b: 1, at: -1}],
    [{a: 2}, {b: -1, at: 1}],
    [{at: {$gt: new Date(10_000), $lte: new Date(30_000)}}, {at: -1}],
    [{tags: 't1'}, {_id: 1}],
    [{tags: {$in: ['t1', 'u2']}}, {_id: 1}],
    [{tags: {$gte: 't', $lt: 'u'}}],
    [{tags: {$all: ['t1', 'u1']}}],
    [{tags: []}],
    [{opt: null}],
    [{opt: {$exists: false}}],
    [{opt: {$ne: 3}}],
    [{$or: [{a: 1, b: 1}, {opt: 3}]}, {_id: 1}],
    [{$and: [{a: 1}, {$or: [{b: 1}, {b: 2}]}]}],
    [{_id: {$gte: 20, $lt: 40}}, {_id: -1}],
    [{}, {at: -1}],
    [{a: 1, tags: 'u1'}, {at: 1}],
  ];

  it('find the same as without', async () => {
    const plain = database.db.collection<Doc>(`plain${next}`);
    await collection.createIndexes([
      {key: {a: 1, b: 1, at: -1}},
      {key: {at: 1}},
      {key: {tags: 1}},
      {key: {opt: -1}, sparse: true},
      {key: {a: 1, tags: 1}, name: 'atags'},
    ]);
    await Promise.all([collection.insertMany(docs), plain.insertMany(docs)]);
    for (const [filter, sort = {}] of queries) {
      // A tie breaker, so that equal documents come in one order
      const order: Record<string, 1 | -1> = '_id' in sort ? sort : {...sort, _id: 1};
      const [found, expected] = await Promise.all(
        [collection, plain].map((one) => one.find(filter, {sort: order, limit: 25}).toArray()),
      );
      expect({filter, found}).toEqual({filter, found: expected});
    }
  });

  it('see each change at once', async () => {
    await collection.createIndex({status: 1, at: 1});
    await collection.insertMany([
      {_id: 1, status: 'queued', at: 2},
      {_id: 2, status: 'queued', at: 1},
    ]);
    await collection.updateOne({_id: 2}, {$set: {status: 'sent'}});
    expect(await collection.find({status: 'queued'}).toArray()).toMatchObject([{_id: 1}]);
    expect(await collection.find({status: 'sent'}).toArray()).toMatchObject([{_id: 2}]);
    await collection.deleteOne({_id: 1});
    expect(await collection.find({status: 'queued'}).toArray()).toEqual([]);
  });
});

describe('definitions', () => {
  it('are listed as they were made', async () => {
    expect(await collection.createIndex({a: 1, b: -1}, {unique: true})).toBe('a_1_b_-1');
    await collection.createIndex({c: 1}, {name: 'mine', sparse: true});
    await collection.createIndex({d: 1}, {expireAfterSeconds: 3600});
    await collection.createIndex({e: 1}, {partialFilterExpression: {f: {$exists: true}}});
    const indexes = await collection.indexes();
    expect(indexes.map(({name, key}) => [name, key])).toEqual([
      ['_id_', {_id: 1}],
      ['a_1_b_-1', {a: 1, b: -1}],
      ['mine', {c: 1}],
      ['d_1', {d: 1}],
      ['e_1', {e: 1}],
    ]);
    expect(indexes).toMatchObject([
      {},
      {unique: true},
      {sparse: true},
      {expireAfterSeconds: 3600},
      {partialFilterExpression: {f: {$exists: true}}},
    ]);
  });

  it('may be made again if they are the same', async () => {
    await collection.createIndex({a: 1}, {unique: true});
    expect(await collection.createIndex({a: 1}, {unique: true})).toBe('a_1');
    expect(await collection.indexes()).toHaveLength(2);
  });

  it('conflict if one name has two keys, or one key two sets of options', async () => {
    await collection.createIndex({a: 1}, {name: 'one'});
    expect([86, 'DocumentDB']).toContain(await refusal(collection.createIndex({b: 1}, {name: 'one'})));
    const expiring = collection.createIndex({a: 1}, {name: 'one', expireAfterSeconds: 5});
    expect([85, 'DocumentDB']).toContain(await refusal(expiring));
    expect([85, 'DocumentDB']).toContain(await refusal(collection.createIndex({a: 1}, {name: 'two'})));
  });

  it('can be dropped by name, by key, or all', async () => {
    await collection.createIndexes([{key: {a: 1}, unique: true}, {key: {b: 1}}, {key: {c: 1}}]);
    await collection.dropIndex('a_1');
    await collection.insertMany([{a: 1}, {a: 1}]);
    await database.db.command({dropIndexes: collection.collectionName, index: {b: 1}});
    expect((await collection.indexes()).map(({name}) => name)).toEqual(['_id_', 'c_1']);
    await collection.dropIndexes();
    expect((await collection.indexes()).map(({name}) => name)).toEqual(['_id_']);
    expect([27, 'DocumentDB']).toContain(await refusal(collection.dropIndex('a_1')));
  });
});
