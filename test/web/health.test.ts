/** Whether the process says truly that it lives, that it can work, and what it has done. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {recordWebhook} from '../../core/webhooks/store.ts';
import {failureOf, startWeb, type Web} from './support/web.ts';

let web: Web;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

const ask = (path: string) => web.call(path, {token: null});

test('it lives, and is ready', async () => {
  expect((await ask('/healthz')).json).toEqual({status: 'alive'});
  expect((await ask('/readyz')).json).toEqual({status: 'ready'});
});

test('it counts answers by status, and what waits by status, and names no shop', async () => {
  await web.call('/nothing');
  await web.db.collection('requests').insertMany([
    {shop: 'a-shop.myshopify.com', status: 'queued', open: true, lines: [{fulfillmentOrderLineItemId: '1'}]},
    {shop: 'a-shop.myshopify.com', status: 'queued', open: true, lines: [{fulfillmentOrderLineItemId: '2'}]},
    {shop: 'a-shop.myshopify.com', status: 'unknown', open: true, lines: [{fulfillmentOrderLineItemId: '3'}]},
    {shop: 'a-shop.myshopify.com', status: 'fulfilled', open: false, lines: []},
  ]);
  await recordWebhook(web.db, {
    shop: 'a-shop.myshopify.com',
    webhookId: 'w1',
    topic: 'orders/edited',
    triggeredAt: null,
    facts: {ids: []},
  });
  const reply = await ask('/metrics');
  expect(reply.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const samples = reply.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(samples).toContain('http_answers_total{status="404"} 1');
  expect(samples).toContain('database_up 1');
  expect(samples).toContain('fulfillment_requests{status="queued"} 2');
  expect(samples).toContain('fulfillment_requests{status="sending"} 0');
  expect(samples).toContain('fulfillment_requests{status="unknown"} 1');
  expect(samples).toContain('webhooks_unprocessed 1');
  for (const sample of samples) expect(sample).toMatch(/^[a-z_]+(\{status="\w+"\})? \d+$/);
});

test('without its database it lives, but is not ready, and says so within a second or so', async () => {
  const other = await startWeb();
  await other.loseDatabase();
  const began = performance.now();
  const ready = await other.call('/readyz', {token: null});
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(failureOf(ready)).toEqual({
    status: 503,
    code: 'database_unavailable',
    message: 'The app cannot reach its database. Try again in a minute.',
  });
  expect(ready.headers.get('Retry-After')).toBe('5');
  expect((await other.call('/healthz', {token: null})).status).toBe(200);
  expect((await other.call('/metrics', {token: null})).text).toContain('database_up 0');
  expect(failureOf(await other.call('/api/requests'))).toMatchObject({status: 503, code: 'database_unavailable'});
  await other.close();
});
