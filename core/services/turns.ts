/** What may be done with a service only so often. */
import type {Db} from 'mongodb';
import {AppError} from '../errors.ts';
import {historyPush, services, type StoredService} from './store.ts';

export interface Limit {
  /** Where the moments of the last turns are kept. */
  field: 'testEmails' | 'reactivations';
  most: number;
  withinMs: number;
  /** The word in the service's history. */
  event: string;
  by: string;
  /** The sentence for people, past the limit. */
  message: string;
}

/** Counts in the same write that checks, so that two at once are two.
 * @throws AppError `rate_limited` */
export async function takeTurn(db: Db, {_id, shop}: Pick<StoredService, '_id' | 'shop'>, limit: Limit): Promise<void> {
  const {field, most, withinMs, event, by, message} = limit;
  const now = new Date();
  const since = new Date(now.getTime() - withinMs);
  const {matchedCount} = await services(db).updateOne(
    // The first of the last `most` is old, or there are not so many yet.
    {_id, shop, $or: [{[`${field}.${most - 1}`]: {$exists: false}}, {[`${field}.0`]: {$lt: since}}]},
    {$push: {[field]: {$each: [now], $slice: -most}, ...historyPush(event, by)}},
  );
  if (matchedCount === 1) return;
  throw new AppError('rate_limited', {message, retryAfterMs: 60_000});
}
