/** A service's answer: it confirms, declines with a reason, or gives the tracking number. */
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {fulfillmentTrackingUpdate} from '../../shopify/operations/fulfillmentTrackingUpdate.ts';
import {refuseUserErrors} from '../../shopify/userErrors.ts';
import {updateFor} from '../change.ts';
import {findRequest, requests, type Change} from '../store.ts';
import type {StoredRequest} from '../types.ts';
import type {AnswerLink} from './link.ts';
import {offersOf} from './offers.ts';

export interface Tracking {
  number: string;
  /** The carrier. Shopify: of the names it knows it makes the link by itself. */
  company?: string;
}

export type Answer =
  | {kind: 'confirm'; tracking: Tracking | null}
  | {kind: 'decline'; reason: string}
  | {kind: 'tracking'; tracking: Tracking};

/**
 * Writes an answer down. Where the service is to confirm, its confirmation makes the request due at the courier, which marks the
 * items as fulfilled; elsewhere they are, and the answer is a word to the merchant. The caller has a worker look at the shop.
 * @returns the request after it; null: it had moved on, and nothing was saved
 * @throws AppError `request_not_found`, `shopify_*` (nothing was saved, the same answer can be given again)
 */
export async function answerRequest(ctx: Context, link: AnswerLink, answer: Answer): Promise<StoredRequest | null> {
  const request = await findRequest(ctx.db, link.shop, link.requestId);
  const offers = offersOf(request);
  if (!offers[answer.kind]) {
    // The same answer given twice, as by a second click.
    const kind = request.answer?.kind;
    const same =
      (answer.kind === 'confirm' && kind === 'confirmed') || (answer.kind === 'decline' && kind === 'declined');
    return same ? request : null;
  }
  const at = new Date();
  if (answer.kind === 'decline') {
    const waits = request.fulfillOn === 'confirmation';
    return write(ctx, request, {
      ...(waits ? {status: 'declined' as const} : {}),
      event: 'declined',
      set: {answer: {kind: 'declined', at, reason: answer.reason}, ...(waits ? {dueAt: null, failure: null} : {})},
      by: 'service',
    });
  }
  const tracking = answer.tracking ? {trackingInfo: answer.tracking} : {};
  // In Shopify first: what cannot be saved there is not said to be saved.
  if (answer.tracking && request.fulfillment?.done) await trackInShopify(ctx, request, answer.tracking);
  if (answer.kind === 'tracking') return write(ctx, request, {event: 'tracking', set: tracking, by: 'service'});
  const confirmed = {kind: 'confirmed' as const, at, reason: null};
  return write(ctx, request, {
    ...(request.fulfillOn === 'confirmation'
      ? {status: 'confirmed' as const, set: {answer: confirmed, ...tracking, dueAt: at, failure: null, attempts: 0}}
      : {set: {answer: confirmed, ...tracking}}),
    event: 'confirmed',
    by: 'service',
  });
}

async function trackInShopify(ctx: Context, request: StoredRequest, trackingInfo: Tracking): Promise<void> {
  const fulfillmentId = request.fulfillment?.id;
  // Fulfilled past the app: which fulfillment is meant is not known.
  if (!fulfillmentId) throw new AppError('request_state_conflict');
  const {fulfillmentTrackingInfoUpdate: payload} = await ctx
    .admin(request.shop)
    .run(fulfillmentTrackingUpdate, {fulfillmentId, trackingInfo, notifyCustomer: request.notifyCustomer});
  refuseUserErrors(payload);
}

/** Only if it is as it was read: also no fulfillment begun since, which would miss the tracking number. */
function write({db}: Context, seen: StoredRequest, change: Change): Promise<StoredRequest | null> {
  return requests(db).findOneAndUpdate(
    {
      _id: seen._id,
      shop: seen.shop,
      status: seen.status,
      fence: seen.fence,
      'answer.kind': seen.answer?.kind ?? {$exists: false},
      'fulfillment.done': seen.fulfillment?.done ?? {$exists: false},
    },
    updateFor(seen, change, seen.fence),
    {returnDocument: 'after'},
  );
}
