// The weight of what remains of a fulfillment order.
import type {FulfillmentOrder} from './record.ts';

const grams: Record<string, number> = {GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237};

/** In the given unit; null if no line that remains has a weight. */
export function remainingWeight(
  fulfillmentOrder: FulfillmentOrder,
  unit: string,
): {unit: string; value: number} | null {
  const weighed = fulfillmentOrder.lines.filter((line) => line.lineItem.weight && line.remainingQuantity > 0);
  if (weighed.length === 0) return null;
  const total = weighed.reduce((sum, {lineItem: {weight}, remainingQuantity}) => {
    return weight ? sum + weight.value * (grams[weight.unit] ?? 1) * remainingQuantity : sum;
  }, 0);
  return {unit, value: Math.round((total / (grams[unit] ?? 1)) * 10_000) / 10_000};
}
