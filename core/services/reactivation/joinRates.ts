/** A worker's step: the location of a service that came back joins the delivery profiles that the one before left. */
import type {UpdateFilter} from 'mongodb';
import type {Context} from '../../context.ts';
import {toAppError} from '../../toAppError.ts';
import {joinGroup} from '../../removals/leftRates.ts';
import {readProfiles} from '../../removals/rates.ts';
import {removals, type StoredRejoin, type StoredRemoval} from '../../removals/store.ts';
import {LeaseLost, type Lease} from '../../requests/courier/lease.ts';
import {inMs, pauseAfter} from '../../requests/courier/round.ts';
import {findService, type StoredService} from '../store.ts';

/** Tries before what is left is told as failed; with the pauses between them, about half an hour. */
const maxTries = 10;
/** Pause (ms) while the reactivation itself is under way. */
const untilBackMs = 5000;

/** A removal whose groups wait to be joined. */
type Waiting = StoredRemoval & {rejoin: StoredRejoin};

const open = {'rejoin.open': true};

/** One that is due. */
export function findDueRejoin({db}: Pick<Context, 'db'>, shop: string): Promise<Waiting | null> {
  const due = {shop, ...open, 'rejoin.dueAt': {$lte: new Date()}};
  return removals(db).findOne(due, {sort: {'rejoin.dueAt': 1}}) as Promise<Waiting | null>;
}

/** Shops where one is due. */
export function shopsWithRejoins({db}: Pick<Context, 'db'>): Promise<string[]> {
  return removals(db).distinct('shop', {...open, 'rejoin.dueAt': {$lte: new Date()}});
}

/** Joins what it can. Harmless to repeat: what is joined already stays so. */
export async function joinRates(ctx: Context, lease: Lease, seen: Waiting): Promise<void> {
  lease.assertHeld();
  const write = (update: UpdateFilter<StoredRemoval>) =>
    removals(ctx.db).findOneAndUpdate({_id: seen._id, shop: seen.shop, ...open, fence: {$lte: lease.fence}}, update, {
      returnDocument: 'after',
    }) as Promise<Waiting | null>;
  // Counts the try before it is made: also a worker that dies of it counts.
  const begun = await write({$set: {fence: lease.fence}, $inc: {'rejoin.tries': 1}});
  if (!begun) return;
  const {rejoin, shop, serviceId} = begun;
  const service = await findService(ctx.db, shop, serviceId);
  const {locationId} = service;
  if (service.status === 'removed' && service.reactivation) {
    await write({$set: {'rejoin.dueAt': inMs(untilBackMs), 'rejoin.tries': 0}});
    return;
  }
  if (!isBack(service) || locationId === null) {
    // It did not come back, or is gone again.
    await write({$set: {rejoin: null}});
    return;
  }
  try {
    const groups = await joinAll(ctx, lease, begun, locationId);
    await write({$set: {rejoin: {...rejoin, open: false, groups}}});
    ctx.log.info({shop, service: serviceId, groups: groups.length}, 'Joined delivery profiles again');
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    const {code, message, retryAfterMs} = toAppError(thrown);
    ctx.log.warn({shop, service: serviceId, code, err: thrown}, 'delivery profiles not joined yet');
    const failure = {code, message};
    const failed = rejoin.groups.map((one) =>
      one.state === 'joined' ? one : {...one, state: 'failed' as const, failure},
    );
    const pause = Math.max(retryAfterMs ?? 0, pauseAfter(rejoin.tries - 1));
    await write({
      $set:
        rejoin.tries < maxTries ? {'rejoin.dueAt': inMs(pause)} : {rejoin: {...rejoin, open: false, groups: failed}},
    });
  }
}

const isBack = ({status}: StoredService) => status === 'active' || status === 'paused';

async function joinAll(
  ctx: Context,
  lease: Lease,
  {shop, left = []}: StoredRemoval,
  locationId: string,
): Promise<StoredRejoin['groups']> {
  const admin = ctx.admin(shop);
  const profiles = await readProfiles(admin);
  const groups: StoredRejoin['groups'] = [];
  for (const group of left) {
    lease.assertHeld();
    const failure = await joinGroup(admin, profiles, group, locationId, {mayCall: lease.isHeld});
    groups.push({groupId: group.groupId, state: failure ? 'failed' : 'joined', failure});
  }
  return groups;
}
