// Which locations a list shows, and what lies and waits at one.
import type {PageArgs} from '../connection.ts';
import {quantityNames} from '../inventory/record.ts';
import {search, type Fields} from '../search.ts';
import type {State} from '../state.ts';
import type {Location} from './record.ts';

export interface ListArgs extends PageArgs {
  includeInactive?: boolean | null;
  includeLegacy?: boolean | null;
  query?: string | null;
  sortKey?: 'ID' | 'NAME' | 'RELEVANCE' | null;
}

const fields: Fields<Location> = {
  '': (location) => [location.name],
  id: (location) => [location.id],
  name: (location) => [location.name],
  active: (location) => [String(location.isActive)],
  legacy: (location) => [String(location.fulfillmentService !== null)],
  created_at: (location) => [location.createdAt],
};

/** Shopify: services' locations only with includeLegacy, inactive ones only with includeInactive (rules §1). */
export function listLocations(locations: readonly Location[], args: ListArgs): Location[] {
  const shown = locations.filter(
    (location) => (args.includeLegacy || !location.fulfillmentService) && (args.includeInactive || location.isActive),
  );
  const found = search(shown, args.query, fields);
  return args.sortKey === 'ID' ? found : found.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Whether units of an order that is not done are assigned to a location. */
export function hasUnfulfilledOrders(state: State, location: Location): boolean {
  return state.fulfillmentOrders
    .all()
    .some((one) => one.location === location && one.lines.some((line) => line.remainingQuantity > 0));
}

/** Whether stock is at a location: an active level that is not empty. */
export function hasActiveInventory(location: Location): boolean {
  return [...location.levels].some(
    (level) => level.isActive && quantityNames.some((name) => level.amounts[name] !== 0),
  );
}
