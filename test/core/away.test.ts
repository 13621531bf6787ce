/** A database that is away is told apart from one that refuses, whatever the driver makes of it. */
import {MongoClient} from 'mongodb';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {toAppError} from '../../core/toAppError.ts';
import {patiently} from '../../core/mongo/patience.ts';
import {startWire, type Wire} from '../chaos/world/wire.ts';
import {startMongo, type RunningMongo} from '../sandbox/mongodb/server.ts';

let mongo: RunningMongo;
let wire: Wire;
let client: MongoClient;
beforeEach(async () => {
  mongo = await startMongo();
  wire = await startWire({host: '127.0.0.1', port: mongo.port});
  client = new MongoClient(`mongodb://127.0.0.1:${wire.port}/`, {serverSelectionTimeoutMS: 300});
  await client.db('test').collection('things').createIndex({name: 1}, {unique: true});
});
afterEach(async () => {
  await client.close();
  await wire.close();
  await mongo.close();
});

const things = () => client.db('test').collection('things');
const codeOf = async (work: Promise<unknown>) => toAppError(await work.catch((error: unknown) => error)).code;

it.each([
  ['a read', () => things().findOne()],
  ['one write', () => things().updateOne({name: 1}, {$set: {name: 2}})],
  ['a write of many', () => things().insertMany([{name: 3}, {name: 4}])],
])('%s that the break falls into', async (_name, work) => {
  await things().findOne();
  const under = codeOf(work());
  wire.cut('refused');
  expect(await under).toBe('database_unavailable');
  expect(await codeOf(work())).toBe('database_unavailable');
});

it('is waited for by what may be done again, and for nothing else', async () => {
  wire.cut('refused');
  let tries = 0;
  const found = patiently({warn: () => undefined}, async () => {
    if (++tries === 2) wire.mend();
    return things().countDocuments();
  });
  expect(await found).toBe(0);
  expect(tries).toBeGreaterThan(1);
  wire.cut('refused');
  await expect(patiently({warn: () => undefined}, () => things().findOne(), 0)).rejects.toThrow('ECONNRE');
  const refusal = new TypeError('ours');
  await expect(patiently({warn: () => undefined}, () => Promise.reject(refusal))).rejects.toBe(refusal);
});

it('is not what a refusal is', async () => {
  const twice = [{name: 1}, {name: 1}];
  expect(await codeOf(things().insertMany(twice))).toBe('internal');
  expect(toAppError(new TypeError('ours')).code).toBe('internal');
});
