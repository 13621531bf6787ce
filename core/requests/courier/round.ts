/** What the steps of a courier's round share: the shop, the lease, and how a failure puts a request off. */
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {toAppError} from '../../toAppError.ts';
import {isDatabaseAway} from '../../mongo/away.ts';
import type {AdminClient} from '../../shopify/client.ts';
import {changeRequest, type Change} from '../store.ts';
import type {Mailed, StoredRequest} from '../types.ts';
import {LeaseLost, type Lease} from './lease.ts';
import type {Mailing} from './mailing.ts';

export interface Round {
  ctx: Context;
  shop: string;
  admin: AdminClient;
  lease: Lease;
}

/** Tries of one request before it is set aside as failed; with the pauses below, about three hours. */
export const maxAttempts = 20;

/** What its worker died over this often is set aside: it may be what kills them. */
export const maxCrashes = 3;

/** Pause before try number `attempts` + 1, in milliseconds: 2 s, 4 s, 8 s … 10 min, each up to a quarter longer. */
export function pauseAfter(attempts: number): number {
  return Math.min(600_000, 1000 * 2 ** Math.min(attempts + 1, 20)) * (1 + Math.random() / 4);
}

/** Changes a request as this worker. null: another one has taken it over, so this one leaves it alone. */
export function change(round: Round, seen: StoredRequest, what: Change): Promise<StoredRequest | null> {
  return changeRequest(round.ctx.db, seen, what, round.lease.fence);
}

/**
 * Puts off what is queued, or gives it up, after a failure in which surely no email was sent.
 * Errors that trying again cannot mend end it as `failed`; so do too many tries.
 */
export async function putOff<Doc extends Mailed>(
  round: Round,
  mailing: Mailing<Doc>,
  seen: Doc,
  thrown: unknown,
): Promise<void> {
  // Neither is about what is sent: the visit ends.
  if (thrown instanceof LeaseLost || isDatabaseAway(thrown)) throw thrown;
  const error = toAppError(thrown);
  if (!(thrown instanceof AppError)) round.ctx.log.error({err: thrown, id: seen._id.toHexString()}, 'not sent');
  // A changed order stays changed: the way out is a new request, not this one once more.
  const final = error.code === 'order_changed' || error.code === 'fulfillment_order_closed';
  const failure = {code: error.code, message: error.message, retryable: !final};
  // Neither is the request's fault, and both end by themselves or by the merchant: they wait.
  const waits = error.code === 'shopify_unauthorized' || error.code === 'email_account_blocked';
  if (waits) {
    await mailing.change(round, seen, {set: {failure, dueAt: inMs(error.retryAfterMs ?? 60_000)}, by: 'app'});
    return;
  }
  if (!error.retryable || seen.attempts + 1 >= maxAttempts) {
    await mailing.change(round, seen, {status: 'failed', set: {failure, dueAt: null}, by: 'app', detail: error.code});
    return;
  }
  const pause = Math.max(error.retryAfterMs ?? 0, pauseAfter(seen.attempts));
  await mailing.change(round, seen, {set: {failure, dueAt: inMs(pause)}, inc: {attempts: 1}, by: 'app'});
}

export function inMs(ms: number): Date {
  return new Date(Date.now() + ms);
}
