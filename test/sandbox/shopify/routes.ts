/** Which address does what. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {receiveUpload, sendResult} from './bulk/routes.ts';
import {runControl} from './controls.ts';
import {createExecutor} from './executor.ts';
import {createGraphql} from './graphql.ts';
import {cors, readFields, Refusal, send, type Answer} from './http.ts';
import {exchangeToken} from './oauth.ts';
import type {Platform} from './platform.ts';
import {apiVersion} from './schema.ts';

const invalidToken: Answer = {
  status: 401,
  body: {errors: '[API] Invalid API key or access token (unrecognized login or wrong password)'},
};

const hostShop = /^([a-z0-9][a-z0-9-]*\.myshopify\.com)(:\d+)?$/;

/** Answers every request of one sandbox. */
export function createRoutes(
  platform: Platform,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const executor = createExecutor(platform);
  const graphql = createGraphql(platform, executor);
  const {files} = executor.bulk;

  /** `{hang}` cuts the connection after so many milliseconds without an answer. */
  const route = async (request: IncomingMessage, url: URL): Promise<Answer | {hang: number}> => {
    const method = request.method ?? 'GET';
    const shop = shopOf(request, url);
    if (method === 'GET' && (url.pathname === '/' || url.pathname === '/healthz')) {
      return {status: 200, body: {name: 'Shopify stand-in of the sandbox', apiVersion, ok: true}};
    }
    const control = /^\/sandbox\/([a-z]+)$/.exec(url.pathname);
    if (control?.[1]) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : await readFields(request);
      const named = url.searchParams.get('shop') ?? undefined;
      return runControl(platform, {
        method,
        name: control[1],
        shop: named,
        app: url.searchParams.get('app') ?? undefined,
        body,
      });
    }
    if (url.pathname === '/admin/oauth/access_token') {
      if (method !== 'POST') return {status: 405, body: {errors: 'Use POST.'}};
      return exchangeToken(platform, shop, await readFields(request));
    }
    const api = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(url.pathname);
    if (api) {
      if (api[1] !== apiVersion) {
        return {status: 404, body: {errors: `Not Found: the sandbox simulates API version ${apiVersion} alone.`}};
      }
      if (method !== 'POST') return {status: 405, body: {errors: 'Use POST.'}};
      const body = await readFields(request);
      const header = request.headers['x-shopify-access-token'];
      const token = platform.tokens.find(typeof header === 'string' ? header : '');
      if (!token || (shop !== undefined && token.shop !== shop)) return invalidToken;
      const outcome = await graphql(platform.shops.get(token.shop), token.caller, body);
      return 'answer' in outcome ? outcome.answer : outcome;
    }
    if (method === 'POST' && url.pathname === '/staged-uploads/') return receiveUpload(platform, files, request);
    const result = /^\/bulk-operation-outputs\/([0-9a-f-]+)$/.exec(url.pathname);
    if (method === 'GET' && result?.[1]) return sendResult(platform, files, result[1]);
    return {status: 404, body: {errors: 'Not Found'}};
  };

  return async (request, response) => {
    response.on('error', () => response.destroy());
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end();
      return;
    }
    try {
      const outcome = await route(request, new URL(request.url ?? '/', 'http://sandbox'));
      if (!('hang' in outcome)) {
        send(response, outcome);
        return;
      }
      const timer = setTimeout(() => request.socket.destroy(), outcome.hang);
      request.socket.once('close', () => clearTimeout(timer));
    } catch (error) {
      if (error instanceof Refusal) {
        send(response, error.answer);
        return;
      }
      // The caller hung up while it was still sending: there is no one to answer.
      if (request.socket.destroyed) return;
      console.error(error);
      send(response, {status: 500, body: {errors: 'sandbox: internal error; see its output.'}});
    }
  };
}

/** The app's calls to `https://<shop>/…` come here with the shop in a header. */
function shopOf(request: IncomingMessage, url: URL): string | undefined {
  const header = request.headers['x-sandbox-shop'];
  if (typeof header === 'string') return header;
  return url.searchParams.get('shop') ?? hostShop.exec(request.headers.host ?? '')?.[1];
}
