/** The collection of fulfillment requests: its indexes and every read and write of it. */
import {ObjectId, type Collection, type Db, type Filter, type IndexDescription} from 'mongodb';
import {AppError} from '../errors.ts';
import {updateFor, type Change, type Seen} from './change.ts';
import type {StoredRequest} from './types.ts';

export type {Change} from './change.ts';

export const requestIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'requests',
  indexes: [
    // An order line is in one open request at a time: two people who click at once send one email.
    {
      key: {shop: 1, 'lines.fulfillmentOrderLineItemId': 1},
      name: 'one_open_request_per_line',
      unique: true,
      partialFilterExpression: {open: true},
    },
    {key: {shop: 1, status: 1, dueAt: 1}, name: 'due'},
    {key: {status: 1, dueAt: 1}, name: 'standing_still'},
    {key: {shop: 1, orderId: 1, _id: -1}, name: 'by_order'},
    {key: {shop: 1, orderName: 1, _id: -1}, name: 'by_order_name'},
    {key: {shop: 1, serviceId: 1, _id: -1}, name: 'by_service'},
    {key: {shop: 1, _id: -1}, name: 'newest'},
    {key: {shop: 1, closedAt: 1}, name: 'closed'},
    {key: {shop: 1, 'lines.variantId': 1}, name: 'open_by_variant', partialFilterExpression: {open: true}},
    {key: {shop: 1, undelivered: 1}, name: 'undelivered', partialFilterExpression: {undelivered: true}},
    {key: {shop: 1, serviceId: 1, sendingAt: -1}, name: 'last_email'},
    {key: {'messages.messageId': 1}, name: 'by_message', sparse: true},
    {key: {quietSince: 1}, name: 'quiet', sparse: true},
    {
      key: {'withdrawal.settled': 1, 'withdrawal.dueAt': 1, shop: 1},
      name: 'to_withdraw',
      partialFilterExpression: {'withdrawal.settled': false},
    },
    {key: {alignDueAt: 1, shop: 1}, name: 'to_align', sparse: true},
    {key: {shop: 1, status: 1, alignedAt: 1}, name: 'aligned'},
    {key: {shop: 1, 'lines.fulfillmentOrderId': 1}, name: 'by_fulfillment_order'},
    {key: {shop: 1, 'fulfillment.id': 1}, name: 'by_fulfillment'},
    {key: {shop: 1, noticeAlarm: 1}, name: 'notice_alarm', partialFilterExpression: {noticeAlarm: true}},
    {key: {waitsFor: 1}, name: 'by_blocked_address', sparse: true},
  ],
};

export function requests(db: Db): Collection<StoredRequest> {
  return db.collection<StoredRequest>('requests');
}

/** Part of a filter: what is being taken back is left to that. */
export const notWithdrawn = {'withdrawal.settled': {$ne: false}} as const;

/** A request of this shop.
 * @throws AppError `request_not_found`, also for a malformed id or another shop's */
export async function findRequest(db: Db, shop: string, id: string): Promise<StoredRequest> {
  const found = /^[0-9a-f]{24}$/.test(id)
    ? await requests(db).findOne({_id: new ObjectId(id), shop, status: {$ne: 'preparing'}})
    : null;
  if (!found) throw new AppError('request_not_found');
  return found;
}

/**
 * Changes a request if it still is as the caller saw it: same status, and no other worker took it meanwhile.
 * @returns the request as it stands now, or null if it had moved on: then nothing was written
 */
export async function changeRequest(
  db: Db,
  seen: Seen,
  change: Change,
  /** The caller's own fence, where it is a worker: it may change what it has itself changed since, and nobody later has. */
  own?: number,
): Promise<StoredRequest | null> {
  const fence = own === undefined ? seen.fence : {$lte: own};
  const filter: Filter<StoredRequest> = {_id: seen._id, shop: seen.shop, status: seen.status, fence};
  return requests(db).findOneAndUpdate(filter, updateFor(seen, change, own ?? seen.fence), {returnDocument: 'after'});
}
