/** The HTTP server of the web process: cuts off whoever is too slow to ask, so that waiting costs nobody else anything. */
import {createServer, type RequestListener, type Server} from 'node:http';
import type {Config} from '../core/config.ts';

/** Of the head of a request, in ms, where it may take as long as that. */
const longestHeadMs = 10_000;
/** A connection on which nothing moves for so long is closed, also while an answer is not read: longer than any answer takes. */
const idleMs = 300_000;

/** It listens nowhere yet. A request that does not arrive in time ends in 408 and a closed connection. */
export function createHttpServer(config: Pick<Config, 'REQUEST_TIMEOUT_SECONDS'>, listener: RequestListener): Server {
  const requestTimeout = config.REQUEST_TIMEOUT_SECONDS * 1000;
  const server = createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(requestTimeout, longestHeadMs),
      connectionsCheckingInterval: Math.min(requestTimeout / 2, 5_000),
    },
    listener,
  );
  server.setTimeout(idleMs);
  return server;
}
