// GET /sandbox/snapshot: where every unit and every open line is, to compare before and after.
import type {ShopContext} from '../contract.ts';
import {quantityNames} from './inventory/record.ts';
import {stateOf} from './state.ts';

/** The control `snapshot`: `{items, lines, locations}`.
 * `items`: by inventory item, where it is stocked with how much of each state that is not zero; untracked ones too, without amounts.
 * `lines`: every line with units left to ship, of every fulfillment order, so that one that is there twice is seen twice. */
export function snapshotControl(context: ShopContext): object {
  const state = stateOf(context);
  return {
    items: state.inventoryItems.all().map(({id, sku, tracked, levels}) => ({
      id,
      sku,
      tracked,
      levels: levels.map((level) => ({
        locationId: level.location.id,
        isActive: level.isActive,
        amounts: Object.fromEntries(
          quantityNames.filter((name) => level.amounts[name] !== 0).map((name) => [name, level.amounts[name]]),
        ),
      })),
    })),
    lines: state.fulfillmentOrders.all().flatMap((one) =>
      one.lines
        .filter((line) => line.remainingQuantity > 0)
        .map((line) => ({
          orderId: one.order.id,
          fulfillmentOrderId: one.id,
          status: one.status,
          requestStatus: one.requestStatus,
          locationId: one.location.id,
          lineItemId: line.lineItem.id,
          inventoryItemId: line.lineItem.inventoryItem?.id ?? null,
          remaining: line.remainingQuantity,
        })),
    ),
    locations: state.locations.all().map(({id, name, isActive, fulfillmentService}) => ({
      id,
      name,
      isActive,
      serviceId: fulfillmentService?.id ?? null,
    })),
  };
}
