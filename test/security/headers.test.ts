/** What every answer carries, whatever was asked: the browser is told to trust nothing more than it must. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {signLink} from '../../core/links/token.ts';
import {sell, type Sale} from '../web/support/merchant.ts';
import {testShop} from '../web/support/signed.ts';
import {startWeb, type Reply, type Web} from '../web/support/web.ts';
import {addressesOf, type Address} from './support/addresses.ts';

let web: Web;
let all: Address[];
let sale: Sale;
beforeAll(async () => {
  web = await startWeb();
  all = addressesOf(web.app);
  sale = await sell(web, 'Warehouse');
});
afterAll(() => web.close());

const policyOf = ({headers}: Reply) => headers.get('Content-Security-Policy') ?? '';
const framingOf = (reply: Reply) => /(?:^|;)\s*frame-ancestors ([^;]*)/.exec(policyOf(reply))?.[1];

function problemsOf({headers, text}: Reply): string[] {
  const wanted: [string, RegExp][] = [
    ['X-Content-Type-Options', /^nosniff$/],
    ['Strict-Transport-Security', /^max-age=31536000/],
    ['Referrer-Policy', /^(no-referrer|same-origin)$/],
    ['Content-Security-Policy', /default-src 'none'/],
    ['Content-Security-Policy', /frame-ancestors /],
    ['X-Request-Id', /^[\w.:-]{8,128}$/],
  ];
  return [
    ...wanted.filter(([name, value]) => !value.test(headers.get(name) ?? '')).map(([name]) => `no good ${name}`),
    ...['X-Powered-By', 'Server', 'ETag'].filter((name) => headers.has(name)).map((name) => `a header ${name}`),
    // Nothing of the inside: no file, no line, no stack, no driver's words.
    ...(/\bat \/|node_modules|\.ts:\d|Mongo(Server|Network)Error|ECONN|file:\/\//.test(text) ? [`says ${text}`] : []),
  ];
}

test('every address answers with the security headers, to whatever is asked of it', async () => {
  const problems: string[] = [];
  for (const {method, path} of all) {
    const at = path.replaceAll(/:\w+|\*\w+/g, '65f000000000000000000000');
    const asked: [string, Promise<Reply>][] = [
      ['rightly', web.call(at, {method, ...(method === 'GET' ? {} : {body: {}})})],
      ['without a token', web.call(at, {method, token: null})],
      ['by another method', web.call(at, {method: 'PROPFIND'})],
      ['with a broken escape', web.call(`${at}%E0%A4%A`, {method})],
      [
        'before a call from another origin',
        web.call(at, {method: 'OPTIONS', token: null, headers: {Origin: 'https://x.example'}}),
      ],
      ...(method === 'GET'
        ? []
        : [['with a broken body', web.call(at, {method, body: '{"'})] satisfies [string, Promise<Reply>]]),
    ];
    for (const [how, answer] of asked) {
      problems.push(...problemsOf(await answer).map((problem) => `${method} ${path} ${how}: ${problem}`));
    }
  }
  expect(problems).toEqual([]);
});

describe('who may frame it', () => {
  const own = `https://${testShop} https://admin.shopify.com`;

  test('the home page: its shop and the admin; no other page is framed by anybody', async () => {
    const open: string[] = [];
    for (const {method, path} of all.filter(
      (address) => address.method === 'GET' && !address.path.includes('assets'),
    )) {
      const at = path.replaceAll(/:\w+/g, '65f000000000000000000000');
      const reply = await web.call(`${at}?shop=${testShop}&embedded=1`, {method, token: null});
      const framing = framingOf(reply);
      if (framing === "'none'") continue;
      open.push(path);
      expect(framing).toBe(own);
      expect(reply.text).toContain('<title>Custom Fulfillment Services</title>');
    }
    expect(open).toContain('/');
    expect(
      open.filter((path) => path.startsWith('/api') || path.startsWith('/r') || path.startsWith('/print')),
    ).toEqual([]);
  });

  test.for([
    'evil.example.com',
    'a-shop.myshopify.com.evil.example',
    'a-shop.myshopify.com; script-src *',
    'a-shop.myshopify.com%0d%0aX-Injected:%201',
    '*.myshopify.com',
    '',
  ])('nobody, for a shop that is none: %s', async (shop) => {
    const given = shop.includes('%') ? shop : encodeURIComponent(shop);
    const reply = await web.call(`/?shop=${given}&embedded=1`, {token: null});
    expect(framingOf(reply)).toBe("'none'");
    expect(policyOf(reply)).not.toMatch(/evil|script-src \*|\*\.myshopify/);
    expect(reply.headers.get('X-Injected')).toBeNull();
  });

  test('nobody, for a shop named twice', async () => {
    const reply = await web.call(`/?shop=${testShop}&shop=evil.example.com&embedded=1`, {token: null});
    expect(framingOf(reply)).toBe("'none'");
  });

  test('packing slips: the admin of their shop, which prints them', async () => {
    const fields = {shop: testShop, order: `gid://shopify/Order/${sale.orderNumber}`};
    const token = signLink(web.ctx.config, 'packing slips', fields, new Date(Date.now() + 60_000));
    const reply = await web.call(`/print/packing-slips/${token}`, {token: null});
    expect(reply.status).toBe(200);
    expect(framingOf(reply)).toBe(own);
    expect(policyOf(reply)).toMatch(/default-src 'none'/);
    expect(policyOf(reply)).not.toMatch(/script-src/);
  });
});
