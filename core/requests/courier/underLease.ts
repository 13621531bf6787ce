/** A bounded visit to a shop under its lease: step by step, until nothing is due, the time is up, or the lease is lost. */
import type {Context} from '../../context.ts';
import {acquireLease, LeaseLost, type Lease, type LeaseKind} from './lease.ts';

/** What a step came to: something was done; nothing was due; there is more to do, but the time is up. */
export type Came = 'worked' | 'idle' | 'over';

interface Visit {
  shop: string;
  kind: LeaseKind;
  /** Stops after the step under way (the process is asked to end). */
  signal?: AbortSignal | undefined;
}

/**
 * Takes the shop's lease, if nobody holds it, and makes one step after another.
 * @param step is told how to ask whether the time is up
 * @returns whether there is more to do: the caller then comes again in a new job, so that no shop waits behind another
 */
export async function underLease(
  {config, db, log}: Context,
  {shop, kind, signal}: Visit,
  step: (lease: Lease, isOver: () => boolean) => Promise<Came>,
): Promise<{more: boolean}> {
  const lease = await acquireLease(db, log, shop, config.COURIER_LEASE_SECONDS * 1000, kind);
  if (!lease) return {more: false};
  const until = performance.now() + config.COURIER_BUDGET_SECONDS * 1000;
  const isOver = () => Boolean(signal?.aborted) || performance.now() >= until;
  try {
    for (;;) {
      const came = await step(lease, isOver);
      if (came === 'over') {
        await lease.abandon();
        return {more: true};
      }
      if (came === 'idle' && (await lease.release())) return {more: false};
    }
  } catch (error) {
    if (error instanceof LeaseLost) {
      // Whoever has the lease now sees to the rest.
      log.warn({shop}, error.message);
      return {more: false};
    }
    await lease.abandon().catch((cause: unknown) => log.warn({err: cause, shop}, 'lease not given back'));
    throw error;
  } finally {
    lease.stop();
  }
}
