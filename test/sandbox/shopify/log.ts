/** What was asked of the Admin API, newest last, capped. */

export interface LogEntry {
  /** ISO 8601: when the call came in. */
  at: string;
  shop: string;
  app: 'app' | 'outside';
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
  clear(shop?: string): void;
}

/** An empty log of at most `cap` entries. */
export function createLog(cap = 20_000): OperationLog {
  let entries: LogEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      // In one go and seldom, so that a full log does not cost a move of 20,000 entries at each call.
      if (entries.length > cap + 1000) entries = entries.slice(-cap);
    },
    list(shop) {
      return entries.slice(-cap).filter((entry) => shop === undefined || entry.shop === shop);
    },
    clear(shop) {
      entries = shop === undefined ? [] : entries.filter((entry) => entry.shop !== shop);
    },
  };
}
