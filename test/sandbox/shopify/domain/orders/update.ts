// orderUpdate: note, address, contact, tags, attributes.
import type {ShopContext} from '../../contract.ts';
import {mailingAddress, type MailingAddressInput} from '../addresses/mailing.ts';
import {requireGid} from '../ids.ts';
import {notSimulated} from '../notSimulated.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {orderPayload} from './payloads.ts';
import type {Attribute} from './record.ts';

interface OrderInput {
  id: string;
  note?: string | null;
  email?: string | null;
  phone?: string | null;
  poNumber?: string | null;
  tags?: string[] | null;
  customAttributes?: Attribute[] | null;
  shippingAddress?: MailingAddressInput | null;
}

const simulated = new Set(['id', 'note', 'email', 'phone', 'poNumber', 'tags', 'customAttributes', 'shippingAddress']);

/** The mutation. Shopify: the fulfillment orders' destination follows the order's address. Whether that of a closed one does is
 * unverified: here it does not, which is the harder case for an app.
 * @throws GraphQLError NOT_SIMULATED for metafields and localized fields. */
export function orderUpdate(_root: unknown, args: {input: OrderInput}, context: ShopContext) {
  const {input} = args;
  for (const name of Object.keys(input)) if (!simulated.has(name)) throw notSimulated(`${name} of orderUpdate`);
  requireGid('Order', input.id);
  const state = stateOf(context);
  const order = state.orders.get(input.id);
  if (!order) return {order: null, userErrors: [userError(['id'], 'Order does not exist')]};
  for (const one of order.fulfillmentOrderList) {
    const {shippingAddress, email, phone} = order;
    if (one.status === 'CLOSED' || one.status === 'CANCELLED')
      one.frozenDestination ??= {shippingAddress, email, phone};
  }
  if (input.note !== undefined) order.note = input.note;
  if (input.email !== undefined) order.email = input.email;
  if (input.phone !== undefined) order.phone = input.phone;
  if (input.poNumber !== undefined) order.poNumber = input.poNumber;
  if (input.tags) order.tags = [...input.tags];
  if (input.customAttributes) order.customAttributes = input.customAttributes.map(({key, value}) => ({key, value}));
  if (input.shippingAddress) {
    const id = order.shippingAddress?.id ?? state.ids.gid('MailingAddress');
    order.shippingAddress = mailingAddress(id, input.shippingAddress);
  }
  order.updatedAt = nowText(context);
  context.emit('orders/updated', orderPayload(order));
  return {order, userErrors: []};
}
