/** Upserts: what is inserted when nothing matches. */
import {type Document} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc, refusal} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
let next = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const fresh = () => database.db.collection<Doc>(`upserts${++next}`);

const cases: [string, Document, Document | Document[], Document][] = [
  ['the equalities of the query', {_id: 1, a: 1, b: {$eq: 2}}, {$set: {c: 3}}, {_id: 1, a: 1, b: 2, c: 3}],
  ['not its comparisons', {_id: 1, a: {$gt: 1}, b: {$in: [1, 2]}}, {$set: {c: 3}}, {_id: 1, c: 3}],
  ['equalities within $and', {$and: [{_id: 1}, {a: 1}]}, {$set: {c: 3}}, {_id: 1, a: 1, c: 3}],
  ['dotted paths as documents', {_id: 1, 'a.b': 1}, {$set: {'a.c': 2}}, {_id: 1, a: {b: 1, c: 2}}],
  ['$setOnInsert', {_id: 1}, {$setOnInsert: {a: 1}, $set: {b: 2}}, {_id: 1, a: 1, b: 2}],
  ['$inc from nothing', {_id: 1}, {$inc: {n: 1}}, {_id: 1, n: 1}],
  ['$push into a new array', {_id: 1}, {$push: {a: 1}}, {_id: 1, a: [1]}],
  ['a pipeline over the equalities', {_id: 1, a: 2}, [{$set: {b: {$add: ['$a', 1]}}}], {_id: 1, a: 2, b: 3}],
];

describe('an upsert inserts', () => {
  it.each(cases)('%s', async (_name, filter, update, expected) => {
    const collection = fresh();
    const result = await collection.updateOne(filter, update, {upsert: true});
    expect(result).toMatchObject({matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 1});
    expect(await collection.find().toArray()).toEqual([expected]);
  });

  it('a replacement with the _id of the query', async () => {
    const collection = fresh();
    await collection.replaceOne({_id: 7, a: 1}, {b: 2}, {upsert: true});
    expect(await collection.find().toArray()).toEqual([{_id: 7, b: 2}]);
  });

  it('an ObjectId where nothing says otherwise', async () => {
    const collection = fresh();
    const {upsertedId} = await collection.updateOne({a: 1}, {$set: {b: 2}}, {upsert: true});
    expect(await collection.findOne({a: 1})).toEqual({_id: upsertedId, a: 1, b: 2});
  });

  it('nothing if a document matches, and leaves $setOnInsert out', async () => {
    const collection = fresh();
    await collection.insertOne({_id: 1, a: 1});
    const result = await collection.updateOne({a: 1}, {$set: {b: 2}, $setOnInsert: {c: 3}}, {upsert: true});
    expect(result).toMatchObject({matchedCount: 1, upsertedCount: 0});
    expect(await collection.find().toArray()).toEqual([{_id: 1, a: 1, b: 2}]);
  });

  it('one document of many that come at once, if an index is unique', async () => {
    const collection = fresh();
    await collection.createIndex({key: 1}, {unique: true});
    const outcomes = await Promise.all(
      Array.from({length: 20}, (_, by) =>
        refusal(collection.updateOne({key: 'k'}, {$inc: {n: 1}, $setOnInsert: {by}}, {upsert: true})),
      ),
    );
    expect(outcomes.filter((outcome) => !['nothing', 11000, 'DocumentDB'].includes(outcome))).toEqual([]);
    const done = outcomes.filter((outcome) => outcome === 'nothing').length;
    expect(await collection.find({}, {projection: {_id: 0, n: 1, key: 1}}).toArray()).toEqual([{key: 'k', n: done}]);
  });
});
