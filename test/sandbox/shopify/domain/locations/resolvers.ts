// location(s) and their fields.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {formatAddress} from '../addresses/format.ts';
import {countryName, provinceName} from '../addresses/regions.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {numberOf, requireGid} from '../ids.ts';
import {stateOf, type State} from '../state.ts';
import {locationActivate, locationDeactivate, locationDelete} from './activation.ts';
import {locationAdd, locationEdit} from './edit.ts';
import {hasActiveInventory, hasUnfulfilledOrders, listLocations, type ListArgs} from './list.ts';
import type {Location} from './record.ts';

function address(location: Location) {
  const {place} = location;
  const country = countryName(place.countryCode);
  const province = provinceName(place.countryCode, place.provinceCode);
  return {
    ...place,
    country,
    province,
    latitude: null,
    longitude: null,
    formatted: formatAddress({...place, country, province}),
  };
}

function isOnlyActive(state: State, location: Location): boolean {
  return !state.locations.all().some((other) => other !== location && other.isActive && !other.fulfillmentService);
}

export const locationResolvers: Resolvers = {
  QueryRoot: {
    location: (_root: unknown, args: {id?: string | null}, context: ShopContext) => {
      // Shopify: without an id, the primary location.
      if (!args.id) return stateOf(context).primaryLocation;
      requireGid('Location', args.id);
      return stateOf(context).locations.get(args.id) ?? null;
    },
    locations: (_root: unknown, args: ListArgs, context: ShopContext) =>
      connection(listLocations(stateOf(context).locations.all(), args), args),
    locationsCount: (_root: unknown, args: {query?: string | null; limit?: number | null}, context: ShopContext) =>
      count(listLocations(stateOf(context).locations.all(), {query: args.query ?? null}), args.limit),
    locationsAvailableForDeliveryProfilesConnection: (_root: unknown, args: PageArgs, context: ShopContext) =>
      connection(listLocations(stateOf(context).locations.all(), {includeLegacy: true}), args),
  },
  Location: {
    address,
    isPrimary: (location: Location, _args: unknown, context: ShopContext) =>
      location === stateOf(context).primaryLocation,
    metafields: (_location: Location, args: PageArgs) => connection([], args),
    legacyResourceId: (location: Location) => numberOf(location.id),
    isFulfillmentService: (location: Location) => location.fulfillmentService !== null,
    hasActiveInventory,
    hasUnfulfilledOrders: (location: Location, _args: unknown, context: ShopContext) =>
      hasUnfulfilledOrders(stateOf(context), location),
    activatable: (location: Location) => !location.isActive && !location.fulfillmentService,
    deactivatable: (location: Location, _args: unknown, context: ShopContext) =>
      location.isActive && !location.fulfillmentService && !isOnlyActive(stateOf(context), location),
    deletable: (location: Location, _args: unknown, context: ShopContext) =>
      !location.isActive &&
      !location.fulfillmentService &&
      !hasActiveInventory(location) &&
      !hasUnfulfilledOrders(stateOf(context), location),
  },
  Mutation: {locationAdd, locationEdit, locationActivate, locationDeactivate, locationDelete},
};
