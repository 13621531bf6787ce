// New fulfillment orders: by routing, and wherever a part of one goes its own way.
import type {ShopContext} from '../../contract.ts';
import {commit} from '../inventory/levels.ts';
import type {Location} from '../locations/record.ts';
import type {LineItem, Order} from '../orders/record.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import type {FulfillmentOrder, FulfillmentOrderLineItem} from './record.ts';

export interface NewLine {
  lineItem: LineItem;
  quantity: number;
  /** Units already committed at this location that come with the line. */
  committed?: number;
}

export interface NewFulfillmentOrder {
  order: Order;
  location: Location;
  lines: readonly NewLine[];
  /** Takes the lines' units from the location's available stock. */
  commit: boolean;
  fulfillAt?: string | null;
  fulfillBy?: string | null;
}

/** Adds a line to a fulfillment order. */
export function addLine(context: ShopContext, owner: FulfillmentOrder, line: NewLine): FulfillmentOrderLineItem {
  const state = stateOf(context);
  const added: FulfillmentOrderLineItem = {
    __typename: 'FulfillmentOrderLineItem',
    id: state.ids.gid('FulfillmentOrderLineItem'),
    owner,
    lineItem: line.lineItem,
    totalQuantity: line.quantity,
    remainingQuantity: line.quantity,
    committed: line.committed ?? 0,
  };
  owner.lines.push(added);
  return state.fulfillmentOrderLineItems.add(added);
}

/** Adds an OPEN/UNSUBMITTED fulfillment order to an order. */
export function createFulfillmentOrder(context: ShopContext, input: NewFulfillmentOrder): FulfillmentOrder {
  const state = stateOf(context);
  const at = nowText(context);
  const created: FulfillmentOrder = {
    __typename: 'FulfillmentOrder',
    id: state.ids.gid('FulfillmentOrder'),
    order: input.order,
    createdAt: at,
    updatedAt: at,
    status: 'OPEN',
    requestStatus: 'UNSUBMITTED',
    fulfillAt: input.fulfillAt ?? input.order.processedAt,
    fulfillBy: input.fulfillBy ?? null,
    location: input.location,
    frozenLocation: null,
    lines: [],
    holds: [],
    requests: [],
    progressReported: false,
    acceptedBy: null,
    frozenDestination: null,
    destinationId: state.ids.gid('FulfillmentOrderDestination'),
    deliveryMethodId: state.ids.gid('DeliveryMethod'),
    internationalDuties: null,
  };
  for (const line of input.lines) {
    const added = addLine(context, created, line);
    if (input.commit) added.committed = commit(context, line.lineItem.inventoryItem, input.location, line.quantity);
  }
  input.order.fulfillmentOrderList.push(created);
  return state.fulfillmentOrders.add(created);
}
