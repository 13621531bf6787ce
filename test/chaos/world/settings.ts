/** The app's settings in a run: everything shorter than in production, in the same order of lengths. */
import {fileURLToPath} from 'node:url';
import type {ChaosOptions} from '../plan/options.ts';

const preload = fileURLToPath(new URL('skew.ts', import.meta.url));

export function settings({lagSeconds}: ChaosOptions): Record<string, string> {
  return {
    COURIER_LEASE_SECONDS: '3',
    COURIER_BUDGET_SECONDS: '5',
    OUTSIDE_TIMEOUT_SECONDS: '3',
    SWEEP_SECONDS: '1',
    // Longer than search lags, the clocks' differences and a call taken together.
    POSTMARK_SETTLED_SECONDS: String(lagSeconds + 10),
    // What is never logged at this level is never logged.
    LOG_LEVEL: 'debug',
  };
}

/** What makes a process's clock wrong. */
export function clockOff(ms: number): Record<string, string> {
  return {NODE_OPTIONS: `--import=${preload}`, CHAOS_CLOCK_SKEW_MS: String(ms)};
}
