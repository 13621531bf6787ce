/** Faults on command, the log, and the controls: the sandbox's own contract (design: the sandbox, its contract). */
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {shop, startTiny, type GraphqlAnswer, type Tiny} from './platformKit.ts';

let sandbox: Tiny;
let token: string;

beforeEach(async () => {
  sandbox = await startTiny();
  token = await sandbox.install();
});
afterEach(() => sandbox.close());

const look = (): Promise<GraphqlAnswer> => sandbox.graphql(token, 'query Look {shop {name}}');
const cancel = (): Promise<GraphqlAnswer> =>
  sandbox.graphql(
    token,
    'mutation Cancel {fulfillmentOrderCancel(id: "gid://shopify/FulfillmentOrder/1") {userErrors {message}}}',
  );
/** The same over plain HTTP: what comes back need not be JSON. */
const cancelRaw = () =>
  fetch(`${sandbox.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'x-shopify-access-token': token},
    body: JSON.stringify({
      query: 'mutation Cancel {fulfillmentOrderCancel(id: "gid://shopify/FulfillmentOrder/1") {userErrors {message}}}',
    }),
  });
const fault = (body: unknown, of = `?shop=${shop}`) => sandbox.control('POST', `faults${of}`, body);
const effects = async (): Promise<unknown> => (await sandbox.control('POST', `orders?shop=${shop}`, {})).body;
const failed = (answer: GraphqlAnswer): boolean => answer.status !== 200 || answer.errors !== undefined;

const series = async (seed: number): Promise<boolean[]> => {
  await sandbox.control('DELETE', 'faults');
  await fault({kind: 'throttle', rate: 0.3, seed});
  const outcomes: boolean[] = [];
  for (let call = 0; call < 60; call += 1) outcomes.push(failed(await look()));
  return outcomes;
};

describe('faults', () => {
  it('fail with no effect, as 5xx or INTERNAL_SERVER_ERROR', async () => {
    await fault({kind: 'error', rate: 1});
    const statuses = new Set<number>();
    for (let call = 0; call < 30; call += 1) {
      const answer = await cancel();
      expect(failed(answer)).toBe(true);
      statuses.add(answer.status);
    }
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 500, 502, 503]);
    expect(await effects()).toEqual({effects: []});
  });

  it('can be a page of HTML with status 200, before the effect or after it', async () => {
    for (const after of [false, true]) {
      await fault({kind: 'html', rate: 1, times: 1, after});
      const answer = await cancelRaw();
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
      expect(await answer.text()).toMatch(/^<html>/);
      expect(((await effects()) as {effects: unknown[]}).effects).toHaveLength(after ? 1 : 0);
    }
  });

  it('strike by operation name or root field, in one shop or in all, until cleared', async () => {
    await fault({kind: 'throttle', rate: 1, operation: 'Cancel'});
    expect((await look()).errors).toBeUndefined();
    expect((await cancel()).errors?.[0]?.extensions?.['code']).toBe('THROTTLED');
    await sandbox.control('DELETE', `faults?shop=${shop}`);
    expect((await cancel()).errors).toBeUndefined();

    await fault({kind: 'throttle', rate: 1, operation: 'shop'}, '');
    expect((await look()).errors?.[0]?.message).toBe('Throttled');
    await sandbox.control('DELETE', `faults?shop=${shop}`);
    expect((await look()).errors?.[0]?.message).toBe('Throttled');
    await sandbox.control('DELETE', 'faults');
    expect((await look()).errors).toBeUndefined();

    await fault({kind: 'throttle', rate: 1}, '?shop=other.myshopify.com');
    expect((await look()).errors).toBeUndefined();
  });

  it('can be for the app alone, so that a look from outside still sees', async () => {
    await fault({kind: 'throttle', rate: 1, caller: 'app'});
    expect((await look()).errors).toBeDefined();
    const {accessToken} = await sandbox.tokens();
    expect((await sandbox.graphql(accessToken, '{shop {name}}')).errors).toBeUndefined();
  });

  it('repeat by their seed, at about their rate', async () => {
    const first = await series(7);
    expect(await series(7)).toEqual(first);
    expect(await series(8)).not.toEqual(first);
    const struck = first.filter(Boolean).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(30);
  });

  it('end after so many times', async () => {
    await fault({kind: 'throttle', rate: 1, times: 2});
    expect([failed(await look()), failed(await look()), failed(await look())]).toEqual([true, true, false]);
  });

  it('time out before the effect, or after it: the connection is held, then cut', async () => {
    await fault({kind: 'timeoutBefore', rate: 1, ms: 80, operation: 'Cancel', times: 1});
    const started = performance.now();
    await expect(cancel()).rejects.toThrow('fetch failed');
    expect(performance.now() - started).toBeGreaterThan(60);
    expect(await effects()).toEqual({effects: []});

    await fault({kind: 'timeoutAfter', rate: 1, ms: 30, operation: 'fulfillmentOrderCancel', times: 1});
    await expect(cancel()).rejects.toThrow('fetch failed');
    expect(await effects()).toEqual({effects: ['fulfillmentOrderCancel']});
  });

  it('make it slow', async () => {
    await fault({kind: 'latency', rate: 1, ms: 120});
    const started = performance.now();
    expect((await look()).errors).toBeUndefined();
    expect(performance.now() - started).toBeGreaterThan(100);
  });

  it('are refused with a sentence if they are none', async () => {
    for (const body of [
      {kind: 'explode', rate: 1},
      {kind: 'error', rate: 2},
      {kind: 'error'},
      {kind: 'error', rate: 1, x: 1},
    ]) {
      const answer = await fault(body);
      expect(answer.status).toBe(422);
      expect(answer.body).toEqual({error: expect.stringContaining('The fault cannot be used.') as unknown});
    }
  });
});

describe('log', () => {
  it('tells every operation with document, variables, cost, time and status, per shop, until emptied', async () => {
    const query = 'query Named($id: ID!) {order(id: $id) {id}}';
    await sandbox.graphql(token, query, {id: 'gid://shopify/Order/1'});
    await fault({kind: 'timeoutAfter', rate: 1, ms: 1, times: 1});
    await expect(cancel()).rejects.toThrow('fetch failed');
    await sandbox.graphql(token, '{nope}');
    const other = await sandbox.tokens('other.myshopify.com');
    await sandbox.graphql(other.accessToken, '{shop {name}}');

    const {body} = await sandbox.control('GET', `log?shop=${shop}`);
    expect(body).toMatchObject([
      {
        shop,
        app: 'app',
        operation: 'Named',
        document: query,
        variables: {id: 'gid://shopify/Order/1'},
        cost: {requested: 1, actual: 1},
        status: 200,
      },
      {operation: 'Cancel', status: 0, fault: 'timeoutAfter', cost: {requested: 10, actual: 10}},
      {operation: 'nope', cost: {requested: null, actual: null}, errors: [{extensions: {code: 'undefinedField'}}]},
    ]);
    for (const entry of body as {at: string; ms: number}[]) {
      expect(Date.parse(entry.at)).not.toBeNaN();
      expect(entry.ms).toBeGreaterThanOrEqual(0);
    }
    expect((await sandbox.control('GET', 'log')).body).toHaveLength(4);
    await sandbox.control('DELETE', `log?shop=${shop}`);
    expect((await sandbox.control('GET', 'log')).body).toHaveLength(1);
  });
});

describe('controls', () => {
  it('go to the domain with the shop; what it throws is 422 with its sentence', async () => {
    const made = await sandbox.control('POST', `locations?shop=${shop}`, {name: 'Warehouse'});
    expect(made).toEqual({
      status: 200,
      body: {location: {id: 'gid://shopify/Location/1', echo: {name: 'Warehouse'}}},
    });
    expect(await sandbox.control('POST', `products?shop=${shop}`, {})).toEqual({
      status: 422,
      body: {error: 'A product needs a title.'},
    });
  });

  it('want a shop, and say which controls there are', async () => {
    expect((await sandbox.control('POST', 'locations', {})).status).toBe(400);
    expect((await sandbox.control('POST', 'locations?shop=nonsense', {})).status).toBe(400);
    const unknown = await sandbox.control('GET', 'nothing');
    expect(unknown.status).toBe(404);
    expect(JSON.stringify(unknown.body)).toContain('POST /sandbox/orders');
    expect((await sandbox.control('POST', `plan?shop=${shop}`, {restoreRate: -1})).status).toBe(422);
  });
});
