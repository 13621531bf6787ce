// fulfillmentCreate: its checks in Shopify's order, then the shipment (rules §5).
import type {ShopContext} from '../../contract.ts';
import {isVisible} from '../fulfillmentOrders/access.ts';
import {supports} from '../fulfillmentOrders/actions.ts';
import {setStatus} from '../fulfillmentOrders/assignedLocation.ts';
import {invalidQuantity, remaining, select, type LineInput} from '../fulfillmentOrders/lines.ts';
import type {FulfillmentOrder} from '../fulfillmentOrders/record.ts';
import {invalidId, numberOf, parseGid} from '../ids.ts';
import {uncommit} from '../inventory/levels.ts';
import {orderPayload} from '../orders/payloads.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError, type UserError} from '../userErrors.ts';
import {fulfillmentPayload} from './payloads.ts';
import type {Fulfillment, FulfillmentLineItem, FulfillmentUnit} from './record.ts';
import {trackingOf, type TrackingInput} from './tracking.ts';

interface GroupInput {
  fulfillmentOrderId: string;
  fulfillmentOrderLineItems?: LineInput[] | null;
}

export interface CreateArgs {
  fulfillment: {
    lineItemsByFulfillmentOrder: GroupInput[];
    notifyCustomer?: boolean | null;
    trackingInfo?: TrackingInput | null;
    originAddress?: object | null;
  };
}

const maxLines = 512;

/** Shopify: quantities first, over the whole input (rules §5). */
function quantityErrors(groups: readonly GroupInput[]): UserError[] {
  return groups.flatMap((group, i) =>
    (group.fulfillmentOrderLineItems ?? []).flatMap(({quantity}, j) => {
      const path = ['fulfillment', 'lineItemsByFulfillmentOrder', String(i), 'fulfillmentOrderLineItems', String(j)];
      return quantity > 0 ? [] : [userError([...path, 'quantity'], 'Quantity must be greater than 0')];
    }),
  );
}

function several(sentence: string, what: string, ids: readonly string[]): string | undefined {
  const different = [...new Set(ids)];
  const numbers = different.map((id) => numberOf(id)).join(', ');
  return different.length > 1 ? `${sentence} Multiple ${what} with ids [${numbers}] were found.` : undefined;
}

/** What the input asks for, or the first reason against it. */
function resolve(context: ShopContext, groups: readonly GroupInput[]): FulfillmentUnit[] | string {
  const found: {fulfillmentOrder: FulfillmentOrder; inputs: LineInput[] | null}[] = [];
  for (const group of groups) {
    const fulfillmentOrder = stateOf(context).fulfillmentOrders.get(group.fulfillmentOrderId);
    if (!fulfillmentOrder || !isVisible(context, fulfillmentOrder)) return 'Fulfillment order does not exist.';
    found.push({fulfillmentOrder, inputs: group.fulfillmentOrderLineItems ?? null});
  }
  // An empty list is refused too; its text is unverified.
  if (found.length === 0) return 'Fulfillment order does not exist.';
  const orders = found.map(({fulfillmentOrder}) => fulfillmentOrder.order.id);
  const locations = found.map(({fulfillmentOrder}) => fulfillmentOrder.location.id);
  const relation =
    several('All fulfillment orders must belong to the same order.', 'orders', orders) ??
    several('All fulfillment orders must be assigned to a single location.', 'locations', locations);
  if (relation) return relation;
  for (const {fulfillmentOrder} of found) {
    // The sentence is captured for closed ones; for others (submitted, on hold, scheduled) it is unverified.
    if (!supports(fulfillmentOrder, 'CREATE_FULFILLMENT', context.app.id)) {
      return `Fulfillment order ${numberOf(fulfillmentOrder.id)} has an unfulfillable status= ${fulfillmentOrder.status.toLowerCase()}.`;
    }
  }
  const units: FulfillmentUnit[] = [];
  for (const {fulfillmentOrder, inputs} of found) {
    const selected = select(fulfillmentOrder, inputs);
    if (typeof selected === 'string') return selected;
    units.push(...selected.map(({line, quantity}) => ({fulfillmentOrder, line, quantity})));
  }
  const overdrawn = units.some(({line}) => {
    const wanted = units.reduce((sum, unit) => (unit.line === line ? sum + unit.quantity : sum), 0);
    return wanted > line.remainingQuantity;
  });
  return overdrawn || units.length === 0 ? invalidQuantity : units;
}

