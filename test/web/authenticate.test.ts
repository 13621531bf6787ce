/** Who may use the API: session tokens right and wrong, token exchange, and Shopify's refusals. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Session} from '@shopify/shopify-api';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {createSessionStorage} from '../../core/shops/sessions.ts';
import {sessionToken, testShop, unsignedToken, type TokenOptions} from './support/signed.ts';
import {failureOf, startWeb, type Web} from './support/web.ts';

const retryHeader = 'X-Shopify-Retry-Invalid-Session-Request';

let web: Web;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());
beforeEach(async () => {
  await web.clear();
  web.looks.length = 0;
});

describe('a request without a good session token is refused in JSON and changes nothing', () => {
  const activation = {name: 'Warehouse', email: 'orders@example.com'};

  async function refused(token: string | null, headers: Record<string, string> = {}) {
    const reply = await web.call('/api/services', {token, body: activation, headers});
    expect(await web.everything()).toEqual({});
    expect(web.looks).toEqual([]);
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
    return {...failureOf(reply), retry: reply.headers.get(retryHeader)};
  }

  test('no token', async () => {
    expect(await refused(null)).toEqual({
      status: 401,
      code: 'unauthenticated',
      message: 'Send a session token with this request: Authorization: Bearer <session token>.',
      details: {reason: 'missing'},
      retry: null,
    });
  });

  test('a token in the query alone', async () => {
    const reply = await web.call(`/api/services?id_token=${await sessionToken()}`, {token: null});
    expect(failureOf(reply)).toMatchObject({status: 401, details: {reason: 'missing'}});
  });

  test('a stale token, with the hint to fetch a fresh one', async () => {
    expect(await refused(await sessionToken({expiresIn: -60}))).toEqual({
      status: 401,
      code: 'unauthenticated',
      message: 'Your session has ended. Reload the page and try again.',
      details: {reason: 'expired'},
      retry: '1',
    });
  });

  const wrong: Record<string, TokenOptions> = {
    'a token for another app': {audience: 'another-app'},
    'a token signed with another secret': {secret: 'another-secret'},
    'a token whose iss and dest differ': {issuer: 'https://b-shop.myshopify.com/admin'},
    'a token of a host that is no shop': {shop: 'evil.example.com'},
    'a token whose host only begins like a shop': {shop: 'a-shop.myshopify.com.evil.example'},
    'a token whose dest has a path': {dest: `https://${testShop}/admin`},
    'a token whose dest is plain HTTP': {dest: `http://${testShop}`},
    'a token that never ends': {expiresIn: null},
    'a token of nobody': {user: ''},
  };
  test.for(Object.entries(wrong))('%s', async ([, options]) => {
    expect(await refused(await sessionToken(options))).toEqual({
      status: 401,
      code: 'unauthenticated',
      message: 'This session token is not valid for this app. Reload the page and try again.',
      details: {reason: 'invalid'},
      retry: null,
    });
  });

  test.for([
    ['a token without a signature (alg: none)', unsignedToken()],
    ['a text that is no token', 'not-a-token'],
    ['a token cut in the middle', unsignedToken().slice(0, 30)],
  ])('%s', async ([, token]) => {
    expect(await refused(token ?? '')).toMatchObject({status: 401, code: 'unauthenticated', retry: null});
  });

  test('another way to authenticate', async () => {
    expect(await refused(null, {Authorization: 'Basic dXNlcjpwYXNz'})).toMatchObject({
      status: 401,
      details: {reason: 'invalid'},
    });
  });
});

describe('a good session token', () => {
  test('is exchanged once, the shop remembered, its tokens sealed', async () => {
    const first = await web.call('/api/requests');
    expect(first.status).toBe(200);
    const after = await web.everything();
    expect(after['shops']).toMatchObject([{_id: testShop, uninstalledAt: null}]);
    expect(after['sessions']).toMatchObject([{_id: `offline_${testShop}`, shop: testShop, isOnline: false}]);
    expect(JSON.stringify(after)).not.toMatch(/shpat_|shprt_/);

    expect((await web.call('/api/requests')).status).toBe(200);
    expect((await web.everything())['sessions']).toEqual(after['sessions']);
  });

  test('may name its scheme in any case', async () => {
    const reply = await web.call('/api/requests', {
      token: null,
      headers: {Authorization: `bearer ${await sessionToken()}`},
    });
    expect(reply.status).toBe(200);
  });

  test('brings a new access token once Shopify has refused the stored one', async () => {
    // The app was removed and installed again, and app/uninstalled got lost: what is stored looks good and is dead.
    await createSessionStorage(web.ctx).storeSession(
      new Session({
        id: `offline_${testShop}`,
        shop: testShop,
        state: '',
        isOnline: false,
        accessToken: 'shpat_dead',
        expires: new Date(Date.now() + 3_600_000),
        refreshToken: 'shprt_dead',
        refreshTokenExpires: new Date(Date.now() + 86_400_000),
      }),
    );
    const refused = await web.call('/api/orders/1/fulfillment');
    expect(failureOf(refused)).toMatchObject({status: 401, code: 'shopify_unauthorized'});
    expect(refused.headers.get(retryHeader)).toBe('1');
    expect(await web.everything()).toEqual({});

    const again = await web.call('/api/orders/1/fulfillment');
    expect(failureOf(again)).toMatchObject({status: 404, code: 'order_not_found'});
  });
});

async function against(
  status: number,
  body: object,
): Promise<{failure: ReturnType<typeof failureOf>; headers: Headers; stored: Record<string, unknown[]>}> {
  const peer = createServer((_req, res) => {
    res.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    peer.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
  const other = await startWeb({shopifyOrigin: origin});
  try {
    const reply = await other.call('/api/services');
    return {failure: failureOf(reply), headers: reply.headers, stored: await other.everything()};
  } finally {
    await other.close();
    peer.close();
    peer.closeAllConnections();
  }
}

describe('when Shopify gives no access token', () => {
  test('for the session token is stale: the caller is told to fetch a fresh one', async () => {
    const {failure, headers, stored} = await against(400, {error: 'invalid_subject_token'});
    expect(failure).toMatchObject({status: 401, code: 'unauthenticated'});
    expect(headers.get(retryHeader)).toBe('1');
    expect(stored).toEqual({});
  });

  test('for the app is not there: the caller is told so', async () => {
    const {failure, headers} = await against(401, {error: 'invalid_client'});
    expect(failure).toMatchObject({status: 401, code: 'shopify_unauthorized'});
    expect(headers.get(retryHeader)).toBeNull();
  });

  test('for it is down: the caller is told to come back', async () => {
    const {failure, headers} = await against(502, {});
    expect(failure).toMatchObject({status: 503, code: 'shopify_unavailable'});
    expect(headers.get('Retry-After')).toBe('5');
  });

  test('for it asks us to slow down', async () => {
    const {failure} = await against(429, {});
    expect(failure).toMatchObject({status: 503, code: 'shopify_throttled'});
  });

  test('for it cannot be reached', async () => {
    const other = await startWeb({shopifyOrigin: 'http://127.0.0.1:1'});
    try {
      expect(failureOf(await other.call('/api/services'))).toMatchObject({status: 503, code: 'shopify_unavailable'});
    } finally {
      await other.close();
    }
  });
});
