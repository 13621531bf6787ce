/** An HTTP server that answers as it is told, one step per request: for what Shopify's edge and networks do. */
import {createServer, type IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createLogger} from '../../../core/logger.ts';
import {createAdminClients} from '../../../core/shopify/adminClient.ts';
import type {TokenSource} from '../../../core/shopify/caller.ts';

export type Step =
  | {status?: number; body?: unknown; headers?: Record<string, string>}
  /** Reads the request and cuts the connection. */
  | 'cut'
  /** Reads the request and never answers. */
  | 'hang';

export interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
  body: {query: string; variables: Record<string, unknown>};
  at: number;
}

export type Scripted = Awaited<ReturnType<typeof startScripted>>;

/** Answers with the steps one after another; then with the last one again and again. */
export async function startScripted() {
  let steps: Step[] = [];
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      seen.push({
        url: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(text) as Seen['body'],
        at: Date.now(),
      });
      const step = (steps.length > 1 ? steps.shift() : steps[0]) ?? {};
      if (step === 'cut') request.socket.destroy();
      if (typeof step === 'string') return;
      const {status = 200, body = {data: {}}, headers = {}} = step;
      response.writeHead(status, {'Content-Type': 'application/json', ...headers});
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    play(...next: Step[]) {
      steps = next;
      seen.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** Tokens without a database; counts how often a new one was asked for. */
export function simpleTokens(): TokenSource & {refreshed: (string | undefined)[]} {
  const refreshed: (string | undefined)[] = [];
  return {
    refreshed,
    get: () => Promise.resolve('first'),
    refresh(_shop, refused) {
      refreshed.push(refused);
      return Promise.resolve('second');
    },
  };
}

/** Clients of that server (or of any other origin). */
export function clientsOf(origin: string, tokens: TokenSource = simpleTokens(), seconds = 0.3) {
  return createAdminClients({
    config: {SHOPIFY_API_ORIGIN: origin, OUTSIDE_TIMEOUT_SECONDS: seconds},
    log: createLogger('silent', 'test'),
    tokens,
  });
}

/** A cost as Shopify reports it. */
export function cost(requested: number, available: number, maximum = 2000, restoreRate = 1000) {
  return {
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: requested,
      throttleStatus: {maximumAvailable: maximum, currentlyAvailable: available, restoreRate},
    },
  };
}
