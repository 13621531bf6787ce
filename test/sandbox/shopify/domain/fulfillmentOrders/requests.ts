// A request to a fulfillment service: submit, accept, reject, close (rules §2).
import type {ShopContext} from '../../contract.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {isOwn, requireVisible} from './access.ts';
import {supports} from './actions.ts';
import {setStatus} from './assignedLocation.ts';
import {createFulfillmentOrder} from './create.ts';
import {isWhole, rest, select, take, type LineInput, type Selection} from './lines.ts';
import {thin} from './payloads.ts';
import type {FulfillmentOrder, MerchantRequest} from './record.ts';

interface SubmitArgs {
  id: string;
  fulfillmentOrderLineItems?: LineInput[] | null;
  message?: string | null;
  notifyCustomer?: boolean | null;
}

/** A payload of one fulfillment order. */
export function answer(fulfillmentOrder: FulfillmentOrder) {
  return {fulfillmentOrder, userErrors: []};
}

/** A payload that refuses, with the field null. */
export function refuse(message: string) {
  return {fulfillmentOrder: null, userErrors: [userError(null, message)]};
}

/** Notes what the merchant asked of the service, and pings the service if it has a callback URL (rules §6). */
export function addRequest(
  context: ShopContext,
  fulfillmentOrder: FulfillmentOrder,
  request: Pick<MerchantRequest, 'kind' | 'message' | 'requestOptions'>,
): MerchantRequest {
  const added: MerchantRequest = {
    __typename: 'FulfillmentOrderMerchantRequest',
    id: stateOf(context).ids.gid('FulfillmentOrderMerchantRequest'),
    fulfillmentOrder,
    ...request,
    responseData: null,
    sentAt: nowText(context),
  };
  fulfillmentOrder.requests.push(added);
  fulfillmentOrder.updatedAt = added.sentAt;
  const callbackUrl = fulfillmentOrder.location.fulfillmentService?.callbackUrl;
  if (callbackUrl) context.notifyService(callbackUrl, request.kind);
  return added;
}

/** Which fulfillment orders carry the selected units and the others, once they are apart. */
function part(context: ShopContext, original: FulfillmentOrder, selected: readonly Selection[]) {
  const {order, location} = original;
  const others = rest(original, selected);
  if (original.status === 'INCOMPLETE') {
    // Shopify: a resubmitted one is another than the original (rules §2); that the original closes is unverified.
    const lines = take(context, original, selected);
    const unsubmitted = others.length
      ? createFulfillmentOrder(context, {order, location, lines: take(context, original, others), commit: false})
      : null;
    setStatus(original, 'CLOSED');
    return {submitted: createFulfillmentOrder(context, {order, location, lines, commit: false}), unsubmitted};
  }
  // Shopify: the original id keeps the submitted lines, a new one gets the rest (rules §2).
  const unsubmitted = isWhole(original, selected)
    ? null
    : createFulfillmentOrder(context, {order, location, lines: take(context, original, others), commit: false});
  return {submitted: original, unsubmitted};
}

/** fulfillmentOrderSubmitFulfillmentRequest. Texts for a wrong state are unverified (rules §2). */
export function submitFulfillmentRequest(_root: unknown, args: SubmitArgs, context: ShopContext) {
  const original = requireVisible(context, args.id);
  const refused = (message: string) => ({
    originalFulfillmentOrder: original,
    submittedFulfillmentOrder: null,
    unsubmittedFulfillmentOrder: null,
    userErrors: [userError(null, message)],
  });
  if (!original.location.fulfillmentService) {
    return refused("The fulfillment order's assigned location is not a fulfillment service.");
  }
  if (!supports(original, 'REQUEST_FULFILLMENT', context.app.id)) {
    return refused('The fulfillment order is not in a state in which fulfillment can be requested.');
  }
  const selected = select(original, args.fulfillmentOrderLineItems);
  if (typeof selected === 'string') return refused(selected);
  const {submitted, unsubmitted} = part(context, original, selected);
  submitted.requestStatus = 'SUBMITTED';
  setStatus(submitted, 'OPEN');
  const request = addRequest(context, submitted, {
    kind: 'FULFILLMENT_REQUEST',
    message: args.message ?? null,
    requestOptions: {notify_customer: args.notifyCustomer ?? false},
  });
  context.emit('fulfillment_orders/fulfillment_request_submitted', {
    original_fulfillment_order: thin(original),
    submitted_fulfillment_order: thin(submitted),
    fulfillment_order_merchant_request: {id: request.id, message: request.message},
  });
  return {
    originalFulfillmentOrder: original,
    submittedFulfillmentOrder: submitted,
    unsubmittedFulfillmentOrder: unsubmitted,
    userErrors: [],
  };
}

