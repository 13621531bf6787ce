/** Marks what was sent (or confirmed) as fulfilled in Shopify: once, and never without knowing what stands there already. */
import {AppError, errorTable} from '../../errors.ts';
import {toAppError} from '../../toAppError.ts';
import {isDatabaseAway} from '../../mongo/away.ts';
import {fulfillmentCreate} from '../../shopify/operations/fulfillmentCreate.ts';
import {fulfillmentsOfFulfillmentOrder} from '../../shopify/operations/fulfillmentsOfFulfillmentOrder.ts';
import {readOrderFacts} from '../orderFacts.ts';
import {blockOf, rebindLines} from '../plan.ts';
import {notWithdrawn, requests} from '../store.ts';
import type {StoredRequest} from '../types.ts';
import {LeaseLost} from './lease.ts';
import {change, inMs, maxAttempts, pauseAfter, type Round} from './round.ts';
import {letGo, takeUp} from './suspects.ts';

/** Fulfills what is due. @returns how many requests were looked at */
export async function fulfillDue(round: Round): Promise<number> {
  const due = await requests(round.ctx.db)
    .find({shop: round.shop, status: {$in: ['sent', 'confirmed']}, dueAt: {$lte: new Date()}, ...notWithdrawn})
    .sort({dueAt: 1})
    .limit(40)
    .toArray();
  const taken = await takeUp(round, due);
  try {
    await fulfillThese(round, taken);
  } finally {
    await letGo(round, taken);
  }
  return due.length;
}

async function fulfillThese(round: Round, due: readonly StoredRequest[]): Promise<void> {
  const ready: StoredRequest[] = [];
  for (const request of due) {
    try {
      const settled = await settle(round, request);
      if (settled) ready.push(settled);
    } catch (error) {
      await fulfillLater(round, request, error);
    }
  }
  await fulfill(round, ready);
}

/**
 * Makes the fulfillments of requests that are known to have none yet.
 * Their intent is written first, so that a worker that finds it after a crash looks before it repeats.
 */
export async function fulfill(round: Round, ready: readonly StoredRequest[]): Promise<void> {
  const intended: StoredRequest[] = [];
  for (const request of ready) {
    const written = await change(round, request, {
      // The lines too: their ids may have changed since the request was made.
      set: {lines: request.lines, fulfillment: {intentAt: new Date(), id: null, done: false}, dueAt: new Date()},
      by: 'app',
    });
    if (written) intended.push(written);
  }
  if (intended.length === 0) return;
  round.lease.assertHeld();
  const outcomes = await round.admin.runBatch(
    fulfillmentCreate,
    intended.map((request) => ({fulfillment: fulfillmentInput(request)})),
    {mayCall: round.lease.isHeld},
  );
  for (const [index, request] of intended.entries()) {
    const {answer, error} = outcomes[index] ?? {error: new AppError('shopify_outcome_unknown')};
    const payload = answer?.fulfillmentCreate;
    const problems = payload?.userErrors ?? [];
    if (payload?.fulfillment) await done(round, request, payload.fulfillment.id, 'app');
    else if (problems.length > 0) await fulfillLater(round, request, rejected(problems.map(({message}) => message)));
    else await fulfillLater(round, request, error ?? new AppError('shopify_outcome_unknown'));
  }
}

function fulfillmentInput({lines, notifyCustomer, trackingInfo}: StoredRequest) {
  const byFulfillmentOrder = Map.groupBy(lines, (line) => line.fulfillmentOrderId);
  return {
    lineItemsByFulfillmentOrder: [...byFulfillmentOrder].map(([fulfillmentOrderId, own]) => ({
      fulfillmentOrderId,
      fulfillmentOrderLineItems: own.map((line) => ({id: line.fulfillmentOrderLineItemId, quantity: line.quantity})),
    })),
    notifyCustomer,
    ...(trackingInfo ? {trackingInfo} : {}),
  };
}

