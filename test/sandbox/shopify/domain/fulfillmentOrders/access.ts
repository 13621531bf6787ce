// Which fulfillment orders an app may see: by where they are assigned and by its scopes (rules §2).
import type {ShopContext} from '../../contract.ts';
import {invalidId, requireGid} from '../ids.ts';
import {stateOf} from '../state.ts';
import type {FulfillmentOrder} from './record.ts';

type Pair = 'assigned' | 'merchant_managed' | 'third_party';

// Shopify: a write_ scope implies its read_ (rules §8).
function may(context: ShopContext, pair: Pair): boolean {
  const {scopes} = context.app;
  return scopes.has(`read_${pair}_fulfillment_orders`) || scopes.has(`write_${pair}_fulfillment_orders`);
}

/** Whether it is assigned to a service of the calling app. */
export function isOwn(context: ShopContext, fulfillmentOrder: FulfillmentOrder): boolean {
  return fulfillmentOrder.location.fulfillmentService?.appId === context.app.id;
}

/** Shopify: lists of fulfillment orders are silently filtered by scopes (rules §2).
 * That third_party covers the app's own service too is unverified there; it does here. */
export function isVisible(context: ShopContext, fulfillmentOrder: FulfillmentOrder): boolean {
  if (!fulfillmentOrder.location.fulfillmentService) return may(context, 'merchant_managed');
  return may(context, 'third_party') || (isOwn(context, fulfillmentOrder) && may(context, 'assigned'));
}

/** The fulfillment order of a well-formed id, if the app may see it.
 * @throws GraphQLError `Invalid id: …` for a malformed or zero id. */
export function findVisible(context: ShopContext, id: string): FulfillmentOrder | undefined {
  requireGid('FulfillmentOrder', id);
  const found = stateOf(context).fulfillmentOrders.get(id);
  return found && isVisible(context, found) ? found : undefined;
}

/** The same for mutations whose payloads have no code for a missing one.
 * @throws GraphQLError RESOURCE_NOT_FOUND if there is none. */
export function requireVisible(context: ShopContext, id: string): FulfillmentOrder {
  const found = findVisible(context, id);
  if (!found) throw invalidId(`Invalid id: ${id}`);
  return found;
}
