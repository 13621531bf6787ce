// orderCancel: refused while something is shipped; else the fulfillment orders are cancelled and the stock comes back.
import type {ShopContext} from '../../contract.ts';
import {setStatus} from '../fulfillmentOrders/assignedLocation.ts';
import {gid, requireGid} from '../ids.ts';
import {uncommit} from '../inventory/levels.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {orderPayload} from './payloads.ts';
import {unfulfilledQuantity} from './status.ts';

interface CancelArgs {
  orderId: string;
  reason: string;
  restock: boolean;
  refund?: boolean | null;
  refundMethod?: {originalPaymentMethodsRefund?: boolean | null} | null;
  staffNote?: string | null;
}

function refuse(field: string[], message: string, code: string) {
  return {
    job: null,
    orderCancelUserErrors: [userError(field, message, code)],
    userErrors: [userError(field, message)],
  };
}

/** The mutation. Shopify does it in a job; here it is done when the answer comes, and the job says so. */
export function orderCancel(_root: unknown, args: CancelArgs, context: ShopContext) {
  requireGid('Order', args.orderId);
  const state = stateOf(context);
  const order = state.orders.get(args.orderId);
  if (!order) return refuse(['orderId'], 'Order does not exist', 'NOT_FOUND');
  if (order.cancelledAt) return refuse(['orderId'], 'Cannot cancel an order that has already been canceled', 'INVALID');
  if (order.fulfillmentList.some((fulfillment) => fulfillment.status === 'SUCCESS')) {
    return refuse(['orderId'], 'Cannot cancel an order that has outstanding fulfillments', 'INVALID');
  }
  const at = nowText(context);
  for (const fulfillmentOrder of order.fulfillmentOrderList) {
    if (fulfillmentOrder.status === 'CLOSED') continue;
    for (const line of fulfillmentOrder.lines) {
      const to = args.restock ? 'available' : 'gone';
      uncommit(context, line.lineItem.inventoryItem, fulfillmentOrder.location, line.committed, to);
      line.totalQuantity -= line.remainingQuantity;
      line.remainingQuantity = 0;
      line.committed = 0;
    }
    fulfillmentOrder.holds = [];
    fulfillmentOrder.updatedAt = at;
    // What Shopify does with one that a service has accepted is unverified: it is cancelled like the others.
    // Shopify: CANCELLED is "cancelled by the merchant"; its webhook is for fulfillmentOrderCancel, orders/cancelled tells this one.
    setStatus(fulfillmentOrder, 'CANCELLED');
  }
  for (const line of order.lines) line.removed += unfulfilledQuantity(line);
  order.cancelledAt = at;
  order.closedAt = at;
  order.updatedAt = at;
  order.cancelReason = args.reason;
  order.cancellation = {staffNote: args.staffNote ?? null};
  if (args.refund || args.refundMethod?.originalPaymentMethodsRefund) order.displayFinancialStatus = 'REFUNDED';
  context.emit('orders/cancelled', orderPayload(order));
  context.emit('orders/updated', orderPayload(order));
  const job = {__typename: 'Job', id: gid('Job', state.ids.next('Job')), done: true};
  return {job, orderCancelUserErrors: [], userErrors: []};
}