/** Shopify: two fulfillment orders with the same order line give ONE fulfillment line (rules §5). */
function aggregate(context: ShopContext, units: readonly FulfillmentUnit[]): FulfillmentLineItem[] {
  const lines: FulfillmentLineItem[] = [];
  for (const {line, quantity} of units) {
    const known = lines.find((candidate) => candidate.lineItem === line.lineItem);
    if (known) known.quantity += quantity;
    else {
      const id = stateOf(context).ids.gid('FulfillmentLineItem');
      lines.push({__typename: 'FulfillmentLineItem', id, lineItem: line.lineItem, quantity});
    }
  }
  return lines;
}

/** Ships units: they are not remaining any more, and leave the location's stock. */
function ship(context: ShopContext, unit: FulfillmentUnit): void {
  const {fulfillmentOrder, line, quantity} = unit;
  const committed = Math.min(line.committed, quantity);
  line.remainingQuantity -= quantity;
  line.committed -= committed;
  uncommit(context, line.lineItem.inventoryItem, fulfillmentOrder.location, committed, 'gone');
  fulfillmentOrder.updatedAt = nowText(context);
  // Shopify: nothing left closes it; a part reads IN_PROGRESS (unverified for unsubmitted ones, rules §5).
  setStatus(fulfillmentOrder, remaining(fulfillmentOrder) === 0 ? 'CLOSED' : 'IN_PROGRESS');
}

function refused(userErrors: UserError[]) {
  return {fulfillment: null, userErrors};
}

/** The mutation.
 * @throws GraphQLError RESOURCE_NOT_FOUND "invalid id" for a malformed id. */
export function fulfillmentCreate(_root: unknown, args: CreateArgs, context: ShopContext) {
  const {lineItemsByFulfillmentOrder: groups, notifyCustomer, trackingInfo, originAddress} = args.fulfillment;
  const ids = groups.flatMap((group) => [
    {type: 'FulfillmentOrder', id: group.fulfillmentOrderId},
    ...(group.fulfillmentOrderLineItems ?? []).map(({id}) => ({type: 'FulfillmentOrderLineItem', id})),
  ]);
  if (ids.some(({type, id}) => parseGid(id)?.type !== type)) throw invalidId('invalid id');
  const badQuantities = quantityErrors(groups);
  if (badQuantities.length > 0) return refused(badQuantities);
  if (groups.some((group) => (group.fulfillmentOrderLineItems?.length ?? 0) > maxLines)) {
    return refused([userError(['fulfillment'], `Fulfillment order line items cannot be more than ${maxLines}.`)]);
  }
  const units = resolve(context, groups);
  if (typeof units === 'string') return refused([userError(['fulfillment'], units)]);
  const first = units[0];
  if (!first) return refused([userError(['fulfillment'], invalidQuantity)]);
  const {order, location} = first.fulfillmentOrder;
  const state = stateOf(context);
  const at = nowText(context);
  const fulfillment: Fulfillment = {
    __typename: 'Fulfillment',
    id: state.ids.gid('Fulfillment'),
    order,
    name: `${order.name}-F${order.fulfillmentList.length + 1}`,
    createdAt: at,
    updatedAt: at,
    status: 'SUCCESS',
    location,
    service: location.fulfillmentService,
    units,
    lines: aggregate(context, units),
    eventList: [],
    tracking: trackingOf(trackingInfo),
    originAddress: originAddress ?? null,
    notifyCustomer: notifyCustomer ?? false,
  };
  for (const unit of units) ship(context, unit);
  state.fulfillments.add(fulfillment);
  order.fulfillmentList.push(fulfillment);
  order.updatedAt = at;
  context.emit('fulfillments/create', fulfillmentPayload(fulfillment));
  // Shopify: whatever changes an order is told by this, too.
  context.emit('orders/updated', orderPayload(order));
  return {fulfillment, userErrors: []};
}
