/** Where shipping rates are offered at checkout from a location. */
import type {AdminClient} from '../shopify/client.ts';
import type {DeliveryProfilesQuery} from '../shopify/generated/operations.ts';
import {deliveryProfiles} from '../shopify/operations/deliveryProfiles.ts';
import {sameId} from '../ids.ts';

export type Profile = DeliveryProfilesQuery['deliveryProfiles']['nodes'][number];

export interface Rates {
  profile: string;
  zones: string[];
}

/** Every delivery profile with its groups and zones. @throws AppError `shopify_*` */
export async function readProfiles(admin: AdminClient): Promise<Profile[]> {
  const profiles: Profile[] = [];
  let after: string | null = null;
  do {
    const page: DeliveryProfilesQuery = await admin.run(deliveryProfiles, {after});
    profiles.push(...page.deliveryProfiles.nodes);
    const {hasNextPage, endCursor} = page.deliveryProfiles.pageInfo;
    after = hasNextPage ? (endCursor ?? null) : null;
  } while (after !== null);
  return profiles;
}

/** The groups of a profile that ship from a location. */
export function groupsOf(profile: Profile, locationId: string): Profile['profileLocationGroups'] {
  return profile.profileLocationGroups.filter(({locationGroup}) =>
    locationGroup.locations.nodes.some(({id}) => sameId(id, locationId)),
  );
}

/** The profiles and zones in which rates are offered from a location.
 * Shopify: the location is in a group, and a zone of that group has an active method. */
export function ratesFrom(profiles: readonly Profile[], locationId: string): Rates[] {
  return ratesOf(profiles, (profile) => groupsOf(profile, locationId));
}

/** Of those, what is offered from this location alone: it ends with it, unless another one takes it over. */
export function ratesAlone(profiles: readonly Profile[], locationId: string): Rates[] {
  return ratesOf(profiles, (profile) =>
    groupsOf(profile, locationId).filter(({locationGroup}) =>
      locationGroup.locations.nodes.every(({id}) => sameId(id, locationId)),
    ),
  );
}

function ratesOf(
  profiles: readonly Profile[],
  groups: (profile: Profile) => Profile['profileLocationGroups'],
): Rates[] {
  return profiles.flatMap((profile) => {
    const zones = groups(profile).flatMap(zonesWithRates);
    return zones.length > 0 ? [{profile: profile.name, zones: [...new Set(zones)]}] : [];
  });
}

/** Of the rates a destination does not offer, those it cannot take over. Shopify: a location is in one group of a profile, and it is
 * in another one. */
export function ratesApart(profiles: readonly Profile[], missing: readonly Rates[], destinationId: string): Rates[] {
  const apart = new Set(
    profiles.filter((profile) => groupsOf(profile, destinationId).length > 0).map((profile) => profile.name),
  );
  return missing.filter(({profile}) => apart.has(profile));
}

/** The zones in which a group offers rates. */
export function zonesWithRates({locationGroupZones}: Profile['profileLocationGroups'][number]): string[] {
  return locationGroupZones.nodes
    .filter(({methodDefinitions}) => methodDefinitions.nodes.some(({active}) => active))
    .map(({zone}) => zone.name);
}

/** What one location offers and another does not. */
export function missingRates(offered: readonly Rates[], elsewhere: readonly Rates[]): Rates[] {
  return offered.flatMap(({profile, zones}) => {
    const there = new Set(elsewhere.find((one) => one.profile === profile)?.zones ?? []);
    const missing = zones.filter((zone) => !there.has(zone));
    return missing.length > 0 ? [{profile, zones: missing}] : [];
  });
}
