/** A stored request as the API shows it. */
import type {Delivery, FulfillmentRequest} from '../wire.ts';
import {ofRevision, type StoredRequest} from './types.ts';

const worstFirst: Delivery[] = ['complained', 'bounced', 'delayed', 'accepted', 'delivered'];

/** What the API answers for a stored request.
 * @throws Error for one that is still being prepared: those are never shown. */
export function toWire(stored: StoredRequest): FulfillmentRequest {
  if (stored.status === 'preparing') throw new Error('A request in preparation is not shown.');
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
    history: stored.history.map((entry) => ({...entry, at: entry.at.toISOString()})),
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  };
}

/** What is known of the emails of the present revision; null before anything was accepted. */
export function deliveryOf(stored: StoredRequest): FulfillmentRequest['delivery'] {
  const messages = ofRevision(stored, stored.messages);
  const known = messages.flatMap(({delivery}) => (delivery ? [delivery] : []));
  const status = worstFirst.find((one) => known.includes(one));
  if (!status) return null;
  return {
    status,
    opened: messages.some(({opened}) => opened),
    messages: messages.map(({address, messageId, state, delivery}) => ({
      address,
      messageId,
      status: delivery ?? (state === 'refused' ? 'refused' : 'pending'),
    })),
  };
}
