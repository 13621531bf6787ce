/** Waiting that ends early when nobody wants its end any more. */
import {setTimeout as sleep} from 'node:timers/promises';

/** Waits, or returns false at once when the signal is or gets aborted. */
export async function delay(ms: number, signal?: AbortSignal): Promise<boolean> {
  if (signal?.aborted) return false;
  if (ms <= 0) return true;
  try {
    await sleep(ms, undefined, signal ? {signal} : {});
    return true;
  } catch {
    return false;
  }
}

/** A growing wait with jitter (ms), so that many callers do not come back at once: about 0.25 s, 0.5 s, 1 s … 8 s. */
export function backoff(attempt: number): number {
  return Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2);
}
