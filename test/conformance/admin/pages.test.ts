/** The pages of the sandbox's admin over HTTP, against the Shopify stand-in: what they show, what their forms make. */
import {HtmlValidate} from 'html-validate';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {startAdmin} from '../../sandbox/admin/index.ts';
import {startShopify} from '../../sandbox/shopify/server.ts';

const shop = 'admin-pages.myshopify.com';
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
  const {text} = await page('/orders');
  expect(text).toContain('There are no orders yet');
  expect(text).toContain('href="http://127.0.0.1:2/inbox"');
  expect((await page('/products')).text).toContain('There are no products yet');
});

const post = (path: string, form: Record<string, string>) =>
  fetch(admin.url + path, {method: 'POST', body: new URLSearchParams(form), redirect: 'manual'});

it('makes products and orders from its forms, and shows them escaped', async () => {
  const form = (await page('/products/new')).text;
  const location = /<option value="(gid:[^"]+)"/.exec(form)?.[1] ?? '';
  const made = await post('/products', {
    title: `Mug ${nasty}`,
    variants: 'Blue, Red',
    sku: 'MUG',
    price: '10',
    tracked: 'yes',
    stock: '7',
    location,
  });
  expect(made.status).toBe(303);
  const productPath = made.headers.get('location') ?? '';
  const product = (await page(productPath)).text;
  expect(product).toContain('Mug &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(product).toContain('MUG-2');
  expect(product).toContain('7 in stock');
  expect(product).not.toContain('<script>alert');

  const choice = /name="(quantity:gid:[^"]+)"/.exec((await page('/orders/new')).text)?.[1] ?? '';
  const ordered = await post('/orders', {
    [choice]: '3',
    name: 'Ann "Bo" <Lee>',
    address1: 'Street 1',
    city: 'Berlin',
    countryCode: 'DE',
  });
  expect(ordered.status).toBe(303);
  const orderPath = ordered.headers.get('location') ?? '';
  await expect.poll(async () => (await page(orderPath)).text).toContain('$10.00 × 3');
  const order = (await page(orderPath)).text;
  expect(order).toContain('Unfulfilled');
  expect(order).toContain('Ann &quot;Bo&quot; &lt;Lee&gt;');
  expect((await page('/orders')).text).toContain('3 items');

  const variant = /href="(\/products\/\d+\/variants\/\d+)"/.exec(product)?.[1] ?? '';
  expect((await page(variant)).text).toMatch(/Shop location[\s\S]*?>3<[\s\S]*?>4</);
});

it('shows what the shop says against a form', async () => {
  const answer = await post('/products', {title: '', price: '1'});
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('title');
});

it('speaks the language asked for, and remembers it', async () => {
  const answer = await fetch(`${admin.url}/orders?lang=th`);
  expect(await answer.text()).toContain('<html lang="th">');
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const again = await fetch(`${admin.url}/orders`, {headers: {cookie}});
  expect(await again.text()).toContain('คำสั่งซื้อ');
});

it('gives a session token and the Admin API to its pages', async () => {
  const {token} = (await (await fetch(`${admin.url}/session-token`)).json()) as {token: string};
  expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
    dest: `https://${shop}`,
  });
  const answer = await fetch(`${admin.url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({query: '{shop{myshopifyDomain}}'}),
  });
  expect(await answer.json()).toMatchObject({data: {shop: {myshopifyDomain: shop}}});
});

it('embeds the app as Shopify does', async () => {
  const {text} = await page('/app/activity?status=failed');
  const src = new URL((/id="app-frame"[\s\S]*?src="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&'));
  expect(src.origin + src.pathname).toBe('http://127.0.0.1:3/activity');
  expect(Object.fromEntries(src.searchParams)).toMatchObject({status: 'failed', shop, embedded: '1', locale: 'en'});
  expect(Buffer.from(src.searchParams.get('host') ?? '', 'base64url').toString()).toBe(
    'admin.shopify.com/store/admin-pages',
  );
  expect(src.searchParams.get('id_token')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
});

it('goes from page to page of a long list', async () => {
  for (let i = 0; i < 26; i++) {
    await control('products', {title: `Plate ${i}`, variants: [{title: 'One', sku: `P-${i}`, price: '1.00'}]});
  }
  const next = /href="(\/products\?after=[^"]+)"/.exec((await page('/products')).text)?.[1];
  expect((await page(next ?? '/')).text).toContain('Plate 25');
});

it('says so when the shop does not answer, and where there is no page', async () => {
  const lost = await startAdmin({shopifyUrl: 'http://127.0.0.1:9', postmarkUrl: 'http://a', appUrl: 'http://b', shop});
  const response = await fetch(`${lost.url}/orders`);
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('There’s a problem loading this page');
  await lost.close();
  expect((await page('/nothing')).status).toBe(404);
  expect((await page('/orders/999')).status).toBe(404);
});

it('serves its scripts and fonts to frames without an origin, and nothing else', async () => {
  for (const name of ['polaris.js', 'app-bridge.js', 'extension.js', 'host.js', 'admin.css']) {
    const answer = await fetch(`${admin.url}/stand-ins/${name}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
  expect((await fetch(`${admin.url}/fonts/thai.woff2`)).status).toBe(200);
  for (const path of ['/stand-ins/constructor', '/fonts/..%2fpackage.json', '/bundles/orders/..%2f..%2fpackage.json']) {
    expect((await fetch(admin.url + path)).ok).toBe(false);
  }
});

it('is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {'no-trailing-whitespace': 'off', 'void-style': 'off', 'require-sri': 'off', 'no-inline-style': 'off'},
  });
  const order = /href="(\/orders\/\d+)"/.exec((await page('/orders')).text)?.[1] ?? '';
  const product = /href="(\/products\/\d+)"/.exec((await page('/products')).text)?.[1] ?? '';
  for (const path of ['/orders', '/orders/new', order, '/products', '/products/new', product, '/app']) {
    const report = await validator.validateString((await page(path)).text);
    const messages = report.results.flatMap((result) =>
      result.messages.map(({ruleId, message}) => `${ruleId}: ${message}`),
    );
    expect({path, messages}).toEqual({path, messages: []});
  }
});
