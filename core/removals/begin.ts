/** Begins a removal, or says what it would do. */
import {ObjectId} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {findOwnService} from '../services/find.ts';
import {isDuplicateKey} from '../requests/idempotency.ts';
import {historyPush, services, type StoredService} from '../services/store.ts';
import {readShopifyServices} from '../services/shopifyServices.ts';
import {sameId} from '../ids.ts';
import type {Removal} from '../wire.ts';
import {readDestination, refuseWhereTakingOver} from './destination.ts';
import {parseRemoval} from './input.ts';
import {planRemoval, type Planned} from './plan.ts';
import {plannedToWire, removalToWire} from './show.ts';
import {removals, type StoredDestination, type StoredRemoval} from './store.ts';

/**
 * Begins the removal of a service; a worker carries it out. From then on the service takes no requests.
 * @param body `RemovalInput` of `core/wire.ts`; with `dryRun` nothing is changed and stored
 * @param by `user:<id>`, for the history
 * @throws AppError `service_not_found`, `service_not_active`, `service_owned_by_other_app`, `removal_under_way`,
 * `removal_destination_invalid`, `removal_destination_in_use`, `removal_blocked`, `invalid_input`, `shopify_*`
 */
export async function beginRemoval(
  ctx: Context,
  shop: string,
  serviceId: string,
  body: unknown,
  by: string,
): Promise<Removal> {
  const input = parseRemoval(body);
  const service = await findOwnService(ctx, shop, serviceId);
  const {status, shopifyId, locationId} = service;
  if (status === 'removing') throw new AppError('removal_under_way');
  if ((status !== 'active' && status !== 'paused') || shopifyId === null || locationId === null) {
    throw new AppError('service_not_active');
  }
  await refuseWhereTakingOver(ctx, service);
  const destination = await readDestination(ctx, service, input.destination);
  const planned = await planRemoval(ctx, {...service, locationId}, destination, input);
  if (input.dryRun) return plannedToWire(service._id.toHexString(), destination, planned.plan);
  if (planned.plan.blockers.length > 0) {
    throw new AppError('removal_blocked', {details: {blockers: planned.plan.blockers}});
  }
  const inShopify = (await readShopifyServices(ctx, shop)).find(({id}) => sameId(id, shopifyId));
  if (!inShopify) throw new AppError('service_not_active');
  const removal = newRemoval(
    {...service, status, shopifyId, locationId, handle: inShopify.handle},
    destination,
    planned,
    input.takeOverRates,
    by,
  );
  await store(ctx, removal, service, by);
  ctx.log.info({shop, service: removal.serviceId, by, items: planned.plan.inventoryItems}, 'Began a removal');
  return removalToWire(ctx, removal);
}

type Leaving = StoredService & {status: 'active' | 'paused'; shopifyId: string; locationId: string; handle: string};

function newRemoval(
  service: Leaving,
  destination: StoredDestination,
  {plan, exceptions}: Planned,
  takeOverRates: boolean,
  by: string,
): StoredRemoval {
  const now = new Date();
  const {name, shopifyId, locationId, handle} = service;
  return {
    _id: new ObjectId(),
    shop: service.shop,
    serviceId: service._id.toHexString(),
    service: {name, shopifyId, locationId, handle},
    statusBefore: service.status,
    destination,
    exceptions,
    takeOverRates,
    route: null,
    status: 'queued',
    open: true,
    phase: 'list',
    stage: null,
    cursor: null,
    bulk: null,
    noBulk: false,
    pass: {number: 0, dirty: false, committed: false, orders: false, idle: 0},
    plan,
    counts: {
      items: {done: 0, total: plan.inventoryItems},
      stocked: {done: 0, total: 0},
      fulfillmentOrders: {done: 0, total: plan.fulfillmentOrders},
      requests: {done: 0, total: plan.openRequests},
    },
    waiting: null,
    restore: false,
    gaveUp: false,
    tries: 0,
    dueAt: now,
    fence: 0,
    by,
    history: [{at: now, event: 'queued', by}],
    paceFrom: {at: now, done: 0},
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}

/** The removal first: a service that is `removing` without one would stay so. What a crash leaves between the two is mended by the worker. */
async function store(ctx: Context, removal: StoredRemoval, seen: StoredService, by: string): Promise<void> {
  try {
    await removals(ctx.db).insertOne(removal);
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('removal_under_way', {cause: error});
    throw error;
  }
  const {modifiedCount} = await services(ctx.db).updateOne(
    {_id: seen._id, shop: seen.shop, status: seen.status},
    {$set: {status: 'removing', updatedAt: new Date()}, $push: historyPush('removing', by)},
  );
  if (modifiedCount === 1) return;
  await removals(ctx.db).deleteOne({_id: removal._id, shop: removal.shop});
  throw new AppError('request_state_conflict', {
    message: 'Someone else changed this fulfillment service in the same moment. Reload and try again.',
  });
}
