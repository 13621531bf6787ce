/** Takes a request back, in whatever state it is. Only the intent is written here; what has to be said to the service and to Shopify is the courier's. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {changeRequest, findRequest, requests, type Change} from './store.ts';
import {
  isKnownToService,
  isWithdrawn,
  type StoredRequest,
  type StoredWithdrawal,
  type WithdrawReason,
} from './types.ts';

export interface Withdrawing {
  /** `user:<id>`, `app`, `shopify` */
  by: string;
  reason: WithdrawReason;
}

/**
 * Takes a request back. One that nobody outside knows of is `cancelled` at once. Of any other the wish is stored, and the courier
 * carries it out as soon as the outcome of its email is known: the service is told not to ship, Shopify's own request is resolved,
 * and only then it is `cancelled` and its items are free. The caller has a worker look at the shop.
 * Asked again, it changes nothing.
 * @returns the request as it is stored then
 * @throws AppError `request_not_found`; `request_state_conflict` once it is fulfilled
 */
export async function withdrawRequest(
  ctx: Pick<Context, 'db'>,
  shop: string,
  {_id}: Pick<StoredRequest, '_id'>,
  how: Withdrawing,
): Promise<StoredRequest> {
  // A courier may be at work on it: then it is looked at anew.
  for (let attempt = 0; attempt < 20; attempt++) {
    const request = await findRequest(ctx.db, shop, _id.toHexString());
    if (isWithdrawn(request)) return atOnce(ctx, request);
    if (request.status === 'cancelled') return request;
    if (request.status === 'fulfilled' || request.fulfillment?.done) {
      throw new AppError('request_state_conflict', {
        details: {status: request.status},
        message:
          'These items are marked as fulfilled. Cancel the fulfillment in Shopify; the service is then told not to ship.',
      });
    }
    const withdrawn = await changeRequest(ctx.db, request, changeFor(request, how));
    if (withdrawn) return withdrawn;
  }
  throw new AppError('request_state_conflict');
}

function changeFor(request: StoredRequest, {by, reason}: Withdrawing): Change {
  const {status, submission, fulfillOn} = request;
  const now = new Date();
  const withdrawal: StoredWithdrawal = {at: now, by, reason, settled: false, dueAt: now, attempts: 0};
  const detail = reason === 'merchant' ? {} : {detail: reason};
  const isUnsent = status === 'queued' || status === 'failed' || status === 'declined';
  if (!isUnsent) {
    // The outcome of an email under way has to be looked up all the same; the mark in Shopify must not be made any more.
    const due = status === 'sent' || status === 'confirmed' ? {dueAt: null} : {};
    return {set: {withdrawal, ...due}, event: 'cancelling', by, ...detail};
  }
  // A courier may be submitting it to Shopify at this very moment.
  const isSubmitted = submission !== null || (status === 'queued' && fulfillOn === 'confirmation');
  const isKnown = isSubmitted || isKnownToService(request);
  return {
    status: 'cancelled',
    set: {dueAt: null, message: null, failure: null, ...(isKnown ? {withdrawal} : {})},
    by,
    ...detail,
  };
}

/** Whoever asks again does not want to wait until it is tried again by itself. */
async function atOnce({db}: Pick<Context, 'db'>, {_id, shop}: StoredRequest): Promise<StoredRequest> {
  await requests(db).updateOne({_id, shop, 'withdrawal.settled': false}, {$set: {'withdrawal.dueAt': new Date()}});
  return findRequest(db, shop, _id.toHexString());
}
