/** How much one may ask: per shop and per address, with a word on when to come back; webhooks without a limit. */
import {afterEach, describe, expect, test} from 'vitest';
import {sessionToken, testShop} from '../web/support/signed.ts';
import {callAs} from '../web/support/merchant.ts';
import {failureOf, startWeb, type Reply, type Web} from '../web/support/web.ts';

let web: Web | undefined;
afterEach(async () => {
  await web?.close();
  web = undefined;
});

const start = async (settings: Record<string, string>) => (web = await startWeb({settings}));

function expectToWait(reply: Reply) {
  expect(failureOf(reply)).toEqual({
    status: 429,
    code: 'rate_limited',
    message: 'Too many requests. Wait a moment and try again.',
  });
  const seconds = Number(reply.headers.get('Retry-After'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
}

describe('calls of the API', () => {
  test('are limited per shop; another shop is not held up', async () => {
    const {call} = await start({RATE_LIMIT_PER_SHOP: '3'});
    for (let n = 0; n < 3; n++) expect((await call('/api/requests')).status).toBe(200);
    const reply = await call('/api/requests');
    expectToWait(reply);
    // An extension, on another origin, can read when to come back.
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(reply.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
    expect((await callAs(web!, 'b-shop.myshopify.com', '/api/requests')).status).toBe(200);
  });

  test('of nobody in particular count for no shop: who is refused uses up no one’s share', async () => {
    const {call} = await start({RATE_LIMIT_PER_SHOP: '1'});
    const forged = await sessionToken({secret: 'another'});
    for (let n = 0; n < 5; n++) expect((await call('/api/requests', {token: forged})).status).toBe(401);
    expect((await call('/api/requests')).status).toBe(200);
  });
});

describe('an address', () => {
  test('is limited at everything that is asked by people, and at metrics', async () => {
    const {call} = await start({RATE_LIMIT_PER_ADDRESS: '4'});
    for (const path of ['/api/nothing', '/r/x', '/print/packing-slips/x', '/nothing']) {
      expect((await call(path, {token: null})).status).not.toBe(429);
    }
    for (const path of ['/api/requests', '/print/packing-slips/x', '/', '/activity', '/metrics', '/nothing']) {
      expectToWait(await call(path));
    }
    const page = await call('/r/x', {token: null});
    expect(page.status).toBe(429);
    expect(page.headers.get('Content-Type')).toMatch(/^text\/html/);
    expect(Number(page.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
  });

  test('is not limited at what Shopify, Postmark and probes call', async () => {
    const started = await start({RATE_LIMIT_PER_ADDRESS: '1', RATE_LIMIT_PER_SHOP: '1'});
    const {call} = started;
    await call('/nothing');
    expect((await call('/nothing')).status).toBe(429);
    for (let n = 0; n < 5; n++) {
      expect((await started.webhook('orders/edited', {n})).status).toBe(200);
      expect((await call('/postmark/events', {body: {}, token: null})).status).toBe(401);
      expect((await call('/healthz')).status).toBe(200);
      expect((await call('/readyz')).status).toBe(200);
    }
  });

  test('is the one the trusted proxy names, not one that the caller made up', async () => {
    const {call} = await start({RATE_LIMIT_PER_ADDRESS: '1'});
    const from = (addresses: string) => call('/r/x', {token: null, headers: {'X-Forwarded-For': addresses}});
    expect((await from('203.0.113.1')).status).toBe(404);
    expect((await from('203.0.113.2')).status).toBe(404);
    expect((await from('198.51.100.7, 203.0.113.1')).status).toBe(429);
    // One customer's network of IPv6 is one address.
    expect((await from('2001:db8:1:200::1')).status).toBe(404);
    expect((await from('2001:db8:1:2ff::2')).status).toBe(429);
    expect((await from('2001:db8:1:300::2')).status).toBe(404);
  });

  test('is the connection’s own where no proxy is trusted', async () => {
    const {call} = await start({RATE_LIMIT_PER_ADDRESS: '1', TRUSTED_PROXIES: '0'});
    const from = (address: string) => call('/r/x', {token: null, headers: {'X-Forwarded-For': address}});
    expect((await from('203.0.113.1')).status).toBe(404);
    expect((await from('203.0.113.2')).status).toBe(429);
  });
});

test('a limit holds for a shop whoever of its users calls', async () => {
  const {call} = await start({RATE_LIMIT_PER_SHOP: '1'});
  expect((await call('/api/requests', {token: await sessionToken({user: '1'})})).status).toBe(200);
  expectToWait(await call('/api/requests', {token: await sessionToken({user: '2', shop: testShop})}));
});
