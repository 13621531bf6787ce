/** The next thing to do with a variant until it is where it was wished to be. Pure: each step is planned from what Shopify shows. */
import {numericId, sameId} from '../ids.ts';
import {planToggles, type Target, type Toggle} from './plan.ts';
import type {StockedAt, Variant} from './variants.ts';

/** What is wished for a variant. */
export interface Wish {
  target: Target;
  /** Stay stocked where it is, too. */
  keepElsewhere: boolean;
  /** Take along what is available. */
  moveStock: boolean;
}

/** A change of what is available at one location, from what was read. */
export interface QuantityChange {
  locationId: string;
  delta: number;
  changeFromQuantity: number;
}

export type Step =
  | {kind: 'toggle'; toggles: Toggle[]}
  /** Of one call: what one location loses another gains, or nothing happens. */
  | {kind: 'move'; changes: QuantityChange[]};

/**
 * Stock is moved between stocking the variant at its new place and unstocking it at the old one: a level that is not active
 * takes no quantity, and one that was unstocked would keep it out of sight.
 * @param ours numbers of the locations of this app's services
 * @returns null if nothing is left to do
 * @throws AppError `last_location`
 */
export function nextStep(variant: Variant, wish: Wish, ours: ReadonlySet<string>): Step | null {
  const toggles = planToggles(variant.stockedAt, wish.target, ours, wish.keepElsewhere);
  if (wish.moveStock && variant.tracked) {
    const on = toggles.filter(({activate}) => activate);
    // Read again after it: a level that is active once more has the quantity it had before.
    if (on.length > 0) return {kind: 'toggle', toggles: on};
    const changes = moves(variant.stockedAt, wish, ours);
    if (changes.length > 0) return {kind: 'move', changes};
  }
  return toggles.length > 0 ? {kind: 'toggle', toggles} : null;
}

function moves(stockedAt: readonly StockedAt[], {target}: Wish, ours: ReadonlySet<string>): QuantityChange[] {
  const isOurs = ({locationId}: StockedAt) => ours.has(numericId(locationId));
  const to =
    target.kind === 'service'
      ? stockedAt.find(({locationId}) => sameId(locationId, target.locationId))
      : mainPlace(
          stockedAt.filter((level) => !isOurs(level)),
          target.fallbackLocationId,
        );
  if (!to) return [];
  const from = stockedAt.filter((level) => (target.kind === 'service' ? level !== to : isOurs(level)));
  const taken = from.filter(({available}) => available > 0);
  if (taken.length === 0) return [];
  const units = taken.reduce((sum, {available}) => sum + available, 0);
  return [
    ...taken.map(({locationId, available}) => ({locationId, delta: -available, changeFromQuantity: available})),
    {locationId: to.locationId, delta: units, changeFromQuantity: to.available},
  ];
}

/** Of the merchant's places the primary one, if it stocks the variant. */
function mainPlace(levels: readonly StockedAt[], primary: string | null): StockedAt | undefined {
  return levels.find(({locationId}) => primary !== null && sameId(locationId, primary)) ?? levels[0];
}
