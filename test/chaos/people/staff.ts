/** The staff of the shops: they click as the plan says, and click again until they know what became of it. */
import {setTimeout as delay} from 'node:timers/promises';
import type {ManyRequestsAnswer, OrderFulfillment} from '../../../core/wire.ts';
import type {PlannedCall} from '../plan/calls.ts';
import {numberOf, requestIdsOf, type Reply, type Shop} from './shop.ts';

/** One try of a call. */
export interface Answer {
  at: string;
  key: string;
  status: number | 'no answer';
  code: string | null;
  /** Of a success: what it made. */
  made: string[];
}

export interface CallRecord {
  call: PlannedCall;
  shop: string;
  orders: string[];
  answers: Answer[];
  /** Whether every key has got an answer that is final. */
  finished: boolean;
}

/** Says "not now". */
const passing = (reply: Exclude<Reply, 'no answer'>, call: PlannedCall) =>
  reply.status >= 500 ||
  reply.status === 429 ||
  reply.status === 401 ||
  reply.code === 'idempotency_in_progress' ||
  // The rest of a line has to wait until the part is through.
  (call.kind === 'rest' && reply.code === 'line_already_requested');

const passingReasons = new Set([
  'shopify_unavailable',
  'shopify_throttled',
  'shopify_outcome_unknown',
  'database_unavailable',
  'idempotency_in_progress',
  'internal',
]);

export interface StaffOptions {
  shop: Shop;
  /** Gids of the plan's orders, by index. */
  orders: readonly string[];
  /** Nobody clicks after that. */
  until: AbortSignal;
}

/** Makes one call of the plan, again and again until its answer is final. */
export async function carryOut(call: PlannedCall, {shop, orders, until}: StaffOptions): Promise<CallRecord> {
  const gids = call.orders.map((index) => orders[index] ?? '');
  const record: CallRecord = {call, shop: shop.domain, orders: gids, answers: [], finished: false};
  if (call.kind === 'native') {
    await requestInShopify(shop, gids[0] ?? '');
    record.finished = true;
    return record;
  }
  const clicks = call.kind === 'twice' ? [...call.keys, ...call.keys] : call.keys;
  const finished = await Promise.all(clicks.map((key, index) => one(record, shop, key, index, until)));
  record.finished = finished.every(Boolean);
  return record;
}

/** Shopify's own "Request fulfillment": the app is not asked, and may or may not be told. */
async function requestInShopify(shop: Shop, id: string): Promise<void> {
  const {order} = await shop.outside.graphql<{order: {fulfillmentOrders: {nodes: {id: string}[]}}}>(
    'query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id } } } }',
    {id},
  );
  for (const {id: fulfillmentOrder} of order.fulfillmentOrders.nodes) {
    await shop.outside.graphql(
      'mutation ($id: ID!) { fulfillmentOrderSubmitFulfillmentRequest(id: $id) { userErrors { message } } }',
      {id: fulfillmentOrder},
    );
  }
}

async function one(record: CallRecord, shop: Shop, key: string, click: number, until: AbortSignal): Promise<boolean> {
  const {call, orders} = record;
  let body: unknown = call.kind === 'many' ? {orderIds: orders.map(numberOf)} : {};
  if (call.kind === 'part') {
    const lines = await partOf(shop, orders[0] ?? '', until);
    if (!lines) return false;
    body = {lines};
  }
  const path = call.kind === 'many' ? '/api/requests' : `/api/orders/${numberOf(orders[0] ?? '')}/requests`;
  for (let tried = 0; !until.aborted; tried++) {
    const lost = tried === 0 && click === 0 ? call.loseAfterMs : null;
    const reply = await shop.ask('POST', path, body, key, lost);
    const known = reply === 'no answer' ? null : reply;
    const made =
      call.kind === 'many'
        ? ((known?.body as ManyRequestsAnswer | undefined)?.accepted ?? [])
        : requestIdsOf(known?.body ?? {});
    record.answers.push({
      at: new Date().toISOString(),
      key,
      status: known?.status ?? 'no answer',
      code: known?.code ?? reasonsOf(known?.body),
      made,
    });
    const final = known && !passing(known, call) && !(call.kind === 'many' && unfinished(known.body));
    // Whoever has the answer asks once more now and then: it must be the same.
    if (final && (tried > 0 || key.length % 3 > 0 || known.status >= 300)) return true;
    await pause(Math.max(known?.retryAfterMs ?? 0, 300 + 200 * Math.min(tried, 8)), until);
  }
  return false;
}

/** One unit of the first line. */
async function partOf(shop: Shop, order: string, until: AbortSignal): Promise<unknown[] | null> {
  while (!until.aborted) {
    const reply = await shop.ask('GET', `/api/orders/${numberOf(order)}/fulfillment`);
    if (reply !== 'no answer' && reply.status === 200) {
      const line = (reply.body as OrderFulfillment).fulfillmentOrders.flatMap(({lines}) => lines)[0];
      if (line) return [{fulfillmentOrderLineItemId: line.id, quantity: 1}];
    }
    await pause(500, until);
  }
  return null;
}

function unfinished(body: unknown): boolean {
  const {skipped} = body as ManyRequestsAnswer;
  return skipped.some(({reason}) => passingReasons.has(reason.code));
}

function reasonsOf(body: unknown): string | null {
  const {skipped} = (body ?? {}) as Partial<ManyRequestsAnswer>;
  const codes = new Set((skipped ?? []).map(({reason}) => reason.code));
  return codes.size > 0 ? [...codes].join(',') : null;
}

export async function pause(ms: number, until: AbortSignal): Promise<void> {
  await delay(ms, undefined, {signal: until}).catch(() => undefined);
}
