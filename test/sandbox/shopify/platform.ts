/** The parts of one sandbox, put together; the one thing that all routes are given. */
import type {Grant} from './access.ts';
import {withImplied} from './access.ts';
import type {AppConfig} from './appConfig.ts';
import type {Domain, ShopContext} from './contract.ts';
import {createFaults, type Faults} from './faults.ts';
import {createLog, type OperationLog} from './log.ts';
import type {AdminSchema} from './schema.ts';
import {createShops, type Shop, type Shops} from './shops.ts';
import {createTokens, type Caller, type Tokens} from './tokens.ts';
import {createWebhooks, sandboxRetryMs, type Webhooks} from './webhooks.ts';

export interface PlatformOptions {
  apiKey: string;
  apiSecret: string;
  appUrl: string;
  webhookRetryMs?: readonly number[];
  now?: () => Date;
}

export interface Platform {
  readonly options: PlatformOptions;
  readonly config: AppConfig;
  readonly domain: Domain;
  readonly admin: AdminSchema;
  readonly shops: Shops;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly log: OperationLog;
  readonly webhooks: Webhooks;
  /** Address of the sandbox itself, once it listens: for what it tells apps to upload to and download from. */
  origin(): string;
  now(): Date;
  /** What the domain is given. */
  context(shop: Shop, caller: Caller): ShopContext;
  grant(caller: Caller): Grant;
  close(): Promise<void>;
}

/** Builds a sandbox without its HTTP server. */
export function createPlatform(
  options: PlatformOptions,
  config: AppConfig,
  domain: Domain,
  admin: AdminSchema,
  origin: () => string,
): Platform {
  const now = options.now ?? (() => new Date());
  const timers = new Set<NodeJS.Timeout>();
  const scopes = withImplied(config.scopes);
  const webhooks = createWebhooks({
    apiSecret: options.apiSecret,
    apiVersion: config.webhookVersion,
    subscriptions: config.subscriptions,
    retryMs: options.webhookRetryMs ?? sandboxRetryMs,
    now,
  });
  const app = {id: options.apiKey, url: options.appUrl, scopes};
  // Every scope that the schema speaks of, so that nothing the domain filters by scope is hidden from outside.
  const every = [...admin.demands.values()].flatMap((demand) => demand.groups.flat());
  const everything = withImplied([...config.scopes, ...every]);
  const outside = {id: 'outside', url: '', scopes: everything};
  // Another app, to which the merchant granted all: its services are not the app's, and nothing is shown to it that is not a scope's.
  const other = {id: 'other', url: '', scopes: everything};
  const apps = {app, outside, other};
  return {
    options,
    config,
    domain,
    admin,
    webhooks,
    origin,
    now,
    shops: createShops((name) => domain.createState(name)),
    tokens: createTokens({apiKey: options.apiKey, apiSecret: options.apiSecret, now}),
    faults: createFaults(),
    log: createLog(),
    grant: (caller) => (caller === 'outside' ? {every: true} : {every: false, scopes: apps[caller].scopes}),
    context: (shop, caller) => ({
      domain: shop.domain,
      state: shop.state,
      app: apps[caller],
      now,
      later(ms, work) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          try {
            work();
          } catch (error) {
            console.error(error);
          }
        }, ms);
        timers.add(timer);
      },
      emit(topic, payload) {
        if (shop.installed) webhooks.emit(shop.domain, topic, payload);
      },
      notifyService(callbackUrl, kind) {
        webhooks.ping(shop.domain, callbackUrl, kind);
      },
    }),
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await webhooks.close();
    },
  };
}
