/** The collection of Postmark's events: each is recorded before it is answered, and processed once. */
import type {Collection, Db, IndexDescription} from 'mongodb';
import {isDuplicateKey} from '../../requests/idempotency.ts';
import type {EmailEvent} from './parse.ts';

export interface StoredEvent extends EmailEvent {
  _id: string;
  receivedAt: Date;
  /** null: still to be done. */
  processedAt: Date | null;
  attempts: number;
  /** Whoever processes it holds it until then; afterwards it is free for the next. */
  heldUntil: Date;
  /** Once its request is known. */
  shop?: string;
}

export const emailEventIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'emailEvents',
  indexes: [
    // Postmark keeps messages and events for 45 days.
    {key: {receivedAt: 1}, name: 'expire', expireAfterSeconds: 45 * 86_400},
    {key: {processedAt: 1, heldUntil: 1}, name: 'unprocessed'},
    {key: {key: 1}, name: 'by_message_key'},
    {key: {shop: 1}, name: 'by_shop'},
  ],
};

/** How long one attempt may take before another may begin. */
const holdMs = 10_000;

export function emailEvents(db: Db): Collection<StoredEvent> {
  return db.collection<StoredEvent>('emailEvents');
}

/** Records an event, held by the caller for its first attempt. null: it was recorded before. */
export async function recordEvent(db: Db, id: string, event: EmailEvent): Promise<StoredEvent | null> {
  const receivedAt = new Date();
  const heldUntil = new Date(receivedAt.getTime() + holdMs);
  const record: StoredEvent = {_id: id, ...event, receivedAt, processedAt: null, attempts: 1, heldUntil};
  try {
    await emailEvents(db).insertOne(record);
    return record;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

/** Takes the event that waits longest of those nobody holds and that are not done. */
export async function takeUnprocessedEvent(db: Db): Promise<StoredEvent | null> {
  const now = Date.now();
  return emailEvents(db).findOneAndUpdate(
    {processedAt: null, heldUntil: {$lt: new Date(now)}},
    {$inc: {attempts: 1}, $set: {heldUntil: new Date(now + holdMs)}},
    {sort: {heldUntil: 1}, returnDocument: 'after'},
  );
}

/** Puts an event off: a second, doubled with each attempt, at most ten minutes. */
export async function putOffEvent(db: Db, {_id, attempts}: StoredEvent): Promise<void> {
  const ms = Math.min(1000 * 2 ** (attempts - 1), 600_000);
  await emailEvents(db).updateOne({_id, processedAt: null}, {$set: {heldUntil: new Date(Date.now() + ms)}});
}

/** Forgets the address an event was about, once it is noted that it takes mail or not. */
export async function forgetAddress(db: Db, {_id}: StoredEvent): Promise<void> {
  await emailEvents(db).updateOne({_id}, {$unset: {block: ''}});
}

/** Marks an event as done. @param shop whose it was, where it was about a request */
export async function markEventProcessed(db: Db, {_id}: StoredEvent, shop: string | null): Promise<void> {
  await emailEvents(db).updateOne({_id}, {$set: {processedAt: new Date(), ...(shop ? {shop} : {})}});
}

/** Postmark's id of the message of this key, if an event has told of it: then it was accepted, whatever else is known. */
export async function messageIdByEvent(db: Db, key: string): Promise<string | null> {
  const event = await emailEvents(db).findOne({key, messageId: {$ne: null}});
  return event?.messageId ?? null;
}
