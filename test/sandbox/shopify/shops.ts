/** The shops of the sandbox: each comes into being when it is first named. */
import {createBucket, standardPlan, type Bucket, type Plan} from './bucket.ts';
import type {ShopState} from './contract.ts';
import {Refusal} from './http.ts';
import {createIdempotencyKeys, type IdempotencyKeys} from './idempotency.ts';
import type {Caller} from './tokens.ts';

export interface Shop {
  readonly domain: string;
  readonly state: ShopState;
  plan: Plan;
  /** How many rows of each bulk operation are done in a second. */
  bulkRowsPerSecond: number;
  /** Whether the app has had a token here and was not uninstalled since. */
  installed: boolean;
  readonly buckets: Record<Caller, Bucket>;
  readonly idempotencyKeys: Record<Caller, IdempotencyKeys>;
}

export interface Shops {
  /** @throws Refusal 400 if the name is no myshopify.com domain. */
  get(domain: string): Shop;
  list(): Shop[];
}

export const shopDomain = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** No shops yet. */
export function createShops(createState: (domain: string) => ShopState): Shops {
  const shops = new Map<string, Shop>();
  return {
    get(domain) {
      const known = shops.get(domain);
      if (known) return known;
      if (!shopDomain.test(domain)) {
        throw new Refusal(400, {error: `"${domain}" is not a shop; use a name such as demo.myshopify.com.`});
      }
      const plan = (): Plan => shop.plan;
      const shop: Shop = {
        domain,
        state: createState(domain),
        plan: {...standardPlan},
        bulkRowsPerSecond: 10_000,
        installed: false,
        buckets: {app: createBucket(plan), outside: createBucket(plan), other: createBucket(plan)},
        idempotencyKeys: {
          app: createIdempotencyKeys(),
          outside: createIdempotencyKeys(),
          other: createIdempotencyKeys(),
        },
      };
      shops.set(domain, shop);
      return shop;
    },
    list: () => [...shops.values()],
  };
}
