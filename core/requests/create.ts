/** Makes the fulfillment requests of one order: checked against Shopify, all or none, once per idempotency key. */
import {MongoServerError, ObjectId} from 'mongodb';
import type {z} from 'zod';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {gid, numericId} from '../ids.ts';
import {servicesByLocation} from '../services/byLocation.ts';
import {refusalOf} from '../services/refusal.ts';
import type {StoredService} from '../services/store.ts';
import type {FulfillmentRequest} from '../wire.ts';
import {earlier, giveBack, isDuplicateKey, take, type Key} from './idempotency.ts';
import {createRequestsInput, parseInput} from './input.ts';
import {readOrderFacts, type OrderFacts} from './orderFacts.ts';
import {planRequests, type PlannedRequest} from './plan.ts';
import {requests} from './store.ts';
import {toWire} from './toWire.ts';
import {unsent, type StoredRequest} from './types.ts';

export interface Caller {
  idempotencyKey: string;
  /** `user:<id>` */
  by: string;
}

/**
 * Asks services to ship an order's items: stores the requests as `queued`; the courier emails them.
 * @param input see `CreateRequestsInput` in `core/wire.ts`
 * @throws AppError of the table's order, line and quantity codes; then nothing was stored and nothing will be sent
 */
export async function createRequests(
  ctx: Context,
  shop: string,
  orderId: string,
  input: unknown,
  {idempotencyKey, by}: Caller,
): Promise<FulfillmentRequest[]> {
  const body = parseInput(createRequestsInput, input);
  const id = gid('Order', orderId);
  const key = orderKey(shop, id, idempotencyKey, body);
  const before = await earlier(ctx.db, key);
  if (before) return before.requests.map((one) => toWire(one));

  const readAt = new Date();
  const facts = await readOrderFacts(ctx.admin(shop), id);
  const services = await servicesByLocation(ctx, shop);
  const held = await heldLines(ctx, shop, [facts.id]);
  const made = await orElseEarlier(ctx, key, async () => {
    const plans = planRequests(facts, (location) => services.get(numericId(location)), held, body.lines, refusalOf);
    const documents = plans.map((plan) => newRequest(shop, facts, plan, body, by));
    return storeOnce(ctx, key, documents, readAt);
  });
  return made.map((one) => toWire(one));
}

/**
 * What stands in the way may be the same call: one whose caller gave up waiting goes on, and so does the first of a double click.
 * @returns what `make` makes, or what a call with the same key made meanwhile
 */
export async function orElseEarlier(
  ctx: Context,
  key: Key,
  make: () => Promise<StoredRequest[]>,
): Promise<StoredRequest[]> {
  try {
    return await make();
  } catch (error) {
    const meanwhile = error instanceof AppError ? await earlier(ctx.db, key) : null;
    if (meanwhile) return meanwhile.requests;
    throw error;
  }
}

/**
 * Stores the requests of one order under the call's key.
 * @param readAt as {@link insertAll}
 * @returns them, or those that another call with the same key made meanwhile
 * @throws AppError `line_already_requested`, `idempotency_*`
 */
export async function storeOnce(
  ctx: Context,
  key: Key,
  documents: (StoredRequest & {status: 'queued'})[],
  readAt: Date,
): Promise<StoredRequest[]> {
  if (!(await take(ctx.db, key, idsOf(documents)))) {
    const winner = await earlier(ctx.db, key);
    if (winner) return winner.requests;
    throw new AppError('idempotency_in_progress', {retryAfterMs: 1000});
  }
  try {
    await insertAll(ctx, documents, readAt);
  } catch (error) {
    // A database whose answer was lost may have done what it was asked: then the requests stand, and the key with them.
    const left = await requests(ctx.db)
      .find({_id: {$in: idsOf(documents)}}, {projection: {status: 1}})
      .toArray();
    if (left.length === documents.length && left.every(({status}) => status !== 'preparing')) return documents;
    if (left.length === 0) await giveBack(ctx.db, key, idsOf(documents));
    throw error;
  }
  return documents;
}

