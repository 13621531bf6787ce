/** Faults on command: which calls fail, how, and how often. */
import {z} from 'zod';
import {seeded} from '../random.ts';
import {operations, type Operation} from './api/call.ts';

export const faultKinds = [
  'error',
  'timeoutBefore',
  'timeoutAfter',
  'throttle',
  'latency',
  'noErrorCode',
  'html',
  'reset',
  'maintenance',
  'account',
  'stall',
  'shortBatch',
] as const;

export const faultSchema = z.strictObject({
  /** Absent: every call to the API. */
  operation: z.enum(operations).optional(),
  kind: z.enum(faultKinds),
  /** The share of calls it hits. */
  rate: z.number().min(0).max(1).default(1),
  /** Of `latency` (required there), and how long a time-out holds the connection (default: until the caller leaves). */
  ms: z.number().int().min(0).max(600_000).optional(),
  /** The same seed hits the same calls. */
  seed: z.number().int().default(1),
  /** Gone after so many hits. */
  times: z.number().int().min(1).optional(),
  /** For error, reset and html: whether the call is carried out first. */
  after: z.boolean().default(false),
  /** For error: the answer. Default HTTP 500, ErrorCode 101. */
  status: z.number().int().min(400).max(599).optional(),
  errorCode: z.number().int().optional(),
  message: z.string().optional(),
});
export type Fault = z.output<typeof faultSchema>;

export class Faults {
  #active: {fault: Fault; next: () => number; left: number}[] = [];

  add(fault: Fault): void {
    this.#active.push({fault, next: seeded(fault.seed), left: fault.times ?? Infinity});
  }

  clear(): void {
    this.#active = [];
  }

  list(): Fault[] {
    return this.#active.map((entry) => entry.fault);
  }

  /** The faults that hit this call: every latency, and the first of the others. */
  hit(called: readonly Operation[]): {latencyMs: number; fault: Fault | null} {
    let latencyMs = 0;
    let fault: Fault | null = null;
    for (const entry of this.#active) {
      const {operation, kind, rate, ms} = entry.fault;
      if (operation !== undefined && !called.includes(operation)) continue;
      if (kind !== 'latency' && fault) continue;
      if (entry.next() >= rate) continue;
      entry.left--;
      if (kind === 'latency') latencyMs += ms ?? 0;
      else fault = entry.fault;
    }
    this.#active = this.#active.filter((entry) => entry.left > 0);
    return {latencyMs, fault};
  }
}
