// fulfillmentOrderHold and fulfillmentOrderReleaseHold (rules §2).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {notSimulated} from '../notSimulated.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {findVisible} from './access.ts';
import {holdLimit, holdsOf, supports} from './actions.ts';
import {setStatus} from './assignedLocation.ts';
import {createFulfillmentOrder} from './create.ts';
import {isWhole, rest, select, take, type LineInput} from './lines.ts';
import {thin} from './payloads.ts';
import type {FulfillmentHold, FulfillmentOrder} from './record.ts';

interface HoldInput {
  reason: string;
  reasonNotes?: string | null;
  handle?: string | null;
  externalId?: string | null;
  fulfillmentOrderLineItems?: LineInput[] | null;
}

const displayReasons: Record<string, string> = {
  AWAITING_PAYMENT: 'Awaiting payment',
  AWAITING_RETURN_ITEMS: 'Awaiting return items',
  HIGH_RISK_OF_FRAUD: 'High risk of fraud',
  INCORRECT_ADDRESS: 'Incorrect address',
  INVENTORY_OUT_OF_STOCK: 'Inventory out of stock',
  ONLINE_STORE_POST_PURCHASE_CROSS_SELL: 'Upsell offer',
  OTHER: 'Other',
  UNKNOWN_DELIVERY_DATE: 'Unknown delivery date',
};

const maxHandle = 64;

type Refusal = [field: string[] | null, message: string, code: string | null];

/** Why a hold cannot be placed; the codes are the schema's, the texts its descriptions of them. */
function refusalOf(context: ShopContext, one: FulfillmentOrder, input: HoldInput): Refusal | undefined {
  const {app} = context;
  const lines = input.fulfillmentOrderLineItems ?? [];
  const field = ['fulfillmentHold', 'fulfillmentOrderLineItems'];
  const handle = input.handle ?? '';
  if (handle.length > maxHandle) {
    return [['fulfillmentHold', 'handle'], `Handle is too long (maximum is ${maxHandle} characters)`, null];
  }
  if (one.holds.some((hold) => hold.appId === app.id && (hold.handle ?? '') === handle)) {
    const message =
      'The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.';
    return [['fulfillmentHold', 'handle'], message, 'DUPLICATE_FULFILLMENT_HOLD_HANDLE'];
  }
  if (holdsOf(one, app.id) >= holdLimit) {
    const message = 'The maximum number of fulfillment holds for this fulfillment order has been reached for this app.';
    return [['id'], message, 'FULFILLMENT_ORDER_HOLD_LIMIT_REACHED'];
  }
  if (lines.length > 0 && one.status === 'ON_HOLD') {
    return [['id'], 'The fulfillment order is not in a splittable state.', 'FULFILLMENT_ORDER_NOT_SPLITTABLE'];
  }
  // The text for other states is unverified.
  if (!supports(one, 'HOLD', app.id)) return [['id'], 'The fulfillment order is not in a state to be held.', null];
  const bad = lines.findIndex(({quantity}) => quantity <= 0);
  if (bad >= 0) {
    const message = 'The fulfillment order line item quantity must be greater than 0.';
    return [[...field, String(bad), 'quantity'], message, 'GREATER_THAN_ZERO'];
  }
  if (new Set(lines.map(({id}) => id)).size < lines.length) {
    return [field, 'The fulfillment order line items are not unique.', 'DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS'];
  }
  const selected = select(one, lines);
  return typeof selected === 'string' ? [field, selected, 'INVALID_LINE_ITEM_QUANTITY'] : undefined;
}

/** Places a hold; on a part, the rest goes to a new fulfillment order that is not held. */
export function placeHold(_root: unknown, args: {id: string; fulfillmentHold: HoldInput}, context: ShopContext) {
  const {fulfillmentHold: input} = args;
  if (input.externalId) throw notSimulated('externalId of fulfillmentOrderHold');
  const one = findVisible(context, args.id);
  const refusal: Refusal | undefined = one
    ? refusalOf(context, one, input)
    : [['id'], 'The fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND'];
  if (!one || refusal) {
    const userErrors = refusal ? [userError(...refusal)] : [];
    return {fulfillmentOrder: null, fulfillmentHold: null, remainingFulfillmentOrder: null, userErrors};
  }
  const selected = select(one, input.fulfillmentOrderLineItems);
  let remainingOrder: FulfillmentOrder | null = null;
  if (typeof selected !== 'string' && input.fulfillmentOrderLineItems?.length && !isWhole(one, selected)) {
    const {order, location} = one;
    const lines = take(context, one, rest(one, selected));
    remainingOrder = createFulfillmentOrder(context, {order, location, lines, commit: false});
  }
  const placed: FulfillmentHold = {
    __typename: 'FulfillmentHold',
    id: stateOf(context).ids.gid('FulfillmentHold'),
    reason: input.reason,
    displayReason: displayReasons[input.reason] ?? 'Other',
    reasonNotes: input.reasonNotes ?? null,
    handle: input.handle ?? '',
    appId: context.app.id,
  };
  one.holds.push(placed);
  one.updatedAt = nowText(context);
  setStatus(one, 'ON_HOLD');
  context.emit('fulfillment_orders/placed_on_hold', {
    fulfillment_order: {...thin(one), fulfillment_holds: one.holds.map(holdPayload)},
    remaining_fulfillment_order: remainingOrder && thin(remainingOrder),
    created_fulfillment_hold: holdPayload(placed),
  });
  return {fulfillmentOrder: one, fulfillmentHold: placed, remainingFulfillmentOrder: remainingOrder, userErrors: []};
}

function holdPayload(placed: FulfillmentHold): object {
  return {id: placed.id, reason: placed.reason.toLowerCase(), reason_notes: placed.reasonNotes, handle: placed.handle};
}

/** Releases the named holds, or everyone's; without one left the fulfillment order is open again. */
export function releaseHold(
  _root: unknown,
  args: {id: string; holdIds?: string[] | null; externalId?: string | null},
  context: ShopContext,
) {
  if (args.externalId) throw notSimulated('externalId of fulfillmentOrderReleaseHold');
  for (const id of args.holdIds ?? []) requireGid('FulfillmentHold', id);
  const one = findVisible(context, args.id);
  if (!one) {
    const error = userError(['id'], 'The fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND');
    return {fulfillmentOrder: null, userErrors: [error]};
  }
  if (one.status !== 'ON_HOLD') {
    // The text is unverified.
    return {fulfillmentOrder: null, userErrors: [userError(null, 'The fulfillment order is not on hold.')]};
  }
  const named = args.holdIds ?? [];
  one.holds = named.length > 0 ? one.holds.filter((placed) => !named.includes(placed.id)) : [];
  one.updatedAt = nowText(context);
  if (one.holds.length === 0) {
    one.progressReported = false;
    setStatus(one, 'OPEN');
    context.emit('fulfillment_orders/hold_released', {fulfillment_order: thin(one)});
  }
  return {fulfillmentOrder: one, userErrors: []};
}
