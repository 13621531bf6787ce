/** Gives each request an id and writes one line about it: never its body, its query or its tokens. */
import {randomUUID} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {RequestHandler} from 'express';
import {pinoHttp} from 'pino-http';
import type {Logger} from '../core/logger.ts';

const header = 'X-Request-Id';

const shops = new WeakMap<IncomingMessage, string>();

/** Names the shop of a request in its log line. */
export function noteShop(req: IncomingMessage, shop: string): void {
  shops.set(req, shop);
}

/** Puts `req.id` and `req.log` on each request, answers with `X-Request-Id`, and logs the request once it ended. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId(req, res) {
      const id = acceptableId(req.headers['x-request-id']) ?? randomUUID();
      res.setHeader(header, id);
      return id;
    },
    // Only the id goes onto lines written while the request runs.
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: {reqId: 'requestId'},
    customLogLevel(req, res, error) {
      if (error || res.statusCode >= 500) return 'error';
      return isProbe(req) ? 'debug' : 'info';
    },
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request failed',
    customSuccessObject: (req: IncomingMessage, res: ServerResponse, value: unknown) => line(req, res, value),
    customErrorObject: (req: IncomingMessage, res: ServerResponse, _error: Error, value: unknown) =>
      line(req, res, value),
  });
}

function line(req: IncomingMessage, res: ServerResponse, value: unknown): object {
  const ms = typeof value === 'object' && value !== null && 'responseTime' in value ? value.responseTime : undefined;
  return {
    method: req.method,
    path: pathOf(req),
    status: res.statusCode,
    ms,
    shop: shops.get(req),
    // The caller hung up before the answer.
    ...(res.writableFinished ? {} : {aborted: true}),
  };
}

/** The path as it was asked for, without the query and without the key in a signed link. */
function pathOf(req: IncomingMessage): string {
  const url = 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '');
  const path = url.split('?', 1)[0] ?? '';
  return path.replace(/^\/(r|print\/[^/]+)\/[^/]+/, '/$1/…').slice(0, 300);
}

function isProbe(req: IncomingMessage): boolean {
  return ['/healthz', '/readyz', '/metrics'].includes(pathOf(req));
}

/** An id from outside goes into log lines and an answer's header, so only plain ones are taken over. */
function acceptableId(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w.:-]{8,128}$/.test(given) ? given : undefined;
}
