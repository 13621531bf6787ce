// refundCreate, as far as it concerns what is to be shipped: units that were not leave the order. No money is moved.
import type {ShopContext} from '../../contract.ts';
import {connection, type PageArgs} from '../connection.ts';
import {numberOf, requireGid} from '../ids.ts';
import {notSimulated} from '../notSimulated.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {orderPayload} from './payloads.ts';
import type {LineItem, Order} from './record.ts';
import {fulfilledQuantity, unfulfilledQuantity} from './status.ts';
import {takeOut} from './takeOut.ts';

type RestockType = 'CANCEL' | 'NO_RESTOCK' | 'RETURN' | 'LEGACY_RESTOCK';

interface RefundArgs {
  input: {
    orderId: string;
    note?: string | null;
    notify?: boolean | null;
    refundLineItems?:
      {lineItemId: string; quantity: number; restockType?: RestockType | null; locationId?: string}[] | null;
  };
}

const simulated = new Set(['orderId', 'note', 'notify', 'refundLineItems']);
/** The schema's own defaults ask for nothing. */
const asksForNothing = (value: unknown) => !value || (Array.isArray(value) && value.length === 0);

interface RefundedUnits {
  line: LineItem;
  quantity: number;
  restockType: RestockType;
}

const refuse = (order: Order | null, field: string[], message: string) => ({
  refund: null,
  order,
  userErrors: [userError(field, message)],
});

/** The mutation. Shopify: no webhook of a fulfillment order tells of it; `refunds/create` and `orders/updated` do. With NO_RESTOCK
 * shipped units are refunded before the others, so with none shipped the others leave the order, as with CANCEL.
 * @throws GraphQLError NOT_SIMULATED for money, and for units that were shipped */
export function refundCreate(_root: unknown, {input}: RefundArgs, context: ShopContext) {
  for (const [name, value] of Object.entries(input)) {
    if (!simulated.has(name) && !asksForNothing(value)) throw notSimulated(`${name} of refundCreate`);
  }
  requireGid('Order', input.orderId);
  const state = stateOf(context);
  const order = state.orders.get(input.orderId);
  if (!order) return refuse(null, ['orderId'], 'Order does not exist');
  const units: RefundedUnits[] = [];
  for (const {lineItemId, quantity, restockType = 'NO_RESTOCK'} of input.refundLineItems ?? []) {
    const line = order.lines.find(({id}) => id === lineItemId);
    // The texts are unverified.
    if (!line) return refuse(order, ['refundLineItems'], 'Line item does not exist');
    const how = restockType ?? 'NO_RESTOCK';
    if (how !== 'CANCEL' && (how !== 'NO_RESTOCK' || fulfilledQuantity(line) > 0)) {
      throw notSimulated('a refund of shipped units');
    }
    const taken = units.reduce((sum, one) => (one.line === line ? sum + one.quantity : sum), 0);
    if (quantity < 1 || taken + quantity > unfulfilledQuantity(line)) {
      return refuse(order, ['refundLineItems'], 'Cannot refund more items than were purchased');
    }
    units.push({line, quantity, restockType: how});
  }
  for (const {line, quantity, restockType} of units) {
    takeOut(context, line, quantity, restockType === 'CANCEL' ? 'available' : 'gone');
  }
  order.updatedAt = nowText(context);
  const id = state.ids.gid('Refund');
  const lines = units.map((one) => ({id: state.ids.gid('RefundLineItem'), ...one}));
  context.emit('refunds/create', {
    id: Number(numberOf(id)),
    admin_graphql_api_id: id,
    order_id: Number(numberOf(order.id)),
    created_at: order.updatedAt,
    note: input.note ?? null,
    user_id: null,
    restock: units.some(({restockType}) => restockType === 'CANCEL'),
    refund_line_items: lines.map((one) => ({
      id: Number(numberOf(one.id)),
      quantity: one.quantity,
      line_item_id: Number(numberOf(one.line.id)),
      location_id: null,
      restock_type: one.restockType.toLowerCase(),
    })),
    transactions: [],
    order_adjustments: [],
  });
  context.emit('orders/updated', orderPayload(order));
  const refundLineItems = (args: PageArgs) =>
    connection(
      lines.map((one) => ({id: one.id, lineItem: one.line, quantity: one.quantity, restockType: one.restockType})),
      args,
    );
  const refund = {id, order, createdAt: order.updatedAt, note: input.note ?? null, refundLineItems};
  return {refund, order, userErrors: []};
}
