// fulfillmentService, fulfillmentServiceCreate and fulfillmentServiceUpdate (rules §1).
import type {Resolvers, ShopContext} from '../../contract.ts';
import {gid, requireGid} from '../ids.ts';
import {createLocation} from '../locations/create.ts';
import {locationPayload} from '../locations/payloads.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {deleteService} from './delete.ts';
import {manualService} from './list.ts';
import type {FulfillmentService} from './record.ts';
import {callbackUrlErrors, handleOf, nameErrors} from './validation.ts';

interface CreateArgs {
  name: string;
  callbackUrl?: string | null;
  inventoryManagement?: boolean | null;
  requiresShippingMethod?: boolean | null;
  trackingSupport?: boolean | null;
}

interface UpdateArgs extends Partial<CreateArgs> {
  id: string;
}

function create(_root: unknown, args: CreateArgs, context: ShopContext) {
  const state = stateOf(context);
  const userErrors = [...nameErrors(context, args.name), ...callbackUrlErrors(context, args.callbackUrl)];
  if (userErrors.length > 0) return {fulfillmentService: null, userErrors};
  const service: FulfillmentService = {
    __typename: 'FulfillmentService',
    id: `${gid('FulfillmentService', state.ids.next('FulfillmentService'))}?id=true`,
    serviceName: args.name,
    handle: handleOf(args.name),
    callbackUrl: args.callbackUrl ?? null,
    inventoryManagement: args.inventoryManagement ?? false,
    trackingSupport: args.trackingSupport ?? false,
    requiresShippingMethod: args.requiresShippingMethod ?? true,
    type: 'THIRD_PARTY',
    location: null,
    appId: context.app.id,
  };
  // Shopify: the location has the service's name and the shop's address (rules §1).
  // Whether the general delivery profile's first group takes it in is unverified (rules §12): here it does not.
  const location = createLocation(state, context.now(), {
    name: args.name,
    address: state.shop.address,
    fulfillmentService: service,
  });
  service.location = location;
  state.services.add(service);
  context.emit('locations/create', locationPayload(location));
  return {fulfillmentService: service, userErrors: []};
}

function update(_root: unknown, args: UpdateArgs, context: ShopContext) {
  const service = ownService(context, args.id);
  if (!service) {
    return {fulfillmentService: null, userErrors: [userError(['id'], 'Fulfillment service could not be found.')]};
  }
  const userErrors = [
    ...(typeof args.name === 'string' ? nameErrors(context, args.name, service) : []),
    ...callbackUrlErrors(context, args.callbackUrl),
  ];
  if (userErrors.length > 0) return {fulfillmentService: null, userErrors};
  if (args.callbackUrl !== undefined) service.callbackUrl = args.callbackUrl || null;
  if (typeof args.inventoryManagement === 'boolean') service.inventoryManagement = args.inventoryManagement;
  if (typeof args.trackingSupport === 'boolean') service.trackingSupport = args.trackingSupport;
  // Shopify: the trap. Left out, it goes back to its default, true (rules §1).
  service.requiresShippingMethod = args.requiresShippingMethod ?? true;
  if (typeof args.name === 'string' && args.name !== service.serviceName) {
    service.serviceName = args.name;
    if (service.location) {
      service.location.name = args.name;
      service.location.updatedAt = nowText(context);
      context.emit('locations/update', locationPayload(service.location));
    }
  }
  return {fulfillmentService: service, userErrors: []};
}

/** The service of this id if the calling app made it. Shopify: an app changes only its own. */
function ownService(context: ShopContext, id: string): FulfillmentService | undefined {
  requireGid('FulfillmentService', id);
  const service = stateOf(context).services.get(id);
  return service?.appId === context.app.id ? service : undefined;
}

function remove(_root: unknown, args: Parameters<typeof deleteService>[2] & {id: string}, context: ShopContext) {
  const service = ownService(context, args.id);
  if (!service) return {deletedId: null, userErrors: [userError(['id'], 'Fulfillment service could not be found.')]};
  return deleteService(context, service, args);
}

export const serviceResolvers: Resolvers = {
  QueryRoot: {
    fulfillmentService: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('FulfillmentService', args.id);
      const state = stateOf(context);
      return args.id === 'gid://shopify/FulfillmentService/manual'
        ? manualService(state)
        : (state.services.get(args.id) ?? null);
    },
  },
  Mutation: {fulfillmentServiceCreate: create, fulfillmentServiceUpdate: update, fulfillmentServiceDelete: remove},
};
