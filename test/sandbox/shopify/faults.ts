/** Failures on command: each rule fails a share of the calls it matches, by a seeded generator, so that a run can be repeated. */
import {z} from 'zod';
import {seeded} from '../random.ts';
import {callers, type Caller} from './tokens.ts';

const rule = z.strictObject({
  /** Name of the GraphQL operation, or of a root field; absent: every operation. */
  operation: z.string().min(1).optional(),
  kind: z.enum(['error', 'timeoutBefore', 'timeoutAfter', 'throttle', 'latency', 'html']),
  /** Share of the matching calls that fail, 0 to 1. */
  rate: z.number().min(0).max(1),
  /** latency: how long to wait. time-outs: how long the connection is held before it is cut. */
  ms: z.number().int().min(0).max(600_000).optional(),
  seed: z.number().int().optional(),
  /** How many calls to fail before the rule ends. */
  times: z.number().int().min(1).optional(),
  /** html: whether the call is carried out first. */
  after: z.boolean().optional(),
  /** Only calls of the app, only the look from outside, or only another app's; absent: all. */
  caller: z.enum(callers).optional(),
});

export type FaultRule = z.output<typeof rule>;

export interface Fault {
  readonly kind: FaultRule['kind'];
  readonly ms: number;
  readonly after: boolean;
  /** Which of the ways to fail, 0 to 1. */
  readonly variant: number;
}

export interface Faults {
  /** @throws Error with a sentence if the rule is not one. */
  add(shop: string | undefined, input: unknown): FaultRule;
  /** Of one shop (leaving the rules for all shops), or all. */
  clear(shop: string | undefined): void;
  list(shop: string | undefined): FaultRule[];
  /** The faults that strike this call, in the order of their rules.
   * @param call.namedOnly Only rules that name an operation: for what is no call of the API. */
  strike(call: {shop: string; caller: Caller; names: readonly string[]; namedOnly?: boolean}): Fault[];
}

const defaultMs = {error: 0, timeoutBefore: 30_000, timeoutAfter: 30_000, throttle: 0, latency: 1000, html: 0};

/** No faults yet. */
export function createFaults(): Faults {
  let active: {shop: string | undefined; rule: FaultRule; next: () => number; left: number}[] = [];
  return {
    add(shop, input) {
      const parsed = rule.safeParse(input);
      if (!parsed.success) throw new Error(`The fault cannot be used. ${z.prettifyError(parsed.error)}`);
      const {seed = 1, times = Number.POSITIVE_INFINITY} = parsed.data;
      active.push({shop, rule: parsed.data, next: seeded(seed), left: times});
      return parsed.data;
    },
    clear(shop) {
      active = shop === undefined ? [] : active.filter((each) => each.shop !== shop);
    },
    list(shop) {
      return active.filter((each) => shop === undefined || each.shop === shop).map((each) => each.rule);
    },
    strike({shop, caller, names, namedOnly = false}) {
      const struck: Fault[] = [];
      for (const each of active) {
        const {operation, kind, rate, ms = defaultMs[kind], after = kind === 'timeoutAfter'} = each.rule;
        const meant =
          (each.shop === undefined || each.shop === shop) &&
          (each.rule.caller === undefined || each.rule.caller === caller) &&
          (operation === undefined ? !namedOnly : names.includes(operation));
        if (!meant || each.left <= 0) continue;
        // Both numbers are drawn at each matching call, so that the run does not depend on what struck before.
        const [chance, variant] = [each.next(), each.next()];
        if (chance >= rate) continue;
        each.left -= 1;
        struck.push({kind, ms, after, variant});
      }
      active = active.filter((each) => each.left > 0);
      return struck;
    },
  };
}
