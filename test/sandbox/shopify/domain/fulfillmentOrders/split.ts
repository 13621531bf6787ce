// fulfillmentOrderSplit and fulfillmentOrderMerge; a batch happens whole or not at all (rules §4).
import type {ShopContext} from '../../contract.ts';
import {numberOf, requireGid} from '../ids.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {findVisible} from './access.ts';
import {supports} from './actions.ts';
import {setStatus} from './assignedLocation.ts';
import {createFulfillmentOrder} from './create.ts';
import {invalidQuantity, isWhole, put, remaining, select, take, type LineInput, type Selection} from './lines.ts';
import {requestedLines, thin} from './payloads.ts';
import type {FulfillmentOrder} from './record.ts';
import {isMergeable} from './siblings.ts';

interface PartInput {
  fulfillmentOrderId: string;
  fulfillmentOrderLineItems?: LineInput[] | null;
}

interface Part {
  one: FulfillmentOrder;
  selected: Selection[];
}

type Refusal = [message: string, code: string | null];

const notFound: Refusal = ['Fulfillment order does not exist.', 'FULFILLMENT_ORDER_NOT_FOUND'];

function partOf(context: ShopContext, input: PartInput): Part | Refusal {
  const one = findVisible(context, input.fulfillmentOrderId);
  if (!one) return notFound;
  if (input.fulfillmentOrderLineItems?.some(({quantity}) => quantity <= 0)) {
    return ['The fulfillment order line item quantity must be greater than 0.', 'GREATER_THAN'];
  }
  const selected = select(one, input.fulfillmentOrderLineItems);
  return typeof selected === 'string' ? [selected, 'INVALID_LINE_ITEM_QUANTITY'] : {one, selected};
}

function splitPart(context: ShopContext, input: PartInput): Part | Refusal {
  const part = partOf(context, input);
  if (Array.isArray(part)) return part;
  if (!input.fulfillmentOrderLineItems?.length) {
    const message = 'The fulfillment order must have at least one line item input to split.';
    return [message, 'NO_LINE_ITEMS_PROVIDED_TO_SPLIT'];
  }
  // Shopify makes a replacement in some states where the original cannot be split; which is unverified: refused here.
  if (!supports(part.one, 'SPLIT', context.app.id))
    return ['The fulfillment order is not in a splittable state.', null];
  return isWhole(part.one, part.selected) ? [invalidQuantity, 'INVALID_LINE_ITEM_QUANTITY'] : part;
}

/** fulfillmentOrderSplit: the original keeps what was NOT selected, a new one gets the selected units. */
export function split(_root: unknown, args: {fulfillmentOrderSplits: PartInput[]}, context: ShopContext) {
  const parts: Part[] = [];
  const ids = args.fulfillmentOrderSplits.map((input) => input.fulfillmentOrderId);
  for (const input of args.fulfillmentOrderSplits) {
    // Two splits of one fulfillment order in a batch would each be checked against the same units.
    const twice = ids.filter((id) => id === input.fulfillmentOrderId).length > 1;
    const part: Part | Refusal = twice
      ? ['A fulfillment order can be split once at a time.', null]
      : splitPart(context, input);
    if (Array.isArray(part)) return {fulfillmentOrderSplits: null, userErrors: [userError(null, ...part)]};
    parts.push(part);
  }
  const fulfillmentOrderSplits = parts.map(({one, selected}) => {
    const {order, location, fulfillBy} = one;
    const requested = requestedLines(selected);
    const lines = take(context, one, selected);
    const created = createFulfillmentOrder(context, {order, location, lines, commit: false, fulfillBy});
    one.updatedAt = nowText(context);
    context.emit('fulfillment_orders/split', {
      fulfillment_order: thin(one),
      remaining_fulfillment_order: thin(created),
      replacement_fulfillment_order: null,
      split_line_items: requested,
    });
    return {fulfillmentOrder: one, remainingFulfillmentOrder: created, replacementFulfillmentOrder: null};
  });
  return {fulfillmentOrderSplits, userErrors: []};
}

function mergeParts(context: ShopContext, intents: readonly PartInput[]): Part[] | Refusal {
  const parts: Part[] = [];
  for (const intent of intents) {
    const part = partOf(context, intent);
    if (Array.isArray(part)) return part;
    if (!isMergeable(part.one)) {
      return [`Fulfillment order: ${numberOf(part.one.id)} is currently not in a mergeable state.`, null];
    }
    parts.push(part);
  }
  const [first, ...others] = parts;
  // The texts of these two are unverified.
  if (!first || others.length === 0) return ['At least two fulfillment orders are needed to merge.', null];
  if (others.some(({one}) => one.order !== first.one.order || one.location !== first.one.location)) {
    return ['All fulfillment orders must belong to the same order and location to be merged.', null];
  }
  if (new Set(parts.map(({one}) => one)).size < parts.length) {
    return ['A fulfillment order cannot be merged with itself.', null];
  }
  return parts;
}

interface MergeArgs {
  fulfillmentOrderMergeInputs: {mergeIntents: PartInput[]}[];
}

/** fulfillmentOrderMerge: the units of each set go to its first fulfillment order; what is emptied closes. */
export function merge(_root: unknown, args: MergeArgs, context: ShopContext) {
  const intents = args.fulfillmentOrderMergeInputs.flatMap((input) => input.mergeIntents);
  for (const intent of intents) requireGid('FulfillmentOrder', intent.fulfillmentOrderId);
  const sets: Part[][] = [];
  for (const input of args.fulfillmentOrderMergeInputs) {
    const parts = mergeParts(context, input.mergeIntents);
    if (typeof parts[0] === 'string') {
      const [message, code] = parts as Refusal;
      return {fulfillmentOrderMerges: null, userErrors: [userError(null, message, code)]};
    }
    sets.push(parts as Part[]);
  }
  const merged = sets.flatMap(([first, ...others]) => {
    if (!first) return [];
    for (const {one, selected} of others) {
      put(context, first.one, take(context, one, selected));
      one.updatedAt = nowText(context);
      if (remaining(one) === 0) setStatus(one, 'CLOSED');
    }
    first.one.updatedAt = nowText(context);
    return [first.one];
  });
  context.emit('fulfillment_orders/merged', {
    merge_intents: intents.map((intent) => ({
      fulfillment_order_id: intent.fulfillmentOrderId,
      fulfillment_order_line_items: intent.fulfillmentOrderLineItems ?? [],
    })),
    fulfillment_order_merges: merged.map((one) => ({fulfillment_order: thin(one)})),
  });
  return {fulfillmentOrderMerges: merged.map((fulfillmentOrder) => ({fulfillmentOrder})), userErrors: []};
}
