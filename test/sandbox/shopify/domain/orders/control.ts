// POST /sandbox/orders: an order as from checkout; routed a moment later.
import {z} from 'zod';
import type {ShopContext} from '../../contract.ts';
import {mailingAddress} from '../addresses/mailing.ts';
import {manyOf, parseBody} from '../body.ts';
import {cents} from '../money.ts';
import {stateOf} from '../state.ts';
import {timeText} from '../time.ts';
import {orderPayload} from './payloads.ts';
import type {LineItem, Order} from './record.ts';
import {routeOrder} from './routing.ts';

const text = z.string().nullish();
const attributes = z.array(z.strictObject({key: z.string(), value: z.string().nullable()})).optional();
const price = z.union([z.string(), z.number()]);

const body = z.strictObject({
  lineItems: z
    .array(
      z.union([
        z.strictObject({variantId: z.string(), quantity: z.int().positive(), customAttributes: attributes}),
        z.strictObject({
          title: z.string().min(1),
          price,
          quantity: z.int().positive(),
          sku: text,
          requiresShipping: z.boolean().optional(),
          customAttributes: attributes,
        }),
      ]),
    )
    .min(1),
  shippingAddress: z
    .strictObject({
      address1: text,
      address2: text,
      city: text,
      company: text,
      country: text,
      countryCode: z
        .string()
        .regex(/^[A-Z]{2}$/, 'must be a code of two capital letters, such as US')
        .nullish(),
      firstName: text,
      lastName: text,
      phone: text,
      province: text,
      provinceCode: text,
      zip: text,
    })
    .nullish(),
  shippingLines: z.array(z.strictObject({title: z.string().min(1), price})).optional(),
  email: text,
  phone: text,
  note: text,
  financialStatus: z
    .string()
    .transform((status) => status.toUpperCase())
    .pipe(
      z.enum([
        'AUTHORIZED',
        'EXPIRED',
        'PAID',
        'PARTIALLY_PAID',
        'PARTIALLY_REFUNDED',
        'PENDING',
        'REFUNDED',
        'VOIDED',
      ]),
    )
    .optional(),
  tags: z.array(z.string()).optional(),
  test: z.boolean().optional(),
  customAttributes: attributes,
  /** A time to come: the fulfillment orders are SCHEDULED until then. */
  fulfillAt: z.iso.datetime({offset: true}).optional(),
});

type OrderBody = z.infer<typeof body>;
type LineBody = OrderBody['lineItems'][number];

function lineItem(context: ShopContext, order: Order, input: LineBody): LineItem {
  const state = stateOf(context);
  const constant = {
    __typename: 'LineItem' as const,
    order,
    quantity: input.quantity,
    removed: 0,
    customAttributes: input.customAttributes ?? [],
    image: null,
    isGiftCard: false,
    taxable: true,
    sellingPlan: null,
    lineItemGroup: null,
    contract: null,
  };
  if ('title' in input) {
    return {
      ...constant,
      id: state.ids.gid('LineItem'),
      title: input.title,
      variantTitle: null,
      name: input.title,
      sku: input.sku ?? null,
      vendor: null,
      price: cents(input.price),
      requiresShipping: input.requiresShipping ?? true,
      weight: null,
      soldVariant: null,
      soldProduct: null,
      inventoryItem: null,
    };
  }
  const variant = state.variants.get(input.variantId);
  if (!variant) throw new Error(`There is no variant ${input.variantId}.`);
  const {product, inventoryItem: item} = variant;
  // Shopify: the only variant of a simple product has no title of its own in an order.
  const variantTitle = variant.title === 'Default Title' ? null : variant.title;
  return {
    ...constant,
    id: state.ids.gid('LineItem'),
    title: product.title,
    variantTitle,
    name: variantTitle ? `${product.title} - ${variantTitle}` : product.title,
    sku: item.sku,
    vendor: product.vendor,
    price: cents(variant.price),
    requiresShipping: item.requiresShipping,
    weight: item.weight,
    soldVariant: variant,
    soldProduct: product,
    inventoryItem: item,
  };
}

/** Milliseconds from an order to its routing. Shopify: asynchronous, "a moment later" (rules §2). */
function routingMs(): number {
  const value = Number(process.env['SANDBOX_ROUTING_MS'] ?? 30);
  if (!Number.isInteger(value) || value < 0)
    throw new Error('SANDBOX_ROUTING_MS must be a whole number of milliseconds.');
  return value;
}

/** Adds an order, not routed yet. */
function placeOrder(context: ShopContext, given: OrderBody): Order {
  const state = stateOf(context);
  for (const line of given.lineItems) {
    if ('variantId' in line && !state.variants.get(line.variantId))
      throw new Error(`There is no variant ${line.variantId}.`);
  }
  const at = timeText(context.now());
  state.lastOrderNumber += 1;
  const number = state.lastOrderNumber;
  const order: Order = {
    __typename: 'Order',
    id: state.ids.gid('Order'),
    name: `${state.shop.orderNumberFormatPrefix}${number}${state.shop.orderNumberFormatSuffix}`,
    number,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    cancellation: null,
    closedAt: null,
    email: given.email ?? null,
    phone: given.phone ?? null,
    note: given.note ?? null,
    poNumber: null,
    tags: given.tags ?? [],
    test: given.test ?? false,
    displayFinancialStatus: given.financialStatus ?? 'PAID',
    currencyCode: state.shop.currencyCode,
    customAttributes: given.customAttributes ?? [],
    shippingAddress: given.shippingAddress
      ? mailingAddress(state.ids.gid('MailingAddress'), given.shippingAddress)
      : null,
    lines: [],
    shipping: (given.shippingLines ?? []).map((line) => ({
      id: state.ids.gid('ShippingLine'),
      title: line.title,
      price: cents(line.price),
      code: line.title,
      carrierIdentifier: null,
      custom: false,
      deliveryCategory: null,
      phone: null,
      source: 'shopify',
      isRemoved: false,
      shippingRateHandle: null,
    })),
    fulfillmentOrderList: [],
    fulfillmentList: [],
    routed: false,
  };
  for (const line of given.lineItems) order.lines.push(state.lineItems.add(lineItem(context, order, line)));
  state.orders.add(order);
  context.emit('orders/create', orderPayload(order));
  return order;
}

/** The control `orders`: answers `{order:{id, name}}` and routes the order a moment later; or, for `{many:[…]}`,
 * `{orders:[…]}`, routed at once.
 * @throws Error with a sentence for a body that it cannot use. */
export function ordersControl(context: ShopContext, input: unknown): object {
  const many = manyOf(input);
  if (!many) {
    const given = parseBody(body, input);
    const order = placeOrder(context, given);
    context.later(routingMs(), () => routeOrder(context, order, given.fulfillAt));
    return {order: nameOf(order)};
  }
  const orders = many
    .map((each) => parseBody(body, each))
    .map((given) => {
      const order = placeOrder(context, given);
      routeOrder(context, order, given.fulfillAt);
      return nameOf(order);
    });
  return {orders};
}

const nameOf = ({id, name}: Order): object => ({id, name});
