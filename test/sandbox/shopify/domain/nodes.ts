// node and nodes, for every type that the sandbox keeps.
import type {Resolvers, ShopContext} from '../contract.ts';
import {isVisible} from './fulfillmentOrders/access.ts';
import {invalidId, parseGid} from './ids.ts';
import {notSimulated} from './notSimulated.ts';
import {stateOf, type State} from './state.ts';

function inOrders(state: State, type: string, id: string): object | null {
  const orders = state.orders.all();
  if (type === 'MailingAddress')
    return orders.find((order) => order.shippingAddress?.id === id)?.shippingAddress ?? null;
  const fulfillments = state.fulfillments.all();
  if (type === 'FulfillmentEvent')
    return fulfillments.flatMap((one) => one.eventList).find((one) => one.id === id) ?? null;
  if (type === 'FulfillmentLineItem')
    return fulfillments.flatMap((one) => one.lines).find((one) => one.id === id) ?? null;
  const fulfillmentOrders = state.fulfillmentOrders.all();
  if (type === 'FulfillmentHold')
    return fulfillmentOrders.flatMap((one) => one.holds).find((one) => one.id === id) ?? null;
  if (type === 'FulfillmentOrderMerchantRequest') {
    return fulfillmentOrders.flatMap((one) => one.requests).find((one) => one.id === id) ?? null;
  }
  throw notSimulated(`node for ${type}`);
}

/** The record of an id; null if there is none, or if the app may not see it.
 * @throws GraphQLError for a malformed id, and for a type that is not simulated. */
function node(context: ShopContext, id: string): object | null {
  const state = stateOf(context);
  const type = parseGid(id)?.type;
  if (!type) throw invalidId(`Invalid global id '${id}'`);
  const tables = [
    state.locations,
    state.products,
    state.variants,
    state.inventoryItems,
    state.inventoryLevels,
    state.orders,
    state.lineItems,
    state.fulfillments,
    state.deliveryProfiles,
  ];
  const table = tables.find((candidate) => candidate.type === type);
  if (table) return table.get(id) ?? null;
  if (type === 'FulfillmentOrder') {
    const found = state.fulfillmentOrders.get(id);
    return found && isVisible(context, found) ? found : null;
  }
  if (type === 'FulfillmentOrderLineItem') {
    const found = state.fulfillmentOrderLineItems.get(id);
    return found && isVisible(context, found.owner) ? found : null;
  }
  if (type === 'Shop') return state.shop.id === id ? state.shop : null;
  return inOrders(state, type, id);
}

export const nodeResolvers: Resolvers = {
  QueryRoot: {
    node: (_root: unknown, args: {id: string}, context: ShopContext) => node(context, args.id),
    nodes: (_root: unknown, args: {ids: string[]}, context: ShopContext) => args.ids.map((id) => node(context, id)),
  },
};
