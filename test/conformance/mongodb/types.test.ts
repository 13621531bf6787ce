/** BSON types: what goes in comes out, byte for byte, and is found by its value. */
import {
  BSON,
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Doc} from './doc.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const values: [string, unknown][] = [
  ['int32', new Int32(5)],
  ['a negative int32', new Int32(-2147483648)],
  ['int64', Long.fromString('9007199254740993')],
  ['a small int64', Long.fromNumber(5)],
  ['double', new Double(1.5)],
  ['a whole double', new Double(5)],
  ['a large whole double', new Double(1e15)],
  ['negative zero', new Double(-0)],
  ['infinity', new Double(Infinity)],
  ['not a number', new Double(NaN)],
  ['decimal', Decimal128.fromString('19.90')],
  ['string', 'héllo 🚚'],
  ['empty string', ''],
  ['ObjectId', new ObjectId()],
  ['date', new Date(1_700_000_000_123)],
  ['a date before 1970', new Date(-5)],
  ['true', true],
  ['null', null],
  ['binary', new Binary(Buffer.from([0, 1, 255]))],
  ['UUID', new UUID()],
  ['regular expression', new BSONRegExp('^a.b$', 'im')],
  ['timestamp', new Timestamp({t: 100, i: 7})],
  ['code', new Code('function () {}')],
  ['MinKey', new MinKey()],
  ['MaxKey', new MaxKey()],
  ['document', {b: 1, a: {c: [new Int32(1)]}}],
  ['empty document', {}],
  ['array', [1, 'x', null, [new Double(2)], {y: Long.ONE}]],
  ['empty array', []],
];

describe('round trip', () => {
  it.each(values)('%s', async (name, value) => {
    const raw = database.db.collection<Doc>('values', {raw: true});
    await raw.insertOne({_id: name, value});
    const bytes = await raw.findOne({_id: name});
    expect(Buffer.from(bytes as unknown as Uint8Array)).toEqual(Buffer.from(BSON.serialize({_id: name, value})));
  });

  it('keeps field names with odd characters, and the order of fields', async () => {
    const doc = {z: 1, 'with space': 2, ünïcode: 3, a: {z: 1, b: 2}};
    await database.db.collection('names').insertOne(doc);
    const found = await database.db.collection('names').findOne({z: 1}, {projection: {_id: 0}});
    expect(Object.entries(found ?? {})).toEqual(Object.entries(doc).filter(([key]) => key !== '_id'));
  });

  it('survives an update of another field', async () => {
    const raw = database.db.collection<Doc>('others', {promoteValues: false});
    const value = {l: Long.ONE, d: new Double(2), i: new Int32(3)};
    await raw.insertOne({_id: 1, value});
    await raw.updateOne({_id: 1}, {$set: {x: new Double(1)}});
    await raw.updateOne({_id: 1}, [{$set: {y: {$literal: 'z'}}}]);
    expect(await raw.findOne({_id: 1})).toEqual({_id: new Int32(1), value, x: new Double(1), y: 'z'});
  });
});

describe('equality', () => {
  it.each(values.filter(([name]) => !name.includes('expression')))('finds %s by itself', async (name, value) => {
    const collection = database.db.collection<Doc>('equal');
    await collection.insertOne({_id: name, value});
    expect(await collection.findOne({_id: name, value: {$eq: value}})).not.toBeNull();
    expect(await collection.findOne({_id: name, value: {$in: [value]}})).not.toBeNull();
  });

  it('holds between numbers of all types', async () => {
    const collection = database.db.collection<Doc>('numbers');
    const five = [new Int32(5), Long.fromNumber(5), new Double(5), Decimal128.fromString('5.0')];
    await collection.insertMany(five.map((value, _id) => ({_id, value})));
    for (const value of five) expect(await collection.countDocuments({value})).toBe(4);
    expect(await collection.countDocuments({value: {$lt: Decimal128.fromString('5.1'), $gt: new Double(4.9)}})).toBe(4);
    expect(await collection.countDocuments({value: '5'})).toBe(0);
  });

  it('tells large int64s apart that are one double', async () => {
    const collection = database.db.collection<Doc>('large', {promoteLongs: false});
    const [a, b] = [Long.fromString('9007199254740992'), Long.fromString('9007199254740993')];
    await collection.insertMany([{value: a}, {value: b}]);
    expect(await collection.countDocuments({value: b})).toBe(1);
    expect(await collection.countDocuments({value: {$gt: a}})).toBe(1);
  });

  it('makes one _id of numbers that are equal', async () => {
    const collection = database.db.collection<Doc>('ids');
    await collection.insertOne({_id: Long.fromNumber(1)});
    await expect(collection.insertOne({_id: 1})).rejects.toMatchObject({code: 11000});
    await collection.insertOne({_id: '1'});
    await collection.insertOne({_id: {a: 1, b: 2}});
    await collection.insertOne({_id: {b: 2, a: 1}});
    expect(await collection.countDocuments()).toBe(4);
  });
});
