/** Queries: each case names a filter and the `_id`s that it must find. */
import {Double, Long, ObjectId, type Collection, type Document} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
let collection: Collection<Doc>;
const oid = new ObjectId();
const docs: Doc[] = [
  {_id: 1, n: 1, s: 'apple', tags: ['red', 'round'], at: new Date(1000), sub: {a: 1, b: 'x'}},
  {_id: 2, n: 2.5, s: 'banana', tags: [], at: new Date(2000), sub: {a: null}, ref: oid},
  {
    _id: 3,
    n: Long.fromNumber(3),
    s: 'Cherry',
    tags: ['red'],
    lines: [
      {id: 1, q: 2},
      {id: 2, q: 9},
    ],
  },
  {
    _id: 4,
    n: new Double(4),
    s: null,
    lines: [
      {id: 1, q: 9},
      {id: 3, q: 2},
    ],
    grid: [[1, 2], [3]],
  },
  {_id: 5, n: '1', flag: true, lines: [{id: 4}, {q: 1}]},
  {_id: 6, n: [1, 10], flag: false, at: null},
];

beforeAll(async () => {
  database = await testDatabase();
  collection = database.db.collection('things');
  await collection.insertMany(docs);
});
afterAll(() => database.close());

const cases: [string, Document, number[]][] = [
  ['everything', {}, [1, 2, 3, 4, 5, 6]],
  ['a number, whatever its type', {n: 3}, [3]],
  ['an int64 as a number', {n: Long.fromNumber(1)}, [1, 6]],
  ['a string', {s: 'apple'}, [1]],
  ['a date', {at: new Date(1000)}, [1]],
  ['an ObjectId', {ref: oid}, [2]],
  ['null or missing', {s: null}, [4, 5, 6]],
  ['missing alone', {s: {$exists: false}}, [5, 6]],
  ['null alone', {at: {$type: 'null'}}, [6]],
  ['$eq null', {at: {$eq: null}}, [3, 4, 5, 6]],
  ['$ne', {s: {$ne: 'apple'}}, [2, 3, 4, 5, 6]],
  ['$ne null', {s: {$ne: null}}, [1, 2, 3]],
  ['$ne of an array element', {tags: {$ne: 'red'}}, [2, 4, 5, 6]],
  ['$gt within one type', {n: {$gt: 1}}, [2, 3, 4, 6]],
  ['$gte and $lt', {n: {$gte: 1, $lt: 3}}, [1, 2, 6]],
  ['dates in a range', {at: {$gt: new Date(500), $lte: new Date(2000)}}, [1, 2]],
  ['$lte of a date leaves null out', {at: {$lte: new Date(9000)}}, [1, 2]],
  ['strings in order', {s: {$gte: 'b'}}, [2]],
  ['$in', {n: {$in: [1, 4, 'x']}}, [1, 4, 6]],
  ['$in with null', {s: {$in: [null, 'apple']}}, [1, 4, 5, 6]],
  ['$in with a regular expression', {s: {$in: [/^B/i, 'apple']}}, [1, 2]],
  ['$in of nothing', {n: {$in: []}}, []],
  ['$nin', {s: {$nin: ['apple', null]}}, [2, 3]],
  ['a regular expression', {s: /an/}, [2]],
  ['$regex with options', {s: {$regex: '^c', $options: 'i'}}, [3]],
  ['$not', {n: {$not: {$gt: 2}}}, [1, 5]],
  ['$not with a regular expression', {s: {$not: /a/}}, [3, 4, 5, 6]],
  ['$and', {$and: [{tags: 'red'}, {n: {$gt: 1}}]}, [3]],
  ['$or', {$or: [{s: 'apple'}, {flag: false}]}, [1, 6]],
  ['$nor', {$nor: [{s: 'apple'}, {n: {$gt: 1}}]}, [5]],
  ['$or beside a field', {flag: {$exists: true}, $or: [{n: '1'}, {n: 7}]}, [5]],
  ['an array element', {tags: 'round'}, [1]],
  ['a whole array', {tags: ['red', 'round']}, [1]],
  ['an empty array', {tags: []}, [2]],
  ['$size', {tags: {$size: 1}}, [3]],
  ['$all', {tags: {$all: ['round', 'red']}}, [1]],
  ['a nested array', {grid: [3]}, [4]],
  ['an array by index', {'tags.1': 'round'}, [1]],
  ['an array by index, as a whole alone', {'grid.0': 1}, []],
  ['an array by two indexes', {'grid.0.1': 2}, [4]],
  ['no missing field of a value in an array', {'tags.0.x': null}, [4, 5, 6]],
  ['a field by path', {'sub.b': 'x'}, [1]],
  ['a field by path that is null', {'sub.a': {$type: 10}}, [2]],
  ['a whole document, fields in order', {sub: {a: 1, b: 'x'}}, [1]],
  ['a whole document in another order', {sub: {b: 'x', a: 1}}, []],
  ['a field of documents in an array', {'lines.id': 1}, [3, 4]],
  ['two fields, met by different elements', {'lines.id': 1, 'lines.q': 9}, [3, 4]],
  ['$elemMatch: two fields of one element', {lines: {$elemMatch: {id: 1, q: 9}}}, [4]],
  ['$elemMatch of values', {n: {$elemMatch: {$gt: 5}}}, [6]],
  ['$elemMatch of values that are arrays', {grid: {$elemMatch: {$gt: 2}}}, []],
  ['$elemMatch by $not', {n: {$elemMatch: {$not: {$gt: 5}}}}, [6]],
  ['a field of an element by index', {'lines.1.id': 3}, [4]],
  ['a field that one element lacks', {'lines.id': null}, [1, 2, 5, 6]],
  ['$exists in elements', {'lines.id': {$exists: true}}, [3, 4, 5]],
  ['$type by alias', {n: {$type: 'string'}}, [5]],
  ['$type number', {n: {$type: 'number'}}, [1, 2, 3, 4, 6]],
  ['$type long', {n: {$type: 'long'}}, [3]],
  ['$type array', {n: {$type: 'array'}}, [6]],
  ['$type object', {sub: {$type: 'object'}}, [1, 2]],
  ['$mod', {n: {$mod: [2, 0]}}, [2, 4, 6]],
  ['booleans', {flag: true}, [5]],
  ['booleans are not numbers', {flag: 1}, []],
  ['$expr', {$expr: {$eq: ['$sub.b', 'x']}}, [1]],
  ['$expr between fields', {$expr: {$gt: ['$at', new Date(1500)]}}, [2]],
  ['a query by _id', {_id: {$in: [2, 3]}}, [2, 3]],
  ['_id in a range', {_id: {$gt: 4}}, [5, 6]],
  ['$comment changes nothing', {s: 'apple', $comment: 'why'}, [1]],
];

