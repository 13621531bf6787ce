/** A sandbox and a browser for tests that do all a merchant does: nothing is in the shop at first. */
import type {FulfillmentRequest, OrderFulfillment, Service, ServiceInput} from '../../core/wire.ts';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {openAdmin, type AdminPage, type AdminPageOptions} from './adminPage.ts';
import {launchBrowser} from './browser.ts';
import {SandboxClient, until, type InboxMessage} from './sandboxClient.ts';

export interface Product {
  id: string;
  variants: {id: string}[];
}

export interface OrderName {
  id: string;
  name: string;
}

export interface MerchantWorld {
  sandbox: Sandbox;
  client: SandboxClient;
  /** A window of its own. */
  open(options?: AdminPageOptions): Promise<AdminPage>;
  close(): Promise<void>;
}

export async function createMerchantWorld(): Promise<MerchantWorld> {
  const [{sandbox, stop}, browser] = await Promise.all([startSandbox(), launchBrowser()]);
  return {
    sandbox,
    client: new SandboxClient(sandbox),
    open: (options) => openAdmin(browser, sandbox, options),
    async close() {
      await browser.close();
      await stop();
    },
  };
}

export const numberOf = (gid: string): string => gid.split('/').at(-1)?.split('?')[0] ?? gid;

/** Activates a service by the API. */
export async function activate(client: SandboxClient, input: ServiceInput): Promise<Service> {
  return (await client.api<{service: Service}>('POST', '/api/services', input)).service;
}

/** A product, all of whose variants are at the service; made by the API. */
export async function productAt(client: SandboxClient, service: Service, title: string): Promise<Product> {
  const {product} = await client.control<{product: Product}>('products', {
    title,
    variants: [{title: 'Red', sku: 'MUG-01', price: '18.00', tracked: false}],
  });
  await client.api('PUT', `/api/products/${numberOf(product.id)}/assignments`, {
    assignments: product.variants.map(({id}) => ({variantId: id, serviceId: service.id})),
  });
  return product;
}

/** An order of a product that can be sent; made by the sandbox's control. */
export async function orderOf(client: SandboxClient, product: Product, quantity: number): Promise<OrderName> {
  const {order} = await client.control<{order: OrderName}>('orders', {
    lineItems: [{variantId: product.variants[0]?.id, quantity}],
    shippingAddress: {
      firstName: 'Anna',
      lastName: 'Larsson',
      address1: 'Storgatan 5',
      city: 'Malmö',
      countryCode: 'SE',
    },
  });
  await until(`${order.name} to be routed`, async () => {
    const {fulfillmentOrders} = await readOrder(client, order.id);
    return fulfillmentOrders.some(({serviceId}) => serviceId !== null);
  });
  return order;
}

export function readOrder(client: SandboxClient, id: string): Promise<OrderFulfillment> {
  return client.api('GET', `/api/orders/${numberOf(id)}/fulfillment`);
}

export async function requestsOf(client: SandboxClient, id: string): Promise<FulfillmentRequest[]> {
  return (await readOrder(client, id)).requests;
}

/** The emails about an order, oldest first. */
export async function mailsAbout(client: SandboxClient, {name}: OrderName): Promise<InboxMessage[]> {
  return (await client.inbox()).filter(({Subject}) => new RegExp(`${name}\\b`).test(Subject));
}
