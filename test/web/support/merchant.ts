/** What a merchant has: a service, a product assigned to it, an order of it; all made through the app's API and the sandbox. */
import {expect, vi} from 'vitest';
import {numericId} from '../../../core/ids.ts';
import type {FulfillmentRequest, OrderFulfillment, Service, VariantAssignment} from '../../../core/wire.ts';
import {sessionToken, testShop} from './signed.ts';
import type {Reply, Web} from './web.ts';

export interface Sale {
  service: Service;
  productId: string;
  variantId: string;
  /** As in an address. */
  orderNumber: string;
  /** Of the line that is at the service. */
  lineId: string;
}

/** A call of the API by a user of this shop. */
export async function callAs(web: Web, shop: string, ...[path, options = {}]: Parameters<Web['call']>): Promise<Reply> {
  return web.call(path, {...options, token: await sessionToken({shop})});
}

/** Makes all of it in a shop. The order is of three units. */
export async function sell(web: Web, name: string, shop = testShop): Promise<Sale> {
  const activated = await callAs(web, shop, '/api/services', {body: {name, email: 'warehouse@example.com'}});
  expect(activated).toMatchObject({status: 201});
  const {service} = activated.json as {service: Service};
  const {product} = (await web.sandbox(
    'products',
    {title: name, variants: [{title: 'Red', sku: 'R', price: '5'}]},
    shop,
  )) as {
    product: {id: string; variants: {id: string}[]};
  };
  const variantId = product.variants[0]?.id ?? '';
  const path = `/api/products/${numericId(product.id)}/assignments`;
  const body = {assignments: [{variantId, serviceId: service.id}]};
  const assigned = await callAs(web, shop, path, {method: 'PUT', body});
  expect(assigned).toMatchObject({status: 200});
  expect(assigned.json as {variants: VariantAssignment[]}).toMatchObject({variants: [{serviceId: service.id}]});
  const {order} = (await web.sandbox('orders', {lineItems: [{variantId, quantity: 3}]}, shop)) as {order: {id: string}};
  const orderNumber = numericId(order.id);
  // Shopify routes an order a moment after it was made.
  const lineId = await vi.waitUntil(() => lineOf(web, shop, orderNumber, service.id), {timeout: 5_000, interval: 20});
  return {service, productId: product.id, variantId, orderNumber, lineId};
}

async function lineOf(web: Web, shop: string, orderNumber: string, serviceId: string): Promise<string | undefined> {
  const reply = await callAs(web, shop, `/api/orders/${orderNumber}/fulfillment`);
  const {fulfillmentOrders = []} = reply.json as Partial<OrderFulfillment>;
  return fulfillmentOrders.find((one) => one.serviceId === serviceId)?.lines[0]?.id;
}

/** The requests in an answer. */
export function requestsIn(reply: Reply): FulfillmentRequest[] {
  expect(reply).toMatchObject({status: 202});
  return (reply.json as {requests: FulfillmentRequest[]}).requests;
}
