/** What the tests of `core` stand on: a database and the Shopify stand-in of their own, and the app's real parts between them. */
import {randomUUID} from 'node:crypto';
import {Session} from '@shopify/shopify-api';
import {loadConfig, type Config} from '../../../core/config.ts';
import {createLogger} from '../../../core/logger.ts';
import {operation} from '../../../core/shopify/operation.ts';
import {createSessionStorage} from '../../../core/shops/sessions.ts';
import {start} from '../../../core/start.ts';
import {startShopify} from '../../sandbox/shopify/server.ts';
import {testDatabase} from '../../support/mongo.ts';

export const apiKey = 'test-key';
export const apiSecret = 'test-secret-of-the-tests';
export const appUrl = 'https://app.example.com';

export function testConfig(set: Record<string, string> = {}): Config {
  return loadConfig({
    APP_URL: appUrl,
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_API_ORIGIN: 'http://127.0.0.1:1',
    POSTMARK_SERVER_TOKEN: 'no-email-here',
    EMAIL_FROM: 'orders@example.com',
    MONGODB_URI: 'mongodb://127.0.0.1:1',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    OUTSIDE_TIMEOUT_SECONDS: '5',
    ...set,
  });
}

export type World = Awaited<ReturnType<typeof createWorld>>;

type SessionParams = ConstructorParameters<typeof Session>[0];

/** Starts everything. Call `close()` when done. */
export async function createWorld(set: Record<string, string> = {}) {
  const database = await testDatabase();
  const shopify = await startShopify({apiKey, apiSecret, appUrl, webhookRetryMs: []});
  const config = testConfig({
    SHOPIFY_API_ORIGIN: shopify.url,
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.db.databaseName,
    ...set,
  });
  const log = createLogger('silent', 'test');
  const started = await start(config, log);

  async function control<Answer>(shop: string, method: string, name: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${shopify.url}/sandbox/${name}?shop=${shop}`, {
      method,
      ...(body === undefined ? {} : {body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}}),
    });
    if (!response.ok) throw new Error(`${method} ${name}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** Trades a session token for the app's own tokens, as Shopify's library does. */
  async function exchange(shop: string) {
    const {sessionToken} = await control<{sessionToken: string}>(shop, 'GET', 'token');
    const response = await fetch(`${shopify.url}/admin/oauth/access_token`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Sandbox-Shop': shop},
      body: JSON.stringify({
        client_id: apiKey,
        client_secret: apiSecret,
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: sessionToken,
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
        expiring: '1',
      }),
    });
    return (await response.json()) as {access_token: string; scope: string; expires_in: number; refresh_token: string};
  }

  return {
    config,
    log,
    ctx: started.ctx,
    db: database.db,
    shopify,
    control,
    exchange,
    /** A shop of its own that has installed the app. */
    async install(change: Partial<SessionParams> = {}, without: (keyof SessionParams)[] = []): Promise<string> {
      const shop = `shop-${randomUUID().slice(0, 8)}.myshopify.com`;
      const tokens = await exchange(shop);
      const params: SessionParams = {
        id: `offline_${shop}`,
        shop,
        state: '',
        isOnline: false,
        scope: tokens.scope,
        accessToken: tokens.access_token,
        expires: new Date(Date.now() + tokens.expires_in * 1000),
        refreshToken: tokens.refresh_token,
        ...change,
      };
      for (const key of without) delete params[key];
      await createSessionStorage(started.ctx).storeSession(new Session(params));
      return shop;
    },
    /** The Admin API with the app's own token and client. */
    asApp: <Data>(shop: string, document: string, variables: Record<string, unknown> = {}): Promise<Data> =>
      started.ctx.admin(shop).run(operation<Data, Record<string, unknown>>(document), variables),
    /** The Admin API from outside, with every scope. */
    async outside<Data>(shop: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
      const {accessToken} = await control<{accessToken: string}>(shop, 'GET', 'token');
      const response = await fetch(`${shopify.url}/admin/api/2026-07/graphql.json`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json', 'X-Shopify-Access-Token': accessToken},
        body: JSON.stringify({query, variables}),
      });
      const answer = (await response.json()) as {data: Data; errors?: unknown};
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    /** The operations the app has run in the shop since the log was last emptied. */
    async operations(shop: string): Promise<string[]> {
      const entries = await control<{operation: string; app: string}[]>(shop, 'GET', 'log');
      return entries.filter(({app}) => app === 'app').map((entry) => entry.operation);
    },
    async close() {
      await started.close();
      await shopify.close();
      await database.close();
    },
  };
}
