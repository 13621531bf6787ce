/** What the web process writes to its log, and what it never does. */
import {Writable} from 'node:stream';
import express from 'express';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {pino} from 'pino';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {AppError} from '../../core/errors.ts';
import {errorHandler} from '../../web/errors.ts';
import {noteShop, requestLog} from '../../web/requestLog.ts';
import {sessionToken} from './support/signed.ts';
import {startWeb, type Web} from './support/web.ts';

let lines: Record<string, unknown>[] = [];
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    for (const line of chunk.toString().trim().split('\n')) lines.push(JSON.parse(line) as Record<string, unknown>);
    done();
  },
});

let server: Server;
let url: string;
let web: Web;
beforeAll(async () => {
  const log = pino({level: 'debug'}, sink);
  const app = express();
  app.use(requestLog(log));
  app.get('/broken', () => {
    throw new Error('the inner reason', {cause: new Error('mongodb://user:pass@host')});
  });
  app.get('/busy', () => {
    throw new AppError('rate_limited', {retryAfterMs: 1500});
  });
  app.get('/refused', () => {
    throw new AppError('shopify_rejected', {details: {errors: [{message: 'the inner words'}], problems: ['name']}});
  });
  app.get('/down', () => {
    throw new AppError('shopify_unavailable', {details: {httpStatus: 502, reason: 'the inner words'}});
  });
  app.get('/half', (_req, res) => {
    res.write('half');
    throw new Error('too late');
  });
  app.use((req, res) => {
    noteShop(req, 'a-shop.myshopify.com');
    req.log.info('inside');
    res.send('ok');
  });
  app.use(errorHandler());
  server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  web = await startWeb({log});
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await web.close();
});
beforeEach(() => {
  lines = [];
});

const written = async (count: number) => {
  await expect.poll(() => lines.length).toBeGreaterThanOrEqual(count);
};

test('a request is one line: id, method, path without its query, status, time, shop', async () => {
  const headers = {'X-Request-Id': 'request-0001', Authorization: 'Bearer secret'};
  await fetch(`${url}/api/orders/1?id_token=secret&hmac=secret`, {headers});
  await written(2);
  const [inside, line] = lines;
  expect(inside).toMatchObject({msg: 'inside', requestId: 'request-0001'});
  expect(line).toMatchObject({
    msg: 'request',
    requestId: 'request-0001',
    method: 'GET',
    path: '/api/orders/1',
    status: 200,
    ms: expect.any(Number),
    shop: 'a-shop.myshopify.com',
  });
  expect(JSON.stringify(lines)).not.toContain('secret');
});

test('the key in a service’s link is left out, probes are whispered', async () => {
  await fetch(`${url}/r/the-secret-key/confirm`);
  await fetch(`${url}/healthz`);
  await written(4);
  expect(lines[1]).toMatchObject({path: '/r/…/confirm', level: 30});
  expect(lines[3]).toMatchObject({path: '/healthz', level: 20});
});

test('an error nobody foresaw is logged whole and answered without its reason', async () => {
  const response = await fetch(`${url}/broken`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: {code: 'internal', message: 'Something went wrong on our side. Try again in a minute.'},
  });
  await written(2);
  expect(lines[0]).toMatchObject({level: 50, code: 'internal'});
  expect(JSON.stringify(lines[0])).toContain('the inner reason');
  expect(lines[1]).toMatchObject({level: 50, status: 500, msg: 'request failed'});
});

test('an error for the caller is logged by its code, and says when to come back', async () => {
  const response = await fetch(`${url}/busy`);
  expect(response.status).toBe(429);
  expect(response.headers.get('Retry-After')).toBe('2');
  await written(2);
  expect(lines[0]).toMatchObject({level: 30, code: 'rate_limited'});
});

test('what Shopify said of the app’s own documents, and why it failed, is logged and not answered', async () => {
  for (const [path, error] of [
    ['/refused', {code: 'shopify_rejected', message: 'Shopify refused the change.', details: {problems: ['name']}}],
    ['/down', {code: 'shopify_unavailable', message: 'Shopify does not answer. We will try again by ourselves.'}],
  ] as const) {
    const response = await fetch(`${url}${path}`);
    expect(await response.json()).toEqual({error});
  }
});

test('an error after half an answer ends the connection', async () => {
  const response = await fetch(`${url}/half`);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('the whole app logs neither tokens nor bodies', async () => {
  const token = await sessionToken();
  const signature = token.split('.')[2] ?? '';
  await web.call('/api/services', {token, body: '{"email":"jane@example.com", broken'});
  await web.call('/api/services', {token: `${token}x`});
  await web.webhook('orders/edited', {email: 'jane@example.com'}, {id: 'logged'});
  await web.background.idle();
  await written(6);
  const text = JSON.stringify(lines);
  expect(text).toContain('a-shop.myshopify.com:logged');
  expect(text).toContain('invalid_json');
  for (const never of [signature, 'jane', 'shpat_', 'shprt_']) expect(text).not.toContain(never);
});
