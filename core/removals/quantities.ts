/** Quantities of an inventory level, by Shopify's names. Pure. */

/** What can be moved by an adjustment. Shopify: `committed` follows the fulfillment orders, `on_hand` is the sum. */
export const movableNames = [
  'available',
  'damaged',
  'incoming',
  'quality_control',
  'reserved',
  'safety_stock',
] as const;

export type Amounts = Record<string, number>;

/** The quantities of a level that are not zero. */
export function amountsOf(quantities: readonly {name: string; quantity: number}[] | undefined): Amounts {
  return Object.fromEntries(
    (quantities ?? []).filter(({quantity}) => quantity !== 0).map(({name, quantity}) => [name, quantity]),
  );
}

/** Shopify: on_hand is every quantity but `incoming`. */
export function onHand(amounts: Amounts): number {
  return Object.entries(amounts).reduce((sum, [name, units]) => (name === 'incoming' ? sum : sum + units), 0);
}

/** Those that an adjustment moves. */
export function movable(amounts: Amounts): [name: string, units: number][] {
  return movableNames.flatMap((name): [string, number][] => {
    const units = amounts[name] ?? 0;
    return units === 0 ? [] : [[name, units]];
  });
}