/** The fulfillment order of a request, if the calling app's service has it in one of these states; else why not (unverified texts). */
export function requestedOf(
  context: ShopContext,
  id: string,
  states: readonly FulfillmentOrder['requestStatus'][],
): FulfillmentOrder | string {
  const found = requireVisible(context, id);
  if (!isOwn(context, found)) return "The fulfillment order is not assigned to one of the app's fulfillment services.";
  return states.includes(found.requestStatus) && found.status !== 'CLOSED'
    ? found
    : `The fulfillment order's request status must be ${states.join(' or ').toLowerCase()}, but it is ${found.requestStatus.toLowerCase()}.`;
}

interface AnswerArgs {
  id: string;
  message?: string | null;
}

/** fulfillmentOrderAcceptFulfillmentRequest. */
export function acceptFulfillmentRequest(_root: unknown, args: AnswerArgs, context: ShopContext) {
  const found = requestedOf(context, args.id, ['SUBMITTED']);
  if (typeof found === 'string') return refuse(found);
  found.requestStatus = 'ACCEPTED';
  found.acceptedBy = context.app.id;
  found.updatedAt = nowText(context);
  setStatus(found, 'IN_PROGRESS');
  context.emit('fulfillment_orders/fulfillment_request_accepted', {
    fulfillment_order: thin(found),
    message: args.message ?? null,
  });
  return answer(found);
}

/** fulfillmentOrderRejectFulfillmentRequest. Shopify: the whole fulfillment order, even if only some lines are named (rules §2). */
export function rejectFulfillmentRequest(
  _root: unknown,
  args: AnswerArgs & {lineItems?: {fulfillmentOrderLineItemId: string}[] | null},
  context: ShopContext,
) {
  const found = requestedOf(context, args.id, ['SUBMITTED']);
  if (typeof found === 'string') return refuse(found);
  const known = found.lines.map((line) => line.id);
  if (args.lineItems?.some((line) => !known.includes(line.fulfillmentOrderLineItemId))) {
    return refuse('Fulfillment order line item does not exist.');
  }
  found.requestStatus = 'REJECTED';
  found.updatedAt = nowText(context);
  setStatus(found, 'OPEN');
  context.emit('fulfillment_orders/fulfillment_request_rejected', {
    fulfillment_order: thin(found),
    message: args.message ?? null,
  });
  return answer(found);
}

/** fulfillmentOrderClose: the service cannot ship what remains; same id, lines kept (rules §2).
 * A rejected cancellation too can be closed by the service (rules §4). */
export function close(_root: unknown, args: AnswerArgs, context: ShopContext) {
  const found = requireVisible(context, args.id);
  if (!found.location.fulfillmentService) {
    return refuse("The fulfillment order's assigned fulfillment service must be of api type");
  }
  const requested = requestedOf(context, args.id, ['ACCEPTED', 'CANCELLATION_REJECTED']);
  if (typeof requested === 'string') return refuse(requested);
  if (found.acceptedBy !== context.app.id) return refuse('Only the app that accepted the request can close it.');
  found.requestStatus = 'CLOSED';
  found.updatedAt = nowText(context);
  setStatus(found, 'INCOMPLETE');
  context.emit('fulfillment_orders/fulfillment_service_failed_to_complete', {
    fulfillment_order: thin(found),
    message: args.message ?? null,
  });
  return answer(found);
}
