// Weights in Shopify's four units.

export interface Weight {
  unit: string;
  value: number;
}

const gramsPerUnit: Record<string, number> = {GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237};

/** A weight in grams; none is 0.
 * @throws Error for a unit that Shopify does not have. */
export function grams(weight: Weight | null): number {
  if (!weight) return 0;
  const factor = gramsPerUnit[weight.unit];
  if (factor === undefined) throw new Error(`There is no unit of weight ${weight.unit}.`);
  return weight.value * factor;
}

/** Grams in another unit, to four digits. */
export function weightOf(total: number, unit: string): Weight {
  return {unit, value: Math.round((total / grams({unit, value: 1})) * 10_000) / 10_000};
}
