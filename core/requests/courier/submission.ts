/** Where the service is to confirm: Shopify's own request is submitted and accepted first, so that the admin shows "in progress". */
import {AppError} from '../../errors.ts';
import {fulfillmentOrderAccept} from '../../shopify/operations/fulfillmentOrderAccept.ts';
import {fulfillmentOrderSubmit} from '../../shopify/operations/fulfillmentOrderSubmit.ts';
import type {Readable} from './read.ts';
import {readToSend} from './read.ts';
import {change, type Round} from './round.ts';

/**
 * Submits and accepts a request's fulfillment orders in Shopify, unless they are already.
 * @returns the request as it stands then; null if another worker took it over
 * @throws AppError where Shopify refuses: nothing was emailed
 */
export async function submitToShopify(round: Round, readable: Readable): Promise<Readable | null> {
  const {request} = readable;
  // A request made in Shopify itself was submitted by the merchant and is to be accepted, whatever the service's way.
  const wanted = request.fulfillOn === 'confirmation' || request.submission !== null;
  if (!wanted || request.submission?.accepted || request.fulfillment?.done) return readable;
  const intended = await change(round, request, {
    set: {lines: request.lines, submission: {intentAt: new Date(), accepted: false}},
    by: 'app',
  });
  if (!intended) return null;
  const byFulfillmentOrder = Map.groupBy(readable.items, ({fulfillmentOrder}) => fulfillmentOrder.id);
  for (const [id, items] of byFulfillmentOrder) {
    const requestStatus = items[0]?.fulfillmentOrder.requestStatus;
    round.lease.assertHeld();
    let submittedId: string = id;
    // Shopify: a repeat of either is refused, so what an earlier try did is read from the request status.
    if (requestStatus !== 'SUBMITTED' && requestStatus !== 'ACCEPTED') {
      const {fulfillmentOrderSubmitFulfillmentRequest: payload} = await round.admin.run(fulfillmentOrderSubmit, {
        id,
        lines: items.map(({stored}) => ({id: stored.fulfillmentOrderLineItemId, quantity: stored.quantity})),
        notifyCustomer: request.notifyCustomer,
        message: null,
      });
      refuse(payload?.userErrors);
      submittedId = payload?.submittedFulfillmentOrder?.id ?? id;
    }
    if (requestStatus !== 'ACCEPTED') {
      round.lease.assertHeld();
      const {fulfillmentOrderAcceptFulfillmentRequest: payload} = await round.admin.run(fulfillmentOrderAccept, {
        id: submittedId,
      });
      refuse(payload?.userErrors);
    }
  }
  const accepted = await change(round, intended, {
    set: {submission: {intentAt: new Date(), accepted: true}},
    event: 'accepted',
    by: 'app',
  });
  if (!accepted) return null;
  // A submission of a part splits the fulfillment order, and one sent again gets a new one: read the ids anew.
  const [again] = await readToSend(round.admin, [accepted]);
  if (!again || 'error' in again) throw again?.error ?? new AppError('order_changed');
  return again;
}

function refuse(userErrors: readonly {message: string}[] | undefined): void {
  if (!userErrors?.length) return;
  throw new AppError('shopify_rejected', {
    message: `Shopify did not take the request: ${userErrors.map(({message}) => message).join(' ')}`.slice(0, 500),
  });
}
