/** Session tokens, token exchange, refresh, and the tokens a call needs (reference §8). */
import {decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT} from 'jose';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {apiKey, apiSecret, shop, startTiny, type Tiny} from './platformKit.ts';

const key = new TextEncoder().encode(apiSecret);
const minute = 60_000;
let clock: number;
let sandbox: Tiny;

beforeEach(async () => {
  clock = Date.parse('2026-07-15T12:00:00Z');
  sandbox = await startTiny({now: () => new Date(clock)});
});
afterEach(() => sandbox.close());

const works = async (token: string): Promise<number> => (await sandbox.graphql(token, '{shop {name}}')).status;

it('gives a session token as the admin does: HS256, for this app, one minute', async () => {
  const {sessionToken} = await sandbox.tokens();
  expect(decodeProtectedHeader(sessionToken).alg).toBe('HS256');
  const {payload} = await jwtVerify(sessionToken, key, {currentDate: new Date(clock)});
  const now = clock / 1000;
  expect(payload).toMatchObject({
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: apiKey,
    iat: now,
    nbf: now,
    exp: now + 60,
  });
  for (const claim of ['sub', 'jti', 'sid']) expect(payload[claim]).toEqual(expect.stringMatching(/./));
});

it('gives a token to look from outside, in any shop that is named', async () => {
  const {accessToken} = await sandbox.tokens('another.myshopify.com');
  const answer = await sandbox.graphql(accessToken, '{shop {myshopifyDomain}}');
  expect(answer.data).toEqual({shop: {myshopifyDomain: 'another.myshopify.com'}});
  expect((await sandbox.control('GET', 'token?shop=example.com')).status).toBe(400);
  expect((await sandbox.control('GET', 'token')).status).toBe(400);
});

it('exchanges a session token for an expiring offline token with a refresh token', async () => {
  const {sessionToken} = await sandbox.tokens();
  const {status, body} = await sandbox.exchangeSession(sessionToken);
  expect(status).toBe(200);
  expect(body).toMatchObject({expires_in: 3600, refresh_token_expires_in: 90 * 24 * 3600});
  expect(String(body['scope']).split(',')).toContain('write_fulfillments');
  expect(await works(String(body['access_token']))).toBe(200);
  clock += 61 * minute;
  expect(await works(String(body['access_token']))).toBe(401);
});

it('gives a token that does not expire unless expiring is "1"', async () => {
  const {sessionToken} = await sandbox.tokens();
  const {body} = await sandbox.exchangeSession(sessionToken, {expiring: '0'});
  expect(body).not.toHaveProperty('expires_in');
  expect(body).not.toHaveProperty('refresh_token');
  clock += 48 * 60 * minute;
  expect(await works(String(body['access_token']))).toBe(200);
});

it('gives an online token its user', async () => {
  const {sessionToken} = await sandbox.tokens();
  const online = 'urn:shopify:params:oauth:token-type:online-access-token';
  const {body} = await sandbox.exchangeSession(sessionToken, {requested_token_type: online});
  expect(body).toMatchObject({associated_user: {id: 1}, associated_user_scope: body['scope']});
});

it('answers 400 invalid_subject_token to a token that is expired, forged, of another app or of another shop', async () => {
  const {sessionToken} = await sandbox.tokens();
  const forge = (changes: Record<string, unknown>, secret = key): Promise<string> =>
    new SignJWT({...decodeJwt(sessionToken), ...changes}).setProtectedHeader({alg: 'HS256'}).sign(secret);
  const bad = [
    'nonsense',
    await forge({}, new TextEncoder().encode('another secret')),
    await forge({aud: 'another app'}),
    await forge({exp: clock / 1000 - 1}),
    await forge({dest: 'https://another.myshopify.com'}),
  ];
  for (const token of bad) {
    expect(await sandbox.exchangeSession(token)).toMatchObject({status: 400, body: {error: 'invalid_subject_token'}});
  }
  const elsewhere = await fetch(`${sandbox.url}/admin/oauth/access_token`, {
    method: 'POST',
    headers: {'content-type': 'application/x-www-form-urlencoded', 'x-sandbox-shop': 'another.myshopify.com'},
    body: new URLSearchParams({
      client_id: apiKey,
      client_secret: apiSecret,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sessionToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    }),
  });
  expect(elsewhere.status).toBe(400);
  expect((await sandbox.exchangeSession(sessionToken)).status).toBe(200);
});

it('refuses a client_id or client_secret that is not the app’s', async () => {
  const {sessionToken} = await sandbox.tokens();
  expect(await sandbox.exchangeSession(sessionToken, {client_secret: 'x'})).toMatchObject({
    status: 400,
    body: {error: 'invalid_client'},
  });
  expect((await sandbox.exchangeSession(sessionToken, {client_id: 'x'})).status).toBe(400);
});

it('refreshes to a new pair; the earlier refresh token lives until its replacement is used', async () => {
  const {sessionToken} = await sandbox.tokens();
  const first = String((await sandbox.exchangeSession(sessionToken)).body['refresh_token']);
  const refresh = (token: string) => sandbox.exchange({grant_type: 'refresh_token', refresh_token: token});

  const lost = await refresh(first);
  expect(lost.body).toMatchObject({expires_in: 3600, refresh_token: expect.not.stringContaining(first)});
  // The answer was lost on the way: the same token again.
  const second = await refresh(first);
  expect(second.status).toBe(200);
  expect(await works(String(second.body['access_token']))).toBe(200);

  expect((await refresh(String(second.body['refresh_token']))).status).toBe(200);
  expect(await refresh(first)).toMatchObject({status: 400, body: {error: 'invalid_grant'}});
});

it('answers 400 invalid_grant to a refresh token that is unknown, too old, or spent more than 30 days ago', async () => {
  const {sessionToken} = await sandbox.tokens();
  const pair = (await sandbox.exchangeSession(sessionToken)).body;
  const refresh = (token: unknown) => sandbox.exchange({grant_type: 'refresh_token', refresh_token: String(token)});
  expect(await refresh('shprt_unknown')).toMatchObject({status: 400, body: {error: 'invalid_grant'}});

  expect((await refresh(pair['refresh_token'])).status).toBe(200);
  clock += 31 * 24 * 60 * minute;
  expect((await refresh(pair['refresh_token'])).status).toBe(400);

  const other = (await sandbox.exchangeSession((await sandbox.tokens()).sessionToken)).body;
  clock += 91 * 24 * 60 * minute;
  expect((await refresh(other['refresh_token'])).status).toBe(400);
});

it('answers 401 with Shopify’s sentence where the token is missing, wrong, or another shop’s', async () => {
  const token = await sandbox.install();
  const call = (headers: Record<string, string>) =>
    fetch(`${sandbox.url}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: JSON.stringify({query: '{shop {name}}'}),
    });
  const refused: Record<string, string>[] = [
    {},
    {'x-shopify-access-token': 'shpat_wrong'},
    {'x-shopify-access-token': token, 'x-sandbox-shop': 'another.myshopify.com'},
  ];
  for (const headers of refused) {
    const response = await call(headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    });
  }
  expect((await call({'x-shopify-access-token': token, 'x-sandbox-shop': shop})).status).toBe(200);
});
