// What an order costs, in cents. The sandbox has no taxes and no discounts.
import {grams} from '../weight.ts';
import type {Order} from './record.ts';

/** All lines as ordered. */
export function subtotal(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
}

/** All lines without what a cancellation took out. */
export function currentSubtotal(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.price * (line.quantity - line.removed), 0);
}

export function shippingTotal(order: Order): number {
  return order.shipping.reduce((sum, line) => sum + line.price, 0);
}

export function total(order: Order): number {
  return subtotal(order) + shippingTotal(order);
}

export function currentTotal(order: Order): number {
  return order.cancelledAt ? 0 : currentSubtotal(order) + shippingTotal(order);
}

/** Of all lines as ordered, in whole grams. Shopify: order weights are in grams. */
export function weight(order: Order): number {
  return Math.round(order.lines.reduce((sum, line) => sum + grams(line.weight) * line.quantity, 0));
}
