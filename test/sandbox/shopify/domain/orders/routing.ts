// Order routing: which location each line goes to, and the fulfillment orders that come of it (rules §2).
import type {ShopContext} from '../../contract.ts';
import {createFulfillmentOrder} from '../fulfillmentOrders/create.ts';
import {thin} from '../fulfillmentOrders/payloads.ts';
import {schedule} from '../fulfillmentOrders/progress.ts';
import {activeLevels} from '../inventory/levels.ts';
import type {InventoryItem} from '../inventory/record.ts';
import type {Location} from '../locations/record.ts';
import {stateOf} from '../state.ts';
import type {LineItem, Order} from './record.ts';

/** Where a line is fulfilled from: a location that stocks enough, a service's before the merchant's, the oldest first;
 * else one that stocks it at all; else the primary location, as for lines without a variant.
 * A line is not divided between locations. Shopify's own routing weighs more (the merchant's rules, distance, fewest parcels). */
export function locationFor(context: ShopContext, item: InventoryItem | null, units: number): Location {
  const state = stateOf(context);
  const levels = (item ? activeLevels(item) : [])
    .filter((level) => level.location.fulfillsOnlineOrders)
    .toSorted(
      (a, b) => Number(b.location.fulfillmentService !== null) - Number(a.location.fulfillmentService !== null),
    );
  const enough = levels.find((level) => !level.item.tracked || level.amounts.available >= units);
  return (enough ?? levels[0])?.location ?? state.primaryLocation;
}

/** Makes one fulfillment order for each location and says so. An order that was cancelled meanwhile is left alone. */
export function routeOrder(context: ShopContext, order: Order, fulfillAt?: string): void {
  if (order.cancelledAt || order.routed) return;
  const byLocation = new Map<Location, LineItem[]>();
  for (const line of order.lines) {
    const location = locationFor(context, line.inventoryItem, line.quantity);
    byLocation.set(location, [...(byLocation.get(location) ?? []), line]);
  }
  order.routed = true;
  const created = [...byLocation].map(([location, lines]) =>
    createFulfillmentOrder(context, {
      order,
      location,
      lines: lines.map((lineItem) => ({lineItem, quantity: lineItem.quantity})),
      commit: true,
    }),
  );
  for (const fulfillmentOrder of created) {
    if (fulfillAt && Date.parse(fulfillAt) > context.now().getTime()) schedule(context, fulfillmentOrder, fulfillAt);
    context.emit('fulfillment_orders/order_routing_complete', {fulfillment_order: thin(fulfillmentOrder)});
  }
}
