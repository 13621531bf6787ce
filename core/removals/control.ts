/** What a merchant can do with a removal that runs or is stuck: stop it, try what failed again, give up what remains. */
import type {UpdateFilter} from 'mongodb';
import {z} from 'zod';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {parseInput} from '../requests/input.ts';
import type {Removal, RemovalPhase} from '../wire.ts';
import {removalToWire} from './show.ts';
import {latestRemoval, removalItems, removalOrders, removals, type StoredRemoval} from './store.ts';

/** From here on Shopify is deleting the service. */
const tooLate: readonly RemovalPhase[] = ['profiles', 'delete', 'check'];

const restoreInput = z.object({restore: z.union([z.boolean(), z.enum(['true', 'false'])]).default(false)});

/**
 * Stops a removal before the service is deleted. What has moved stays, or goes back.
 * @param input `{restore}`, of the body or the query
 * @throws AppError `not_found`, `removal_too_late`, `request_state_conflict` (it is over)
 */
export async function cancelRemoval(
  ctx: Context,
  shop: string,
  serviceId: string,
  input: unknown,
  by: string,
): Promise<Removal> {
  const restore = String(parseInput(restoreInput, input).restore) === 'true';
  const removal = await latestRemoval(ctx.db, shop, serviceId);
  if (removal.status === 'cancelling' || removal.status === 'cancelled') return removalToWire(ctx, removal);
  const stuck = removal.status === 'attention';
  if (!removal.open) throw over(removal);
  if (!stuck && tooLate.includes(removal.phase)) throw new AppError('removal_too_late');
  return change(ctx, removal, by, 'cancelling', {
    $set: {
      status: 'cancelling',
      phase: 'restore',
      stage: null,
      cursor: null,
      restore,
      waiting: null,
      // From here on what is back is counted.
      ...(restore ? {counts: wayBack(removal.counts), paceFrom: {at: new Date(), done: 0}} : {}),
    },
  });
}

function wayBack({items, fulfillmentOrders}: StoredRemoval['counts']): StoredRemoval['counts'] {
  const none = {done: 0, total: 0};
  return {
    requests: none,
    stocked: none,
    items: {done: 0, total: items.done},
    fulfillmentOrders: {done: 0, total: fulfillmentOrders.done},
  };
}

/** Tries again what could not be moved; or what could not be brought back, once it was stopped. @throws AppError `not_found`, `request_state_conflict` (nothing waits for it) */
export async function retryRemoval(ctx: Context, shop: string, serviceId: string, by: string): Promise<Removal> {
  const removal = await latestRemoval(ctx.db, shop, serviceId);
  if (removal.status !== 'attention') throw over(removal);
  if (removal.phase === 'restore') {
    return change(ctx, removal, by, 'retried', {$set: {status: 'cancelling', waiting: null}});
  }
  const failed = {shop, removalId: removal._id, state: 'failed' as const};
  // Stocked once more at their destination, which does no harm, and with other keys than before.
  await removalItems(ctx.db).updateMany(failed, {
    $set: {state: 'pending', wasStockedThere: false, failure: null, intents: []},
  });
  await removalOrders(ctx.db).deleteMany(failed);
  return change(ctx, removal, by, 'retried', {
    $set: {
      status: 'queued',
      phase: 'requests',
      stage: null,
      cursor: null,
      waiting: null,
      pass: {number: 1, dirty: false, committed: false, orders: false, idle: 0},
    },
  });
}

/**
 * Deletes the service although not everything could be moved: orders that are left go to a location of the merchant's, stock
 * that is left stays at the location, which becomes the merchant's. Of one that was stopped and is stuck on the way back, the
 * rest stays where it is, and the service too.
 * @throws AppError `not_found`, `request_state_conflict` (nothing waits for it)
 */
export async function giveUpRemoval(ctx: Context, shop: string, serviceId: string, by: string): Promise<Removal> {
  const removal = await latestRemoval(ctx.db, shop, serviceId);
  if (removal.status !== 'attention') throw over(removal);
  if (removal.phase === 'restore') {
    return change(ctx, removal, by, 'gave up the rest', {$set: {status: 'cancelling', restore: false, waiting: null}});
  }
  return change(ctx, removal, by, 'gave up the rest', {
    $set: {status: 'queued', phase: 'profiles', stage: null, cursor: null, gaveUp: true, waiting: null},
  });
}

async function change(
  ctx: Context,
  {_id, shop, status, phase}: StoredRemoval,
  by: string,
  event: string,
  {$set}: {$set: Partial<StoredRemoval>},
): Promise<Removal> {
  const now = new Date();
  const update: UpdateFilter<StoredRemoval> = {
    $set: {...$set, tries: 0, dueAt: now, updatedAt: now},
    $push: {history: {at: now, event, by}},
  };
  const changed = await removals(ctx.db).findOneAndUpdate({_id, shop, open: true, status, phase}, update, {
    returnDocument: 'after',
  });
  if (changed) return removalToWire(ctx, changed);
  throw new AppError('request_state_conflict', {
    message: 'The removal has moved on in the same moment. Reload and try again.',
  });
}

function over({status}: StoredRemoval): AppError {
  const message =
    status === 'done'
      ? 'This fulfillment service is removed already. You can reactivate it.'
      : 'That is not possible as the removal stands. Reload to see how far it is.';
  return new AppError('request_state_conflict', {details: {status}, message});
}
