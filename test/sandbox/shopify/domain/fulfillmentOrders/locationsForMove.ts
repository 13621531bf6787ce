// locationsForMove: where a fulfillment order could go, and what stands against it (rules §4).
import type {Resolver, ShopContext} from '../../contract.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {requireGid} from '../ids.ts';
import {isStockedAt} from '../inventory/levels.ts';
import type {Location} from '../locations/record.ts';
import {listLocations} from '../locations/list.ts';
import {stateOf} from '../state.ts';
import type {FulfillmentOrder, FulfillmentOrderLineItem} from './record.ts';

interface LocationForMove {
  /** For the cursor alone; the type has no id. */
  id: string;
  location: Location;
  movable: boolean;
  message: string | null;
  available: FulfillmentOrderLineItem[];
  unavailable: FulfillmentOrderLineItem[];
}

interface Args extends PageArgs {
  lineItemIds?: string[] | null;
  locationIds?: string[] | null;
  query?: string | null;
}

/** Whether a line can be fulfilled from a location. Shopify: lines without a variant can go anywhere (rules §4). */
export function isAvailableAt(line: FulfillmentOrderLineItem, location: Location): boolean {
  const item = line.lineItem.inventoryItem;
  return item === null || isStockedAt(item, location);
}

/** The field. */
export function locationsForMove(one: FulfillmentOrder, args: Args, context: ShopContext) {
  for (const id of args.lineItemIds ?? []) requireGid('FulfillmentOrderLineItem', id);
  for (const id of args.locationIds ?? []) requireGid('Location', id);
  const lines = one.lines.filter(
    (line) => line.remainingQuantity > 0 && (!args.lineItemIds?.length || args.lineItemIds.includes(line.id)),
  );
  const locations = listLocations(stateOf(context).locations.all(), {includeLegacy: true, query: args.query ?? null});
  const found = locations
    .filter((location) => !args.locationIds || args.locationIds.includes(location.id))
    .map((location): LocationForMove => {
      const available = lines.filter((line) => isAvailableAt(line, location));
      const unavailable = lines.filter((line) => !available.includes(line));
      const current = location === one.location;
      const nothing = available.length === 0 ? 'No items are stocked at this location.' : null;
      const message = current ? 'Current location.' : nothing;
      return {id: location.id, location, movable: message === null, message, available, unavailable};
    });
  return connection(found, args);
}

export const locationForMoveResolvers: Record<string, Resolver> = {
  availableLineItems: (one: LocationForMove, args: PageArgs) => connection(one.available, args),
  availableLineItemsCount: (one: LocationForMove) => count(one.available),
  unavailableLineItems: (one: LocationForMove, args: PageArgs) => connection(one.unavailable, args),
  unavailableLineItemsCount: (one: LocationForMove) => count(one.unavailable),
};
