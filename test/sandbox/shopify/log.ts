/** What was asked of the Admin API, newest last, capped. */

import type {Caller} from './tokens.ts';

export interface LogEntry {
  /** ISO 8601: when the call came in. */
  at: string;
  shop: string;
  app: Caller;
  /** Name of the operation, else its first root field. */
  operation: string | null;
  document: string;
  variables: unknown;
  cost: {requested: number | null; actual: number | null};
  ms: number;
  /** HTTP status; 0: no answer was given (a time-out by fault). */
  status: number;
  fault?: string;
  errors?: unknown;
}

export interface OperationLog {
  add(entry: LogEntry): void;
  /** Of one shop, or of all. */
  list(shop?: string): LogEntry[];
  /** What one shop's calls came to since its log was emptied. */
  totals(shop: string): Totals;
  clear(shop?: string): void;
}

/** Calls and points by caller, then by operation. */
export type Totals = Partial<Record<Caller, Record<string, {calls: number; points: number; throttled: number}>>>;

/** An empty log of at most `cap` entries. */
export function createLog(cap = 20_000): OperationLog {
  let entries: LogEntry[] = [];
  const sums = new Map<string, Totals>();
  return {
    add(entry) {
      count(sums, entry);
      entries.push(entry);
      // In one go and seldom, so that a full log does not cost a move of 20,000 entries at each call.
      if (entries.length > cap + 1000) entries = entries.slice(-cap);
    },
    list(shop) {
      return entries.slice(-cap).filter((entry) => shop === undefined || entry.shop === shop);
    },
    totals: (shop) => sums.get(shop) ?? {},
    clear(shop) {
      if (shop === undefined) sums.clear();
      else sums.delete(shop);
      entries = shop === undefined ? [] : entries.filter((entry) => entry.shop !== shop);
    },
  };
}

/** Adds a call: one that did not run, for throttling or a fault before it, costs nothing. */
function count(sums: Map<string, Totals>, {shop, app, operation, cost, errors}: LogEntry): void {
  const totals = sums.get(shop) ?? {};
  sums.set(shop, totals);
  const ofApp = (totals[app] ??= {});
  const sum = (ofApp[operation ?? ''] ??= {calls: 0, points: 0, throttled: 0});
  sum.calls += 1;
  sum.points += cost.actual ?? 0;
  if (Array.isArray(errors) && errors.some(isThrottled)) sum.throttled += 1;
}

const isThrottled = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'message' in error && error.message === 'Throttled';
