/** A stored request as the API shows it. */
import {addressChangeIn, cancellationIn, historyOf} from '../notices/toWire.ts';
import type {StoredNotice} from '../notices/types.ts';
import type {FulfillmentRequest} from '../wire.ts';
import {deliveryOf} from './delivery.ts';
import type {StoredRequest} from './types.ts';

/** What the API answers for a stored request.
 * @param notices about it, oldest first
 * @throws Error for one that is still being prepared: those are never shown. */
export function toWire(stored: StoredRequest, notices: readonly StoredNotice[] = []): FulfillmentRequest {
  if (stored.status === 'preparing') throw new Error('A request in preparation is not shown.');
  const cancellation = cancellationIn(stored, notices);
  const addressChange = addressChangeIn(stored, notices);
  return {
    id: stored._id.toHexString(),
    orderId: stored.orderId,
    orderName: stored.orderName,
    serviceId: stored.serviceId,
    serviceName: stored.serviceName,
    locationId: stored.locationId,
    status: stored.status,
    lines: stored.lines.map(({fulfillmentOrderId, fulfillmentOrderLineItemId, quantity, sku}) => ({
      fulfillmentOrderId,
      fulfillmentOrderLineItemId,
      quantity,
      sku,
    })),
    delivery: deliveryOf(stored),
    answer: stored.answer && {...stored.answer, at: stored.answer.at.toISOString()},
    fulfillOn: stored.fulfillOn,
    ...(stored.trackingInfo ? {trackingInfo: stored.trackingInfo} : {}),
    ...(stored.failure ? {failure: stored.failure} : {}),
    ...(cancellation ? {cancellation} : {}),
    ...(addressChange ? {addressChange} : {}),
    history: [...stored.history, ...notices.flatMap(historyOf)]
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map((entry) => ({...entry, at: entry.at.toISOString()})),
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  };
}
