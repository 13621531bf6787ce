/** Brings what we hold of a shop's services in line with what Shopify has. */
import type {Context} from '../context.ts';
import {numericId, sameId} from '../ids.ts';
import {endRequests} from '../requests/end.ts';
import {notReactivated, reactivated} from './reactivation/values.ts';
import {comparableName} from './rules.ts';
import {byName, readShopifyServices, type ShopifyService} from './shopifyServices.ts';
import {historyPush, services, type StoredService} from './store.ts';

/** A reactivation that Shopify knows nothing of after so long (ms) was cut off: its name is free again. */
const abandonedAfterMs = 10 * 60_000;

/** Looks at most: a service that changes during each of them is left to the next caller. */
const mostLooks = 3;

/** A shop's services, here and there. */
export interface Reconciled {
  /** Ours, without unfinished activations. */
  ours: StoredService[];
  /** All of Shopify's. */
  inShopify: ShopifyService[];
}

/**
 * Our services of the shop after a look at Shopify's: one renamed in Shopify takes that name, one that Shopify no longer has
 * is `removed` and its open requests are ended, and an activation or reactivation that broke off after Shopify had made the
 * service is finished.
 * Ours are read first: one that is activated or renamed while Shopify is asked is not taken for gone or changed there.
 * @throws AppError `shopify_*`
 */
export async function reconcile(
  ctx: Pick<Context, 'admin' | 'config' | 'db' | 'log'>,
  shop: string,
): Promise<Reconciled> {
  const inShopify = await takeOver(ctx, shop, mostLooks);
  const stored = await services(ctx.db).find({shop}).toArray();
  const removed = stored.filter(({status, live}) => status === 'removed' && !live).map(({_id}) => _id.toHexString());
  if (removed.length > 0) await endRequests(ctx, shop, 'service_deleted', removed);
  return {ours: stored.filter(({status}) => status !== 'activating'), inShopify};
}

/** Takes over what changed. Once more where one was changed here meanwhile: the caller is to see both. @returns all of Shopify's */
async function takeOver(
  ctx: Pick<Context, 'admin' | 'config' | 'db' | 'log'>,
  shop: string,
  looks: number,
): Promise<ShopifyService[]> {
  const seen = await services(ctx.db).find({shop}).toArray();
  const inShopify = await readShopifyServices(ctx, shop);
  const claimed = claimedNumbers(seen);
  const written = await Promise.all(seen.map((service) => reconcileOne(ctx, service, inShopify, claimed)));
  return written.every(Boolean) || looks <= 1 ? inShopify : takeOver(ctx, shop, looks - 1);
}

/** The numbers of the Shopify services that our live ones stand for. */
export function claimedNumbers(stored: readonly StoredService[]): Set<string> {
  const standing = stored.filter(({live, reactivation}) => live && !reactivation);
  return new Set(standing.flatMap(({shopifyId}) => (shopifyId === null ? [] : [numericId(shopifyId)])));
}

/** @returns false: it was changed here meanwhile, and stands as that left it */
async function reconcileOne(
  ctx: Pick<Context, 'db' | 'log'>,
  service: StoredService,
  list: readonly ShopifyService[],
  claimed: ReadonlySet<string>,
): Promise<boolean> {
  if (!service.live) return true;
  if (service.status === 'activating') {
    const made = byName(list, service.name);
    if (!made?.callsUs || made.locationId === null || claimed.has(numericId(made.id))) return true;
    const {id: shopifyId, locationId, handle} = made;
    return write(ctx, service, {status: 'active', shopifyId, locationId, handle}, 'activated');
  }
  if (service.reactivation) {
    const made = byName(list, service.reactivation.name);
    if (made?.callsUs && made.locationId !== null && !claimed.has(numericId(made.id))) {
      return write(ctx, service, reactivated({...made, locationId: made.locationId}), 'reactivated');
    }
    const isOld = service.reactivation.at.getTime() < Date.now() - abandonedAfterMs;
    return isOld ? write(ctx, service, notReactivated(service), 'reactivation given up') : true;
  }
  const inShopify = list.find(({id}) => service.shopifyId !== null && sameId(id, service.shopifyId));
  if (!inShopify) {
    // A removal under way deletes it itself, and says when it is done.
    if (service.status === 'removing') return true;
    const ended = {at: new Date(), reason: 'deleted_in_shopify' as const};
    return write(ctx, service, {status: 'removed', live: false, ended}, 'removed', 'deleted_in_shopify');
  }
  const {name, locationId} = inShopify;
  if (name === service.name && locationId === service.locationId) return true;
  return write(ctx, service, {name, nameLower: comparableName(name), locationId}, 'changed in Shopify');
}

async function write(
  ctx: Pick<Context, 'db' | 'log'>,
  service: StoredService,
  set: Partial<StoredService>,
  event: string,
  detail?: string,
): Promise<boolean> {
  const {_id, shop, status, updatedAt} = service;
  // As it was seen, so that a change under way is not undone.
  const {matchedCount} = await services(ctx.db).updateOne(
    {_id, shop, status, updatedAt},
    {$set: {...set, updatedAt: new Date()}, $push: historyPush(event, 'shopify', detail)},
  );
  if (matchedCount === 0) return false;
  ctx.log.info({shop, service: _id.toHexString(), event}, 'Reconciled a fulfillment service');
  return true;
}
