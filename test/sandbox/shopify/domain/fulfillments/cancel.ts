// fulfillmentCancel: what becomes of the units that were shipped (rules §5).
import type {ShopContext} from '../../contract.ts';
import {setStatus} from '../fulfillmentOrders/assignedLocation.ts';
import {createFulfillmentOrder} from '../fulfillmentOrders/create.ts';
import type {FulfillmentOrder} from '../fulfillmentOrders/record.ts';
import {requireGid} from '../ids.ts';
import {change, isStockedAt, levelAt} from '../inventory/levels.ts';
import type {Location} from '../locations/record.ts';
import {locationFor} from '../orders/routing.ts';
import {orderPayload} from '../orders/payloads.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {fulfillmentPayload} from './payloads.ts';
import type {Fulfillment, FulfillmentUnit} from './record.ts';

/** Shipped units come back into the location's stock: on hand again, first as available. */
function takeBack(context: ShopContext, {line, quantity}: FulfillmentUnit, location: Location): void {
  const item = line.lineItem.inventoryItem;
  const level = item ? levelAt(item, location) : undefined;
  if (level?.item.tracked) change(context, level, 'available', quantity);
}

/** A partly fulfilled fulfillment order gets its quantities back. */
function giveBack(context: ShopContext, unit: FulfillmentUnit): void {
  const {fulfillmentOrder, line, quantity} = unit;
  takeBack(context, unit, fulfillmentOrder.location);
  const item = line.lineItem.inventoryItem;
  const level = item ? levelAt(item, fulfillmentOrder.location) : undefined;
  if (level?.item.tracked) {
    change(context, level, 'available', -quantity);
    change(context, level, 'committed', quantity);
    line.committed += quantity;
  }
  line.remainingQuantity += quantity;
  fulfillmentOrder.updatedAt = nowText(context);
  const untouched = fulfillmentOrder.lines.every((each) => each.remainingQuantity === each.totalQuantity);
  if (untouched && fulfillmentOrder.requestStatus === 'UNSUBMITTED' && !fulfillmentOrder.progressReported) {
    setStatus(fulfillmentOrder, 'OPEN');
  }
}

/** A closed one stays closed; its units go to new OPEN/UNSUBMITTED ones: at the original location if it still stocks them, else by routing. */
function replace(context: ShopContext, closed: FulfillmentOrder, units: readonly FulfillmentUnit[]): void {
  const original = stateOf(context).locations.get(closed.location.id);
  const byLocation = new Map<Location, FulfillmentUnit[]>();
  for (const unit of units) {
    takeBack(context, unit, closed.location);
    const item = unit.line.lineItem.inventoryItem;
    const stays = original?.isActive && (item === null || isStockedAt(item, original));
    const location = stays ? original : locationFor(context, item, unit.quantity);
    byLocation.set(location, [...(byLocation.get(location) ?? []), unit]);
  }
  for (const [location, at] of byLocation) {
    createFulfillmentOrder(context, {
      order: closed.order,
      location,
      lines: at.map(({line, quantity}) => ({lineItem: line.lineItem, quantity})),
      commit: true,
    });
  }
}

/** The mutation. Shopify: cancelling again, or after delivery, succeeds and changes nothing more (rules §5). */
export function fulfillmentCancel(_root: unknown, args: {id: string}, context: ShopContext) {
  requireGid('Fulfillment', args.id);
  const fulfillment: Fulfillment | undefined = stateOf(context).fulfillments.get(args.id);
  if (!fulfillment) return {fulfillment: null, userErrors: [userError(['id'], 'Fulfillment not found.')]};
  if (fulfillment.status === 'CANCELLED') return {fulfillment, userErrors: []};
  fulfillment.status = 'CANCELLED';
  fulfillment.updatedAt = nowText(context);
  for (const fulfillmentOrder of new Set(fulfillment.units.map((unit) => unit.fulfillmentOrder))) {
    const units = fulfillment.units.filter((unit) => unit.fulfillmentOrder === fulfillmentOrder);
    if (fulfillmentOrder.status === 'CLOSED') replace(context, fulfillmentOrder, units);
    else for (const unit of units) giveBack(context, unit);
  }
  context.emit('fulfillments/update', fulfillmentPayload(fulfillment));
  context.emit('orders/updated', orderPayload(fulfillment.order));
  return {fulfillment, userErrors: []};
}
