/** The main job, step by step, through the app's own API, with Shopify and Postmark looked at from outside. */
import type {FulfillmentRequest, OrderFulfillment, Service, VariantAssignment} from '../../core/wire.ts';
import {until, type InboxMessage, type SandboxClient} from '../support/sandboxClient.ts';

/** Runs one step and tells how it went. */
export type Step = <Result>(title: string, work: () => Promise<{result: Result; outcome: string}>) => Promise<Result>;

interface Product {
  id: string;
  variants: {id: string; inventoryItemId: string}[];
}

export async function tellStory(client: SandboxClient, step: Step): Promise<{orderId: string; orderName: string}> {
  const service = await step('A fulfillment service is activated with a name and an address', async () => {
    const {service: created} = await client.api<{service: Service}>('POST', '/api/services', {
      name: 'Nordic Warehouse',
      email: 'orders@nordic-warehouse.example',
    });
    return {result: created, outcome: `${created.name} has a location of its own in Shopify (${created.locationId})`};
  });

  const products = await step('The shop has three products', async () => {
    const made = await Promise.all([
      product(client, 'Enamel mug', 'MUG-01', '18.00', 'Red'),
      product(client, 'Wool blanket', 'BLANKET-02', '89.00', 'Grey'),
      product(client, 'Field notebook', 'NOTE-03', '12.50', 'Dotted'),
    ]);
    return {result: made, outcome: 'Enamel mug, Wool blanket, Field notebook'};
  });

  await step('The products are assigned to the service', async () => {
    for (const {id, variants} of products) {
      const assignments = variants.map((variant) => ({variantId: variant.id, serviceId: service.id}));
      const answer = await client.api<{variants: VariantAssignment[]}>(
        'PUT',
        `/api/products/${number(id)}/assignments`,
        {assignments},
      );
      const wrong = answer.variants.find(({serviceId}) => serviceId !== service.id);
      if (wrong) throw new Error(`${wrong.title} is not assigned.`);
    }
    return {result: undefined, outcome: `${products.length} products are stocked at ${service.name}`};
  });

  const order = await step('A customer orders three items, some more than once', async () => {
    const made = await client.control<{order: {id: string; name: string}}>('orders', {
      lineItems: products.map(({variants}, index) => ({
        variantId: variants[0]?.id,
        quantity: index + 2,
        ...(index === 0 ? {customAttributes: [{key: 'Engraving', value: 'สวัสดี'}]} : {}),
      })),
      shippingAddress: {
        firstName: 'Somchai',
        lastName: 'Jaidee',
        address1: '99/1 ถนนพระราม 4',
        address2: 'แขวงสีลม',
        city: 'เขตบางรัก',
        provinceCode: 'TH-10',
        countryCode: 'TH',
        zip: '10500',
        phone: '+66 2 123 4567',
      },
      email: 'somchai@example.com',
      note: 'Please wrap as a gift.',
    });
    await until('the order to be routed to the service', async () => {
      const {fulfillmentOrders} = await readOrder(client, made.order.id);
      return fulfillmentOrders.some(({serviceId}) => serviceId === service.id);
    });
    return {result: made.order, outcome: `${made.order.name} waits at ${service.name}`};
  });

  const path = `/api/orders/${number(order.id)}/requests`;
  const lines = (await readOrder(client, order.id)).fulfillmentOrders.flatMap((one) => one.lines);
  const [first, second] = lines;
  if (!first || !second) throw new Error('The order has fewer lines than were ordered.');
  const part = [
    {fulfillmentOrderLineItemId: first.id, quantity: first.requestable},
    {fulfillmentOrderLineItemId: second.id, quantity: second.requestable - 1},
  ];

  await step('Two of its three lines, one of them in part, are marked as fulfilled', async () => {
    const began = performance.now();
    const email = await send(client, path, 'demo-part', {lines: part}, 1);
    const ms = Math.round(performance.now() - began);
    for (const {sku} of [first, second]) {
      if (sku && !email.TextBody.includes(sku)) throw new Error(`The email does not name ${sku}.`);
    }
    return {result: email, outcome: `“${email.Subject}” went to ${email.To}, ${ms} ms after the click`};
  });

  await step('The order shows as partly fulfilled', () => shows(client, order.id, 'PARTIALLY_FULFILLED'));

  await step('The same click once more (same Idempotency-Key) sends nothing', async () => {
    const {requests} = await client.api<{requests: FulfillmentRequest[]}>(
      'POST',
      path,
      {lines: part},
      {'idempotency-key': 'demo-part'},
    );
    const count = (await client.inbox()).length;
    if (count !== 1) throw new Error(`There are ${count} emails.`);
    return {result: undefined, outcome: `still one email, and the same request (${requests[0]?.status})`};
  });

  await step('The rest is marked as fulfilled', async () => {
    const email = await send(client, path, 'demo-rest', {}, 2);
    return {result: email, outcome: `“${email.Subject}” went to ${email.To}`};
  });

  await step('The order shows as fulfilled', () => shows(client, order.id, 'FULFILLED'));
  return {orderId: order.id, orderName: order.name};
}

async function product(
  client: SandboxClient,
  title: string,
  sku: string,
  price: string,
  variant: string,
): Promise<Product> {
  const made = await client.control<{product: Product}>('products', {
    title,
    variants: [{title: variant, sku, price, tracked: false, weight: {value: 350, unit: 'GRAMS'}}],
  });
  return made.product;
}

function readOrder(client: SandboxClient, id: string): Promise<OrderFulfillment> {
  return client.api('GET', `/api/orders/${number(id)}/fulfillment`);
}

/** Sends and waits for the email number `count`. */
async function send(
  client: SandboxClient,
  path: string,
  key: string,
  body: unknown,
  count: number,
): Promise<InboxMessage> {
  await client.api('POST', path, body, {'idempotency-key': key});
  return until('the email', async () => (await client.inbox())[count - 1]);
}

async function shows(client: SandboxClient, id: string, wanted: string) {
  const status = await until(`the order to show ${wanted}`, async () => {
    const {order} = await client.graphql<{order: {displayFulfillmentStatus: string}}>(
      'query ($id: ID!) { order(id: $id) { displayFulfillmentStatus } }',
      {id},
    );
    return order.displayFulfillmentStatus === wanted && wanted;
  });
  return {result: status, outcome: `Shopify says ${status}`};
}

const number = (id: string) => id.split('/').at(-1) ?? id;
