// deliveryProfileUpdate: location groups, their zones and rates (rules §12).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import type {Location} from '../locations/record.ts';
import {notSimulated} from '../notSimulated.ts';
import {stateOf, type State} from '../state.ts';
import {userError} from '../userErrors.ts';
import type {DeliveryProfile, LocationGroup} from './record.ts';
import {changedZone, newZone, type ZoneInput} from './zones.ts';

interface GroupInput {
  id?: string | null;
  locations?: readonly string[] | null;
  locationsToAdd?: readonly string[] | null;
  locationsToRemove?: readonly string[] | null;
  zonesToCreate?: readonly ZoneInput[] | null;
  zonesToUpdate?: readonly ZoneInput[] | null;
}

interface ProfileInput {
  name?: string | null;
  locationGroupsToCreate?: readonly GroupInput[] | null;
  locationGroupsToUpdate?: readonly GroupInput[] | null;
  locationGroupsToDelete?: readonly string[] | null;
  zonesToDelete?: readonly string[] | null;
  methodDefinitionsToDelete?: readonly string[] | null;
}

const simulated: ReadonlySet<string> = new Set([
  'name',
  'locationGroupsToCreate',
  'locationGroupsToUpdate',
  'locationGroupsToDelete',
  'zonesToDelete',
  'methodDefinitionsToDelete',
]);

// Shopify: at most five location groups in one call (rules §12).
const maxGroups = 5;

class LocationNotFound extends Error {}

function locationsOf(state: State, ids: readonly string[] | null | undefined): Location[] {
  return (ids ?? []).map((id) => {
    requireGid('Location', id);
    const location = state.locations.get(id);
    if (!location) throw new LocationNotFound(id);
    return location;
  });
}

/** The groups as they will be: nothing of the profile changes until all of the input has been read. */
function changedGroups(state: State, profile: DeliveryProfile, input: ProfileInput): LocationGroup[] {
  let groups = [...profile.groups];
  for (const id of input.locationGroupsToDelete ?? []) {
    if (!groups.some((group) => group.id === id)) throw notSimulated('deleting a location group not of the profile');
    groups = groups.filter((group) => group.id !== id);
  }
  const updates = input.locationGroupsToUpdate ?? [];
  for (const update of updates) {
    if (!groups.some((group) => group.id === update.id)) {
      throw notSimulated('updating a location group not of the profile');
    }
    if (update.locations) throw notSimulated('`locations` in locationGroupsToUpdate; use locationsToAdd');
  }
  groups = groups.map((group) =>
    updates.filter(({id}) => id === group.id).reduce((before, update) => changedGroup(state, before, update), group),
  );
  for (const made of input.locationGroupsToCreate ?? []) {
    groups.push({
      __typename: 'DeliveryLocationGroup',
      id: state.ids.gid('DeliveryLocationGroup'),
      members: new Set(locationsOf(state, [...(made.locations ?? []), ...(made.locationsToAdd ?? [])])),
      zones: (made.zonesToCreate ?? []).map((zone) => newZone(state, zone)),
    });
  }
  return groups.map((group) => without(group, input));
}

function changedGroup(state: State, group: LocationGroup, input: GroupInput): LocationGroup {
  const removed = new Set(locationsOf(state, input.locationsToRemove));
  const members = [...group.members].filter((location) => !removed.has(location));
  let zones = [...group.zones];
  for (const update of input.zonesToUpdate ?? []) {
    if (!zones.some(({zone}) => zone.id === update.id)) throw notSimulated('updating a zone not of the location group');
    zones = zones.map((each) => (each.zone.id === update.id ? changedZone(state, each, update) : each));
  }
  return {
    ...group,
    members: new Set([...members, ...locationsOf(state, input.locationsToAdd)]),
    zones: [...zones, ...(input.zonesToCreate ?? []).map((zone) => newZone(state, zone))],
  };
}

function without(group: LocationGroup, input: ProfileInput): LocationGroup {
  const zonesGone = new Set(input.zonesToDelete);
  const methodsGone = new Set(input.methodDefinitionsToDelete);
  return {
    ...group,
    zones: group.zones
      .filter(({zone}) => !zonesGone.has(zone.id))
      .map(({zone, methods}) => ({zone, methods: methods.filter(({id}) => !methodsGone.has(id))})),
  };
}

/** Changes a profile, or nothing at all.
 * @throws GraphQLError NOT_SIMULATED for what the rules leave open. */
export function deliveryProfileUpdate(
  _root: unknown,
  {id, profile: input}: {id: string; profile: ProfileInput},
  context: ShopContext,
) {
  requireGid('DeliveryProfile', id);
  const state = stateOf(context);
  const profile = state.deliveryProfiles.get(id);
  // Shopify's text; that its field is null is unverified.
  if (!profile) return {profile: null, userErrors: [userError(null, 'Profile could not be updated.')]};
  const other = Object.keys(input).find((name) => !simulated.has(name));
  if (other) throw notSimulated(`\`${other}\` of deliveryProfileUpdate`);
  const named: (readonly unknown[] | null | undefined)[] = [
    input.locationGroupsToCreate,
    input.locationGroupsToUpdate,
    input.locationGroupsToDelete,
  ];
  if (named.flatMap((list) => list ?? []).length > maxGroups) {
    throw notSimulated(`more than ${maxGroups} location groups in one deliveryProfileUpdate: Shopify refuses them`);
  }
  let groups: LocationGroup[];
  try {
    groups = changedGroups(state, profile, input);
  } catch (error) {
    if (!(error instanceof LocationNotFound)) throw error;
    return {profile: null, userErrors: [userError(null, 'The Location could not be found for this shop.')]};
  }
  const members = groups.flatMap((group) => [...group.members]);
  if (new Set(members).size < members.length) throw notSimulated('one location in two groups of a profile');
  profile.groups.splice(0, Infinity, ...groups);
  profile.name = input.name ?? profile.name;
  profile.version += 1;
  return {profile, userErrors: []};
}
