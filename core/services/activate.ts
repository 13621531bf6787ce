/** Activates a fulfillment service: a name and an address, and Shopify gives it a location of its own. */
import {isDeepStrictEqual} from 'node:util';
import {MongoServerError, ObjectId} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import type {Service} from '../wire.ts';
import {registerInShopify, type RegisteredService} from './register.ts';
import {comparableName, parseServiceInput, type ServiceValues} from './rules.ts';
import {historyPush, services, toWire, type StoredService} from './store.ts';

/** How long (ms) an unfinished activation with other values is taken to be under way; after that a new one replaces it. */
export const underWayMs = 30_000;

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
    return toWire(await finish(ctx, intent, await registerInShopify(ctx, intent), by));
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

async function finish(
  ctx: Context,
  intent: StoredService,
  inShopify: RegisteredService,
  by: string,
): Promise<StoredService> {
  const finished = await services(ctx.db).findOneAndUpdate(
    {_id: intent._id, shop: intent.shop, status: 'activating'},
    {
      $set: {
        status: 'active',
        name: inShopify.name,
        shopifyId: inShopify.id,
        locationId: inShopify.locationId,
        handle: inShopify.handle,
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
