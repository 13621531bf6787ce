/** `npm run measure`: how long from the click to the email, and what a request costs in Shopify points, on the idle sandbox. */
import type {FulfillmentRequest, OrderFulfillment, Service} from '../../core/wire.ts';
import {startSandbox} from '../sandbox/start.ts';
import {SandboxClient, until} from '../support/sandboxClient.ts';

const single = 30;
const many = 200;

interface LogEntry {
  app: string;
  operation: string;
  cost: {requested: number | null; actual: number | null};
}

const {sandbox, stop} = await startSandbox();
const client = new SandboxClient(sandbox);
const logUrl = `${sandbox.shopify}/sandbox/log?shop=${sandbox.shop}`;
const number = (id: string) => id.split('/').at(-1) ?? id;

/** Points the app used since the log was emptied, by operation. */
async function points(): Promise<Map<string, number>> {
  const response = await fetch(logUrl);
  const used = new Map<string, number>();
  for (const {app, operation, cost} of (await response.json()) as LogEntry[]) {
    if (app === 'app') used.set(operation, (used.get(operation) ?? 0) + (cost.actual ?? cost.requested ?? 0));
  }
  return used;
}
const emptyLog = () => fetch(logUrl, {method: 'DELETE'});
const total = (used: Map<string, number>) => [...used.values()].reduce((sum, one) => sum + one, 0);

try {
  const {service} = await client.api<{service: Service}>('POST', '/api/services', {
    name: 'Measured',
    email: 'orders@measured.example',
  });
  const {product} = await client.control<{product: {id: string; variants: {id: string}[]}}>('products', {
    title: 'Mug',
    variants: ['A', 'B', 'C'].map((title) => ({title, sku: `MUG-${title}`, price: '10.00', tracked: false})),
  });
  const assignments = product.variants.map(({id}) => ({variantId: id, serviceId: service.id}));
  await client.api('PUT', `/api/products/${number(product.id)}/assignments`, {assignments});
  const order = async () => {
    const made = await client.control<{order: {id: string}}>('orders', {
      lineItems: product.variants.map(({id}) => ({variantId: id, quantity: 2})),
      shippingAddress: {
        firstName: 'A',
        lastName: 'B',
        address1: 'Street 1',
        city: 'Berlin',
        zip: '10115',
        countryCode: 'DE',
      },
    });
    await until('the order to be routed', async () => {
      const {order: seen} = await client.graphql<{order: {fulfillmentOrders: {nodes: unknown[]}}}>(
        'query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 1) { nodes { id } } } }',
        {id: made.order.id},
      );
      return seen.fulfillmentOrders.nodes.length > 0;
    });
    return made.order.id;
  };
  const send = (id: string) =>
    client.api('POST', `/api/orders/${number(id)}/requests`, {}, {'idempotency-key': `measure-${number(id)}`});
  const fulfilled = async (id: string) => {
    const {requests} = await client.api<OrderFulfillment>('GET', `/api/orders/${number(id)}/fulfillment`);
    return requests.every(({status}: FulfillmentRequest) => status === 'fulfilled');
  };

  // The first one also reads the shop and warms the processes.
  await send(await order());
  await until('the first email', async () => (await client.inbox()).length === 1);

  const times: number[] = [];
  const costs: Map<string, number>[] = [];
  for (let at = 0; at < single; at++) {
    const id = await order();
    await emptyLog();
    const began = performance.now();
    await send(id);
    await until('the email', async () => (await client.inbox()).length === at + 2);
    times.push(performance.now() - began);
    await until('the fulfillment', async () => (await points()).has('FulfillmentCreate'));
    costs.push(await points());
    await until('the request to be fulfilled', () => fulfilled(id));
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  console.log(
    `One order at a time (${single}): click to email ${at(0.5)} ms median, ${at(0.95)} ms p95, ${at(1)} ms at most.`,
  );
  const cost = costs.at(-1) ?? new Map<string, number>();
  console.log(`Shopify points of one request of three lines: ${total(cost)}`);
  for (const [operation, used] of cost) console.log(`  ${operation.padEnd(28)}${used}`);

  const ids: string[] = [];
  for (let made = 0; made < many; made++) ids.push(await order());
  await client.control('plan', {restoreRate: 1000, maximumAvailable: 20_000});
  await emptyLog();
  const before = (await client.inbox()).length;
  const began = performance.now();
  await client.api('POST', '/api/requests', {orderIds: ids}, {'idempotency-key': 'measure-many'});
  const accepted = performance.now();
  await until('all emails', async () => (await client.inbox()).length === before + many, 300_000);
  const done = performance.now();
  await until(
    'all to be fulfilled',
    async () => {
      const {items} = await client.api<{items: unknown[]}>('GET', '/api/requests?status=queued,sending,sent,unknown');
      return items.length === 0;
    },
    300_000,
  );
  const used = await points();
  console.log(
    `${many} orders at once (Plus plan): accepted in ${Math.round(accepted - began)} ms, all emailed after ${Math.round(done - began)} ms, ` +
      `${(total(used) / many).toFixed(1)} points each.`,
  );
} finally {
  await stop();
}
