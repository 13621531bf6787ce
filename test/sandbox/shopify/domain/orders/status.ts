// What is fulfilled of an order and of its lines.
import type {Fulfillment} from '../fulfillments/record.ts';
import type {LineItem, Order} from './record.ts';

function live(order: Order): Fulfillment[] {
  return order.fulfillmentList.filter((fulfillment) => fulfillment.status === 'SUCCESS');
}

/** Units of a line that were shipped, by fulfillments that were not cancelled. */
export function fulfilledQuantity(line: LineItem): number {
  return live(line.order)
    .flatMap((fulfillment) => fulfillment.lines)
    .reduce((sum, shipped) => (shipped.lineItem === line ? sum + shipped.quantity : sum), 0);
}

/** Units of a line that are neither shipped nor taken out. */
export function unfulfilledQuantity(line: LineItem): number {
  return line.quantity - line.removed - fulfilledQuantity(line);
}

/** Units of a line that can be shipped now. Shopify: 0 while its fulfillment order is held (rules §2). */
export function fulfillableQuantity(line: LineItem): number {
  if (line.order.cancelledAt) return 0;
  const blocked = line.order.fulfillmentOrderList
    .filter((one) => one.status === 'ON_HOLD' || one.status === 'SCHEDULED')
    .flatMap((one) => one.lines)
    .reduce((sum, held) => (held.lineItem === line ? sum + held.remainingQuantity : sum), 0);
  return Math.max(0, unfulfilledQuantity(line) - blocked);
}

/** The order's state as the admin shows it (rules §2). */
export function displayFulfillmentStatus(order: Order): string {
  const current = order.lines.reduce((sum, line) => sum + line.quantity - line.removed, 0);
  const fulfilled = order.lines.reduce((sum, line) => sum + fulfilledQuantity(line), 0);
  if (fulfilled > 0) return fulfilled >= current ? 'FULFILLED' : 'PARTIALLY_FULFILLED';
  const open = order.fulfillmentOrderList.filter((one) => one.lines.some((line) => line.remainingQuantity > 0));
  if (open.length === 0) return 'UNFULFILLED';
  if (open.every((one) => one.status === 'ON_HOLD')) return 'ON_HOLD';
  if (open.every((one) => one.status === 'SCHEDULED')) return 'SCHEDULED';
  if (open.some((one) => one.requestStatus === 'REJECTED')) return 'REQUEST_DECLINED';
  const working = open.every((one) => one.status === 'IN_PROGRESS' || one.requestStatus === 'SUBMITTED');
  return working ? 'IN_PROGRESS' : 'UNFULFILLED';
}
