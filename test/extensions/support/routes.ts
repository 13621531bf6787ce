/** A part of the app's API over real HTTP, answered by the test's own functions, with faults on command. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {errorTable, type ErrorCode} from '../../../core/errors.ts';

/** A call as it arrived. */
export interface Arrived {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  key: string | undefined;
  /** The JSON of the body; null if there was none. */
  body: unknown;
}

/** What happens instead of the answer: an error of the app, with or without details, or a cut line before or after the effect;
 * null: nothing, that call passes. */
export type RouteFault = ErrorCode | {code: ErrorCode; details: unknown} | 'cutBefore' | 'cutAfter' | null;

/** By method and path, as in `GET /api/services`; a number in the path is written `:id`. */
export type Answers = Record<string, (call: Arrived) => unknown>;

export interface Routes {
  origin: string;
  calls: Arrived[];
  /** The calls of one route. */
  to: (route: string) => Arrived[];
  /** Faults for the next calls of a route, first in first out. */
  faults: Record<string, RouteFault[]>;
  /** How long a route's answer takes, as a promise the test resolves. */
  holds: Record<string, Promise<void>>;
  close: () => Promise<void>;
}

export async function startRoutes(answers: Answers): Promise<Routes> {
  const calls: (Arrived & {route: string})[] = [];
  const routes: Routes = {
    origin: '',
    calls,
    to: (route) => calls.filter((one) => one.route === route),
    faults: {},
    holds: {},
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await arrivedOf(incoming);
    const route = `${call.method} ${call.path.replaceAll(/\/\d+(?=\/|$)/g, '/:id')}`;
    calls.push({...call, route});
    await routes.holds[route];
    const fault = routes.faults[route]?.shift();
    if (fault === 'cutBefore') {
      incoming.socket.destroy();
      return;
    }
    if (fault && fault !== 'cutAfter') {
      const {code, details} = typeof fault === 'string' ? {code: fault, details: undefined} : fault;
      const {status, message} = errorTable[code];
      reply(response, status, {error: {code, message, details}});
      return;
    }
    const answer = answers[route];
    if (!answer) {
      reply(response, 404, {error: {code: 'not_found', message: errorTable.not_found.message}});
      return;
    }
    const body = answer(call);
    if (fault === 'cutAfter') incoming.socket.destroy();
    else reply(response, 200, body);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  routes.origin = `http://127.0.0.1:${address.port}`;
  return routes;
}

async function arrivedOf(incoming: IncomingMessage): Promise<Arrived> {
  const url = new URL(incoming.url ?? '/', 'http://app.invalid');
  const key = incoming.headers['idempotency-key'];
  const text = await textOf(incoming);
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: incoming.headers.authorization,
    key: typeof key === 'string' ? key : undefined,
    body: text ? JSON.parse(text) : null,
  };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
