// Taking a request back: fulfillmentOrderCancel by the merchant, or a cancellation request that the service answers (rules §2).
import type {ShopContext} from '../../contract.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {requireVisible} from './access.ts';
import {supports} from './actions.ts';
import {setStatus} from './assignedLocation.ts';
import {createFulfillmentOrder, type NewLine} from './create.ts';
import {drain, put, rest, take} from './lines.ts';
import {thin} from './payloads.ts';
import type {FulfillmentOrder} from './record.ts';
import {addRequest, answer, refuse, requestedOf} from './requests.ts';

interface MessageArgs {
  id: string;
  message?: string | null;
}

/** fulfillmentOrderSubmitCancellationRequest. Shopify: its own payload still says ACCEPTED (rules §2). */
export function submitCancellationRequest(_root: unknown, args: MessageArgs, context: ShopContext) {
  const found = requireVisible(context, args.id);
  if (!supports(found, 'REQUEST_CANCELLATION', context.app.id)) {
    // The text is unverified.
    return refuse('The fulfillment order is not in a state in which a cancellation can be requested.');
  }
  found.requestStatus = 'CANCELLATION_REQUESTED';
  const request = addRequest(context, found, {
    kind: 'CANCELLATION_REQUEST',
    message: args.message ?? null,
    requestOptions: {},
  });
  context.emit('fulfillment_orders/cancellation_request_submitted', {
    fulfillment_order: thin(found),
    fulfillment_order_merchant_request: {id: request.id, message: request.message},
  });
  return answer({...found, requestStatus: 'ACCEPTED'});
}

/** Units that a service gave back live on in an open sibling at the location, or in a new one (which of them is unverified, rules §2). */
function release(context: ShopContext, from: FulfillmentOrder, units: readonly NewLine[]): void {
  const {order, location} = from;
  const sibling = order.fulfillmentOrderList.find(
    (other) => other.location === location && other.status === 'OPEN' && other.requestStatus === 'UNSUBMITTED',
  );
  if (sibling) {
    put(context, sibling, units);
    sibling.updatedAt = nowText(context);
  } else if (units.length > 0) createFulfillmentOrder(context, {order, location, lines: units, commit: false});
}

/** fulfillmentOrderAcceptCancellationRequest: CLOSED, its lines at zero. */
export function acceptCancellationRequest(_root: unknown, args: MessageArgs, context: ShopContext) {
  const found = requestedOf(context, args.id, ['CANCELLATION_REQUESTED']);
  if (typeof found === 'string') return refuse(found);
  found.requestStatus = 'CANCELLATION_ACCEPTED';
  found.updatedAt = nowText(context);
  setStatus(found, 'CLOSED');
  release(context, found, drain(found));
  context.emit('fulfillment_orders/cancellation_request_accepted', {
    fulfillment_order: thin(found),
    message: args.message ?? null,
  });
  return answer(found);
}

/** fulfillmentOrderRejectCancellationRequest: the service goes on. */
export function rejectCancellationRequest(_root: unknown, args: MessageArgs, context: ShopContext) {
  const found = requestedOf(context, args.id, ['CANCELLATION_REQUESTED']);
  if (typeof found === 'string') return refuse(found);
  found.requestStatus = 'CANCELLATION_REJECTED';
  found.updatedAt = nowText(context);
  context.emit('fulfillment_orders/cancellation_request_rejected', {
    fulfillment_order: thin(found),
    message: args.message ?? null,
  });
  return answer(found);
}

/** Submitted, or asked to cancel; seen live also for one that merely waits at a merchant's location (rules §2). */
function isCancelable(one: FulfillmentOrder): boolean {
  if (one.status === 'OPEN' && one.requestStatus === 'SUBMITTED') return true;
  if (one.status === 'IN_PROGRESS' && one.requestStatus === 'CANCELLATION_REQUESTED') return true;
  return one.status === 'OPEN' && one.requestStatus === 'UNSUBMITTED' && !one.location.fulfillmentService;
}

function refused(field: string[] | null, message: string, code: string | null) {
  return {
    fulfillmentOrder: null,
    replacementFulfillmentOrder: null,
    userErrors: [userError(field, message, code)],
  };
}

/** fulfillmentOrderCancel: the original closes without lines, a replacement with new ids takes what is left. */
export function cancel(_root: unknown, args: {id: string}, context: ShopContext) {
  const found = requireVisible(context, args.id);
  if (found.progressReported) {
    const message = 'Cannot cancel fulfillment order that has had progress reported. Mark as unfulfilled first.';
    return refused(['id'], message, 'FULFILLMENT_ORDER_HAS_MANUALLY_REPORTED_PROGRESS');
  }
  if (!isCancelable(found)) {
    return refused(null, "Fulfillment order is not in cancelable request state and can't be canceled.", null);
  }
  const {order, location} = found;
  const lines = take(context, found, rest(found, []));
  const replacement = createFulfillmentOrder(context, {order, location, lines, commit: false});
  found.updatedAt = nowText(context);
  setStatus(found, 'CLOSED');
  context.emit('fulfillment_orders/cancelled', {
    fulfillment_order: thin(found),
    replacement_fulfillment_order: thin(replacement),
  });
  return {fulfillmentOrder: found, replacementFulfillmentOrder: replacement, userErrors: []};
}
