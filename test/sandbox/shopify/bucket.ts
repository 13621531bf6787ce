/** Shopify's leaky bucket: the calls of one app in one shop draw from it, and it fills by the second. */

/** A plan's bucket, in cost points. Shopify: 100 points a second on the standard plan; a bucket of 2000 was seen live. */
export interface Plan {
  restoreRate: number;
  maximumAvailable: number;
}

export const standardPlan: Plan = {restoreRate: 100, maximumAvailable: 2000};

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

export interface Bucket {
  /** Takes the points if they are there. `now` in milliseconds. */
  take(points: number, now: number): boolean;
  /** Gives back what a call did not use. */
  refund(points: number, now: number): void;
  status(now: number): ThrottleStatus;
}

/** A full bucket; reads the plan each time, so that a change of plan counts at once. */
export function createBucket(plan: () => Plan): Bucket {
  let used = 0;
  let at = 0;
  const restore = (now: number): number => {
    const {restoreRate, maximumAvailable} = plan();
    if (now > at) used = Math.max(0, used - ((now - at) / 1000) * restoreRate);
    at = now;
    return maximumAvailable - used;
  };
  return {
    take(points, now) {
      if (points > restore(now)) return false;
      used += points;
      return true;
    },
    refund(points, now) {
      restore(now);
      used = Math.max(0, used - points);
    },
    status(now) {
      const available = restore(now);
      const {restoreRate, maximumAvailable} = plan();
      return {maximumAvailable, currentlyAvailable: Math.max(0, Math.floor(available)), restoreRate};
    },
  };
}
