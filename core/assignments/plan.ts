/** Which inventory levels an assignment switches on and off. Pure. */
import {AppError} from '../errors.ts';
import {numericId, sameId} from '../ids.ts';
import type {StockedAt} from './variants.ts';

type Place = Pick<StockedAt, 'locationId'>;

export interface Toggle {
  /** gid. */
  locationId: string;
  activate: boolean;
}

/** Where a variant shall be stocked. */
export type Target =
  /** At a service, and nowhere else. */
  | {kind: 'service'; locationId: string}
  /** At no service of this app: where it is besides, or else at the fallback. */
  | {kind: 'merchant'; fallbackLocationId: string | null};

/**
 * The levels to switch, the one to activate first; empty if all is as it should be.
 * @param ourLocations numbers of the locations of this app's services
 * @param keepElsewhere a variant that goes to a service stays stocked where it is, but at no other service of this app: it is
 * assigned to one of them at a time
 * @throws AppError `last_location` if the variant would be stocked nowhere
 */
export function planToggles(
  stockedAt: readonly Place[],
  target: Target,
  ourLocations: ReadonlySet<string>,
  keepElsewhere = false,
): Toggle[] {
  if (target.kind === 'service') {
    const {locationId} = target;
    const here = stockedAt.some((level) => sameId(level.locationId, locationId));
    const others = stockedAt.filter((level) => !sameId(level.locationId, locationId));
    const left = keepElsewhere ? others.filter((level) => ourLocations.has(numericId(level.locationId))) : others;
    return [...(here ? [] : [{locationId, activate: true}]), ...off(left)];
  }
  const ours = stockedAt.filter((level) => ourLocations.has(numericId(level.locationId)));
  if (ours.length === 0) return [];
  if (ours.length < stockedAt.length) return off(ours);
  if (target.fallbackLocationId === null) throw new AppError('last_location');
  return [{locationId: target.fallbackLocationId, activate: true}, ...off(ours)];
}

function off(levels: readonly Place[]): Toggle[] {
  return levels.map(({locationId}) => ({locationId, activate: false}));
}

/** Shopify: an array argument holds at most 250 items. */
const togglesPerCall = 250;

/** The toggles cut for calls of Shopify; the first part holds what is activated, so that no part leaves an item without a place. */
export function cutToggles(toggles: readonly Toggle[]): Toggle[][] {
  const parts: Toggle[][] = [];
  for (let from = 0; from < toggles.length; from += togglesPerCall) {
    parts.push(toggles.slice(from, from + togglesPerCall));
  }
  return parts;
}
