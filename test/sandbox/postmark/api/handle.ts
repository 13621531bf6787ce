/** One call to the API: token, headers, size, faults, then its route. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import type {EventPoster} from '../events/poster.ts';
import type {Fault, Faults} from '../faults.ts';
import {readBody, sendHtml, sendJson} from '../http.ts';
import type {State} from '../state.ts';
import {bounceRoutes} from './bounces.ts';
import type {Call, Route} from './call.ts';
import {ApiError, TooLarge} from './errors.ts';
import {messageRoutes} from './messages.ts';
import {sendRoutes} from './send.ts';
import {streamRoutes} from './suppressions.ts';
import {webhookRoutes} from './webhooks.ts';

export interface Api {
  serverToken: string;
  state: State;
  faults: Faults;
  events: EventPoster;
}

const routes: Route[] = [...sendRoutes, ...messageRoutes, ...bounceRoutes, ...streamRoutes, ...webhookRoutes];
const testToken = 'POSTMARK_API_TEST';
const MB = 1024 * 1024;
const html = (title: string): string =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

/** Whether the token is the test one. @throws ApiError 10. Postmark: name and value match without case. */
function authenticate(api: Api, request: IncomingMessage): boolean {
  const token = request.headers['x-postmark-server-token'];
  if (typeof token !== 'string') throw new ApiError(10);
  if (token.toLowerCase() === testToken.toLowerCase()) return true;
  if (token.toLowerCase() !== api.serverToken.toLowerCase()) throw new ApiError(10);
  return false;
}

/** @throws ApiError 409 (HTTP 415). */
function checkHeaders(request: IncomingMessage, body: string): void {
  const accept = request.headers.accept ?? '';
  if (!/application\/(json|\*)|\*\/\*/i.test(accept)) throw new ApiError(409);
  const type = request.headers['content-type'] ?? '';
  if (body !== '' && !/^application\/json\s*(;|$)/i.test(type)) throw new ApiError(409);
}

type Outcome = {status: number; body: unknown};

function run(route: Route, call: Call): Outcome {
  try {
    return {status: 200, body: route.handle(call)};
  } catch (error) {
    if (error instanceof ApiError) return {status: error.status, body: error.body()};
    throw error;
  }
}

function answer(response: ServerResponse, {status, body}: Outcome): void {
  const code = status === 200 ? undefined : (body as {ErrorCode?: number}).ErrorCode;
  sendJson(response, status, body, code === undefined ? {} : {'X-PM-ApiErrorCode': String(code)});
}

/** Keeps the connection open without an answer; cut after `ms`, if given, or when the caller leaves. */
function hold(response: ServerResponse, ms: number | undefined): void {
  if (ms === undefined) return;
  const timer = setTimeout(() => response.destroy(), ms);
  response.once('close', () => clearTimeout(timer));
}

const withoutErrorCode = (row: unknown): unknown => {
  if (typeof row !== 'object' || row === null || !('MessageID' in row)) return row;
  const {ErrorCode: _, ...rest} = row as Record<string, unknown>;
  return {...rest, Message: 'Message accepted, but delivery may be delayed.'};
};

/** Answers by a fault instead. */
function fail(response: ServerResponse, fault: Fault, act: () => Outcome): void {
  switch (fault.kind) {
    case 'latency':
      return answer(response, act());
    case 'error': {
      if (fault.after) act();
      const error = new ApiError(fault.errorCode ?? 101, fault.message, fault.status);
      return answer(response, {status: error.status, body: error.body()});
    }
    case 'throttle':
      return answer(response, {status: 429, body: new ApiError(429).body()});
    case 'maintenance':
      return answer(response, {status: 503, body: new ApiError(100).body()});
    case 'account':
      return answer(response, {status: 422, body: new ApiError(413).body()});
    case 'timeoutBefore':
      return hold(response, fault.ms);
    case 'timeoutAfter':
      act();
      return hold(response, fault.ms);
    case 'reset':
      if (fault.after) act();
      response.socket?.resetAndDestroy();
      return undefined;
    case 'noErrorCode': {
      const {status, body} = act();
      return answer(response, {
        status,
        body: Array.isArray(body) ? body.map(withoutErrorCode) : withoutErrorCode(body),
      });
    }
    case 'html':
      if (fault.after) act();
      return sendHtml(response, 200, html('Please wait'));
    case 'stall': {
      const text = JSON.stringify(act().body);
      response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text))});
      response.write(text.slice(0, Math.ceil(text.length / 2)));
      return hold(response, fault.ms);
    }
    case 'shortBatch': {
      const {status, body} = act();
      return answer(response, {status, body: Array.isArray(body) ? body.slice(0, -1) : body});
    }
  }
}

/** Answers one call to the API. */
export async function handleApi(api: Api, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname.replace(/(.)\/$/, '$1');
  const matching = routes.filter((route) => route.path.test(path));
  const route = matching.find((entry) => entry.method === request.method);
  try {
    const body = await readBody(request, route?.limit ?? 50 * MB);
    const test = authenticate(api, request);
    checkHeaders(request, body);
    if (!route) {
      // What is not simulated says so; 501 is no status of Postmark's.
      const status = matching.length > 0 ? 405 : 501;
      sendJson(response, status, {error: `The Postmark stand-in does not simulate ${request.method} ${path}.`});
      return;
    }
    const call: Call = {
      state: api.state,
      events: api.events,
      params: route.path.exec(path)!.slice(1).map(decodeURIComponent),
      query: new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value])),
      json: () => {
        try {
          return JSON.parse(body) as unknown;
        } catch {
          throw new ApiError(402);
        }
      },
      test,
    };
    const {latencyMs, fault} = api.faults.hit(route.operations);
    if (latencyMs > 0) await pause(latencyMs);
    const act = () => run(route, call);
    if (fault) fail(response, fault, act);
    else answer(response, act());
  } catch (error) {
    if (error instanceof TooLarge) sendHtml(response, 413, html('413 Request Entity Too Large'));
    else if (error instanceof ApiError) answer(response, {status: error.status, body: error.body()});
    else throw error;
  }
}
