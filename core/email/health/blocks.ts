/**
 * Addresses that get no mail: Postmark suppresses them for the whole message stream, whoever's email it was that came back.
 * So this is one list for all shops, and it must not tell one of another: neither the address nor a shop nor an email is kept,
 * only a hash that those who know the address can ask for.
 */
import {createHash} from 'node:crypto';
import type {Collection, Db, IndexDescription} from 'mongodb';
import {isDuplicateKey} from '../../requests/idempotency.ts';
import type {BlockReason} from '../../wire.ts';

interface StoredBlock {
  /** See {@link blockKey}. */
  _id: string;
  blocked: boolean;
  /** null: Postmark only said that it is blocked. */
  reason: BlockReason | null;
  /** When it came to be so: what is told later of an earlier moment changes nothing. */
  at: Date;
  /** When Postmark was asked last whether it still is. */
  askedAt: Date;
  /** Absent while it is blocked. */
  liftedAt?: Date;
}

export const blockIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'addressBlocks',
  // A lifted one is kept as long as Postmark could tell late of what was before.
  indexes: [{key: {liftedAt: 1}, name: 'expire', expireAfterSeconds: 45 * 86_400}],
};

const blocks = (db: Db): Collection<StoredBlock> => db.collection<StoredBlock>('addressBlocks');

/** What an address of a message stream is known by here. Mailboxes are taken as equal whatever their case, as Postmark does. */
export function blockKey(stream: string, address: string): string {
  return createHash('sha256').update(`${stream}\n${address.toLowerCase()}`).digest('hex');
}

/** Notes that Postmark sends nothing more to an address. @param block `at`: when that came to be, by Postmark's clock */
export async function noteBlocked(
  db: Db,
  key: string,
  {reason, at}: {reason: BlockReason | null; at: Date},
): Promise<void> {
  const now = new Date();
  const lifted = await blocks(db).updateOne(
    {_id: key, blocked: false, at: {$lt: at}},
    {$set: {blocked: true, reason, at, askedAt: now}, $unset: {liftedAt: ''}},
  );
  if (lifted.matchedCount === 1) return;
  try {
    await blocks(db).insertOne({_id: key, blocked: true, reason, at, askedAt: now});
    return;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  // Blocked already, and still so at this moment.
  await blocks(db).updateOne({_id: key, blocked: true}, {$max: {at}});
  // The graver reason holds, for a complaint cannot be taken back.
  const less = reason === 'SpamComplaint' ? {$ne: reason} : null;
  if (reason !== null) await blocks(db).updateOne({_id: key, blocked: true, reason: less}, {$set: {reason}});
}

/** Notes that Postmark sends to an address again.
 * @param at when that came to be, by Postmark's clock; null: just now, as it said itself */
export async function noteLifted(db: Db, key: string, at: Date | null): Promise<void> {
  const now = new Date();
  const change = {blocked: false, reason: null, liftedAt: now};
  if (at === null) {
    // Whatever was told of it before, and by whichever clock.
    await blocks(db).updateOne({_id: key, blocked: true}, {$set: change, $max: {at: now}});
    return;
  }
  const lifted = await blocks(db).updateOne({_id: key, blocked: true, at: {$lte: at}}, {$set: {...change, at}});
  if (lifted.matchedCount === 1) return;
  // Told before the block it ends: remembered, so that the block does not last for ever.
  await blocks(db)
    .insertOne({_id: key, askedAt: now, at, ...change})
    .catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  await blocks(db).updateOne({_id: key, blocked: false, at: {$lt: at}}, {$set: {at, liftedAt: now}});
}

/** Which of the addresses are blocked, and why. By the address in lower case. */
export async function blockedAmong(
  db: Db,
  stream: string,
  addresses: readonly string[],
): Promise<Map<string, BlockReason | null>> {
  const byKey = new Map(addresses.map((address) => [blockKey(stream, address), address.toLowerCase()]));
  const found = await blocks(db)
    .find({_id: {$in: [...byKey.keys()]}, blocked: true})
    .toArray();
  return new Map(found.flatMap(({_id, reason}) => (byKey.has(_id) ? [[byKey.get(_id)!, reason]] : [])));
}

/** Takes the turn to ask Postmark whether an address is still blocked, for whoever first comes `everyMs` after the last time. */
export async function takeTurnToAsk(db: Db, key: string, everyMs: number): Promise<boolean> {
  const now = Date.now();
  const {matchedCount} = await blocks(db).updateOne(
    {_id: key, blocked: true, askedAt: {$lt: new Date(now - everyMs)}},
    {$set: {askedAt: new Date(now)}},
  );
  return matchedCount === 1;
}
