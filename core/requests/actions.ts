/** What a merchant can do with a request: try again, send once more, cancel. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {fulfillmentOrderClose} from '../shopify/operations/fulfillmentOrderClose.ts';
import type {FulfillmentRequest} from '../wire.ts';
import {isDuplicateKey} from './idempotency.ts';
import {changeRequest, findRequest, type Change} from './store.ts';
import {toWire} from './toWire.ts';
import type {StoredRequest} from './types.ts';

/** Tries a failed step again: the email, or the mark in Shopify where only that is missing.
 * @throws AppError `request_not_found`, `request_state_conflict`, `line_already_requested` */
export async function retryRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  const set = {dueAt: new Date(), failure: null, attempts: 0, crashes: 0};
  if (request.status === 'failed') return apply(ctx, request, {status: 'queued', set, event: 'retried', by});
  const waits = request.status === 'queued' || request.status === 'sent' || request.status === 'confirmed';
  if (waits && request.failure) return apply(ctx, request, {set, event: 'retried', by});
  throw conflict(request, 'There is nothing to try again in this request.');
}

/** Sends the email of a request once more, marked as a repeat that replaces the one before; nothing is fulfilled twice.
 * @throws AppError `request_not_found`, `request_state_conflict` */
export async function resendRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  if (request.status !== 'sent' && request.status !== 'fulfilled') {
    throw conflict(request, 'Only a request whose email was sent can be sent once more.');
  }
  return apply(ctx, request, {
    status: 'queued',
    set: {dueAt: new Date(), failure: null, attempts: 0, crashes: 0, undelivered: false},
    inc: {revision: 1},
    event: 'resent',
    by,
  });
}

/** Cancels a request whose email has not gone out; its items are free again.
 * @throws AppError `request_not_found`, `request_state_conflict`, `shopify_*` */
export async function cancelRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  if (request.status === 'cancelled') {
    // Shopify may not have answered the first time.
    if (request.submission) await giveBack(ctx, request);
    return toWire(request);
  }
  const emailed = request.messages.some(({state}) => state === 'accepted');
  const stoppable = ['queued', 'failed', 'declined'].includes(request.status);
  if (!stoppable || (emailed && request.status !== 'declined')) {
    const message = emailed
      ? 'The service already has the email, so this cannot be cancelled here. Tell the service not to ship.'
      : 'The email is being sent at this moment. Look again in a minute.';
    throw conflict(request, message);
  }
  const cancelled = await apply(ctx, request, {status: 'cancelled', set: {dueAt: null, message: null}, by});
  if (request.submission) await giveBack(ctx, request);
  return cancelled;
}

/** Shopify shows the items as in progress: closing makes them requestable again. A refusal means that they already are. */
export async function giveBack(ctx: Context, {shop, lines}: Pick<StoredRequest, 'shop' | 'lines'>): Promise<void> {
  const ids = new Set(lines.map((line) => line.fulfillmentOrderId));
  for (const id of ids) await ctx.admin(shop).run(fulfillmentOrderClose, {id, message: null});
}

async function apply(ctx: Context, request: StoredRequest, what: Change): Promise<FulfillmentRequest> {
  try {
    const changed = await changeRequest(ctx.db, request, what);
    if (changed) return toWire(changed);
  } catch (error) {
    // Its lines are open again, and another request holds one of them by now.
    if (isDuplicateKey(error)) throw new AppError('line_already_requested', {cause: error});
    throw error;
  }
  throw conflict(request);
}

function conflict({status}: StoredRequest, message?: string): AppError {
  return new AppError('request_state_conflict', {details: {status}, ...(message ? {message} : {})});
}
