// locationActivate, locationDeactivate and locationDelete (rules §1; texts not given there are unverified).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {transferStock} from '../inventory/transfer.ts';
import {stateOf, type State} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {locationDeletedPayload, locationPayload} from './payloads.ts';
import type {Location} from './record.ts';
import {hasActiveInventory, hasUnfulfilledOrders} from './list.ts';

const field = ['locationId'];

/** The mutation locationActivate. Shopify: a service's location is not found (rules §1). */
export function locationActivate(_root: unknown, args: {locationId: string}, context: ShopContext) {
  requireGid('Location', args.locationId);
  const location = stateOf(context).locations.get(args.locationId);
  if (!location || location.fulfillmentService) {
    return {
      location: null,
      locationActivateUserErrors: [userError(field, 'Location not found.', 'LOCATION_NOT_FOUND')],
    };
  }
  if (!location.isActive) {
    location.isActive = true;
    location.deactivatedAt = null;
    location.updatedAt = nowText(context);
    context.emit('locations/activate', locationPayload(location));
  }
  return {location, locationActivateUserErrors: []};
}

/** Why a location cannot be deactivated: message and code. */
function blockedBy(state: State, location: Location): [message: string, code: string] | undefined {
  const others = state.locations.all().filter((other) => other !== location && other.isActive);
  if (location.fulfillmentService || !others.some((other) => !other.fulfillmentService)) {
    return [
      'Location could not be deactivated because it either has a fulfillment service or is the only location with a shipping address.',
      'PERMANENTLY_BLOCKED_FROM_DEACTIVATION_ERROR',
    ];
  }
  if (location.receiving) {
    return [
      'Location could not be deactivated because inventory is being moved to it.',
      'TEMPORARILY_BLOCKED_FROM_DEACTIVATION_ERROR',
    ];
  }
  if (hasUnfulfilledOrders(state, location)) {
    return ['Location could not be deactivated because it has pending orders.', 'HAS_FULFILLMENT_ORDERS_ERROR'];
  }
  return undefined;
}

/** The mutation locationDeactivate; stock goes to the destination. */
export function locationDeactivate(
  _root: unknown,
  args: {locationId: string; destinationLocationId?: string | null},
  context: ShopContext,
) {
  requireGid('Location', args.locationId);
  if (args.destinationLocationId) requireGid('Location', args.destinationLocationId);
  const state = stateOf(context);
  const location = state.locations.get(args.locationId);
  const refuse = (message: string, code: string, at: string[] = field) => ({
    location: location ?? null,
    locationDeactivateUserErrors: [userError(at, message, code)],
  });
  if (!location) return refuse('Location not found.', 'LOCATION_NOT_FOUND');
  if (!location.isActive) return {location, locationDeactivateUserErrors: []};
  const blocked = blockedBy(state, location);
  if (blocked) return refuse(...blocked);
  if (args.destinationLocationId) {
    const at = ['destinationLocationId'];
    const destination = state.locations.get(args.destinationLocationId);
    if (!destination?.isActive) {
      return refuse('Destination location not found or inactive.', 'DESTINATION_LOCATION_NOT_FOUND_OR_INACTIVE', at);
    }
    if (destination === location) {
      return refuse('Destination location is the same location.', 'DESTINATION_LOCATION_IS_THE_SAME_LOCATION', at);
    }
    if (destination.fulfillmentService) {
      return refuse('Destination location is not managed by Shopify.', 'DESTINATION_LOCATION_NOT_SHOPIFY_MANAGED', at);
    }
    transferStock(context, location, destination);
  } else if (hasActiveInventory(location)) {
    return refuse('Location could not be deactivated because it has active inventory.', 'HAS_ACTIVE_INVENTORY_ERROR');
  }
  location.isActive = false;
  location.deactivatedAt = nowText(context);
  location.updatedAt = location.deactivatedAt;
  context.emit('locations/deactivate', locationPayload(location));
  return {location, locationDeactivateUserErrors: []};
}

/** Takes a location and its levels out of the shop. */
export function removeLocation(context: ShopContext, location: Location): void {
  const state = stateOf(context);
  for (const level of location.levels) {
    level.item.levels.splice(level.item.levels.indexOf(level), 1);
    state.inventoryLevels.delete(level);
  }
  location.levels.clear();
  for (const profile of state.deliveryProfiles.all()) {
    for (const group of profile.groups) group.members.delete(location);
  }
  location.isActive = false;
  state.locations.delete(location);
  context.emit('locations/delete', locationDeletedPayload(location));
}

/** The mutation locationDelete. Shopify: a service's location is not found (rules §1). */
export function locationDelete(_root: unknown, args: {locationId: string}, context: ShopContext) {
  requireGid('Location', args.locationId);
  const state = stateOf(context);
  const location = state.locations.get(args.locationId);
  const errors: [message: string, code: string][] = [];
  if (!location || location.fulfillmentService) errors.push(['Location not found.', 'LOCATION_NOT_FOUND']);
  else {
    if (location.isActive) errors.push(['The location cannot be deleted while it is active.', 'LOCATION_IS_ACTIVE']);
    if (hasActiveInventory(location)) {
      errors.push(['The location cannot be deleted while it has inventory.', 'LOCATION_HAS_INVENTORY']);
    }
    if (hasUnfulfilledOrders(state, location)) {
      errors.push(['The location cannot be deleted while it has pending orders.', 'LOCATION_HAS_PENDING_ORDERS']);
    }
  }
  if (!location || errors.length > 0) {
    const userErrors = errors.map(([message, code]) => userError(field, message, code));
    return {deletedLocationId: null, locationDeleteUserErrors: userErrors};
  }
  removeLocation(context, location);
  return {deletedLocationId: location.id, locationDeleteUserErrors: []};
}
