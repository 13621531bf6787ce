/** Which of our services takes the orders of a location. */
import type {Context} from '../context.ts';
import {numericId} from '../ids.ts';
import {services, type StoredService} from './store.ts';

/** The services of the shop by the number of their location's id: the active ones, and the paused ones, which keep what is
 * theirs but take no new requests. */
export async function servicesByLocation(ctx: Pick<Context, 'db'>, shop: string): Promise<Map<string, StoredService>> {
  const found = await services(ctx.db)
    .find({shop, status: {$in: ['active', 'paused']}, locationId: {$ne: null}})
    .toArray();
  return new Map(
    found.flatMap((service): [string, StoredService][] =>
      service.locationId === null ? [] : [[numericId(service.locationId), service]],
    ),
  );
}

/** The numbers of the locations of all services of this app in the shop, also of those that take no orders just now. */
export async function ownLocations(ctx: Pick<Context, 'db'>, shop: string): Promise<Set<string>> {
  const own = await services(ctx.db)
    .find({shop, live: true, locationId: {$ne: null}})
    .toArray();
  return new Set(own.flatMap(({locationId}) => (locationId === null ? [] : [numericId(locationId)])));
}
