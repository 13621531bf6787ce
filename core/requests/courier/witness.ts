/**
 * Whether Postmark's search may be believed when it does not show an email: only while it shows others that we know were accepted.
 * Search lags, by how much is not published, and it may show nothing at all; an email it hides is not to be sent twice for that.
 * Witnesses are looked for in all shops: their emails are in one Postmark server.
 */
import type {Collection, Db, IndexDescription} from 'mongodb';
import type {Config} from '../../config.ts';
import {databaseNow} from '../../mongo/clock.ts';
import {isDuplicateKey} from '../idempotency.ts';

interface StoredWitness {
  /** The while it was accepted in: one is enough for each. */
  _id: number;
  shop: string;
  /** Of an email that Postmark accepted. */
  key: string;
  /** When that was known, by the database's clock. */
  at: Date;
}

export const witnessIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'acceptedEmails',
  indexes: [
    {key: {at: 1}, name: 'kept_three_days', expireAfterSeconds: 3 * 86_400},
    {key: {shop: 1}, name: 'by_shop'},
  ],
};

const witnesses = (db: Db): Collection<StoredWitness> => db.collection<StoredWitness>('acceptedEmails');

type Window = Pick<Config, 'POSTMARK_SETTLED_SECONDS'>;
const settledMs = (config: Window) => config.POSTMARK_SETTLED_SECONDS * 1000;

/** Remembers that an email was accepted. */
export async function noteAccepted(db: Db, config: Window, {shop, key}: {shop: string; key: string}): Promise<void> {
  const at = await databaseNow(db);
  const _id = Math.floor(at.getTime() / (settledMs(config) / 20));
  try {
    await witnesses(db).updateOne({_id}, {$setOnInsert: {shop, key, at}}, {upsert: true});
  } catch (error) {
    // Another worker did at the same moment.
    if (!isDuplicateKey(error)) throw error;
  }
}

export interface Witness {
  key: string;
  at: Date;
}

/**
 * Who can speak for an email that was to be sent at this time: the first that is surely later, for where search shows that one it
 * has come past ours; else the last before.
 */
export async function witnessFor(db: Db, config: Window, sendingAt: Date): Promise<Witness | null> {
  // Longer than a call takes and than clocks differ.
  const surelyLater = new Date(sendingAt.getTime() + settledMs(config) / 4);
  const [later] = await witnesses(db)
    .find({at: {$gt: surelyLater}})
    .sort({at: 1})
    .limit(1)
    .toArray();
  if (later) return later;
  const [earlier] = await witnesses(db).find().sort({at: -1}).limit(1).toArray();
  return earlier ?? null;
}

/** What was seen of an email that a look-up did not find. */
export interface Sight {
  /** Since it was to be sent, in ms. */
  waitedMs: number;
  settledMs: number;
  /** null: nothing was accepted for days, so there is nobody to ask. */
  witness: {
    /** Both right before the look-up and right after it. */
    shown: boolean;
    /** Since it was accepted, in ms. */
    ageMs: number;
  } | null;
}

/**
 * What to do about an email whose outcome is unknown and that search does not show. Pure; the one place that decides it.
 * - `wait`: nothing can be said yet.
 * - `again`: it surely did not go out. With nobody to ask, that search finds nothing is believed after three times as long.
 * - `undecided`: search hides what it should show. A person may decide; it is looked for all the same.
 */
export function verdictOn({waitedMs, settledMs: window, witness}: Sight): 'wait' | 'again' | 'undecided' {
  if (waitedMs < window) return 'wait';
  if (!witness) return waitedMs < 3 * window ? 'wait' : 'again';
  if (witness.shown) return 'again';
  return witness.ageMs < window ? 'wait' : 'undecided';
}
