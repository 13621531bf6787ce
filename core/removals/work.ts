/** What the phases of a removal share: the shop, the lease, what a step ends in, and how progress is written. */
import type {UpdateFilter} from 'mongodb';
import type {Context} from '../context.ts';
import type {Lease} from '../requests/courier/lease.ts';
import type {AdminClient, CallOptions} from '../shopify/client.ts';
import type {RemovalPhase} from '../wire.ts';
import {removalItems, removalOrders, removals, type StoredRemoval} from './store.ts';

export interface Work {
  ctx: Context;
  admin: AdminClient;
  lease: Lease;
  removal: StoredRemoval;
  /** Has a courier look at the shop's requests. */
  deliver: () => Promise<void>;
}

/** What a step may change besides what it ends in. */
export type Changes = Partial<
  Pick<StoredRemoval, 'stage' | 'cursor' | 'bulk' | 'noBulk' | 'pass' | 'route' | 'counts' | 'waiting'>
>;

/** How a step ends: the next phase; the same once more; once more after a while; or the removal's end. */
export type Outcome =
  | {next: RemovalPhase; set?: Changes}
  | {again: Changes}
  | {waitMs: number; waiting?: {code: string; message: string}; set?: Changes}
  | {end: 'done' | 'attention' | 'cancelled'; waiting?: {code: string; message: string}};

/** A bounded piece of a phase, harmless to repeat. */
export type Step = (work: Work) => Promise<Outcome>;

/** Every call of a worker asks for its lease in the last moment. */
export function callOptions({lease}: Work): CallOptions {
  lease.assertHeld();
  return {mayCall: lease.isHeld};
}

/** Writes as the worker of this fence to a removal that stands as it was seen. null: it was cancelled, or taken over. */
export function writeRemoval(
  {ctx, lease, removal}: Work,
  update: UpdateFilter<StoredRemoval>,
): Promise<StoredRemoval | null> {
  const {_id, shop, status} = removal;
  return removals(ctx.db).findOneAndUpdate({_id, shop, open: true, status, fence: {$lte: lease.fence}}, update, {
    returnDocument: 'after',
  });
}

/** How much is done, counted anew; of one that was stopped, how much is back. */
export async function countDone(work: Work): Promise<StoredRemoval['counts']> {
  const {ctx, removal} = work;
  const {_id: removalId, shop, counts, route} = removal;
  if (removal.status === 'cancelling' && removal.restore) return countBack(work);
  const own = {shop, removalId};
  const needed = {...own, wasStockedThere: false};
  const [items, moved, toStock, stocked, orders, movedOrders] = await Promise.all([
    removalItems(ctx.db).countDocuments(own),
    removalItems(ctx.db).countDocuments({...own, state: {$in: ['moved', 'restored']}}),
    route === 'move' ? removalItems(ctx.db).countDocuments(needed) : 0,
    route === 'move' ? removalItems(ctx.db).countDocuments({...needed, state: {$in: ['activated', 'moved']}}) : 0,
    removalOrders(ctx.db).countDocuments(own),
    removalOrders(ctx.db).countDocuments({...own, state: {$in: ['moved', 'restored']}}),
  ]);
  return {
    requests: counts.requests,
    items: {done: moved, total: Math.max(items, counts.items.total)},
    stocked: {done: stocked, total: toStock},
    fulfillmentOrders: {done: movedOrders, total: Math.max(orders, counts.fulfillmentOrders.total)},
  };
}

async function countBack({ctx, removal: {_id: removalId, shop, counts}}: Work): Promise<StoredRemoval['counts']> {
  const back = {shop, removalId, state: 'restored' as const};
  const [items, itemsAway, orders, ordersAway] = await Promise.all([
    removalItems(ctx.db).countDocuments(back),
    removalItems(ctx.db).countDocuments({...back, state: {$in: ['activated', 'moved']}}),
    removalOrders(ctx.db).countDocuments(back),
    removalOrders(ctx.db).countDocuments({...back, state: {$in: ['moving', 'moved']}}),
  ]);
  return {
    requests: counts.requests,
    stocked: counts.stocked,
    items: {done: items, total: items + itemsAway},
    fulfillmentOrders: {done: orders, total: orders + ordersAway},
  };
}
