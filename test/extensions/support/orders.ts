/** Orders as the app's API describes them, for the tests of the extensions. */
import type {
  FulfillmentOrder,
  FulfillmentOrderLine,
  FulfillmentRequest,
  OrderFulfillment,
  RequestStatus,
} from '../../../core/wire.ts';

export const orderId = 'gid://shopify/Order/1001';

/** The id of the line that {@link line} makes. */
export const lineId = (number: number) => `gid://shopify/FulfillmentOrderLineItem/${number}`;

/** A line of which everything can be sent, unless `changes` says otherwise. */
export function line(number: number, remaining: number, changes: Partial<FulfillmentOrderLine> = {}) {
  const defaults = {title: `Product ${number}`, variantTitle: null, sku: `SKU-${number}`};
  return {id: lineId(number), remaining, requestable: remaining, ...defaults, ...changes};
}

/** Lines at a service; with `serviceId: null` at another place. */
export function fulfillmentOrder(
  number: number,
  locationName: string,
  lines: FulfillmentOrderLine[],
  changes: Partial<FulfillmentOrder> = {},
): FulfillmentOrder {
  const id = `gid://shopify/FulfillmentOrder/${number}`;
  const serviceId = `service-${locationName}`;
  return {id, status: 'OPEN', requestStatus: 'UNSUBMITTED', serviceId, locationName, lines, ...changes};
}

export function order(...fulfillmentOrders: FulfillmentOrder[]): OrderFulfillment {
  return {order: {id: orderId, name: '#1001'}, fulfillmentOrders, requests: []};
}

/** Two services with mugs and shirts, and a lamp at the merchant's own shop. */
export function commonOrder(): OrderFulfillment {
  return order(
    fulfillmentOrder(1, 'Nordic Warehouse', [line(1, 3, {title: 'Mug', variantTitle: 'Blue'}), line(2, 1)]),
    fulfillmentOrder(2, 'Bangkok Depot', [line(3, 2, {title: 'Shirt'})]),
    fulfillmentOrder(3, 'Shop location', [line(4, 1, {title: 'Lamp', requestable: 0})], {serviceId: null}),
  );
}

/** A request for some lines of a fulfillment order. */
export function request(
  id: string,
  place: FulfillmentOrder,
  lines: {fulfillmentOrderLineItemId: string; quantity: number}[],
  status: RequestStatus,
  changes: Partial<FulfillmentRequest> = {},
): FulfillmentRequest {
  const at = '2026-11-23T10:00:00.000Z';
  return {
    id,
    orderId,
    orderName: '#1001',
    serviceId: place.serviceId ?? '',
    serviceName: place.locationName,
    locationId: 'gid://shopify/Location/1',
    status,
    lines: lines.map((one) => ({...one, fulfillmentOrderId: place.id, sku: null})),
    delivery: null,
    answer: null,
    history: [],
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
}
