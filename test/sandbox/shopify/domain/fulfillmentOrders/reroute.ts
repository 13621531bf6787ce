// fulfillmentOrdersReroute: checked as the schema says, then refused. Seen live, it failed even for a good input (rules §4).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {stateOf} from '../state.ts';
import {userError} from '../userErrors.ts';
import {findVisible} from './access.ts';
import {supports} from './actions.ts';
import type {FulfillmentOrder} from './record.ts';

type Refusal = [message: string, code: string];

/** The reason; messages are the schema's descriptions of its codes. */
function refusalOf(context: ShopContext, ids: readonly string[]): Refusal {
  if (ids.length === 0) return ['No fulfillment order IDs were provided.', 'NO_FULFILLMENT_ORDER_IDS'];
  const found: FulfillmentOrder[] = [];
  for (const id of ids) {
    const one = findVisible(context, id);
    if (!one) return ['Fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND'];
    found.push(one);
  }
  const active = stateOf(context)
    .locations.all()
    .filter((location) => location.isActive);
  if (active.length < 2) {
    return ['This feature is only supported for multi-location shops.', 'SINGLE_LOCATION_SHOP_NOT_SUPPORTED'];
  }
  if (new Set(found.map((one) => one.order)).size > 1) {
    return ['Fulfillment orders are not from the same order.', 'FULFILLMENT_ORDERS_NOT_FROM_THE_SAME_ORDER'];
  }
  if (new Set(found.map((one) => one.location)).size > 1) {
    return ['Fulfillment orders must belong to the same location.', 'FULFILLMENT_ORDERS_MUST_BELONG_TO_SAME_LOCATION'];
  }
  if (found.some((one) => one.progressReported)) {
    const code = 'CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS';
    return ['Cannot move a fulfillment order that has progress reported.', code];
  }
  if (found.some((one) => !supports(one, 'MOVE', context.app.id))) {
    const message = 'All fulfillment orders must have status and request status compatible with reroutable states.';
    return [message, 'FULFILLMENT_ORDERS_STATE_NOT_SUPPORTED'];
  }
  return ['Cannot reassign location for fulfillment orders.', 'CANNOT_REASSIGN_LOCATION_FOR_FULFILLMENT_ORDERS'];
}

/** The mutation: always refuses; use fulfillmentOrderMove. */
export function reroute(_root: unknown, args: {fulfillmentOrderIds: string[]}, context: ShopContext) {
  for (const id of args.fulfillmentOrderIds) requireGid('FulfillmentOrder', id);
  const [message, code] = refusalOf(context, args.fulfillmentOrderIds);
  return {movedFulfillmentOrders: null, userErrors: [userError(null, message, code)]};
}
