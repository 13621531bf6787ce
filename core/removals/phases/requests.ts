/** Takes back what this app has asked of the service, and tells the service what not to ship. */
import {AppError} from '../../errors.ts';
import {requests} from '../../requests/store.ts';
import type {StoredRequest} from '../../requests/types.ts';
import {withdrawRequest} from '../../requests/withdraw.ts';
import type {Outcome, Work} from '../work.ts';

/** Requests taken back by one step. */
const perStep = 50;
/** Pause (ms) before the next look where one is held up for a reason of its own. */
const heldMs = 10_000;

export async function takeBack(work: Work): Promise<Outcome> {
  const {ctx, removal} = work;
  const {shop, serviceId, counts} = removal;
  // Those that failed or were declined wait for somebody who tries again: nobody will.
  const waiting = {
    shop,
    serviceId,
    status: {
      $in: [
        'queued' as const,
        'sending' as const,
        'unknown' as const,
        'sent' as const,
        'confirmed' as const,
        'failed' as const,
        'declined' as const,
      ],
    },
  };
  const found = await requests(ctx.db).find(waiting).sort({_id: 1}).limit(perStep).toArray();
  for (const request of found) {
    work.lease.assertHeld();
    await takeOneBack(work, request);
  }
  if (found.length > 0) await work.deliver();
  const left = await requests(ctx.db).countDocuments(waiting);
  const total = Math.max(counts.requests.total, left);
  const set = {counts: {...counts, requests: {done: total - left, total}}};
  if (left === 0) return {next: 'activate', set};
  if (found.length === perStep && left < counts.requests.total) return {again: set};
  // An email that is being sent at this moment must be known to be out or not before it can be taken back. Where that takes long,
  // or asks for a person, the merchant is told why nothing moves.
  const held = await requests(ctx.db).findOne({...waiting, 'failure.code': {$exists: true}});
  const why = held?.failure && {code: held.failure.code, message: held.failure.message};
  return why ? {waitMs: heldMs, waiting: why, set} : {waitMs: 1000, set};
}

/** One that is being marked as fulfilled at this moment cannot be taken back any more, and need not be. */
export async function takeOneBack({ctx, removal}: Work, request: StoredRequest): Promise<void> {
  try {
    await withdrawRequest(ctx, removal.shop, request, {by: removal.by, reason: 'service_removed'});
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'request_state_conflict') throw error;
  }
}
