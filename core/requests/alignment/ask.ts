/** Has requests compared with what Shopify has: those a webhook is about, and those nobody has looked at for long. */
import type {Db, Filter} from 'mongodb';
import {mattersForMs, mayMatter} from '../destination/matters.ts';
import {requests} from '../store.ts';
import type {StoredRequest} from '../types.ts';

/** Each is looked at so often even if no webhook comes, in ms. */
const everyMs = 3_600_000;
/** Fulfillments are cancelled, and addresses changed, within days; later a webhook alone tells. */
const fulfilledForMs = mattersForMs;
/** So many at one visit, so that a shop of thousands costs no more than a shop of hundreds. */
const mostOpen = 200;
const mostFulfilled = 500;

/**
 * Has the courier compare the requests that a webhook is about.
 * @param ids gids of orders, fulfillment orders and fulfillments; others are of no concern
 */
export async function askForAlignment(db: Db, shop: string, ids: readonly string[]): Promise<void> {
  const of = (type: string) => ids.filter((id) => id.startsWith(`gid://shopify/${type}/`));
  await mark(db, {
    shop,
    $or: [
      {orderId: {$in: of('Order')}},
      {'lines.fulfillmentOrderId': {$in: of('FulfillmentOrder')}},
      {'fulfillment.id': {$in: of('Fulfillment')}},
    ],
    status: {$nin: ['preparing', 'failed', 'declined', 'cancelled']},
  });
}

/** Has it compare the requests of orders of which something changed, which may be anything: where any of it can matter.
 * @returns whether there is one */
export async function askForChanged(db: Db, shop: string, ids: readonly string[]): Promise<boolean> {
  const orders = ids.filter((id) => id.startsWith('gid://shopify/Order/'));
  return mark(db, mayMatter(shop, orders));
}

/** Whether such a request is there at all: Shopify tells of every tag. */
export async function concernsChange(db: Db, shop: string, ids: readonly string[]): Promise<boolean> {
  const orders = ids.filter((id) => id.startsWith('gid://shopify/Order/'));
  return (await requests(db).findOne(mayMatter(shop, orders), {projection: {_id: 1}})) !== null;
}

/** Has it compare those that were not looked at for long: webhooks get lost. */
export async function askForStale(db: Db, shop: string): Promise<void> {
  const now = Date.now();
  const longAgo = new Date(now - everyMs);
  const stale = {
    shop,
    alignDueAt: {$exists: false},
    $or: [{alignedAt: {$exists: false}, createdAt: {$lt: longAgo}}, {alignedAt: {$lt: longAgo}}],
  } satisfies Filter<StoredRequest>;
  const fulfilled = {status: 'fulfilled' as const, closedAt: {$gt: new Date(now - fulfilledForMs)}};
  for (const [which, most] of [
    [{...stale, status: {$in: ['sent' as const, 'confirmed' as const]}}, mostOpen],
    [{...stale, ...fulfilled}, mostFulfilled],
  ] as const) {
    const found = await requests(db)
      .find(which, {projection: {_id: 1}})
      .sort({alignedAt: 1, _id: 1})
      .limit(most)
      .toArray();
    if (found.length > 0) await mark(db, {shop, _id: {$in: found.map(({_id}) => _id)}});
  }
}

async function mark(db: Db, which: Filter<StoredRequest>): Promise<boolean> {
  return (await requests(db).updateMany(which, {$set: {alignDueAt: new Date()}})).matchedCount > 0;
}
