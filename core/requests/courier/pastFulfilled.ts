/** What of an order somebody fulfilled past the app since a request was made. */
import {orderFulfillments} from '../../shopify/operations/orderFulfillments.ts';
import {requests} from '../store.ts';
import type {StoredRequest, WithdrawReason} from '../types.ts';
import type {Round} from './round.ts';

/** Shopify: times are whole seconds. */
const toleranceMs = 5_000;

/** Units by line item. Shopify: an order with live fulfillments cannot be cancelled, so one that is has none. */
export async function pastFulfilled(
  round: Round,
  {shop, orderId, createdAt}: StoredRequest,
  reason: WithdrawReason,
): Promise<Map<string, number>> {
  const units = new Map<string, number>();
  if (reason === 'order_cancelled') return units;
  const {order} = await round.admin.run(orderFulfillments, {id: orderId});
  const ours = await requests(round.ctx.db)
    .find({shop, orderId, 'fulfillment.id': {$type: 'string'}})
    .toArray();
  const own = new Set(ours.map(({fulfillment}) => fulfillment?.id));
  for (const {id, status, createdAt: at, fulfillmentLineItems} of order?.fulfillments ?? []) {
    if (status !== 'SUCCESS' || own.has(id) || Date.parse(at) < createdAt.getTime() - toleranceMs) continue;
    for (const {lineItem, quantity} of fulfillmentLineItems.nodes) {
      units.set(lineItem.id, (units.get(lineItem.id) ?? 0) + (quantity ?? 0));
    }
  }
  return units;
}
