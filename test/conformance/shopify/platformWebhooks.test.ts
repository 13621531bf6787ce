/** Webhooks and callbacks as Shopify sends them (reference §6, §7): signed over the raw bytes, tried again, only where installed. */
import {createHmac} from 'node:crypto';
import {mkdtemp, writeFile} from 'node:fs/promises';
import {createServer, type IncomingHttpHeaders, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import type {Delivery} from '../../sandbox/shopify/webhooks.ts';
import {apiSecret, shop, startTiny, type Tiny} from './platformKit.ts';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
}

const toml = `
[access_scopes]
scopes = "write_third_party_fulfillment_orders,write_fulfillments"
[webhooks]
api_version = "2026-07"
[[webhooks.subscriptions]]
topics = ["app/uninstalled"]
uri = "/webhooks/app/uninstalled"
[[webhooks.subscriptions]]
topics = ["fulfillment_orders/cancelled"]
uri = "/webhooks/fulfillment_orders/cancelled"
[[webhooks.subscriptions]]
compliance_topics = ["shop/redact"]
uri = "/webhooks/shop/redact"
`;

let app: Server;
let appUrl: string;
let received: Received[];
/** Status of each answer to come; 200 once it is empty. */
let answers: number[];
let sandbox: Tiny;

beforeEach(async () => {
  received = [];
  answers = [];
  app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({path: request.url ?? '', headers: request.headers, raw: Buffer.concat(chunks)});
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => {
    app.listen(0, '127.0.0.1', resolve);
  });
  appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  const configFile = join(await mkdtemp(join(tmpdir(), 'toml-')), 'shopify.app.toml');
  await writeFile(configFile, toml);
  sandbox = await startTiny({appUrl, configFile, webhookRetryMs: [20, 20, 20]});
});
afterEach(async () => {
  await sandbox.close();
  app.closeAllConnections();
  app.close();
});

const signature = (raw: Buffer): string => createHmac('sha256', apiSecret).update(raw).digest('base64');
const cancel = 'mutation {fulfillmentOrderCancel(id: "gid://shopify/FulfillmentOrder/1") {userErrors {message}}}';
const deliveries = async (): Promise<Delivery[]> =>
  (await sandbox.control('GET', `webhooks?shop=${shop}`)).body as Delivery[];
const until = async (count: number) => {
  await expect.poll(() => received.length, {timeout: 5000}).toBe(count);
};

it('carries Shopify’s headers and a signature over the raw bytes', async () => {
  await sandbox.graphql(await sandbox.install(), cancel);
  await until(1);
  const [hook] = received;
  expect(hook?.path).toBe('/webhooks/fulfillment_orders/cancelled');
  expect(JSON.parse(hook!.raw.toString())).toEqual({fulfillment_order: {id: 'gid://shopify/FulfillmentOrder/1'}});
  expect(hook?.headers).toMatchObject({
    'x-shopify-topic': 'fulfillment_orders/cancelled',
    'x-shopify-shop-domain': shop,
    'x-shopify-api-version': '2026-07',
    'x-shopify-hmac-sha256': signature(hook!.raw),
  });
  for (const name of ['webhook-id', 'event-id', 'triggered-at']) {
    expect(hook?.headers[`x-shopify-${name}`]).toEqual(expect.stringMatching(/./));
  }
});

it('tries again after anything but 2xx, with the same id and the original bytes, and stops after the last try', async () => {
  answers = [500, 302, 200];
  await sandbox.graphql(await sandbox.install(), cancel);
  await until(3);
  expect(new Set(received.map((hook) => hook.headers['x-shopify-webhook-id'])).size).toBe(1);
  expect(new Set(received.map((hook) => hook.raw.toString())).size).toBe(1);
  await expect.poll(async () => (await deliveries())[0]?.state).toBe('delivered');
  expect((await deliveries())[0]?.attempts.map((attempt) => attempt.status)).toEqual([500, 302, 200]);

  answers = [500, 500, 500, 500];
  await sandbox.control('POST', `webhooks?shop=${shop}`, {topic: 'shop/redact', payload: {shop_domain: shop}});
  await expect.poll(async () => (await deliveries())[1]?.state, {timeout: 5000}).toBe('given up');
  expect((await deliveries())[1]?.attempts).toHaveLength(4);
});

it('sends nothing to a shop where the app is not installed, and nothing without a subscription', async () => {
  const {accessToken} = await sandbox.tokens();
  await sandbox.graphql(accessToken, cancel);
  expect(await deliveries()).toEqual([]);
  const answer = await sandbox.control('POST', `webhooks?shop=${shop}`, {topic: 'orders/create', payload: {}});
  expect(answer).toEqual({status: 422, body: {error: 'The app has no subscription to orders/create.'}});
});

it('reaches the app for what someone else did in a shop where it is installed', async () => {
  await sandbox.install();
  const {accessToken} = await sandbox.tokens();
  await sandbox.graphql(accessToken, cancel);
  await until(1);
  expect(received[0]?.headers['x-shopify-topic']).toBe('fulfillment_orders/cancelled');
});

it('uninstalls: the tokens die first, then app/uninstalled is sent, then nothing more', async () => {
  const token = await sandbox.install();
  await sandbox.control('POST', `uninstall?shop=${shop}`, {});
  await until(1);
  expect(received[0]?.headers['x-shopify-topic']).toBe('app/uninstalled');
  expect((await sandbox.graphql(token, '{shop {name}}')).status).toBe(401);
  const {accessToken} = await sandbox.tokens();
  await sandbox.graphql(accessToken, cancel);
  expect(await deliveries()).toHaveLength(1);
});

it('pings the service’s callback without ids, signed; many pings become few, the last is never lost', async () => {
  const token = await sandbox.install();
  const ping = () =>
    sandbox.graphql(
      token,
      `mutation {fulfillmentServiceUpdate(id: "gid://shopify/FulfillmentService/1?id=true", callbackUrl: "${appUrl}/fulfillment-service") {userErrors {message}}}`,
    );
  expect((await ping()).errors).toBeUndefined();
  await until(1);
  for (let call = 0; call < 5; call += 1) await ping();
  await until(2);
  const [first] = received;
  expect(first?.path).toBe('/fulfillment-service/fulfillment_order_notification');
  expect(first?.raw.toString()).toBe('{"kind":"FULFILLMENT_REQUEST"}');
  expect(first?.headers).toMatchObject({
    'x-shopify-hmac-sha256': signature(first!.raw),
    'x-shopify-shop-domain': shop,
  });
  expect(received).toHaveLength(2);
});
