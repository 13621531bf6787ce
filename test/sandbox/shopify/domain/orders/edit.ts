// orderEditBegin, orderEditSetQuantity, orderEditCommit: units of a line are taken out of an order. Other edits are not simulated.
import type {ShopContext} from '../../contract.ts';
import {numberOf, requireGid} from '../ids.ts';
import {notSimulated} from '../notSimulated.ts';
import {connection, type PageArgs} from '../connection.ts';
import {stateOf, type State} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {orderPayload} from './payloads.ts';
import type {LineItem, Order} from './record.ts';
import {fulfilledQuantity} from './status.ts';
import {takeOut} from './takeOut.ts';

/** Edits that were begun and not committed: the quantities asked for, by line. */
const begun = new WeakMap<State, Map<string, {order: Order; wanted: Map<LineItem, number>}>>();

const current = (line: LineItem) => line.quantity - line.removed;

function calculated(id: string, order: Order, wanted: ReadonlyMap<LineItem, number>) {
  const lines = order.lines.map((line) => ({
    id: `gid://shopify/CalculatedLineItem/${numberOf(line.id)}`,
    title: line.title,
    sku: line.sku,
    quantity: wanted.get(line) ?? current(line),
  }));
  return {id, originalOrder: order, lineItems: (args: PageArgs) => connection(lines, args)};
}

/** orderEditBegin. Shopify: the numbers of the calculated ids are those of the order and of its lines. */
export function orderEditBegin(_root: unknown, args: {id: string}, context: ShopContext) {
  requireGid('Order', args.id);
  const state = stateOf(context);
  const order = state.orders.get(args.id);
  if (!order) return {calculatedOrder: null, userErrors: [userError(['id'], 'The order does not exist.')]};
  if (order.cancelledAt) {
    return {calculatedOrder: null, userErrors: [userError(['id'], 'The order cannot be edited.')]};
  }
  const id = `gid://shopify/CalculatedOrder/${numberOf(order.id)}`;
  const edits = begun.get(state) ?? new Map<string, {order: Order; wanted: Map<LineItem, number>}>();
  begun.set(state, edits.set(id, {order, wanted: new Map()}));
  return {calculatedOrder: calculated(id, order, new Map()), userErrors: []};
}

interface QuantityArgs {
  id: string;
  lineItemId: string;
  quantity: number;
}

const refuse = (field: string, message: string) => ({
  calculatedOrder: null,
  calculatedLineItem: null,
  userErrors: [userError([field], message)],
});

/** orderEditSetQuantity. */
export function orderEditSetQuantity(_root: unknown, args: QuantityArgs, context: ShopContext) {
  const edit = begun.get(stateOf(context))?.get(args.id);
  const line = edit?.order.lines.find(({id}) => numberOf(id) === numberOf(args.lineItemId));
  if (!edit) return refuse('id', 'The calculated order does not exist.');
  if (!line) return refuse('lineItemId', 'The line item does not exist.');
  if (args.quantity > current(line)) throw notSimulated('a higher quantity in orderEditSetQuantity');
  // The text is unverified.
  if (args.quantity < fulfilledQuantity(line)) return refuse('quantity', 'Fulfilled units cannot be removed.');
  edit.wanted.set(line, args.quantity);
  const {nodes} = calculated(args.id, edit.order, edit.wanted).lineItems({first: 250});
  const calculatedLineItem = nodes.find(({id}) => numberOf(id) === numberOf(line.id)) ?? null;
  return {calculatedOrder: calculated(args.id, edit.order, edit.wanted), calculatedLineItem, userErrors: []};
}

/** orderEditCommit. */
export function orderEditCommit(_root: unknown, args: {id: string}, context: ShopContext) {
  const state = stateOf(context);
  const edit = begun.get(state)?.get(args.id);
  if (!edit)
    return {order: null, successMessages: [], userErrors: [userError(['id'], 'The calculated order does not exist.')]};
  const {order, wanted} = edit;
  begun.get(state)?.delete(args.id);
  const removals: object[] = [];
  for (const [line, quantity] of wanted) {
    const delta = current(line) - quantity;
    if (delta === 0) continue;
    takeOut(context, line, delta, 'available');
    removals.push({id: Number(numberOf(line.id)), delta});
  }
  order.updatedAt = nowText(context);
  context.emit('orders/edited', {
    order_edit: {
      id: Number(numberOf(order.id)),
      app_id: null,
      created_at: order.updatedAt,
      notify_customer: false,
      order_id: Number(numberOf(order.id)),
      staff_note: '',
      user_id: null,
      line_items: {additions: [], removals},
      discounts: {line_item: {additions: [], removals: []}},
      shipping_lines: {additions: [], removals: []},
    },
  });
  context.emit('orders/updated', orderPayload(order));
  return {order, successMessages: ['Order updated'], userErrors: []};
}
