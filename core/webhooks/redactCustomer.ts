/** Erases what is kept of a customer's orders: the fingerprints of their addresses. */
import type {Db} from 'mongodb';
import {notices} from '../notices/store.ts';
import {requests} from '../requests/store.ts';

/**
 * Shopify: customers/redact names the orders in `orders_to_redact`. From then on no change of their addresses is told.
 * @returns whether to look once more: an email that is under way writes its fingerprint anew
 */
export async function redactOrders(db: Db, shop: string, ids: readonly string[]): Promise<boolean> {
  const orderId = {$in: ids.filter((id) => id.startsWith('gid://shopify/Order/'))};
  await notices(db).updateMany({shop, orderId}, {$unset: {said: ''}});
  await requests(db).updateMany({shop, orderId}, {$unset: {destination: ''}});
  const busy = {shop, orderId, status: {$in: ['queued' as const, 'sending' as const, 'unknown' as const]}};
  return (await requests(db).findOne(busy)) !== null || (await notices(db).findOne(busy)) !== null;
}
