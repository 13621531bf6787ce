/** The groups of delivery profiles that a location leaves with its service, and how it joins them again. */
import {AppError} from '../errors.ts';
import {sameId} from '../ids.ts';
import type {AdminClient, CallOptions} from '../shopify/client.ts';
import {updateDeliveryProfile} from '../shopify/operations/updateDeliveryProfile.ts';
import {refuseUserErrors} from '../shopify/userErrors.ts';
import {toAppError} from '../toAppError.ts';
import type {RateObstacle} from '../wire.ts';
import {groupsOf, zonesWithRates, type Profile} from './rates.ts';

/** A group of a delivery profile: locations that ship to the same zones at the same rates. */
export interface LeftGroup {
  /** gids. */
  profileId: string;
  groupId: string;
  /** The profile's name, and the zones in which it offered rates. */
  profile: string;
  zones: string[];
}

/** The groups that a location is in. */
export function groupsWith(profiles: readonly Profile[], locationId: string): LeftGroup[] {
  return profiles.flatMap((profile) =>
    groupsOf(profile, locationId).map((group) => ({
      profileId: profile.id,
      groupId: group.locationGroup.id,
      profile: profile.name,
      zones: zonesWithRates(group),
    })),
  );
}

/** What is known already, and what is not yet in it. */
export function merged(known: readonly LeftGroup[], found: readonly LeftGroup[]): LeftGroup[] {
  return [...known, ...found.filter(({groupId}) => !known.some((one) => sameId(one.groupId, groupId)))];
}

const obstacles: Record<RateObstacle, string> = {
  profile_gone: 'This delivery profile does not exist any more.',
  rates_gone:
    'These rates do not exist any more: they were offered from this location alone. Add rates for it in Shopify’s shipping settings.',
  rates_elsewhere: 'In this delivery profile the location ships at other rates by now. Nothing was changed.',
};

/** Why a group cannot be joined. */
export interface Obstacle {
  code: string;
  message: string;
}

const obstacle = (code: RateObstacle): Obstacle => ({code, message: obstacles[code]});

/** Why a location cannot join a group as the profiles are now; null: it can, or is in it. */
export function obstacleTo(
  profiles: readonly Profile[],
  {profileId, groupId}: LeftGroup,
  locationId: string | null,
): Obstacle | null {
  const profile = profiles.find(({id}) => sameId(id, profileId));
  if (!profile) return obstacle('profile_gone');
  const groups = profile.profileLocationGroups.map(({locationGroup}) => locationGroup);
  if (!groups.some(({id}) => sameId(id, groupId))) return obstacle('rates_gone');
  // Shopify: a location is in one group of a profile.
  const present = locationId === null ? undefined : groupsOf(profile, locationId)[0];
  return present && !sameId(present.locationGroup.id, groupId) ? obstacle('rates_elsewhere') : null;
}

/**
 * Has a location join a group again. Harmless to repeat.
 * @returns why it could not, if it is for good
 * @throws AppError `shopify_*` that another try may mend
 */
export async function joinGroup(
  admin: AdminClient,
  profiles: readonly Profile[],
  group: LeftGroup,
  locationId: string,
  options: CallOptions,
): Promise<Obstacle | null> {
  const found = obstacleTo(profiles, group, locationId);
  if (found) return found;
  const profile = profiles.find(({id}) => sameId(id, group.profileId));
  if (profile && groupsOf(profile, locationId).length > 0) return null;
  try {
    const {deliveryProfileUpdate} = await admin.run(
      updateDeliveryProfile,
      {id: group.profileId, profile: {locationGroupsToUpdate: [{id: group.groupId, locationsToAdd: [locationId]}]}},
      options,
    );
    refuseUserErrors(deliveryProfileUpdate);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.retryable) throw thrown;
    const {code, message} = toAppError(thrown);
    return {code, message};
  }
}
