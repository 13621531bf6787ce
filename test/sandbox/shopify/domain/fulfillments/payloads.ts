// Webhook bodies about fulfillments: REST's form, with the destination in them, as Shopify sends it.
import {numberOf} from '../ids.ts';
import {addressPayload} from '../orders/payloads.ts';
import type {Fulfillment, FulfillmentEvent} from './record.ts';

/** Body of fulfillments/create and fulfillments/update. */
export function fulfillmentPayload(fulfillment: Fulfillment): object {
  const {order, tracking} = fulfillment;
  const event = fulfillment.eventList.at(-1);
  return {
    id: Number(numberOf(fulfillment.id)),
    admin_graphql_api_id: fulfillment.id,
    order_id: Number(numberOf(order.id)),
    name: fulfillment.name,
    status: fulfillment.status.toLowerCase(),
    shipment_status: event?.status.toLowerCase() ?? null,
    created_at: fulfillment.createdAt,
    updated_at: fulfillment.updatedAt,
    location_id: Number(numberOf(fulfillment.location.id)),
    service: fulfillment.service?.handle ?? 'manual',
    email: order.email,
    destination: addressPayload(order.shippingAddress),
    tracking_company: tracking[0]?.company ?? null,
    tracking_number: tracking[0]?.number ?? null,
    tracking_numbers: tracking.flatMap(({number}) => (number ? [number] : [])),
    tracking_url: tracking[0]?.url ?? null,
    tracking_urls: tracking.flatMap(({url}) => (url ? [url] : [])),
    line_items: fulfillment.lines.map(({lineItem, quantity}) => ({
      id: Number(numberOf(lineItem.id)),
      admin_graphql_api_id: lineItem.id,
      title: lineItem.title,
      sku: lineItem.sku,
      quantity,
    })),
  };
}

/** Body of fulfillment_events/create. */
export function eventPayload(fulfillment: Fulfillment, event: FulfillmentEvent): object {
  return {
    id: Number(numberOf(event.id)),
    admin_graphql_api_id: event.id,
    fulfillment_id: Number(numberOf(fulfillment.id)),
    order_id: Number(numberOf(fulfillment.order.id)),
    status: event.status.toLowerCase(),
    message: event.message,
    happened_at: event.happenedAt,
    created_at: event.createdAt,
    estimated_delivery_at: event.estimatedDeliveryAt,
  };
}
