/** What a merchant can do with a request: try again, send once more, cancel, put an alarm aside. */
import type {Context} from '../context.ts';
import {tryNow} from '../email/account/hold.ts';
import {AppError} from '../errors.ts';
import {dismissAlarms} from '../notices/acknowledge.ts';
import {resendCancellation} from '../notices/resend.ts';
import {fulfillmentOrderClose} from '../shopify/operations/fulfillmentOrderClose.ts';
import type {FulfillmentRequest} from '../wire.ts';
import {getRequest} from './list.ts';
import {isDuplicateKey} from './idempotency.ts';
import {changeRequest, findRequest, type Change} from './store.ts';
import {toWire} from './toWire.ts';
import {isWithdrawn, type StoredRequest} from './types.ts';
import {withdrawRequest} from './withdraw.ts';

/** Tries a failed step again: the email, or the mark in Shopify where only that is missing.
 * @throws AppError `request_not_found`, `request_state_conflict`, `line_already_requested` */
export async function retryRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  const set = {dueAt: new Date(), failure: null, attempts: 0, crashes: 0};
  if (request.status === 'failed') return apply(ctx, request, {status: 'queued', set, event: 'retried', by});
  // A person says that it was put right: it need not wait for the next try.
  if (request.failure?.code === 'email_account_blocked') await tryNow(ctx.db);
  const waits = request.status === 'queued' || request.status === 'sent' || request.status === 'confirmed';
  if (isWithdrawn(request)) throw conflict(request, 'This fulfillment request is being cancelled.');
  if (waits && request.failure) return apply(ctx, request, {set, event: 'retried', by});
  throw conflict(request, 'There is nothing to try again in this request.');
}

/** Sends the email of a request once more, marked as a repeat that replaces the one before; nothing is fulfilled twice.
 * Of a cancelled one, the email that says so.
 * @throws AppError `request_not_found`, `request_state_conflict` */
export async function resendRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  if (request.status === 'cancelled') {
    // The service had its email; what it has to know now is that it is void.
    if (await resendCancellation(ctx, request, by)) return getRequest(ctx, shop, id);
    throw conflict(request, 'There is no email to send once more.');
  }
  if (isWithdrawn(request) || (request.status !== 'sent' && request.status !== 'fulfilled')) {
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

/** The merchant has seen to what a cancellation raised (it did not arrive, or came too late): the request wants nobody any more.
 * @throws AppError `request_not_found` */
export async function dismissRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  await dismissAlarms(ctx, await findRequest(ctx.db, shop, id), by);
  return getRequest(ctx, shop, id);
}

/** Takes a request back; where the service has its email already, it is told by another one not to ship.
 * @throws AppError `request_not_found`, `request_state_conflict` once it is fulfilled */
export async function cancelRequest(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  await withdrawRequest(ctx, shop, request, {by, reason: 'merchant'});
  return getRequest(ctx, shop, id);
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
