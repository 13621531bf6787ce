/** Finds a service in Shopify by its name, or registers it there: what an activation and a reactivation have in common. */
import type {ObjectId} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {numericId} from '../ids.ts';
import {createFulfillmentService} from '../shopify/operations/createFulfillmentService.ts';
import {refuseServiceErrors} from './nameErrors.ts';
import {claimedNumbers} from './reconcile.ts';
import {byName, callbackUrl, readShopifyServices, toShopifyService, type ShopifyService} from './shopifyServices.ts';
import {services} from './store.ts';

/** A name that one of our services is to have in Shopify. Its intent is written down by then. */
export interface Wanted {
  _id: ObjectId;
  shop: string;
  name: string;
}

/** A service in Shopify that has a location. */
export type RegisteredService = ShopifyService & {locationId: string};

/**
 * The service of that name in Shopify, made if there is none. Looked for before it is made, so that the same call again finishes
 * what was begun; one that calls this app and stands for none of ours is taken over.
 * @throws AppError `service_name_taken` (`details.by`: `ours`, `otherApp`, `handle`), `service_name_invalid`, `shopify_*`
 */
export async function registerInShopify(ctx: Context, wanted: Wanted): Promise<RegisteredService> {
  const {locationId, ...inShopify} = (await find(ctx, wanted)) ?? (await create(ctx, wanted));
  // Shopify makes the location with the service; without it nothing can be stocked, and the next try looks again.
  if (locationId === null) throw new AppError('shopify_outcome_unknown', {details: {missing: 'location'}});
  return {...inShopify, locationId};
}

/** The service, if Shopify has it already.
 * @throws AppError `service_name_taken` if it is another app's, or that of another of ours */
async function find(ctx: Context, {_id, shop, name}: Wanted): Promise<ShopifyService | null> {
  const found = byName(await readShopifyServices(ctx, shop), name);
  if (!found) return null;
  if (!found.callsUs) throw new AppError('service_name_taken', {details: {by: 'otherApp'}});
  const others = await services(ctx.db)
    .find({shop, live: true, _id: {$ne: _id}})
    .toArray();
  if (claimedNumbers(others).has(numericId(found.id))) {
    throw new AppError('service_name_taken', {details: {by: 'ours'}});
  }
  return found;
}

async function create(ctx: Context, wanted: Wanted): Promise<ShopifyService> {
  try {
    const {fulfillmentServiceCreate: payload} = await ctx
      .admin(wanted.shop)
      .run(createFulfillmentService, {name: wanted.name, callbackUrl: callbackUrl(ctx.config)});
    refuseServiceErrors(payload?.userErrors ?? []);
    if (!payload?.fulfillmentService) throw new AppError('shopify_outcome_unknown', {details: {missing: 'payload'}});
    return toShopifyService(ctx, payload.fulfillmentService);
  } catch (error) {
    const doubtful =
      error instanceof AppError && ['shopify_outcome_unknown', 'service_name_taken'].includes(error.code);
    if (!doubtful) throw error;
    // It may have been made after all: by this call, or by one that ran beside it.
    const found = await find(ctx, wanted);
    if (found) return found;
    // No service of that name, and yet taken: only the handle that Shopify makes of it is.
    if (error.code === 'service_name_taken') throw new AppError('service_name_taken', {details: {by: 'handle'}});
    throw error;
  }
}
