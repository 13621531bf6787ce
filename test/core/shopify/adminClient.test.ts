/** What the client makes of each way Shopify and the network answer. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {operation} from '../../../core/shopify/operation.ts';
import {apiVersion} from '../../../core/shopify/version.ts';
import {clientsOf, cost, simpleTokens, startScripted, type Scripted} from './scripted.ts';

const shop = 'a-shop.myshopify.com';
const query = operation<{shop: {name: string}}, Record<string, never>>('#graphql\n query ShopName { shop { name } }');
const mutation = operation<{go: {ok: boolean} | null}, {id: string}>(
  '#graphql\n mutation Go($id: ID!) { go(id: $id) { ok } }',
);
const named = {data: {shop: {name: 'A'}}};
const gone = {data: {go: {ok: true}}};

let server: Scripted;
beforeAll(async () => {
  server = await startScripted();
});
afterAll(() => server.close());

const ask = (options = {}) => clientsOf(server.url)(shop).run(query, {}, options);
const change = (options = {}) => clientsOf(server.url)(shop).run(mutation, {id: '1'}, options);
const graphqlError = (code: string | null, data?: unknown) => ({
  body: {
    errors: [{message: 'No', extensions: code ? {code} : {}, path: ['go']}],
    ...(data === undefined ? {} : {data}),
  },
});

describe('a call', () => {
  it('is one POST with the token, the version and the shop', async () => {
    server.play({body: named});
    expect(await ask()).toEqual({shop: {name: 'A'}});
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({
      url: `/admin/api/${apiVersion}/graphql.json`,
      headers: {'x-shopify-access-token': 'first', 'x-sandbox-shop': shop},
      body: {query: query.document, variables: {}},
    });
  });

  it('goes to no host that is not a shop', () => {
    for (const name of [
      'evil.example',
      'shop.myshopify.com.evil.example',
      'a/b.myshopify.com',
      'UPPER.myshopify.com',
    ]) {
      expect(() => clientsOf(server.url)(name)).toThrow(expect.objectContaining({code: 'invalid_input'}));
    }
  });

  it('fetches a new token once when Shopify refuses the old one', async () => {
    const tokens = simpleTokens();
    server.play({status: 401, body: {errors: 'Invalid'}}, {body: gone});
    expect(await clientsOf(server.url, tokens)(shop).run(mutation, {id: '1'})).toEqual(gone.data);
    expect(tokens.refreshed).toEqual(['first']);
    expect(server.seen.map(({headers}) => headers['x-shopify-access-token'])).toEqual(['first', 'second']);
    server.play({status: 401});
    await expect(change()).rejects.toMatchObject({code: 'shopify_unauthorized'});
    expect(server.seen).toHaveLength(2);
  });
});

describe('a query', () => {
  it.each([
    ['500', {status: 500}],
    ['502 with HTML', {status: 502, body: '<html>'}],
    ['503', {status: 503, headers: {'Retry-After': '0.01'}}],
    ['no JSON', {body: '<html>'}],
    ['neither data nor errors', {body: {}}],
    ['INTERNAL_SERVER_ERROR', graphqlError('INTERNAL_SERVER_ERROR')],
    ['a broken connection', 'cut'],
    ['a time-out', 'hang'],
    ['429', {status: 429, headers: {'Retry-After': '0.02'}}],
  ] as const)('is asked again after %s', async (_, step) => {
    server.play(step, {body: named});
    expect(await ask()).toEqual(named.data);
    expect(server.seen).toHaveLength(2);
  });

  it('gives up after the retries it was given, with the reason', async () => {
    server.play({status: 500});
    await expect(ask({retries: 1})).rejects.toMatchObject({
      code: 'shopify_unavailable',
      retryable: true,
      details: {httpStatus: 500},
    });
    expect(server.seen).toHaveLength(2);
  });

  it('waits as long as Shopify says', async () => {
    server.play({status: 503, headers: {'Retry-After': '0.4'}}, {body: named});
    await ask();
    expect(server.seen[1]!.at - server.seen[0]!.at).toBeGreaterThanOrEqual(390);
  });

  it('ends when its caller does not want it any more', async () => {
    server.play('hang');
    const stop = new AbortController();
    const answer = clientsOf(server.url, simpleTokens(), 60)(shop).run(query, {}, {signal: stop.signal});
    await expect.poll(() => server.seen.length).toBe(1);
    stop.abort();
    await expect(answer).rejects.toMatchObject({code: 'shopify_unavailable'});
    await expect(ask({signal: AbortSignal.abort()})).rejects.toMatchObject({code: 'shopify_unavailable'});
    expect(server.seen).toHaveLength(1);
  });
});

describe('a mutation', () => {
  it.each([
    ['500', {status: 500}],
    ['504', {status: 504}],
    ['a 2xx that is no JSON', {body: '<html>'}],
    ['neither data nor errors', {body: {}}],
    ['INTERNAL_SERVER_ERROR', graphqlError('INTERNAL_SERVER_ERROR')],
    ['an error of its field that nobody knows', graphqlError('NEW_CODE', {go: null})],
    ['a broken connection', 'cut'],
    ['a time-out', 'hang'],
  ] as const)('is never repeated after %s, for it may have happened', async (_, step) => {
    server.play(step, {body: gone});
    await expect(change()).rejects.toMatchObject({code: 'shopify_outcome_unknown'});
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['429', {status: 429, headers: {'Retry-After': '0.01'}}],
    ['THROTTLED', {body: {errors: [{message: 'Throttled', extensions: {code: 'THROTTLED'}}], extensions: cost(10, 5)}}],
    ['401', {status: 401}],
  ] as const)('is repeated after %s, for nothing can have happened', async (_, step) => {
    server.play(step, {body: gone});
    expect(await change()).toEqual(gone.data);
    expect(server.seen).toHaveLength(2);
  });

  it('is repeated when no connection came about, and says so in the end', async () => {
    const closed = await startScripted();
    await closed.close();
    await expect(clientsOf(closed.url)(shop).run(mutation, {id: '1'}, {retries: 1})).rejects.toMatchObject({
      code: 'shopify_unavailable',
    });
  });

  it('counts as done if it has a payload, even if a part of it could not be read', async () => {
    server.play({
      body: {data: gone.data, errors: [{message: 'No', path: ['go', 'ok'], extensions: {code: 'ACCESS_DENIED'}}]},
    });
    expect(await change()).toEqual(gone.data);
  });

  it('that was aborted on its way may have happened', async () => {
    server.play('hang');
    const stop = new AbortController();
    const answer = clientsOf(server.url, simpleTokens(), 60)(shop).run(mutation, {id: '1'}, {signal: stop.signal});
    await expect.poll(() => server.seen.length).toBe(1);
    stop.abort();
    await expect(answer).rejects.toMatchObject({code: 'shopify_outcome_unknown'});
  });
});

describe('a refusal', () => {
  it.each([
    ['ACCESS_DENIED', 'shopify_access_denied'],
    ['RESOURCE_NOT_FOUND', 'not_found'],
    ['MAX_COST_EXCEEDED', 'shopify_rejected'],
    ['undefinedField', 'shopify_rejected'],
    [null, 'shopify_rejected'],
  ])('with the code %s is %s, and is not repeated', async (given, code) => {
    server.play(graphqlError(given));
    await expect(change()).rejects.toMatchObject({code, details: {errors: [{message: 'No', code: given}]}});
    await expect(ask()).rejects.toMatchObject({code});
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    [402, 'frozen'],
    [403, 'forbidden'],
    [404, 'gone'],
    [423, 'locked'],
  ])('with status %i says that the shop is %s', async (status, reason) => {
    server.play({status, body: {errors: 'Unavailable Shop'}});
    await expect(change()).rejects.toMatchObject({code: 'shopify_unauthorized', details: {httpStatus: status, reason}});
    expect(server.seen).toHaveLength(1);
  });

  it('with a redirect is not followed', async () => {
    server.play({status: 301, headers: {Location: 'https://evil.example/'}});
    await expect(change()).rejects.toMatchObject({code: 'shopify_rejected', details: {httpStatus: 301}});
    expect(server.seen).toHaveLength(1);
  });
});

describe('the pace', () => {
  it('waits before a call that the bucket would not cover', async () => {
    const client = clientsOf(server.url)(shop);
    server.play({body: {...named, extensions: cost(300, 0)}});
    await client.run(query, {});
    await client.run(query, {});
    expect(server.seen[1]!.at - server.seen[0]!.at).toBeGreaterThanOrEqual(280);
  });

  it('waits for the missing points after THROTTLED', async () => {
    const throttled = {errors: [{message: 'Throttled', extensions: {code: 'THROTTLED'}}], extensions: cost(400, 100)};
    server.play({body: throttled}, {body: named});
    await ask();
    expect(server.seen[1]!.at - server.seen[0]!.at).toBeGreaterThanOrEqual(290);
  });

  it('does not wait for a call that is larger than the bucket', async () => {
    const throttled = {
      errors: [{message: 'Throttled', extensions: {code: 'THROTTLED'}}],
      extensions: cost(400, 100, 200),
    };
    server.play({body: throttled});
    await expect(ask()).rejects.toMatchObject({code: 'shopify_rejected'});
    expect(server.seen).toHaveLength(1);
  });
});
