/** The weight of what is to be shipped. */
import type {Translator, WeightUnit} from '../locales/translator.ts';
import type {EmailLine} from './input.ts';

/** Shopify's `WeightUnit` as `Intl` names them. */
export const weightUnits = {GRAMS: 'gram', KILOGRAMS: 'kilogram', OUNCES: 'ounce', POUNDS: 'pound'} as const;

const grams: Record<WeightUnit, number> = {gram: 1, kilogram: 1000, ounce: 28.349523125, pound: 453.59237};

export interface TotalWeight {
  /** Formatted. */
  text: string;
  /** Whether every line's weight is known. */
  complete: boolean;
}

/** Of all lines, in kilograms or, where the shop weighs in ounces and pounds alone, in pounds; null if no line has a weight.
 * Shopify: a weight of 0 means that none was entered. */
export function totalWeight(lines: readonly EmailLine[], t: Translator): TotalWeight | null {
  const weighed = lines.flatMap((line) =>
    line.weight && line.weight.value > 0
      ? [{unit: weightUnits[line.weight.unit], value: line.weight.value * line.quantity}]
      : [],
  );
  if (weighed.length === 0) return null;
  const total = weighed.reduce((sum, {unit, value}) => sum + value * grams[unit], 0);
  const imperial = weighed.every(({unit}) => unit === 'ounce' || unit === 'pound');
  const [small, large]: [WeightUnit, WeightUnit] = imperial ? ['ounce', 'pound'] : ['gram', 'kilogram'];
  const unit = total < grams[large] ? small : large;
  return {text: t.weight(total / grams[unit], unit), complete: weighed.length === lines.length};
}
