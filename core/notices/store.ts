/** The collection of notices: its indexes and every read and write of it. */
import type {Collection, Db, IndexDescription, ObjectId} from 'mongodb';
import {isDuplicateKey} from '../requests/idempotency.ts';
import {requests} from '../requests/store.ts';
import type {StoredEntry, StoredRequest} from '../requests/types.ts';
import {wholeKey} from './cancellation.ts';
import type {NoticeStatus, StoredNotice} from './types.ts';

export const noticeIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'notices',
  indexes: [
    // The same thing is told once, however often it is found out.
    {key: {shop: 1, requestId: 1, kind: 1, key: 1}, name: 'one_per_thing', unique: true},
    {key: {shop: 1, status: 1, dueAt: 1}, name: 'due'},
    {key: {status: 1, dueAt: 1}, name: 'standing_still'},
    {key: {'messages.messageId': 1}, name: 'by_message', sparse: true},
    {key: {quietSince: 1}, name: 'quiet', sparse: true},
    {key: {untold: 1, shop: 1}, name: 'untold', partialFilterExpression: {untold: true}},
  ],
};

export function notices(db: Db): Collection<StoredNotice> {
  return db.collection<StoredNotice>('notices');
}

/** Queues a notice, unless the same was told before. */
export async function queueNotice(db: Db, notice: StoredNotice): Promise<void> {
  try {
    await notices(db).insertOne(notice);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** The notices about these requests, oldest first. */
export async function noticesOf(
  db: Db,
  shop: string,
  requestIds: readonly ObjectId[],
): Promise<Map<string, StoredNotice[]>> {
  if (requestIds.length === 0) return new Map();
  const found = await notices(db)
    .find({shop, requestId: {$in: [...requestIds]}})
    .sort({_id: 1})
    .toArray();
  return Map.groupBy(found, ({requestId}) => requestId.toHexString());
}

export interface NoticeChange {
  status?: NoticeStatus;
  set?: Partial<Omit<StoredNotice, '_id' | 'shop' | 'status' | 'history' | 'fence'>>;
  inc?: Partial<Record<'attempts' | 'crashes' | 'revision', number>>;
  /** The word in the history; absent: the new status. */
  event?: string;
  by: string;
  detail?: string;
}

/**
 * Changes a notice if it still is as the caller saw it.
 * @param own the caller's fence, where it is a worker
 * @returns the notice as it stands now, or null if it had moved on: then nothing was written
 */
export async function changeNotice(
  db: Db,
  seen: Pick<StoredNotice, '_id' | 'shop' | 'status' | 'fence'>,
  {status, set, inc, event = status, by, detail}: NoticeChange,
  own?: number,
): Promise<StoredNotice | null> {
  const now = new Date();
  const entry: StoredEntry | null = event
    ? {at: now, event, by, ...(detail ? {detail: detail.slice(0, 300)} : {})}
    : null;
  return notices(db).findOneAndUpdate(
    {_id: seen._id, shop: seen.shop, status: seen.status, fence: own === undefined ? seen.fence : {$lte: own}},
    {
      $set: {...set, ...(status ? {status} : {}), updatedAt: now, fence: own ?? seen.fence},
      ...(inc ? {$inc: inc} : {}),
      ...(entry ? {$push: {history: {$each: [entry], $slice: -200}}} : {}),
    },
    {returnDocument: 'after'},
  );
}

/** Shops with notices that are due, or whose state their request does not say yet. */
export async function shopsWithNotices(db: Db): Promise<unknown[]> {
  return notices(db).distinct('shop', {
    $or: [
      {status: {$in: ['queued', 'unknown']}, dueAt: {$lte: new Date()}},
      // A living worker holds the shop's lease while anything of it is `sending`.
      {status: 'sending'},
      {untold: true},
    ],
  });
}

/** Whether a notice wants a person: it did not arrive, or what it says came too late. */
function isAlarm({status, undelivered, acknowledgement, dismissedAt}: StoredNotice): boolean {
  if (dismissedAt !== null || (acknowledgement && acknowledgement.kind !== 'shipped')) return false;
  return status === 'failed' || undelivered === true || acknowledgement?.kind === 'shipped';
}

/** The notices that still say something: a change says nothing of what is cancelled, nor once a later email told it. */
export function inForce(own: readonly StoredNotice[], request: Pick<StoredRequest, 'destination'>): StoredNotice[] {
  const isVoid = own.some(({kind, key}) => kind === 'cancellation' && key === wholeKey);
  const last = own.findLast(({kind}) => kind === 'change');
  const told = request.destination?.changes ?? 0;
  return own.filter((one) => {
    if (one.kind !== 'change') return true;
    if (isVoid) return false;
    // That a parcel went to the old address stays so.
    return one.acknowledgement?.kind === 'shipped' || (one === last && Number(one.key) >= told);
  });
}

/**
 * Has a request say what its notices mean for it: whether they want a person, and what its service was told of the address. The
 * notices are the truth; this is what lists are made of, and what the next change is told by.
 */
export async function tellRequest(db: Db, {shop, requestId}: Pick<StoredNotice, 'shop' | 'requestId'>): Promise<void> {
  // A notice that changes meanwhile is marked anew, and told by whoever changed it, or by the next courier.
  const own = await notices(db).find({shop, requestId}).sort({_id: 1}).toArray();
  for (const {kind, key, status, said} of own) {
    if (kind !== 'change' || status !== 'sent' || !said) continue;
    const changes = Number(key);
    await requests(db).updateOne(
      {_id: requestId, shop, 'destination.changes': changes - 1},
      {$set: {'destination.told': said, 'destination.changes': changes}},
    );
  }
  const request = await requests(db).findOne({_id: requestId, shop}, {projection: {destination: 1}});
  if (request) {
    const noticeAlarm = inForce(own, request).some(isAlarm);
    await requests(db).updateOne({_id: requestId, shop}, {$set: {noticeAlarm}});
  }
  for (const {_id, updatedAt, untold} of own) {
    if (untold) await notices(db).updateOne({_id, shop, updatedAt}, {$unset: {untold: ''}});
  }
}
