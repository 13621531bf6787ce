/** The sandbox's start page, against the Shopify stand-in. */
import {HtmlValidate} from 'html-validate';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {startAdmin} from '../../sandbox/admin/index.ts';
import {startShopify} from '../../sandbox/shopify/server.ts';

const shop = 'start-page.myshopify.com';
const nasty = '<script>alert(1)</script>"&';
let shopify: Awaited<ReturnType<typeof startShopify>>;
let admin: Awaited<ReturnType<typeof startAdmin>>;

beforeAll(async () => {
  shopify = await startShopify({
    apiKey: 'key',
    apiSecret: 'secret',
    appUrl: 'http://127.0.0.1:9',
    scopes: ['read_orders', 'read_products'],
  });
  admin = await startAdmin({
    shopifyUrl: shopify.url,
    postmarkUrl: 'http://127.0.0.1:2',
    appUrl: 'http://127.0.0.1:3',
    shop,
  });
});
afterAll(async () => {
  await admin.close();
  await shopify.close();
});

const page = async (path: string) => {
  const response = await fetch(admin.url + path);
  return {status: response.status, text: await response.text()};
};
async function control<Body>(name: string, body: object): Promise<Body> {
  const response = await fetch(`${shopify.url}/sandbox/${name}?shop=${shop}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Body;
}

it('says that there is nothing yet, and where the inbox is', async () => {
  const {status, text} = await page('/');
  expect(status).toBe(200);
  expect(text).toContain('This shop has no orders here.');
  expect(text).toContain('href="http://127.0.0.1:2/inbox"');
  expect((await page('/services')).text).toContain('location Shop location');
});

it('lists orders with their fulfillment orders, and products with where they are stocked; all escaped', async () => {
  const {location} = await control<{location: {id: string}}>('locations', {name: 'Second <b>place'});
  const {product} = await control<{product: {variants: {id: string}[]}}>('products', {
    title: `Mug ${nasty}`,
    variants: [
      {
        title: 'Blue',
        sku: 'MUG-1',
        price: '10.00',
        tracked: true,
        inventory: [{locationId: location.id, available: 7}],
      },
    ],
  });
  const {order} = await control<{order: {name: string}}>('orders', {
    lineItems: [{variantId: product.variants[0]?.id, quantity: 3}],
    shippingAddress: {
      firstName: 'A',
      lastName: 'B',
      address1: 'Street 1',
      city: 'Berlin',
      zip: '10115',
      countryCode: 'DE',
    },
  });
  await expect.poll(async () => (await page('/')).text).toContain('3 of 3 to fulfill');
  const orders = (await page('/')).text;
  expect(orders).toContain(order.name);
  expect(orders).toContain('Unfulfilled');
  expect(orders).toContain('Mug &lt;script&gt;');
  const products = (await page('/products')).text;
  expect(products).toContain('MUG-1');
  expect(products).toContain('Second &lt;b&gt;place');
  // Seven, less the three that the order has committed.
  expect(products).toContain('4 available');
  for (const text of [orders, products]) expect(text).not.toContain('<script');
});

it('pages', async () => {
  for (let i = 0; i < 10; i++) {
    await control('products', {title: `Plate ${i}`, variants: [{title: 'One', sku: `P-${i}`, price: '1.00'}]});
  }
  const first = (await page('/products')).text;
  const next = /href="(\/products\?after=[^"]+)"/.exec(first)?.[1];
  expect(next).toEqual(expect.any(String));
  expect((await page(next ?? '')).text).toContain('Plate 9');
});

it('says so when the shop does not answer', async () => {
  const lost = await startAdmin({shopifyUrl: 'http://127.0.0.1:9', postmarkUrl: 'http://a', appUrl: 'http://b', shop});
  const response = await fetch(lost.url);
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('The shop could not be asked.');
  await lost.close();
});

it('has no other pages and takes nothing', async () => {
  expect((await page('/nothing')).status).toBe(404);
  expect((await fetch(admin.url, {method: 'POST'})).status).toBe(405);
});

it('is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {'no-trailing-whitespace': 'off', 'void-style': 'off'},
  });
  for (const path of ['/', '/products', '/services']) {
    const report = await validator.validateString((await page(path)).text);
    expect(
      report.results.flatMap(({messages}) => messages.map(({ruleId, message}) => `${ruleId}: ${message}`)),
    ).toEqual([]);
  }
});