/** Whether a request can be fulfilled now. null: it is, or somebody did, or it cannot be; all of that is written then. */
async function settle(round: Round, request: StoredRequest): Promise<StoredRequest | null> {
  if (request.fulfillment?.done) {
    await change(round, request, {status: 'fulfilled', set: {dueAt: null}, by: 'app'});
    return null;
  }
  if (request.fulfillment) {
    const id = await ownFulfillment(round, request, request.fulfillment.intentAt);
    if (id) {
      await done(round, request, id, 'shopify');
      return null;
    }
  }
  const facts = await readOrderFacts(round.admin, request.orderId);
  const lines = rebindLines(facts, request.locationId, request.lines, request.submission !== null);
  if (lines) return {...request, lines};
  const wanted = new Set(request.lines.map(({lineItemId}) => lineItemId));
  const left = facts.fulfillmentOrders.flatMap((one) =>
    one.lines.filter((line) => wanted.has(line.lineItemId) && line.remaining > 0).map(() => one),
  );
  if (left.length === 0) {
    // Not "fulfilled": the service has the email, and somebody has to tell it not to ship.
    if (facts.cancelled) throw new AppError('fulfillment_order_closed');
    // Somebody fulfilled it past the app: nothing is left for us to mark.
    await done(round, request, null, 'shopify');
    return null;
  }
  const block = left.map(blockOf).find((one) => one !== null);
  throw new AppError(block?.code ?? 'order_changed');
}

/**
 * A fulfillment that is ours: of exactly our lines and quantities, made since our intent, and no other request's.
 * Shopify: fulfillmentCreate is not idempotent, and takes no key of ours to find it by.
 */
export async function ownFulfillment(round: Round, request: StoredRequest, intentAt: Date): Promise<string | null> {
  const ids = [...new Set(request.lines.map((line) => line.fulfillmentOrderId))];
  const wanted = signature(request.lines.map(({lineItemId, quantity}) => ({lineItemId, quantity})));
  // Shopify's clock and ours may differ by some minutes.
  const since = intentAt.getTime() - 5 * 60_000;
  for (const id of ids) {
    const {fulfillmentOrder} = await round.admin.run(fulfillmentsOfFulfillmentOrder, {id});
    for (const node of fulfillmentOrder?.fulfillments.nodes ?? []) {
      const lines = node.fulfillmentLineItems.nodes.map(({lineItem, quantity}) => ({
        lineItemId: lineItem.id,
        quantity: quantity ?? 0,
      }));
      if (node.status !== 'SUCCESS' || Date.parse(node.createdAt) < since || signature(lines) !== wanted) continue;
      const other = await requests(round.ctx.db).findOne({shop: round.shop, 'fulfillment.id': node.id});
      if (!other || other._id.equals(request._id)) return node.id;
    }
  }
  return null;
}

/** Lines as one text, whatever their order. Two fulfillment orders with the same order line make one fulfillment line. */
function signature(lines: {lineItemId: string; quantity: number}[]): string {
  const units = new Map<string, number>();
  for (const {lineItemId, quantity} of lines) units.set(lineItemId, (units.get(lineItemId) ?? 0) + quantity);
  return JSON.stringify([...units].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Writes down that it is fulfilled. @param id of the fulfillment in Shopify, where it is ours */
export async function done(round: Round, request: StoredRequest, id: string | null, by: string): Promise<void> {
  await change(round, request, {
    status: 'fulfilled',
    set: {
      fulfillment: {intentAt: request.fulfillment?.intentAt ?? new Date(), id, done: true},
      failure: null,
      dueAt: null,
    },
    by,
  });
}

/** Shopify has other items than the service was told of. */
const changedUnder: ReadonlySet<string> = new Set(['order_changed', 'fulfillment_order_closed']);

/** The email is out; only the mark in Shopify is missing. It stays `sent`, says so, and is tried again. */
async function fulfillLater(round: Round, request: StoredRequest, thrown: unknown): Promise<void> {
  if (thrown instanceof LeaseLost || isDatabaseAway(thrown)) throw thrown;
  const error = toAppError(thrown);
  if (!(thrown instanceof AppError))
    round.ctx.log.error({err: thrown, request: request._id.toHexString()}, 'not fulfilled');
  const again = error.retryable || request.attempts < 5;
  const message = `The email was sent, but the items are not marked as fulfilled yet. ${error.message}`;
  await change(round, request, {
    set: {
      // The service has to hear of it now, even if the webhook that tells of it got lost.
      ...(changedUnder.has(error.code) ? {alignDueAt: new Date()} : {}),
      failure: {code: error.code, message, retryable: true},
      dueAt:
        again && request.attempts < maxAttempts
          ? inMs(Math.max(error.retryAfterMs ?? 0, pauseAfter(request.attempts)))
          : null,
    },
    inc: {attempts: 1},
    event: 'not fulfilled',
    by: 'shopify',
    detail: error.code,
  });
}

function rejected(messages: string[]): AppError {
  return new AppError('shopify_rejected', {
    message: `${errorTable.shopify_rejected.message} ${messages.join(' ')}`.slice(0, 500),
  });
}
