/** Who can take over what a service holds. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {gid, sameId} from '../ids.ts';
import {services, type StoredService} from '../services/store.ts';
import {findOwnService} from '../services/find.ts';
import type {MerchantLocationsQuery} from '../shopify/generated/operations.ts';
import {locationState} from '../shopify/operations/locationState.ts';
import {merchantLocations} from '../shopify/operations/merchantLocations.ts';
import type {Destination} from '../wire.ts';
import {removals, type StoredDestination} from './store.ts';

/** The merchant's own locations, by name. @throws AppError `shopify_*` */
export async function listMerchantLocations(ctx: Context, shop: string): Promise<{id: string; name: string}[]> {
  const found: {id: string; name: string}[] = [];
  let after: string | null = null;
  do {
    const page: MerchantLocationsQuery = await ctx.admin(shop).run(merchantLocations, {after});
    for (const {id, name, isFulfillmentService} of page.locations.nodes) {
      if (!isFulfillmentService) found.push({id, name});
    }
    const {hasNextPage, endCursor} = page.locations.pageInfo;
    after = hasNextPage ? (endCursor ?? null) : null;
  } while (after !== null);
  return found.toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * The place a destination names, checked: it is there, it is not the service that leaves, and it takes things.
 * @throws AppError `invalid_input`, `service_not_found`, `service_not_active`, `service_owned_by_other_app`,
 * `removal_destination_invalid`, `shopify_*`
 */
export async function readDestination(
  ctx: Context,
  leaving: Pick<StoredService, '_id' | 'shop' | 'locationId'>,
  destination: Destination,
): Promise<StoredDestination> {
  const {shop} = leaving;
  if ('serviceId' in destination) {
    const service = await findOwnService(ctx, shop, destination.serviceId);
    if (service._id.equals(leaving._id)) throw invalid('A service cannot take over from itself. Choose another place.');
    if (service.status === 'removing') {
      throw invalid(`${service.name} is being removed itself, so it cannot take over. Choose another place.`);
    }
    if ((service.status !== 'active' && service.status !== 'paused') || service.locationId === null) {
      throw new AppError('service_not_active');
    }
    return {locationId: service.locationId, serviceId: service._id.toHexString(), name: service.name};
  }
  const id = gid('Location', destination.locationId);
  const {location} = await ctx.admin(shop).run(locationState, {id});
  if (!location) throw invalid('This location does not exist any more. Choose another place.');
  if (!location.isActive) {
    throw invalid(`${location.name} is not active. Activate it under Settings, Locations, or choose another place.`);
  }
  if (location.fulfillmentService) {
    const ours = await services(ctx.db).findOne({shop, live: true, locationId: location.id});
    if (ours) return readDestination(ctx, leaving, {serviceId: ours._id.toHexString()});
    throw invalid(`${location.name} belongs to another app, which alone can stock it. Choose another place.`);
  }
  return {locationId: location.id, serviceId: null, name: location.name};
}

/** Whether a removal that runs sends its things to this service. @throws AppError `removal_destination_in_use` */
export async function refuseWhereTakingOver(ctx: Context, service: StoredService): Promise<void> {
  const id = service._id.toHexString();
  const into = await removals(ctx.db).findOne({
    shop: service.shop,
    open: true,
    $or: [{'destination.serviceId': id}, {'exceptions.destination.serviceId': id}],
  });
  if (!into) return;
  throw new AppError('removal_destination_in_use', {
    message: `${service.name} is taking over from ${into.service.name} at this moment. Wait until that is done, or stop it.`,
  });
}

/** Whether two destinations are one place. */
export function samePlace(a: StoredDestination, b: StoredDestination): boolean {
  return sameId(a.locationId, b.locationId);
}

function invalid(message: string): AppError {
  return new AppError('removal_destination_invalid', {message});
}
