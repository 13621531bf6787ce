/** The web process's app in this process: listening, with a database and the Shopify stand-in of its own. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {loadConfig} from '../../../core/config.ts';
import type {Context} from '../../../core/context.ts';
import {createLogger, type Logger} from '../../../core/logger.ts';
import {ensureIndexes} from '../../../core/mongo/indexes.ts';
import {createAdminClients} from '../../../core/shopify/adminClient.ts';
import {createTokens} from '../../../core/shops/tokens.ts';
import {createApp} from '../../../web/app.ts';
import {createBackground} from '../../../web/background.ts';
import {readAppConfig} from '../../sandbox/shopify/appConfig.ts';
import {startShopify} from '../../sandbox/shopify/server.ts';
import {testDatabase} from '../../support/mongo.ts';
import {apiKey, apiSecret, sessionToken, testShop, webhookHeaders} from './signed.ts';

export interface CallOptions {
  method?: string;
  /** An object is sent as JSON, a text or bytes as they are. */
  body?: object | string | Buffer;
  /** Default: a good one of {@link testShop}. null: none. */
  token?: string | null;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The answer read as JSON; null if it is none. */
  json: unknown;
}

const toml = new URL('../../../shopify.app.toml', import.meta.url);

export interface WebOptions {
  /** Whether the sandbox sends webhooks; default: it does not, so that nothing changes but by the test. */
  webhooks?: boolean;
  /** Default: silent. */
  log?: Logger;
  /** Stands in for Shopify instead of the sandbox. */
  shopifyOrigin?: string;
  /** Over the environment. */
  settings?: Record<string, string>;
  /** What becomes of `enqueue.deliver`; default: the shop is noted in `looks`. */
  deliver?: (shop: string) => Promise<void>;
}

export type Web = Awaited<ReturnType<typeof startWeb>>;

/** Starts everything. Call `close()` when done. */
export async function startWeb(options: WebOptions = {}) {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const database = await testDatabase();
  const {scopes} = await readAppConfig(toml, url);
  const shopify = await startShopify({
    apiKey,
    apiSecret,
    appUrl: url,
    webhookRetryMs: [],
    // Without the file there are no subscriptions.
    ...(options.webhooks ? {} : {configFile: new URL('none.toml', toml), scopes}),
  });
  const config = loadConfig({
    APP_URL: url,
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_API_ORIGIN: options.shopifyOrigin ?? shopify.url,
    POSTMARK_SERVER_TOKEN: 'not-used-here',
    EMAIL_FROM: 'orders@example.com',
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.db.databaseName,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    OUTSIDE_TIMEOUT_SECONDS: '5',
    RATE_LIMIT_PER_SHOP: '1000000',
    RATE_LIMIT_PER_ADDRESS: '1000000',
    ...options.settings,
  });
  await ensureIndexes(database.db);
  const log = options.log ?? createLogger('silent', 'web');
  const parts = {config, log, db: database.db};
  const ctx: Context = {
    ...parts,
    admin: createAdminClients({...parts, tokens: createTokens(parts)}),
    mailer: {
      send: () => Promise.reject(new Error('The web process sends no email.')),
      find: () => Promise.reject(new Error('The web process looks for no email.')),
    },
  };
  const looks: string[] = [];
  let lost = false;
  const deliver =
    options.deliver ??
    ((shop: string) => {
      looks.push(shop);
      return Promise.resolve();
    });
  const background = createBackground(log);
  const app = createApp({ctx, enqueue: {deliver, assign: deliver, remove: deliver}, background});
  server.on('request', app);

  async function call(path: string, {method, body, token, headers = {}}: CallOptions = {}): Promise<Reply> {
    const bearer = token === undefined ? await sessionToken() : token;
    const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : body && JSON.stringify(body);
    const response = await fetch(`${url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(bearer === null ? {} : {Authorization: `Bearer ${bearer}`}),
        ...(raw === undefined ? {} : {'Content-Type': 'application/json'}),
        ...headers,
      },
      ...(raw === undefined ? {} : {body: typeof raw === 'string' ? raw : new Uint8Array(raw)}),
      redirect: 'manual',
    });
    const text = await response.text();
    return {status: response.status, headers: response.headers, text, json: parse(text)};
  }

  return {
    url,
    ctx,
    app,
    shopify,
    db: database.db,
    looks,
    background,
    call,
    /** Posts a webhook to `/webhooks/<topic>`, signed unless told otherwise. */
    webhook(topic: string, payload: object, extra: Parameters<typeof webhookHeaders>[2] = {}): Promise<Reply> {
      const body = JSON.stringify(payload);
      return call(`/webhooks/${topic}`, {body, token: null, headers: webhookHeaders(topic, body, extra)});
    },
    /** What stands in the database: every document of every collection. */
    async everything(): Promise<Record<string, unknown[]>> {
      const collections = await database.db.collections();
      const found = await Promise.all(
        collections.map(async (one) => [one.collectionName, await one.find().toArray()] as const),
      );
      return Object.fromEntries(found.filter(([, documents]) => documents.length > 0));
    },
    /** Empties every collection; their indexes stay. */
    async clear() {
      for (const one of await database.db.collections()) await one.deleteMany({});
    },
    /** The sandbox's controls. */
    async sandbox(name: string, body?: object, shop = testShop): Promise<unknown> {
      const init = body ? {method: 'POST', body: JSON.stringify(body)} : {};
      const response = await fetch(`${shopify.url}/sandbox/${name}?shop=${shop}`, init);
      if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    /** Cuts the app off from its database. */
    async loseDatabase() {
      lost = true;
      await database.db.dropDatabase();
      await database.close();
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
      await background.idle();
      await shopify.close();
      if (!lost) await database.close();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The answer to a call that failed: status, code, sentence and details. */
export function failureOf({status, json}: Reply): {status: number; code: string; message: string; details?: unknown} {
  const {error} = json as {error: {code: string; message: string; details?: unknown}};
  return {status, ...error};
}
