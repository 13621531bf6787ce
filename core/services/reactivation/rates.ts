/** The shipping rates a removed service offered: for review, and offered again once it is back. A worker does it. */
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {obstacleTo} from '../../removals/leftRates.ts';
import {readProfiles} from '../../removals/rates.ts';
import {removals, type StoredRejoin, type StoredRemoval} from '../../removals/store.ts';
import type {FormerRate, FormerRates} from '../../wire.ts';
import {findOwnService} from '../find.ts';
import type {StoredService} from '../store.ts';
import {lastRemoval} from './lastRemoval.ts';

/**
 * Where rates were offered from its location when it was last removed, with whether they still exist; once it is back, what
 * became of each.
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `shopify_*`
 */
export async function readFormerRates(ctx: Context, shop: string, id: string): Promise<FormerRates> {
  const service = await findOwnService(ctx, shop, id);
  const removal = await lastRemoval(ctx, service);
  if (!removal?.left?.length) return {items: [], joining: false};
  const {rejoin} = removal;
  return isGone(service) || !rejoin ? reviewed(ctx, service, removal) : joined(removal, rejoin);
}

/** Removed, and nobody is bringing it back at this moment. */
const isGone = ({status, reactivation}: StoredService) => status === 'removed' && !reactivation;

async function reviewed(
  ctx: Context,
  {shop, status, locationId}: StoredService,
  {left = []}: StoredRemoval,
): Promise<FormerRates> {
  const profiles = await readProfiles(ctx.admin(shop));
  const items = left.map((group): FormerRate => {
    const failure = obstacleTo(profiles, group, status === 'removed' ? null : locationId);
    const {groupId, profile, zones} = group;
    return {id: groupId, profile, zones, state: failure ? 'failed' : 'left', ...(failure ? {failure} : {})};
  });
  return {items, joining: false};
}

function joined({left = []}: StoredRemoval, {open, groups}: StoredRejoin): FormerRates {
  const items = left.map(({groupId, profile, zones}): FormerRate => {
    const {state = 'pending', failure = null} = groups.find((one) => one.groupId === groupId) ?? {};
    return {id: groupId, profile, zones, state, ...(failure ? {failure} : {})};
  });
  return {items, joining: open};
}

/** Has a worker join them again once the service is active; or not, where that is not wanted. */
export async function wishForRates({db}: Pick<Context, 'db'>, service: StoredService, wanted: boolean): Promise<void> {
  const removal = await lastRemoval({db}, service);
  if (!removal?.left?.length) return;
  const {_id, shop, left} = removal;
  await removals(db).updateOne({_id, shop}, {$set: {rejoin: wanted ? rejoinOf(left) : null}});
}

function rejoinOf(left: NonNullable<StoredRemoval['left']>): StoredRejoin {
  const groups = left.map(({groupId}) => ({groupId, state: 'pending' as const, failure: null}));
  return {open: true, dueAt: new Date(), tries: 0, groups};
}

/**
 * Tries again what could not be joined; or all of it, where it was not wanted before.
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `service_not_active`
 */
export async function retryRates(ctx: Context, shop: string, id: string): Promise<FormerRates> {
  const service = await findOwnService(ctx, shop, id);
  if (service.status !== 'active' && service.status !== 'paused') throw new AppError('service_not_active');
  await wishForRates(ctx, service, true);
  return readFormerRates(ctx, shop, id);
}
