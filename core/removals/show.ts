/** A removal as the API shows it. */
import type {Context} from '../context.ts';
import type {Destination, Removal, RemovalPlan} from '../wire.ts';
import {findService} from '../services/store.ts';
import {failuresOf} from './failures.ts';
import {findLatestRemoval, type StoredDestination, type StoredRemoval} from './store.ts';

/** The latest removal of a service; null if it never had one. @throws AppError `service_not_found` */
export async function readRemoval(ctx: Pick<Context, 'db'>, shop: string, serviceId: string): Promise<Removal | null> {
  const latest = await findLatestRemoval(ctx.db, shop, serviceId);
  if (latest) return removalToWire(ctx, latest);
  await findService(ctx.db, shop, serviceId);
  return null;
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
    failureGroups: [],
    failedCount: 0,
    createdAt: new Date().toISOString(),
    finishedAt: null,
  };
}

/** A stored removal, with its failures. */
export async function removalToWire(ctx: Pick<Context, 'db'>, removal: StoredRemoval): Promise<Removal> {
  const {items, stocked, fulfillmentOrders, requests: requested} = removal.counts;
  const all = Object.values(removal.counts);
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
    ...(await failuresOf(ctx, removal)),
    ...(removal.waiting ? {waiting: removal.waiting} : {}),
    createdAt: removal.createdAt.toISOString(),
    finishedAt: removal.finishedAt?.toISOString() ?? null,
  };
}

function destinationToWire({serviceId, locationId, name}: StoredDestination): Destination & {name: string} {
  return serviceId === null ? {locationId, name} : {serviceId, name};
}

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
