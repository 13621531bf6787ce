/** Resolves Shopify's own request of a request that is taken back, as its state asks: rejected, closed, or its cancellation accepted. */
import {AppError} from '../../errors.ts';
import {sameId} from '../../ids.ts';
import type {AdminClient} from '../../shopify/client.ts';
import {acceptCancellationRequest} from '../../shopify/operations/acceptCancellationRequest.ts';
import {fulfillmentOrderClose} from '../../shopify/operations/fulfillmentOrderClose.ts';
import {rejectFulfillmentRequest} from '../../shopify/operations/rejectFulfillmentRequest.ts';
import {readOrderFacts, type FulfillmentOrderFacts} from '../orderFacts.ts';
import {requests} from '../store.ts';
import type {StoredRequest} from '../types.ts';
import type {Round} from './round.ts';

type Payload = {userErrors: {message: string}[]} | null | undefined;

/** By Shopify's request status; others have nothing to take back. */
const steps: Record<string, (admin: AdminClient, id: string) => Promise<Payload>> = {
  SUBMITTED: async (admin, id) =>
    (await admin.run(rejectFulfillmentRequest, {id, message: null})).fulfillmentOrderRejectFulfillmentRequest,
  ACCEPTED: close,
  CANCELLATION_REJECTED: close,
  CANCELLATION_REQUESTED: async (admin, id) =>
    (await admin.run(acceptCancellationRequest, {id, message: null})).fulfillmentOrderAcceptCancellationRequest,
};

async function close(admin: AdminClient, id: string): Promise<Payload> {
  return (await admin.run(fulfillmentOrderClose, {id, message: null})).fulfillmentOrderClose;
}

/**
 * Gives the items of a request back in Shopify, so that they can be requested again. Done twice, it does nothing more.
 * @throws AppError `shopify_*`
 */
export async function takeBackFromShopify(round: Round, request: StoredRequest): Promise<void> {
  const problems: string[] = [];
  for (const {id, requestStatus} of await inShopify(round, request)) {
    round.lease.assertHeld();
    const payload = await steps[requestStatus]?.(round.admin, id);
    problems.push(...(payload?.userErrors ?? []).map(({message}) => message));
  }
  // A refusal may mean that it was done before, or by somebody else.
  if (problems.length === 0 || (await inShopify(round, request)).length === 0) return;
  throw new AppError('shopify_rejected', {
    message: `Shopify did not take the request back: ${problems.join(' ')}`.slice(0, 500),
  });
}

/** The fulfillment orders of the request that are at the service, by the ids they have now. */
async function inShopify(round: Round, request: StoredRequest): Promise<FulfillmentOrderFacts[]> {
  const facts = await readOrderFacts(round.admin, request.orderId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'order_not_found') return null;
    throw error;
  });
  const wanted = new Set(request.lines.map(({lineItemId}) => lineItemId));
  // The same items may be at the service by another request of ours, made since.
  const others = await requests(round.ctx.db)
    .find({shop: round.shop, orderId: request.orderId, open: true, _id: {$ne: request._id}})
    .toArray();
  const held = new Set(others.flatMap(({lines}) => lines.map((line) => line.fulfillmentOrderLineItemId)));
  return (facts?.fulfillmentOrders ?? []).filter(
    ({requestStatus, status, locationId, lines}) =>
      requestStatus in steps &&
      status !== 'CLOSED' &&
      status !== 'CANCELLED' &&
      locationId !== null &&
      sameId(locationId, request.locationId) &&
      lines.some(({lineItemId}) => wanted.has(lineItemId)) &&
      !lines.some(({id}) => held.has(id)),
  );
}
