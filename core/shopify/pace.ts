/** Keeps to Shopify's rate limit: how long a call must wait so that the shop's cost bucket covers it. */

/** Shopify: `extensions.cost.throttleStatus` of every answer. Points, and points per second. */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

interface Bucket {
  available: number;
  /** When `available` was true, ms. */
  at: number;
  maximum: number;
  restoreRate: number;
  /** Points of calls that have been let through and not answered. */
  reserved: number;
}

/** Shops remembered at once; more would only hold memory, for a bucket is full again after a few seconds of rest. */
const rememberedShops = 2000;

/** Points set aside for one call. */
export interface Reservation {
  /** Milliseconds to wait before sending. */
  readonly waitMs: number;
  /** Ends it, once, when the call is answered; `unsent` if it never left, so that its points are free again. */
  end(unsent?: 'unsent'): void;
}

export interface Pace {
  reserve(shop: string, points: number): Reservation;
  /** Takes over what Shopify said in an answer. */
  learn(shop: string, status: ThrottleStatus): void;
  /** The size of the shop's bucket, once Shopify has said it. */
  maximum(shop: string): number | null;
}

/** Paces calls per shop within this process. Other processes share the bucket, so THROTTLED can still come; each answer
 * corrects the count. Before the first answer of a shop nothing is known and nothing waits. */
export function createPace(now: () => number = Date.now): Pace {
  const buckets = new Map<string, Bucket>();

  const forget = () => {
    for (const [shop, bucket] of buckets) {
      if (buckets.size <= rememberedShops) return;
      if (bucket.reserved === 0) buckets.delete(shop);
    }
  };
  const refill = (bucket: Bucket) => {
    const at = now();
    bucket.available = Math.min(bucket.maximum, bucket.available + ((at - bucket.at) / 1000) * bucket.restoreRate);
    bucket.at = at;
  };

  return {
    reserve(shop, points) {
      const bucket = buckets.get(shop);
      if (!bucket) return {waitMs: 0, end: () => undefined};
      refill(bucket);
      // More than a full bucket cannot be waited for; Shopify answers such a call itself.
      const need = Math.min(points, bucket.maximum);
      const waitMs = Math.max(0, Math.ceil(((need - bucket.available) / bucket.restoreRate) * 1000));
      // Below zero on purpose: whoever comes next waits for this call's points as well.
      bucket.available -= points;
      bucket.reserved += points;
      return {
        waitMs,
        end(unsent) {
          // Looked up again: an answer to another call may have replaced the bucket meanwhile.
          const current = buckets.get(shop);
          if (!current) return;
          current.reserved = Math.max(0, current.reserved - points);
          if (unsent) current.available += points;
        },
      };
    },
    learn(shop, status) {
      if (!(status.restoreRate > 0)) return;
      const reserved = buckets.get(shop)?.reserved ?? 0;
      // Deleted first, so that the map stays ordered by the last answer and `forget` takes the longest silent shop.
      buckets.delete(shop);
      buckets.set(shop, {
        available: status.currentlyAvailable - reserved,
        at: now(),
        maximum: status.maximumAvailable,
        restoreRate: status.restoreRate,
        reserved,
      });
      if (buckets.size > rememberedShops) forget();
    },
    maximum: (shop) => buckets.get(shop)?.maximum ?? null,
  };
}
