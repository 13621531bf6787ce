/** Packing slips: what is on them and what is not, and the link under which they are printed. */
import {parse, type DefaultTreeAdapterTypes} from 'parse5';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {signLink} from '../../core/links/token.ts';
import {createRequests} from '../../core/requests/create.ts';
import {until} from '../support/sandboxClient.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

interface Slips {
  slips: {serviceId: string; serviceName: string; html: string}[];
}
const read = async (orderId: string, query = '') =>
  (await shop.client.api<Slips>('GET', `/api/orders/${numericId(orderId)}/packing-slips${query}`)).slips;
const link = (orderId: string, body: object = {}) =>
  shop.client.call<{url: string}>('POST', `/api/orders/${numericId(orderId)}/packing-slip-link`, body);

/** One order with an item at each of two services, and one that is the merchant's own. */
async function mixed() {
  const north = await shop.activate({showPrices: true, showCustomerPhone: false});
  const south = await shop.activate({locale: 'th', showOrderNote: false});
  const [first, second, own] = [
    await shop.order(north.id, [1]),
    await shop.order(south.id, [1]),
    await shop.order(null, [1]),
  ];
  const {orders} = await shop.outside.graphql<{
    orders: {nodes: {id: string; lineItems: {nodes: {sku: string; variant: {id: string}}[]}}[]};
  }>('{ orders(first: 50, reverse: true) { nodes { id lineItems(first: 1) { nodes { sku variant { id } } } } } }');
  const itemOf = ({id}: {id: string}) => orders.nodes.find((one) => one.id === id)?.lineItems.nodes[0];
  const {order} = await shop.outside.control<{order: {id: string; name: string}}>('orders', {
    lineItems: [
      {variantId: itemOf(first)?.variant.id, quantity: 3, customAttributes: [{key: 'Text', value: '<b>สวัสดี</b>'}]},
      {variantId: itemOf(second)?.variant.id, quantity: 2},
      {variantId: itemOf(own)?.variant.id, quantity: 1},
    ],
    shippingAddress: {
      firstName: 'สมชาย',
      lastName: 'ใจดี',
      address1: '99 ถนนสุขุมวิท',
      city: 'Bangkok',
      zip: '10110',
      countryCode: 'TH',
      phone: '+66 81 234 5678',
    },
    note: 'Ring twice',
  });
  await until('both slips', async () => (await read(order.id)).length === 2);
  return {north, south, order, skus: [first, second, own].map((one) => itemOf(one)?.sku ?? '-')};
}

describe('a packing slip', () => {
  it('holds what its service has of the order, and nothing of the others', async () => {
    const {north, south, order, skus} = await mixed();
    const slips = await read(order.id);
    expect(new Set(slips.map(({serviceId}) => serviceId))).toEqual(new Set([north.id, south.id]));
    const toNorth = slips.find(({serviceId}) => serviceId === north.id)?.html ?? '';
    const toSouth = slips.find(({serviceId}) => serviceId === south.id)?.html ?? '';
    expect(toNorth).toContain(skus[0]);
    expect(toNorth).toContain('data-quantity="3"');
    expect(toNorth).toContain(order.name);
    expect(toNorth).toContain('สมชาย ใจดี');
    expect(toNorth).toContain('Ring twice');
    expect(toNorth).toContain('10.00');
    expect(toNorth).toContain('&lt;b&gt;สวัสดี&lt;/b&gt;');
    expect(toNorth).not.toContain('81 234 5678');
    for (const other of [skus[1], skus[2]]) expect(toNorth).not.toContain(other);
    expect(toSouth).toContain('ใบกำกับสินค้า');
    expect(toSouth).toContain('+66 81 234 5678');
    for (const other of [skus[0], skus[2], '10.00', 'Ring twice']) expect(toSouth).not.toContain(other);
    expect((await read(order.id, `?serviceId=${south.id}`)).map(({serviceId}) => serviceId)).toEqual([south.id]);
    expect(
      await shop.client.call('GET', `/api/orders/${numericId(order.id)}/packing-slips?serviceId=${'f'.repeat(24)}`),
    ).toMatchObject({status: 404});
  });

  it('stays the same once the items are fulfilled', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [4]);
    const before = await read(order.id);
    await createRequests(shop.ctx, shop.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
    await shop.drain();
    expect(await read(order.id)).toEqual(before);
    expect(before[0]?.html).toContain('data-quantity="4"');
  });
});

describe('the link to print', () => {
  it('opens without a session, from the admin, every service on a page of its own', async () => {
    const {order, south} = await mixed();
    const {status, body} = await link(order.id);
    expect(status).toBe(200);
    const printed = await fetch(body.url, {
      headers: {authorization: 'Bearer whatever', origin: 'https://admin.shopify.com'},
    });
    expect(printed.status).toBe(200);
    expect(printed.headers.get('access-control-allow-origin')).toBe('*');
    expect(printed.headers.get('content-type')).toContain('text/html');
    expect(printed.headers.get('cache-control')).toBe('no-store');
    expect(printed.headers.get('x-robots-tag')).toContain('noindex');
    expect(printed.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await printed.text();
    expect(elements(parse(text)).filter(({tagName}) => tagName === 'article')).toHaveLength(2);
    expect(text).not.toMatch(/<script/i);
    const preflight = await fetch(body.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://admin.shopify.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    const one = await link(order.id, {serviceIds: [south.id]});
    expect(
      elements(parse(await (await fetch(one.body.url)).text())).filter(({tagName}) => tagName === 'article'),
    ).toHaveLength(1);
  });

  it('is worth nothing changed, run out, or for another purpose', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [1]);
    const {url} = (await link(order.id)).body;
    const {config} = shop;
    const fields = {shop: shop.shop, order: order.id};
    const tokens = [
      `${url.split('/').at(-1)}x`,
      signLink(config, 'packing slips', fields, new Date(Date.now() - 1000)),
      signLink(config, 'answer', fields, new Date(Date.now() + 60_000)),
      signLink({SHOPIFY_API_SECRET: 'x'}, 'packing slips', fields, new Date(Date.now() + 60_000)),
    ];
    for (const token of tokens) expect((await fetch(`${shop.url}/print/packing-slips/${token}`)).status).toBe(404);
    const elsewhere = signLink(
      config,
      'packing slips',
      {...fields, shop: 'other.myshopify.com'},
      new Date(Date.now() + 60_000),
    );
    expect((await fetch(`${shop.url}/print/packing-slips/${elsewhere}`)).status).not.toBe(200);
  });

  it('is refused where there is nothing to print', async () => {
    const order = await shop.order(null, [1]);
    expect(await link(order.id)).toMatchObject({status: 409, body: {error: {code: 'nothing_to_fulfill'}}});
    expect(await read(order.id)).toEqual([]);
    expect(await link('gid://shopify/Order/99999999')).toMatchObject({
      status: 404,
      body: {error: {code: 'order_not_found'}},
    });
    expect(await link(order.id, {serviceIds: ['x']})).toMatchObject({status: 422});
  });
});

type Element = DefaultTreeAdapterTypes.Element;
function elements(node: DefaultTreeAdapterTypes.Node): Element[] {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elements)] : own;
}
