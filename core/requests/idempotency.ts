/** The same Idempotency-Key gives the same answer: what a key stands for, and the requests it made. */
import {createHash} from 'node:crypto';
import type {Collection, Db, IndexDescription, ObjectId} from 'mongodb';
import {AppError} from '../errors.ts';
import {requests} from './store.ts';
import type {StoredRequest} from './types.ts';

interface StoredKey {
  /** shop, endpoint, key */
  _id: string;
  shop: string;
  /** SHA-256 of the body: the same key with another body is a caller's mistake. */
  bodyHash: string;
  /** Decided before the requests are written, so that a repeat after a crash finds them, or knows that there are none. */
  requestIds: ObjectId[];
  /** For calls that answer more than requests. */
  answer?: unknown;
  at: Date;
}

export const idempotencyIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'idempotency',
  indexes: [
    {key: {at: 1}, name: 'kept_a_week', expireAfterSeconds: 7 * 86_400},
    {key: {shop: 1}, name: 'by_shop'},
  ],
};

/**
 * A call that wrote its key but not its requests was cut off, if it was longer ago (ms) than any call takes: between the two it asks
 * the database alone. Until then who asks again has to wait, so it is not longer than it must be.
 */
export const abandonedAfterMs = 20_000;

export interface Key {
  shop: string;
  endpoint: string;
  key: string;
  body: unknown;
}

const keys = (db: Db): Collection<StoredKey> => db.collection<StoredKey>('idempotency');
const idOf = ({shop, endpoint, key}: Key) => `${shop} ${endpoint} ${key}`;
const hashOf = (body: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');

/**
 * What an earlier call with this key made; null if there was none, or it was cut off before it made anything.
 * @throws AppError `idempotency_key_reused`, `idempotency_in_progress`
 */
export async function earlier(db: Db, key: Key): Promise<{requests: StoredRequest[]; answer: unknown} | null> {
  const stored = await keys(db).findOne({_id: idOf(key)});
  if (!stored) return null;
  if (stored.bodyHash !== hashOf(key.body)) throw new AppError('idempotency_key_reused');
  const found = await requests(db)
    .find({_id: {$in: stored.requestIds}, shop: key.shop})
    .toArray();
  const finished = found.length === stored.requestIds.length && found.every(({status}) => status !== 'preparing');
  if (finished) {
    const byId = new Map(found.map((one) => [one._id.toHexString(), one]));
    return {requests: stored.requestIds.flatMap((id) => byId.get(id.toHexString()) ?? []), answer: stored.answer};
  }
  if (Date.now() - stored.at.getTime() < abandonedAfterMs) {
    throw new AppError('idempotency_in_progress', {retryAfterMs: 1000});
  }
  await requests(db).deleteMany({_id: {$in: stored.requestIds}, shop: key.shop, status: 'preparing'});
  await keys(db).deleteOne({_id: stored._id, at: stored.at});
  return null;
}

/** Which of these keys were ever taken: what {@link earlier} need be asked for. */
export async function knownKeys(db: Db, list: readonly Key[]): Promise<Set<Key>> {
  const found = await keys(db)
    .find({_id: {$in: list.map(idOf)}}, {projection: {_id: 1}})
    .toArray();
  const ids = new Set(found.map(({_id}) => _id));
  return new Set(list.filter((key) => ids.has(idOf(key))));
}

/** Takes the key for these requests. false: another call took it first. */
export async function take(db: Db, key: Key, requestIds: ObjectId[], answer?: unknown): Promise<boolean> {
  const document = {_id: idOf(key), shop: key.shop, bodyHash: hashOf(key.body), requestIds, at: new Date()};
  try {
    await keys(db).insertOne(answer === undefined ? document : {...document, answer});
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Gives the key back: the call it was taken for, with these requests, changed nothing. Another call may have it by now. */
export async function giveBack(db: Db, key: Key, requestIds: ObjectId[]): Promise<void> {
  await keys(db).deleteOne({_id: idOf(key), requestIds});
}

/** Whether MongoDB refused a write because a unique index already holds its value. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11_000;
}
