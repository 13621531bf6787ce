/** Shopify's Express library, set up for this app, with a hold on what it does outside and on what it would answer. */
import {AsyncLocalStorage} from 'node:async_hooks';
import {createRequire} from 'node:module';
import {LogSeverity} from '@shopify/shopify-api';
import type * as RuntimeModule from '@shopify/shopify-api/runtime';
import {ApiVersion, shopifyApp} from '@shopify/shopify-app-express';
import type {SessionStorage} from '@shopify/shopify-app-session-storage';
import type {Context} from '../core/context.ts';
import type {Logger} from '../core/logger.ts';
import {outsideFetch} from '../core/shopify/rewrite.ts';
import {apiVersion} from '../core/shopify/version.ts';
import {createSessionStorage} from '../core/shops/sessions.ts';
import {installShop} from '../core/shops/uninstall.ts';

/** One use of the library: how it reaches the outside, where it logs, and the last thing that failed in it. */
interface Use {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly log: Logger;
  /** The library answers a bare 500 whatever happened; the cause is kept here. */
  failure: unknown;
}

const uses = new AsyncLocalStorage<Use>();

// The library has no ESM build that Node picks, and its CommonJS twin of @shopify/shopify-api is another module than the one
// `import` gives: the fetch function must be set on that one. It is one per process, so each use brings its own.
const runtime = createRequire(import.meta.url)('@shopify/shopify-api/runtime') as typeof RuntimeModule;

runtime.setAbstractFetchFunc(async (input, init) => {
  const use = uses.getStore();
  if (!use) throw new Error('Shopify’s library was called outside of `use`.');
  try {
    const response = await use.fetch(input, {
      ...init,
      signal: AbortSignal.timeout(use.timeoutMs),
      // The request carries the client secret: it goes where it was sent and nowhere else.
      redirect: 'error',
    });
    if (response.status >= 500 || response.status === 429) use.failure = new ShopifyFailed(response.status);
    return response;
  } catch (error) {
    use.failure = new ShopifyFailed(null, error);
    throw error;
  }
});

/** Shopify did not answer, or answered that it cannot. */
export class ShopifyFailed extends Error {
  readonly status: number | null;

  constructor(status: number | null, cause?: unknown) {
    super(status === null ? 'Shopify did not answer' : `Shopify answered ${status}`, {cause});
    this.name = 'ShopifyFailed';
    this.status = status;
  }
}

export type ShopifyExpress = ReturnType<typeof createShopify>;

/** The library for this app: token exchange, expiring offline tokens, sessions in MongoDB. */
export function createShopify(ctx: Context) {
  const {config} = ctx;
  const library = libraryWith(ctx, config.SHOPIFY_API_SECRET);
  const previous = config.SHOPIFY_API_SECRET_PREVIOUS;
  const fetch = outsideFetch(config);
  return {
    ...library,
    /** The library as it is, then as it was before its secret was rotated: what the second alone finds valid is good, too. */
    generations: [library, ...(previous ? [libraryWith(ctx, previous)] : [])],
    /** Runs `work`, in which the library may be called. @returns what `work` gives and the last thing that failed outside */
    async use<T>(log: Logger, work: () => Promise<T>): Promise<{result: T; failure: unknown}> {
      const use: Use = {fetch, timeoutMs: config.OUTSIDE_TIMEOUT_SECONDS * 1000, log, failure: undefined};
      const result = await uses.run(use, work);
      return {result, failure: use.failure};
    },
  };
}

export type Library = ReturnType<typeof libraryWith>;

function libraryWith(ctx: Context, apiSecretKey: string) {
  const {config} = ctx;
  const url = new URL(config.APP_URL);
  const version = Object.values(ApiVersion).find((known: string) => known === apiVersion);
  if (!version) throw new Error(`Shopify's library does not know API version ${apiVersion}.`);
  return shopifyApp({
    api: {
      apiKey: config.SHOPIFY_API_KEY,
      apiSecretKey,
      apiVersion: version,
      hostName: url.host,
      hostScheme: url.protocol === 'http:' ? 'http' : 'https',
      isEmbeddedApp: true,
      logger: {level: LogSeverity.Debug, log: (severity, message) => logLine(ctx.log, severity, message)},
    },
    // Required by the library's types; with token exchange neither path is used. Webhooks have routes of their own.
    auth: {path: '/auth', callbackPath: '/auth/callback'},
    webhooks: {path: '/webhooks'},
    sessionStorage: noting(createSessionStorage(ctx)),
    future: {tokenExchange: true, expiringOfflineAccessTokens: true},
    hooks: {
      async afterAuth({session}) {
        await note(() => installShop(ctx, session.shop));
      },
    },
  });
}

/** A session storage whose failures are noted on the use under way. */
function noting(storage: SessionStorage): SessionStorage {
  return {
    storeSession: (session) => note(() => storage.storeSession(session)),
    loadSession: (id) => note(() => storage.loadSession(id)),
    deleteSession: (id) => note(() => storage.deleteSession(id)),
    deleteSessions: (ids) => note(() => storage.deleteSessions(ids)),
    findSessionsByShop: (shop) => note(() => storage.findSessionsByShop(shop)),
  };
}

async function note<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const use = uses.getStore();
    if (use) use.failure = error;
    throw error;
  }
}

function logLine(fallback: Logger, severity: LogSeverity, message: string): void {
  const log = uses.getStore()?.log ?? fallback;
  // Some of the library's messages quote the session token they are about.
  const text = message.replace(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, '[token]');
  switch (severity) {
    case LogSeverity.Error:
      return log.error(text);
    case LogSeverity.Warning:
      return log.warn(text);
    case LogSeverity.Info:
    case LogSeverity.Debug:
      return log.debug(text);
  }
}
