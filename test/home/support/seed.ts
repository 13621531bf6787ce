/** What a shop has when the home page is looked at: services, products, orders, requests; made through the app's API. */
import type {FulfillmentRequest, OrderFulfillment, Service, ServiceInput} from '../../../core/wire.ts';
import {until, type SandboxClient} from '../../support/sandboxClient.ts';

interface Product {
  id: string;
  title: string;
  variants: {id: string}[];
}

export function activate(client: SandboxClient, input: ServiceInput): Promise<Service> {
  return client.api<{service: Service}>('POST', '/api/services', input).then(({service}) => service);
}

/** A product whose only variant is stocked at the service. */
export async function productAt(client: SandboxClient, service: Service, title: string, sku: string): Promise<Product> {
  const {product} = await client.control<{product: Product}>('products', {
    title,
    variants: [{title: 'Red', sku, price: '18.00', tracked: false}],
  });
  const assignments = product.variants.map(({id}) => ({variantId: id, serviceId: service.id}));
  await client.api('PUT', `/api/products/${numberOf(product.id)}/assignments`, {assignments});
  return {...product, title};
}

/** An order of a product, sent to its service as far as it goes in a few seconds. */
export async function sentOrder(
  client: SandboxClient,
  product: Product,
  quantity: number,
  ends: readonly FulfillmentRequest['status'][] = ['fulfilled'],
): Promise<FulfillmentRequest> {
  const {order} = await client.control<{order: {id: string; name: string}}>('orders', {
    lineItems: [{variantId: product.variants[0]?.id, quantity}],
    shippingAddress: {
      firstName: 'Anna',
      lastName: 'Larsson',
      address1: 'Storgatan 5',
      city: 'Stockholm',
      zip: '111 22',
      countryCode: 'SE',
    },
  });
  const path = `/api/orders/${numberOf(order.id)}`;
  await until(`${order.name} to be routed`, async () => {
    const {fulfillmentOrders} = await client.api<OrderFulfillment>('GET', `${path}/fulfillment`);
    return fulfillmentOrders.some(({serviceId}) => serviceId !== null);
  });
  const {requests} = await client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `${path}/requests`,
    {},
    {
      'idempotency-key': `seed-${order.id}`,
    },
  );
  const [made] = requests;
  if (!made) throw new Error(`${order.name} made no request.`);
  return until(`the request of ${order.name} to be ${ends.join(' or ')}`, async () => {
    const {request} = await client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${made.id}`);
    return ends.includes(request.status) && request;
  });
}

export function numberOf(gid: string): string {
  return /(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? '';
}
