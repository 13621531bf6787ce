/** The app's API for one order over real HTTP, with faults on command: what the extensions' tests talk to. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {
  CreateRequestsInput,
  EmailPreview,
  FulfillmentOrder,
  FulfillmentRequest,
  OrderFulfillment,
  RequestStatus,
} from '../../../core/wire.ts';
import {errorTable, type ErrorCode} from '../../../core/errors.ts';
import {numericId} from '../../../extensions/shared/call.ts';
import {request as newRequest} from './orders.ts';

export interface Call {
  method: string;
  path: string;
  authorization: string | undefined;
  key: string | undefined;
  body: unknown;
}

/** What happens to a call instead of its answer: an error of the app, a session token that is too old, a foreign page, or a cut
 * line before or after the effect. */
export type Fault = ErrorCode | 'expired' | 'html' | 'cutBefore' | 'cutAfter';

export interface ApiServer {
  origin: string;
  order: OrderFulfillment;
  calls: Call[];
  /** Bodies that took effect, once each. */
  sent: CreateRequestsInput[];
  /** Faults for the next calls of a method, first in first out. */
  faults: {GET: Fault[]; POST: Fault[]};
  /** How long a POST takes, as a promise the test resolves. */
  hold: Promise<void> | null;
  setStatus: (index: number, status: RequestStatus, failure?: FulfillmentRequest['failure']) => void;
  /** What was done to requests, as `retry request-1`. */
  acts: string[];
  posts: () => Call[];
  close: () => Promise<void>;
}

export async function startApi(order: OrderFulfillment): Promise<ApiServer> {
  const answers = new Map<string, FulfillmentRequest[]>();
  const api: ApiServer = {
    origin: '',
    order,
    calls: [],
    sent: [],
    faults: {GET: [], POST: []},
    hold: null,
    setStatus(index, status, failure) {
      const found = api.order.requests[index];
      if (!found) throw new Error(`There is no request ${index}.`);
      Object.assign(found, {status}, failure && {failure});
    },
    acts: [],
    posts: () => api.calls.filter(({method}) => method === 'POST'),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };

  /** The fulfillment orders that the body asks items of, with those lines. */
  function chosen(input: CreateRequestsInput): {place: FulfillmentOrder; lines: NonNullable<typeof input.lines>}[] {
    return api.order.fulfillmentOrders.flatMap((place) => {
      const lines = (input.lines ?? []).filter(({fulfillmentOrderLineItemId}) =>
        place.lines.some(({id}) => id === fulfillmentOrderLineItemId),
      );
      return lines.length > 0 ? [{place, lines}] : [];
    });
  }

  function send(key: string, input: CreateRequestsInput): FulfillmentRequest[] {
    const known = answers.get(key);
    if (known) return known;
    api.sent.push(input);
    const made = chosen(input).map(({place, lines}) => {
      for (const one of place.lines) {
        if (lines.some(({fulfillmentOrderLineItemId}) => fulfillmentOrderLineItemId === one.id)) one.requestable = 0;
      }
      return newRequest(`request-${answers.size}-${numericId(place.id)}`, place, lines, 'queued');
    });
    answers.set(key, made);
    api.order.requests.push(...made);
    return made;
  }

  function preview(input: CreateRequestsInput): EmailPreview[] {
    return chosen(input).map(({place, lines}) => ({
      serviceId: place.serviceId ?? '',
      serviceName: place.locationName,
      to: [`${numericId(place.id)}@service.example`, 'second@service.example'],
      subject: `Order #1001 for ${place.locationName}`,
      html: '<p>Ship</p>',
      url: `https://app.example/print/email-preview/${numericId(place.id)}`,
      text: [
        'Ship:',
        '--------',
        ...lines.map(({quantity}) => `${quantity} pieces`),
        '',
        input.message ?? 'No message',
      ].join('\n'),
    }));
  }

  function act(id: string, action: string): FulfillmentRequest | null {
    const found = api.order.requests.find((one) => one.id === id);
    if (!found) return null;
    api.acts.push(`${action} ${id}`);
    if (action === 'dismiss') {
      if (found.cancellation) found.cancellation.dismissed = true;
      if (found.addressChange) found.addressChange.dismissed = true;
      return found;
    }
    if (action === 'cancel' && found.delivery) {
      // The service has the email: it is cancelled once it was told.
      found.cancellation = {
        status: 'pending',
        sentAt: null,
        quantity: 2,
        partial: false,
        delivery: null,
        acknowledged: null,
        dismissed: false,
      };
      return found;
    }
    found.status = action === 'cancel' ? 'cancelled' : 'queued';
    delete found.failure;
    return found;
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const {method, url, headers} = incoming;
    const text = await textOf(incoming);
    const key = headers['idempotency-key'];
    api.calls.push({
      method: method ?? '',
      path: url ?? '',
      authorization: headers.authorization,
      key: typeof key === 'string' ? key : undefined,
      body: text ? JSON.parse(text) : undefined,
    });
    const fault = method === 'POST' ? api.faults.POST.shift() : api.faults.GET.shift();
    if (method === 'POST') await api.hold;
    if (fault === 'cutBefore') {
      incoming.socket.destroy();
      return;
    }
    if (fault === 'html') {
      response.writeHead(502, {'content-type': 'text/html'}).end('<h1>Bad gateway</h1>');
      return;
    }
    if (fault === 'expired') {
      response.setHeader('X-Shopify-Retry-Invalid-Session-Request', '1');
      reply(response, 401, {error: {code: 'unauthenticated', message: errorTable.unauthenticated.message}});
      return;
    }
    if (fault && fault !== 'cutAfter') {
      const {status, message} = errorTable[fault];
      reply(response, status, {error: {code: fault, message}});
      return;
    }
    const [status, body] = answerTo(`${method} ${url}`, text, key);
    if (fault === 'cutAfter') incoming.socket.destroy();
    else reply(response, status, body);
  }

  function answerTo(called: string, text: string, key: unknown): [status: number, body: unknown] {
    const [, id, action] = /^POST \/api\/requests\/([\w-]+)\/(retry|resend|cancel|dismiss)$/.exec(called) ?? [];
    if (id !== undefined && action !== undefined) {
      const request = act(id, action);
      if (request) return [202, {request}];
    }
    if (called === 'GET /api/orders/1001/fulfillment') return [200, api.order];
    if (called === 'POST /api/orders/1001/preview') return [200, {previews: preview(JSON.parse(text))}];
    if (called === 'POST /api/orders/1001/requests' && typeof key === 'string') {
      return [202, {requests: send(key, JSON.parse(text))}];
    }
    return [404, {error: {code: 'not_found', message: errorTable.not_found.message}}];
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  api.origin = `http://127.0.0.1:${address.port}`;
  return api;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
