/** Activates a fulfillment service: a name and an address, and Shopify gives it a location of its own. */
import {isDeepStrictEqual} from 'node:util';
import {MongoServerError, ObjectId} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {createFulfillmentService} from '../shopify/operations/createFulfillmentService.ts';
import type {Service} from '../wire.ts';
import {numericId} from '../ids.ts';
import {claimedNumbers} from './reconcile.ts';
import {refuseServiceErrors} from './nameErrors.ts';
import {comparableName, parseServiceInput, type ServiceValues} from './rules.ts';
import {byName, callbackUrl, readShopifyServices, toShopifyService, type ShopifyService} from './shopifyServices.ts';
import {historyPush, services, toWire, type StoredService} from './store.ts';

/** How long (ms) an unfinished activation with other values is taken to be under way; after that a new one replaces it. */
const underWayMs = 30_000;

/**
 * Activates a service. Safe to repeat after a crash or an unknown outcome: the intent is stored first, and the service is
 * looked for in Shopify by its name before it is created, so that the same call again finishes what was begun.
 * A service of that name that already calls this app, left from an earlier installation, is taken over.
 * @param input `ServiceInput` of `core/wire.ts`
 * @param by `user:<id>` or `app`, for the history
 * @throws AppError `invalid_input`, `email_address_invalid`, `service_name_taken`, `service_name_invalid`,
 * `idempotency_in_progress` (someone else is activating that name with other values), `shopify_*`
 */
export async function activateService(ctx: Context, shop: string, input: unknown, by: string): Promise<Service> {
  const values = parseServiceInput(input);
  const intent = await begin(ctx, shop, values, by);
  try {
    const inShopify = (await find(ctx, intent)) ?? (await create(ctx, intent));
    return toWire(await finish(ctx, intent, inShopify, by));
  } catch (error) {
    // Refused for good, so the name must not stay taken. Where it is in doubt or for later, the intent stays.
    if (error instanceof AppError && !error.retryable) {
      await services(ctx.db).deleteOne({_id: intent._id, shop, status: 'activating'});
    }
    throw error;
  }
}

/** Writes the intent down, or joins one that was left unfinished. */
async function begin(ctx: Context, shop: string, values: ServiceValues, by: string): Promise<StoredService> {
  const now = new Date();
  const intent: StoredService = {
    _id: new ObjectId(),
    shop,
    ...values,
    nameLower: comparableName(values.name),
    status: 'activating',
    live: true,
    shopifyId: null,
    locationId: null,
    history: [{at: now, event: 'activating', by}],
    createdAt: now,
    updatedAt: now,
  };
  try {
    await services(ctx.db).insertOne(intent);
    return intent;
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === 11_000)) throw error;
  }
  const existing = await services(ctx.db).findOne({shop, nameLower: intent.nameLower, live: true});
  if (existing && existing.status !== 'activating') throw new AppError('service_name_taken');
  const {name, email, settings} = existing ?? intent;
  const free =
    existing &&
    (existing.updatedAt.getTime() < now.getTime() - underWayMs || isDeepStrictEqual({name, email, settings}, values));
  const joined = free
    ? await services(ctx.db).findOneAndUpdate(
        {_id: existing._id, status: 'activating', updatedAt: existing.updatedAt},
        {$set: {...values, updatedAt: now}, $push: historyPush('activating', by)},
        {returnDocument: 'after'},
      )
    : null;
  if (!joined) throw new AppError('idempotency_in_progress', {retryAfterMs: 2000});
  return joined;
}

/** The service, if Shopify has it already.
 * @throws AppError `service_name_taken` if it is another app's, or that of another of ours */
async function find(ctx: Context, intent: StoredService): Promise<ShopifyService | null> {
  const found = byName(await readShopifyServices(ctx, intent.shop), intent.name);
  if (!found) return null;
  if (!found.callsUs) throw new AppError('service_name_taken');
  const others = await services(ctx.db)
    .find({shop: intent.shop, live: true, _id: {$ne: intent._id}})
    .toArray();
  if (claimedNumbers(others).has(numericId(found.id))) throw new AppError('service_name_taken');
  return found;
}

async function create(ctx: Context, intent: StoredService): Promise<ShopifyService> {
  try {
    const {fulfillmentServiceCreate: payload} = await ctx
      .admin(intent.shop)
      .run(createFulfillmentService, {name: intent.name, callbackUrl: callbackUrl(ctx.config)});
    refuseServiceErrors(payload?.userErrors ?? []);
    if (!payload?.fulfillmentService) throw new AppError('shopify_outcome_unknown', {details: {missing: 'payload'}});
    return toShopifyService(ctx, payload.fulfillmentService);
  } catch (error) {
    const doubtful =
      error instanceof AppError && ['shopify_outcome_unknown', 'service_name_taken'].includes(error.code);
    if (!doubtful) throw error;
    // It may have been made after all: by this call, or by one that ran beside it.
    const found = await find(ctx, intent);
    if (!found) throw error;
    return found;
  }
}

async function finish(
  ctx: Context,
  intent: StoredService,
  inShopify: ShopifyService,
  by: string,
): Promise<StoredService> {
  // Shopify makes the location with the service; without it nothing can be stocked, and the next try looks again.
  if (inShopify.locationId === null) throw new AppError('shopify_outcome_unknown', {details: {missing: 'location'}});
  const finished = await services(ctx.db).findOneAndUpdate(
    {_id: intent._id, shop: intent.shop, status: 'activating'},
    {
      $set: {
        status: 'active',
        name: inShopify.name,
        shopifyId: inShopify.id,
        locationId: inShopify.locationId,
        updatedAt: new Date(),
      },
      $push: historyPush('activated', by),
    },
    {returnDocument: 'after'},
  );
  if (finished) {
    ctx.log.info({shop: intent.shop, service: intent._id.toHexString()}, 'Activated a fulfillment service');
    return finished;
  }
  // A call that ran beside this one was faster.
  const other = await services(ctx.db).findOne({_id: intent._id, shop: intent.shop, status: 'active'});
  if (!other) throw new AppError('idempotency_in_progress', {retryAfterMs: 2000});
  return other;
}