/** What one order's part of a call is known by: the same order under the same key is the same call, alone or among many. */
export function orderKey(shop: string, orderId: string, idempotencyKey: string, body: unknown): Key {
  return {shop, endpoint: `orders/${numericId(orderId)}`, key: idempotencyKey, body};
}

/** Numeric ids of the lines that open requests of these orders hold. */
export async function heldLines(ctx: Context, shop: string, orderIds: readonly string[]): Promise<Set<string>> {
  const open = await requests(ctx.db)
    .find({shop, orderId: {$in: [...orderIds]}, open: true}, {projection: {'lines.fulfillmentOrderLineItemId': 1}})
    .toArray();
  return new Set(open.flatMap(({lines}) => lines.map((line) => numericId(line.fulfillmentOrderLineItemId))));
}

export function newRequest(
  shop: string,
  facts: OrderFacts,
  {service, locationId, lines}: PlannedRequest<StoredService>,
  body: Pick<z.output<typeof createRequestsInput>, 'notifyCustomer' | 'trackingInfo' | 'message'>,
  by: string,
): StoredRequest & {status: 'queued'} {
  const now = new Date();
  const _id = new ObjectId();
  return {
    _id,
    shop,
    orderId: facts.id,
    orderName: facts.name,
    serviceId: service._id.toHexString(),
    serviceName: service.name,
    locationId,
    fulfillOn: service.settings.fulfillOn,
    lines,
    status: 'queued',
    open: true,
    ...unsent(now, by),
    notifyCustomer: body.notifyCustomer,
    trackingInfo: body.trackingInfo
      ? {
          number: body.trackingInfo.number,
          ...(body.trackingInfo.company ? {company: body.trackingInfo.company} : {}),
          ...(body.trackingInfo.url ? {url: body.trackingInfo.url} : {}),
        }
      : null,
    message: body.message || null,
    fulfillment: null,
    submission: null,
    answer: null,
    closedAt: null,
  };
}

/**
 * Stores the requests of one call, all or none.
 * @param readAt when the order was read: a request that took one of the lines and ended since then makes that reading stale
 * @throws AppError `line_already_requested`; `idempotency_in_progress` if the sweeper took it for cut off
 */
export async function insertAll(ctx: Context, documents: StoredRequest[], readAt: Date): Promise<void> {
  const ids = idsOf(documents);
  try {
    // Held back until all are in and the reading is known to be fresh; the courier takes none of them before.
    await requests(ctx.db).insertMany(documents.map((one) => ({...one, status: 'preparing'})));
    for (const {shop, lines} of documents) {
      const passed = await requests(ctx.db).findOne({
        shop,
        'lines.fulfillmentOrderLineItemId': {$in: lines.map((line) => line.fulfillmentOrderLineItemId)},
        closedAt: {$gte: readAt},
      });
      if (passed) throw new AppError('line_already_requested', {retryAfterMs: 1000});
    }
    const {matchedCount} = await requests(ctx.db).updateMany(
      {_id: {$in: ids}, status: 'preparing'},
      {$set: {status: 'queued'}},
    );
    // This process stood still for so long that its call passed for cut off.
    if (matchedCount < documents.length) throw new AppError('idempotency_in_progress', {retryAfterMs: 1000});
  } catch (error) {
    await requests(ctx.db).deleteMany({_id: {$in: ids}, status: 'preparing'});
    // A server may settle a race between two inserts by an error of its own (a deadlock, a write conflict) instead.
    if (isDuplicateKey(error) || (error instanceof MongoServerError && (await isHeld(ctx, documents)))) {
      throw new AppError('line_already_requested', {cause: error});
    }
    throw error;
  }
}

/** Whether an open request that is none of these holds one of their lines. */
async function isHeld(ctx: Context, documents: StoredRequest[]): Promise<boolean> {
  const lines = documents.flatMap((one) => one.lines.map((line) => line.fulfillmentOrderLineItemId));
  const holder = await requests(ctx.db).findOne({
    _id: {$nin: idsOf(documents)},
    shop: {$in: documents.map(({shop}) => shop)},
    open: true,
    'lines.fulfillmentOrderLineItemId': {$in: lines},
  });
  return holder !== null;
}

const idsOf = (documents: StoredRequest[]) => documents.map(({_id}) => _id);
