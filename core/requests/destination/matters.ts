/** Which requests a changed address still means something for. */
import type {Filter} from 'mongodb';
import {isKnownToService, type StoredRequest} from '../types.ts';

/**
 * An order is marked as fulfilled once its email is out, long before it is shipped, so a fulfilled request is looked after as well:
 * until the service gives a tracking number, else for 14 days. Warehouses ship within days; two weeks leave room for what is out of
 * stock. Later, whoever edits an old order (or erases a customer from it) would alarm a service about a parcel long delivered.
 */
export const mattersForMs = 14 * 86_400_000;

/** Whether its service has the email and may not have shipped yet. */
export function mattersStill(request: StoredRequest, now = Date.now()): boolean {
  const {status, destination, sendingAt, trackingInfo, history} = request;
  if (!destination?.told || !isKnownToService(request)) return false;
  if (status === 'sent' || status === 'confirmed') return true;
  if (status !== 'fulfilled' || (sendingAt?.getTime() ?? 0) < now - mattersForMs) return false;
  // The merchant may have given one before anything was shipped.
  return !(trackingInfo && history.some(({by, event}) => by === 'service' && event !== 'declined'));
}

/** Those for which it may, in the database's words: a webhook of a changed order that meets none need not be looked at. */
export function mayMatter(shop: string, orderIds: readonly string[], now = Date.now()): Filter<StoredRequest> {
  return {
    shop,
    orderId: {$in: [...orderIds]},
    $or: [
      // What waits or is under way may have been read a moment before the change.
      {status: {$in: ['queued', 'sending', 'unknown', 'sent', 'confirmed']}},
      {status: 'fulfilled', sendingAt: {$gte: new Date(now - mattersForMs)}},
    ],
  };
}