describe('find', () => {
  it.each(cases)('%s', async (_name, filter, expected) => {
    const found = await collection.find(filter).sort({_id: 1}).toArray();
    expect(found.map(({_id}) => _id)).toEqual(expected);
    expect(await collection.countDocuments(filter)).toBe(expected.length);
  });
});

const idsInOrder = async (sort: Document, skip = 0, limit = 0) =>
  (await collection.find({}, {sort, skip, limit}).toArray()).map(({_id}) => _id);

describe('sort, skip and limit', () => {
  it('orders across types as MongoDB does', async () => {
    await database.db
      .collection('types')
      .insertMany([new Date(5), true, 'text', {a: 1}, 7, null, oid, false].map((v, n) => ({n, v})));
    const sorted = await database.db.collection('types').find().sort({v: 1}).toArray();
    expect(sorted.map(({v}) => v)).toEqual([null, 7, 'text', {a: 1}, oid, false, true, new Date(5)]);
  });

  it('sorts numbers by value, an array by its least or greatest element', async () => {
    expect(await idsInOrder({n: 1, _id: 1})).toEqual([1, 6, 2, 3, 4, 5]);
    expect(await idsInOrder({n: -1, _id: 1})).toEqual([5, 6, 4, 3, 2, 1]);
  });

  it('puts missing with null, and keeps to the second field', async () => {
    expect(await idsInOrder({at: 1, _id: -1})).toEqual([6, 5, 4, 3, 1, 2]);
    expect(await idsInOrder({flag: -1, _id: 1})).toEqual([5, 6, 1, 2, 3, 4]);
  });

  it('skips and limits after sorting', async () => {
    expect(await idsInOrder({_id: -1}, 1, 2)).toEqual([5, 4]);
    expect(await idsInOrder({_id: 1}, 5, 5)).toEqual([6]);
    expect(await idsInOrder({_id: 1}, 9)).toEqual([]);
  });
});

const projected = (id: number, projection: Document, filter: Document = {}) =>
  collection.findOne({_id: id, ...filter}, {projection});

describe('projection', () => {
  it('includes and excludes', async () => {
    expect(await projected(1, {s: 1})).toEqual({_id: 1, s: 'apple'});
    expect(await projected(1, {s: 1, _id: 0})).toEqual({s: 'apple'});
    expect(await projected(5, {lines: 0, flag: 0})).toEqual({_id: 5, n: '1'});
    expect(await projected(1, {'sub.a': 1})).toEqual({_id: 1, sub: {a: 1}});
    expect(await projected(5, {'lines.q': 0, n: 0})).toEqual({_id: 5, flag: true, lines: [{id: 4}, {}]});
    expect(await projected(4, {'lines.id': 1, _id: 0})).toEqual({lines: [{id: 1}, {id: 3}]});
  });

  it('cuts arrays', async () => {
    expect(await projected(1, {tags: {$slice: 1}, s: 0, at: 0, sub: 0})).toEqual({_id: 1, n: 1, tags: ['red']});
    expect(await projected(4, {lines: {$elemMatch: {q: 2}}})).toEqual({_id: 4, lines: [{id: 3, q: 2}]});
    expect(await projected(4, {'lines.$': 1}, {'lines.id': 3})).toEqual({_id: 4, lines: [{id: 3, q: 2}]});
  });

  it('refuses a mix of inclusion and exclusion', async () => {
    await expect(projected(1, {s: 1, n: 0})).rejects.toThrow(/exclusion/i);
  });
});

describe('distinct', () => {
  it('gives each value once, array elements by themselves', async () => {
    expect(new Set(await collection.distinct('tags'))).toEqual(new Set(['red', 'round']));
    expect(new Set(await collection.distinct('lines.id', {_id: {$lt: 5}}))).toEqual(new Set([1, 2, 3]));
  });
});
