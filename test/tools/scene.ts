/** A shop in which something has happened: what the screenshots show. */
import type {FulfillmentRequest, OrderFulfillment, Service} from '../../core/wire.ts';
import {until, type SandboxClient} from '../support/sandboxClient.ts';

export interface Scene {
  /** Gids. */
  serviceId: string;
  productId: string;
  variantId: string;
  /** An order of which a part was sent and a part is left. */
  partOrder: {id: string; name: string};
  /** Orders of which nothing was sent. */
  openOrders: {id: string; name: string}[];
  requestId: string;
  /** Postmark's id of the email about `partOrder`. */
  messageId: string;
  productTitles: string[];
  /** An order whose address was changed after its email. */
  moved: {orderId: string; requestId: string; messageId: string; pageUrl: string};
}

interface Product {
  id: string;
  title: string;
  variants: {id: string}[];
}
const number = (id: string) => id.split('/').at(-1) ?? id;

const addresses = [
  {
    firstName: 'Anna',
    lastName: 'Larsson',
    address1: 'Storgatan 5',
    city: 'Stockholm',
    zip: '111 22',
    countryCode: 'SE',
  },
  {firstName: 'Jonas', lastName: 'Weber', address1: 'Torstraße 12', city: 'Berlin', zip: '10119', countryCode: 'DE'},
  {firstName: 'Emma', lastName: 'Clarke', address1: '14 Mill Road', city: 'Bristol', zip: 'BS1 4ND', countryCode: 'GB'},
];

const items = (...lines: [Product, number, number][]) =>
  lines.map(([{variants}, index, quantity]) => ({variantId: variants[index]?.id, quantity}));

/** Makes services, products and orders in an empty shop, and sends a part of one. */
export async function setScene(client: SandboxClient): Promise<Scene> {
  const activate = async (name: string, email: string) =>
    (await client.api<{service: Service}>('POST', '/api/services', {name, email})).service;
  const nordic = await activate('Nordic Warehouse', 'orders@nordic-warehouse.example');
  const studio = await activate('Print Studio', 'hello@print-studio.example');

  const mug = await product(client, 'Enamel mug', ['Red', 'Blue', 'White'], 'MUG', '18.00');
  const blanket = await product(client, 'Wool blanket', ['Grey'], 'BLANKET', '89.00');
  const poster = await product(client, 'Harbour poster', ['A3', 'A2'], 'POSTER', '24.00');
  await assign(client, mug, nordic);
  await assign(client, blanket, nordic);
  await assign(client, poster, studio);

  const openOrders = [
    await order(client, items([mug, 1, 2], [poster, 0, 1]), 1),
    await order(client, items([blanket, 0, 1]), 2),
  ];
  const partOrder = await order(
    client,
    items([mug, 0, 3], [blanket, 0, 1], [poster, 1, 1]),
    0,
    'Please wrap the mugs as a gift.',
  );

  const {fulfillmentOrders} = await read(client, partOrder.id);
  const lines = fulfillmentOrders.find(({serviceId}) => serviceId === nordic.id)?.lines ?? [];
  const {requests} = await client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${number(partOrder.id)}/requests`,
    {lines: lines.slice(0, 1).map(({id}) => ({fulfillmentOrderLineItemId: id, quantity: 2}))},
    {'idempotency-key': 'scene'},
  );
  const message = await until('the email', async () => (await client.inbox())[0]);
  await client.postmark('events', {messageId: message.MessageID, type: 'Delivery'});
  await until('the delivery to be known', async () => {
    const {request} = await client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${requests[0]?.id}`);
    return request.delivery?.status === 'delivered';
  });
  return {
    serviceId: nordic.id,
    productId: mug.id,
    variantId: mug.variants[0]?.id ?? '',
    partOrder,
    openOrders,
    requestId: requests[0]?.id ?? '',
    messageId: message.MessageID,
    productTitles: [mug.title, poster.title],
    moved: await moved(client, await order(client, items([blanket, 0, 1], [mug, 2, 2]), 2)),
  };
}

/** Sends an order, and changes its address. */
async function moved(client: SandboxClient, {id, name}: {id: string; name: string}): Promise<Scene['moved']> {
  const path = `/api/orders/${number(id)}/requests`;
  const sent = await client.api<{requests: FulfillmentRequest[]}>('POST', path, {}, {'idempotency-key': id});
  const requestId = sent.requests[0]?.id ?? '';
  const now = async () =>
    (await client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${requestId}`)).request;
  await until('the request to be fulfilled', async () => (await now()).status === 'fulfilled');
  await client.graphql('mutation ($i: OrderInput!) { orderUpdate(input: $i) { userErrors { message } } }', {
    i: {id, shippingAddress: {...addresses[2], address1: '3 Harbour Way', city: 'Cardiff', zip: 'CF10 4PA'}},
  });
  const told = await until('the email of the change', async () =>
    (await client.inbox()).find(({Subject}) => Subject.includes('ADDRESS CHANGED') && Subject.includes(name)),
  );
  await client.postmark('events', {messageId: told.MessageID, type: 'Delivery'});
  await until('its delivery', async () => (await now()).addressChange?.delivery?.status === 'delivered');
  const pageUrl = /https?:\/\/\S+\/r\/[\w.-]+/.exec(told.TextBody)?.[0] ?? '';
  return {orderId: id, requestId, messageId: told.MessageID, pageUrl};
}

async function product(client: SandboxClient, title: string, variants: string[], sku: string, price: string) {
  const made = await client.control<{product: Product}>('products', {
    title,
    variants: variants.map((name, index) => ({title: name, sku: `${sku}-0${index + 1}`, price, tracked: false})),
  });
  return {...made.product, title};
}

async function assign(client: SandboxClient, {id, variants}: Product, service: Service): Promise<void> {
  await client.api('PUT', `/api/products/${number(id)}/assignments`, {
    assignments: variants.map((variant) => ({variantId: variant.id, serviceId: service.id})),
  });
}

async function order(client: SandboxClient, lineItems: unknown[], who: number, note?: string) {
  const made = await client.control<{order: {id: string; name: string}}>('orders', {
    lineItems,
    note,
    shippingAddress: {...addresses[who], phone: '+46 70 123 45 67'},
    email: 'customer@example.com',
  });
  await until('the order to be routed', async () => (await read(client, made.order.id)).fulfillmentOrders.length > 0);
  return made.order;
}

const read = (client: SandboxClient, id: string) =>
  client.api<OrderFulfillment>('GET', `/api/orders/${number(id)}/fulfillment`);
