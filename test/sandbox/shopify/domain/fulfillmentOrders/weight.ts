// The weight of what remains of a fulfillment order.
import {grams, weightOf, type Weight} from '../weight.ts';
import type {FulfillmentOrder} from './record.ts';

/** In the given unit; null if no line that remains has a weight. */
export function remainingWeight(fulfillmentOrder: FulfillmentOrder, unit: string): Weight | null {
  const weighed = fulfillmentOrder.lines.filter((line) => line.lineItem.weight && line.remainingQuantity > 0);
  if (weighed.length === 0) return null;
  const total = weighed.reduce((sum, line) => sum + grams(line.lineItem.weight) * line.remainingQuantity, 0);
  return weightOf(total, unit);
}
