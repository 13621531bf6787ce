/** A removal as the API shows it. */
import type {Context} from '../context.ts';
import type {Destination, Removal, RemovalFailure, RemovalPlan} from '../wire.ts';
import {requests} from '../requests/store.ts';
import {latestRemoval, removalItems, removalOrders, type StoredDestination, type StoredRemoval} from './store.ts';

/** Failures shown at once. */
const mostShown = 500;

/** The latest removal of a service. @throws AppError `not_found` if it never had one */
export async function readRemoval(ctx: Pick<Context, 'db'>, shop: string, serviceId: string): Promise<Removal> {
  return removalToWire(ctx, await latestRemoval(ctx.db, shop, serviceId));
}

/** What a dry run answers. */
export function plannedToWire(serviceId: string, destination: StoredDestination, plan: RemovalPlan): Removal {
  const none = {done: 0, total: 0};
  return {
    id: '',
    serviceId,
    status: 'planned',
    destination: destinationToWire(destination),
    plan,
    progress: {
      phase: null,
      done: 0,
      total: plan.inventoryItems + plan.fulfillmentOrders + plan.openRequests,
      items: {...none, total: plan.inventoryItems},
      stocked: none,
      fulfillmentOrders: {...none, total: plan.fulfillmentOrders},
      requests: {...none, total: plan.openRequests},
      secondsLeft: null,
    },
    failed: [],
    failedCount: 0,
    createdAt: new Date().toISOString(),
    finishedAt: null,
  };
}

/** A stored removal, with its failures. */
export async function removalToWire(ctx: Pick<Context, 'db'>, removal: StoredRemoval): Promise<Removal> {
  const {items, stocked, fulfillmentOrders, requests: requested} = removal.counts;
  const all = Object.values(removal.counts);
  const {failed, failedCount} = await failuresOf(ctx, removal);
  return {
    id: removal._id.toHexString(),
    serviceId: removal.serviceId,
    status: removal.status,
    destination: destinationToWire(removal.destination),
    plan: removal.plan,
    progress: {
      phase: removal.open ? removal.phase : null,
      done: all.reduce((sum, {done}) => sum + done, 0),
      total: all.reduce((sum, {total}) => sum + total, 0),
      items,
      stocked,
      fulfillmentOrders,
      requests: requested,
      secondsLeft: secondsLeft(removal),
    },
    failed,
    failedCount,
    ...(removal.waiting ? {waiting: removal.waiting} : {}),
    createdAt: removal.createdAt.toISOString(),
    finishedAt: removal.finishedAt?.toISOString() ?? null,
  };
}

function destinationToWire({serviceId, locationId, name}: StoredDestination): Destination & {name: string} {
  return serviceId === null ? {locationId, name} : {serviceId, name};
}

async function failuresOf(
  {db}: Pick<Context, 'db'>,
  {_id, shop, serviceId, open, status}: StoredRemoval,
): Promise<{failed: RemovalFailure[]; failedCount: number}> {
  const failedHere = {shop, removalId: _id, state: 'failed' as const};
  const [items, orders, itemCount, orderCount] = await Promise.all([
    removalItems(db).find(failedHere).sort({_id: 1}).limit(mostShown).toArray(),
    removalOrders(db).find(failedHere).sort({_id: 1}).limit(mostShown).toArray(),
    removalItems(db).countDocuments(failedHere),
    removalOrders(db).countDocuments(failedHere),
  ]);
  // What could not be taken back is shown once the removal waits for somebody.
  const stuck =
    open && status === 'attention'
      ? await requests(db).find({shop, serviceId, open: true}).limit(mostShown).toArray()
      : [];
  const failed: RemovalFailure[] = [
    ...orders.map(({fulfillmentOrderId, orderName, failure}) => ({
      kind: 'fulfillmentOrder' as const,
      id: fulfillmentOrderId,
      title: orderName,
      ...said(failure),
    })),
    ...items.map(({inventoryItemId, title, failure}) => ({
      kind: 'item' as const,
      id: inventoryItemId,
      title,
      ...said(failure),
    })),
    ...stuck.map(({_id: id, orderName, failure}) => ({
      kind: 'request' as const,
      id: id.toHexString(),
      title: orderName,
      ...said(failure),
    })),
  ];
  return {failed: failed.slice(0, mostShown), failedCount: itemCount + orderCount + stuck.length};
}

const said = (failure: {code: string; message: string} | null) => ({
  code: failure?.code ?? 'internal',
  message: failure?.message ?? '',
});

/** By the pace of the present phase; Shopify's rate limit makes it steady. */
function secondsLeft({status, counts, paceFrom}: StoredRemoval): number | null {
  if (status !== 'running' && status !== 'cancelling') return null;
  const all = Object.values(counts);
  const done = all.reduce((sum, one) => sum + one.done, 0);
  const left = all.reduce((sum, one) => sum + Math.max(0, one.total - one.done), 0);
  const seconds = (Date.now() - paceFrom.at.getTime()) / 1000;
  const moved = done - paceFrom.done;
  return moved > 0 && seconds > 1 ? Math.ceil((left * seconds) / moved) : null;
}
