/** A shop, its Shopify, its Postmark and the app's core in one process, over real HTTP and a real database protocol. */
import {randomBytes} from 'node:crypto';
import {Session} from '@shopify/shopify-api';
import {loadConfig, type Config} from '../../core/config.ts';
import type {Context} from '../../core/context.ts';
import {createLogger} from '../../core/logger.ts';
import {webhookCredentials} from '../../core/email/webhookCredentials.ts';
import {drainShop} from '../../core/requests/courier/drain.ts';
import {activateService} from '../../core/services/activate.ts';
import {assignVariants} from '../../core/assignments/assign.ts';
import {createSessionStorage} from '../../core/shops/sessions.ts';
import {start} from '../../core/start.ts';
import type {OrderFulfillment, Service, ServiceInput} from '../../core/wire.ts';
import {readOrderFulfillment} from '../../core/requests/readOrder.ts';
import {startPostmark} from '../sandbox/postmark/index.ts';
import {startShopify} from '../sandbox/shopify/server.ts';
import {testDatabase} from './mongo.ts';
import {SandboxClient, until} from './sandboxClient.ts';

export interface World {
  ctx: Context;
  config: Config;
  shop: string;
  /** Looks and acts from outside: Shopify's Admin API, the sandbox's controls, the inbox. */
  outside: SandboxClient;
  shopifyUrl: string;
  postmarkUrl: string;
  /** A service of this app; by default with confirmation by email alone. */
  activate(input?: Partial<ServiceInput>): Promise<Service>;
  /** A routed order of one line per quantity, each at the service (or at the merchant's own location for null). */
  order(serviceId: string | null, quantities: number[], more?: Record<string, unknown>): Promise<TestOrder>;
  /** One visit of the courier. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface TestOrder {
  id: string;
  name: string;
  /** Fulfillment order line items, in the order of the quantities. */
  lines: {id: string; sku: string | null; remaining: number; requestable: number}[];
  read(): Promise<OrderFulfillment>;
}

/** Starts everything. @param settings over the test's own environment */
export async function createWorld(settings: Record<string, string> = {}): Promise<World> {
  const database = await testDatabase();
  const apiKey = 'test-key';
  const apiSecret = randomBytes(16).toString('hex');
  const serverToken = randomBytes(16).toString('hex');
  const appUrl = settings['APP_URL'] ?? 'http://127.0.0.1:9';
  const shopify = await startShopify({apiKey, apiSecret, appUrl, webhookRetryMs: []});
  const {user, password} = webhookCredentials(serverToken);
  const postmark = await startPostmark({
    serverToken,
    searchLagMs: 0,
    webhookRetryMs: [],
    // Where nothing listens it need not call.
    ...(settings['APP_URL'] ? {appUrl, webhookUser: user, webhookPassword: password} : {}),
  });
  const config = loadConfig({
    APP_URL: appUrl,
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_API_ORIGIN: shopify.url,
    POSTMARK_SERVER_TOKEN: serverToken,
    POSTMARK_API_ORIGIN: postmark.url,
    EMAIL_FROM: 'orders@fulfillment.example',
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.db.databaseName,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'silent',
    COURIER_LEASE_SECONDS: '2',
    POSTMARK_SETTLED_SECONDS: '1',
    OUTSIDE_TIMEOUT_SECONDS: '2',
    RATE_LIMIT_PER_SHOP: '1000000',
    RATE_LIMIT_PER_ADDRESS: '1000000',
    ...settings,
  });
  const {ctx, close} = await start(config, createLogger(config.LOG_LEVEL, 'test'));
  const shop = `test-${randomBytes(4).toString('hex')}.myshopify.com`;
  const outside = new SandboxClient({shopify: shopify.url, postmark: postmark.url, shop});
  await install(ctx, shop, outside);
  // Tests are about what happens, not about a small shop's pace.
  await outside.control('plan', {restoreRate: 2000, maximumAvailable: 40_000});
  let count = 0;

  return {
    ctx,
    config,
    shop,
    outside,
    shopifyUrl: shopify.url,
    postmarkUrl: postmark.url,
    activate: (input = {}) =>
      activateService(
        ctx,
        shop,
        {name: `Warehouse ${++count}`, email: `w${count}@warehouse.example`, ...input},
        'user:1',
      ),
    async order(serviceId, quantities, more = {}) {
      const lineItems: unknown[] = [];
      const skus: string[] = [];
      for (const quantity of quantities) {
        const sku = `SKU-${++count}`;
        const {product} = await outside.control<{product: {id: string; variants: {id: string}[]}}>('products', {
          title: `Product ${count}`,
          variants: [{title: 'Red', sku, price: '10.00', tracked: false}],
        });
        const variantId = product.variants[0]?.id;
        if (serviceId) await assignVariants(ctx, shop, product.id, {assignments: [{variantId, serviceId}]}, 'user:1');
        lineItems.push({variantId, quantity});
        skus.push(sku);
      }
      const {order} = await outside.control<{order: {id: string; name: string}}>('orders', {
        lineItems,
        shippingAddress: address,
        ...more,
      });
      const read = () => readOrderFulfillment(ctx, shop, order.id);
      const routed = await until('the order to be routed', async () => {
        const now = await read();
        return now.fulfillmentOrders.length > 0 && now;
      });
      const all = routed.fulfillmentOrders.flatMap(({lines}) => lines);
      const lines = skus.flatMap((sku) => all.find((line) => line.sku === sku) ?? []);
      return {...order, lines, read};
    },
    async drain() {
      await drainShop(ctx, shop);
    },
    async close() {
      await close();
      await Promise.all([shopify.close(), postmark.close()]);
      await database.close();
    },
  };
}

export const address = {
  firstName: 'Anna',
  lastName: 'Larsson',
  address1: 'Storgatan 5',
  city: 'Stockholm',
  zip: '111 22',
  countryCode: 'SE',
  phone: '+46 70 123 45 67',
};

/** What the web process does when a merchant first opens the app: exchanges the session token for an offline access token. */
async function install(ctx: Context, shop: string, outside: SandboxClient): Promise<void> {
  const {sessionToken} = await outside.tokens();
  const response = await fetch(`${ctx.config.SHOPIFY_API_ORIGIN}/admin/oauth/access_token`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'x-sandbox-shop': shop},
    body: JSON.stringify({
      client_id: ctx.config.SHOPIFY_API_KEY,
      client_secret: ctx.config.SHOPIFY_API_SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sessionToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    }),
  });
  const token = (await response.json()) as {access_token: string; scope: string; refresh_token: string};
  if (!response.ok) throw new Error(`No token: ${JSON.stringify(token)}`);
  await createSessionStorage(ctx).storeSession(
    new Session({
      id: `offline_${shop}`,
      shop,
      state: '',
      isOnline: false,
      accessToken: token.access_token,
      scope: token.scope,
      expires: new Date(Date.now() + 3_600_000),
      refreshToken: token.refresh_token,
      refreshTokenExpires: new Date(Date.now() + 90 * 86_400_000),
    }),
  );
}
