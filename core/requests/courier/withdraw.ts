/** Carries out what is to be taken back: the service is told not to ship, and Shopify's own request is resolved. Each step may come twice. */
import {AppError} from '../../errors.ts';
import {toAppError} from '../../toAppError.ts';
import {cancellationOf} from '../../notices/cancellation.ts';
import {queueNotice} from '../../notices/store.ts';
import {fulfillmentCancel} from '../../shopify/operations/fulfillmentCancel.ts';
import {refuseUserErrors} from '../../shopify/userErrors.ts';
import {requests} from '../store.ts';
import {isKnownToService, type StoredRequest, type StoredWithdrawal} from '../types.ts';
import {done, ownFulfillment} from './fulfill.ts';
import {LeaseLost} from './lease.ts';
import {change, inMs, maxAttempts, pauseAfter, type Round} from './round.ts';
import {takeBackFromShopify} from './takeBack.ts';

/** Takes back what is due. @returns how many requests were looked at */
export async function withdrawDue(round: Round): Promise<number> {
  const due = await requests(round.ctx.db)
    .find({
      shop: round.shop,
      'withdrawal.settled': false,
      'withdrawal.dueAt': {$lte: new Date()},
      // What may or may not have been sent is looked up first.
      status: {$nin: ['preparing', 'sending', 'unknown']},
    })
    .sort({'withdrawal.dueAt': 1})
    .limit(40)
    .toArray();
  for (const request of due) {
    if (!request.withdrawal) continue;
    try {
      await withdraw(round, request, request.withdrawal);
    } catch (error) {
      await later(round, request, request.withdrawal, error);
    }
  }
  return due.length;
}

async function withdraw(round: Round, seen: StoredRequest, withdrawal: StoredWithdrawal): Promise<void> {
  const request = await unlessFulfilled(round, seen);
  if (!request) return;
  // First of all: every minute counts at the packing table, and Shopify may be away.
  if (isKnownToService(request)) await queueNotice(round.ctx.db, cancellationOf(request, withdrawal));
  if (isMarkStanding(request)) await cancelMark(round, request);
  if (request.submission) await takeBackFromShopify(round, request);
  await finish(round, request, withdrawal, {});
}

/** null: it turned out to be fulfilled, and stays so, which is written down. */
async function unlessFulfilled(round: Round, request: StoredRequest): Promise<StoredRequest | null> {
  const {fulfillment, withdrawal, status} = request;
  // Its mark in Shopify does not stand any more.
  if (withdrawal?.reason === 'fulfillment_cancelled') return request;
  if (status !== 'fulfilled' && !fulfillment?.done) {
    // A mark whose outcome nobody told.
    const id = fulfillment && (await ownFulfillment(round, request, fulfillment.intentAt));
    if (!id) return request;
    await done(round, request, id, 'shopify');
  }
  const now = await requests(round.ctx.db).findOne({_id: request._id, shop: round.shop});
  if (now?.status !== 'fulfilled' || !withdrawal) return null;
  if (isMarkStanding(now)) return now;
  await change(round, now, {
    set: {withdrawal: {...withdrawal, settled: true, tooLate: true}},
    event: 'not cancelled',
    by: 'app',
  });
  return null;
}

/**
 * Whether a mark of ours goes with the request: it was made in the very moment in which the merchant took the request back, who was
 * told that it is. What the service says it has shipped stays, and so does what somebody else fulfilled.
 */
function isMarkStanding(request: StoredRequest): boolean {
  const {status, fulfillment, withdrawal} = request;
  const isOurs = status === 'fulfilled' && typeof fulfillment?.id === 'string';
  return isOurs && withdrawal?.reason === 'merchant' && !saysShipped(request);
}

/** A tracking number is the service's word that it is on its way; the merchant's own, given with the request, is not. */
const saysShipped = ({answer, trackingInfo, history}: StoredRequest) =>
  (answer?.kind === 'confirmed' && trackingInfo !== null) || history.some(({event}) => event === 'tracking');

/** @throws AppError `shopify_*` */
async function cancelMark(round: Round, {fulfillment}: StoredRequest): Promise<void> {
  if (!fulfillment?.id) return;
  round.lease.assertHeld();
  refuseUserErrors((await round.admin.run(fulfillmentCancel, {id: fulfillment.id})).fulfillmentCancel);
}

async function finish(
  round: Round,
  request: StoredRequest,
  withdrawal: StoredWithdrawal,
  {failure = null}: Partial<Pick<StoredRequest, 'failure'>>,
): Promise<void> {
  const {by, reason} = withdrawal;
  const before = request.status === 'cancelled';
  await change(round, request, {
    ...(before ? {} : {status: 'cancelled' as const}),
    set: {withdrawal: {...withdrawal, settled: true}, dueAt: null, message: null, failure},
    by,
    ...(before || reason === 'merchant' ? {} : {detail: reason}),
  });
}

/** Shopify is away, or refuses: tried again for some hours. After that it is cancelled all the same, and says what is wrong. */
async function later(
  round: Round,
  request: StoredRequest,
  withdrawal: StoredWithdrawal,
  thrown: unknown,
): Promise<void> {
  if (thrown instanceof LeaseLost) throw thrown;
  const error = toAppError(thrown);
  if (!(thrown instanceof AppError)) {
    round.ctx.log.error({err: thrown, request: request._id.toHexString()}, 'not taken back');
  }
  const stands = request.status === 'fulfilled' ? 'The items are still marked as fulfilled in Shopify. ' : '';
  const failure = {code: error.code, message: `${stands}${error.message}`, retryable: true};
  const attempts = withdrawal.attempts + 1;
  if (attempts >= maxAttempts) {
    await finish(round, request, {...withdrawal, attempts}, {failure});
    return;
  }
  const dueAt = inMs(Math.max(error.retryAfterMs ?? 0, pauseAfter(withdrawal.attempts)));
  await change(round, request, {set: {withdrawal: {...withdrawal, attempts, dueAt}, failure}, by: 'app'});
}
