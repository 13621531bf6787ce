// deliveryProfile(s) and their fields, to read, and deliveryProfileUpdate.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {gid, numberOf, requireGid} from '../ids.ts';
import {listLocations, type ListArgs} from '../locations/list.ts';
import type {Location} from '../locations/record.ts';
import {stateOf} from '../state.ts';
import type {DeliveryProfile, LocationGroup, MethodDefinition} from './record.ts';
import {deliveryProfileUpdate} from './update.ts';

interface GroupView {
  group: LocationGroup;
}

type ZoneView = LocationGroup['zones'][number];

/** Active locations that are in no group of the profile: they offer no rates (rules §12). */
function unassigned(profile: DeliveryProfile, context: ShopContext): Location[] {
  return stateOf(context)
    .locations.all()
    .filter((location) => location.isActive && !profile.groups.some((group) => group.members.has(location)));
}

const offers = (group: LocationGroup): boolean =>
  group.zones.some(({methods}) => methods.some((method) => method.active));

/** Active locations without one active rate: in no group, or in a group whose zones offer nothing (rules §12). */
function withoutRates(profile: DeliveryProfile, context: ShopContext): Location[] {
  return stateOf(context)
    .locations.all()
    .filter(
      (location) => location.isActive && !profile.groups.some((group) => group.members.has(location) && offers(group)),
    );
}

function zonesOf(profile: DeliveryProfile): ZoneView[] {
  return profile.groups.flatMap((group) => group.zones);
}

/** A connection of what has no id of its own: zones in a group are numbered by their zone. */
function zoneConnection(group: LocationGroup, args: PageArgs) {
  return connection(
    group.zones.map((zone) => ({...zone, id: zone.zone.id})),
    args,
  );
}

export const deliveryProfileResolvers: Resolvers = {
  QueryRoot: {
    deliveryProfile: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('DeliveryProfile', args.id);
      return stateOf(context).deliveryProfiles.get(args.id) ?? null;
    },
    deliveryProfiles: (_root: unknown, args: PageArgs, context: ShopContext) =>
      connection(stateOf(context).deliveryProfiles.all(), args),
  },
  DeliveryProfile: {
    activeMethodDefinitionsCount: (profile: DeliveryProfile) =>
      zonesOf(profile).flatMap((zone) => zone.methods.filter((method) => method.active)).length,
    locationsWithoutRatesCount: (profile: DeliveryProfile, _args: unknown, context: ShopContext) =>
      withoutRates(profile, context).length,
    originLocationCount: (profile: DeliveryProfile) =>
      new Set(profile.groups.flatMap((group) => [...group.members])).size,
    zoneCountryCount: (profile: DeliveryProfile) => zonesOf(profile).flatMap((zone) => zone.zone.countries).length,
    productVariantsCount: (_profile: DeliveryProfile, _args: unknown, context: ShopContext) =>
      count(stateOf(context).variants.all()),
    productVariantsCountV2: (_profile: DeliveryProfile, _args: unknown, context: ShopContext) => ({
      count: stateOf(context).variants.all().length,
      capped: false,
    }),
    profileItems: (profile: DeliveryProfile, args: PageArgs, context: ShopContext) =>
      connection(
        stateOf(context)
          .products.all()
          .map((product) => ({
            __typename: 'DeliveryProfileItem',
            id: `${gid('DeliveryProfileItem', numberOf(profile.id))}?product_id=${numberOf(product.id)}`,
            product,
          })),
        args,
      ),
    profileLocationGroups: (profile: DeliveryProfile, args: {locationGroupId?: string | null}): GroupView[] =>
      profile.groups
        .filter((group) => !args.locationGroupId || group.id === args.locationGroupId)
        .map((group) => ({group})),
    unassignedLocations: (profile: DeliveryProfile, _args: unknown, context: ShopContext) =>
      unassigned(profile, context),
    unassignedLocationsPaginated: (profile: DeliveryProfile, args: PageArgs, context: ShopContext) =>
      connection(unassigned(profile, context), args),
    sellingPlanGroups: (_profile: DeliveryProfile, args: PageArgs) => connection([], args),
  },
  DeliveryProfileItem: {
    variants: (item: {product: {variantList: {id: string}[]}}, args: PageArgs) =>
      connection(item.product.variantList, args),
  },
  DeliveryProfileLocationGroup: {
    locationGroup: (view: GroupView) => view.group,
    locationGroupZones: (view: GroupView, args: PageArgs) => zoneConnection(view.group, args),
    countriesInAnyZone: (view: GroupView) =>
      view.group.zones.flatMap(({zone}) => zone.countries.map((country) => ({country, zone: zone.name}))),
  },
  DeliveryLocationGroup: {
    locations: (group: LocationGroup, args: ListArgs) => connection(listLocations([...group.members], args), args),
    locationsCount: (group: LocationGroup) => count([...group.members]),
  },
  DeliveryLocationGroupZone: {
    methodDefinitions: (zone: ZoneView, args: PageArgs & {eligible?: boolean | null}) =>
      connection<MethodDefinition>(zone.methods, args),
    methodDefinitionCounts: (zone: ZoneView) => ({
      participantDefinitionsCount: 0,
      rateDefinitionsCount: zone.methods.length,
    }),
  },
  Mutation: {deliveryProfileUpdate},
};
