/** What was chosen for each variant, and what saving it would mean. Pure. */
import type {AssignInput, Service, VariantAssignment} from '../../../core/wire.ts';
import {numericId} from '../../shared/call.ts';

/** What was chosen, by variant: our service's id, or null for none of ours. Variants that are not there are as they were. */
export type Choices = Readonly<Record<string, string | null>>;

export interface Options {
  keepElsewhere: boolean;
  moveStock: boolean;
}

/** Shopify's own way: a variant is at its service alone, and counts stay where they were counted. */
export const usual: Options = {keepElsewhere: false, moveStock: false};

/** The service of a variant as chosen. */
export function chosenFor(variant: VariantAssignment, choices: Choices): string | null {
  const chosen = choices[variant.id];
  return chosen === undefined ? variant.serviceId : chosen;
}

/** The variants whose service differs from what is saved. */
export function changedOf(variants: VariantAssignment[], choices: Choices): VariantAssignment[] {
  return variants.filter((variant) => chosenFor(variant, choices) !== variant.serviceId);
}

/** At another app's service, and at none of ours. */
export function isAtOtherApp({serviceId, otherService}: VariantAssignment): boolean {
  return serviceId === null && Boolean(otherService);
}

/** One service for all variants; those at other apps' services are left as they are: that is changed one by one. */
export function chooseForAll(variants: VariantAssignment[], choices: Choices, serviceId: string | null): Choices {
  return {
    ...choices,
    ...Object.fromEntries(variants.filter((one) => !isAtOtherApp(one)).map(({id}) => [id, serviceId])),
  };
}

/** What all variants have in common; undefined if they differ. Variants at other apps' services do not count. */
export function commonOf(variants: VariantAssignment[], choices: Choices): string | null | undefined {
  const chosen = new Set(variants.filter((one) => !isAtOtherApp(one)).map((one) => chosenFor(one, choices)));
  return chosen.size === 1 ? [...chosen][0] : undefined;
}

/** The body of a save. */
export function inputOf(variants: VariantAssignment[], choices: Choices, options: Options): AssignInput {
  return {
    assignments: changedOf(variants, choices).map((variant) => ({
      variantId: variant.id,
      serviceId: chosenFor(variant, choices),
    })),
    ...(options.keepElsewhere && {keepElsewhere: true}),
    ...(options.moveStock && {moveStock: true}),
  };
}

/** What saving would mean, in numbers; 0 where it means nothing. */
export interface Impact {
  /** Units of open orders that stay committed where they are. */
  committed: number;
  /** Requests under way that go on where they are. */
  openRequests: number;
  /** Available units that stay counted at places the variants leave. */
  stockLeft: number;
  /** Variants that go to the shop's main location, as Shopify wants each of them stocked somewhere. */
  toMainLocation: number;
  /** Other apps' services that lose variants. */
  leaving: string[];
}

/** @param services with their locations */
export function impactOf(
  variants: VariantAssignment[],
  choices: Choices,
  {keepElsewhere, moveStock}: Options,
  services: Service[],
): Impact {
  const impact: Impact = {committed: 0, openRequests: 0, stockLeft: 0, toMainLocation: 0, leaving: []};
  const ours = locationsOf(services.filter(({ownedByThisApp}) => ownedByThisApp));
  for (const variant of changedOf(variants, choices)) {
    const {committed = 0, openRequests = 0, otherService, stockedAt} = variant;
    impact.committed += committed;
    impact.openRequests += openRequests;
    const serviceId = chosenFor(variant, choices);
    if (serviceId === null) {
      if (stockedAt.every((place) => ours.has(numericId(place.locationId)))) impact.toMainLocation++;
      continue;
    }
    const target = locationsOf(services.filter(({id}) => id === serviceId));
    // Kept elsewhere, a variant leaves our other services alone.
    const left = stockedAt.filter(({locationId: id}) => {
      return !target.has(numericId(id)) && (!keepElsewhere || ours.has(numericId(id)));
    });
    if (!moveStock) impact.stockLeft += left.reduce((sum, {available}) => sum + Math.max(0, available ?? 0), 0);
    if (otherService && !keepElsewhere && !impact.leaving.includes(otherService.name)) {
      impact.leaving.push(otherService.name);
    }
  }
  return impact;
}

function locationsOf(services: Service[]): Set<string> {
  return new Set(services.flatMap(({locationId}) => (locationId === null ? [] : [numericId(locationId)])));
}

/** Whether saving means something that one should read before. */
export function isWorthAWord({committed, openRequests, stockLeft, toMainLocation, leaving}: Impact): boolean {
  return committed + openRequests + stockLeft + toMainLocation + leaving.length > 0;
}
