/** Makes the requests of many orders in one call: everything that remains at services; what cannot be sent is told, not dropped. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {toAppError} from '../toAppError.ts';
import {gid, numericId} from '../ids.ts';
import {servicesByLocation} from '../services/byLocation.ts';
import {refusalOf} from '../services/refusal.ts';
import type {StoredService} from '../services/store.ts';
import type {ManyRequestsAnswer} from '../wire.ts';
import {heldLines, newRequest, orderKey, orElseEarlier, storeOnce, type Caller} from './create.ts';
import {earlier, knownKeys} from './idempotency.ts';
import {createManyInput, createRequestsInput, parseInput} from './input.ts';
import {ordersPerRead, readOrdersFacts} from './ordersFacts.ts';
import {planRequests} from './plan.ts';
import type {StoredRequest} from './types.ts';

/** Reads at the same time: the shop's rate limit, not this, is what bounds the speed. */
const parallel = 4;

/** What became, or would become, of one order. */
type Outcome =
  | {requests: Pick<StoredRequest, 'serviceId' | 'serviceName' | 'lines'>[]}
  | {name: string | null; reason: {code: string; message: string}};

/** What all orders of one call share. */
interface ManyCall {
  ctx: Context;
  shop: string;
  /** null: nothing is stored. */
  caller: Caller | null;
  body: ReturnType<typeof bodyFor>;
  services: Map<string, StoredService>;
}

const bodyFor = (notifyCustomer: boolean) => parseInput(createRequestsInput, {notifyCustomer});

/**
 * @param input `{orderIds: [≤ 1000], notifyCustomer?, dryRun?}`; with `dryRun` nothing is stored: the answer says what would be
 * @param caller null where there is no key to store under: then only a dry run is possible
 * @returns order ids as gids, in the order asked for; each order is accepted whole or not at all
 * @throws AppError `invalid_input`, `idempotency_key_missing`; whatever concerns one order is in `skipped`
 */
export async function createRequestsForOrders(
  ctx: Context,
  shop: string,
  input: unknown,
  caller: Caller | null,
): Promise<ManyRequestsAnswer> {
  const {orderIds, notifyCustomer, dryRun} = parseInput(createManyInput, input);
  if (!dryRun && !caller) throw new AppError('idempotency_key_missing');
  const ids = [...new Set(orderIds.map((id) => gid('Order', id)))];
  const services = await servicesByLocation(ctx, shop);
  const call: ManyCall = {ctx, shop, caller: dryRun ? null : caller, body: bodyFor(notifyCustomer), services};
  const outcomes = new Map<string, Outcome>();
  const parts: string[][] = [];
  for (let at = 0; at < ids.length; at += ordersPerRead) parts.push(ids.slice(at, at + ordersPerRead));
  const work = async () => {
    for (let part = parts.shift(); part; part = parts.shift()) {
      for (const [id, outcome] of await readPart(call, part)) outcomes.set(id, outcome);
    }
  };
  await Promise.all(Array.from({length: parallel}, work));
  return summary(ids, outcomes);
}

/** The orders of one read. Never throws: a failure concerns these orders alone. */
async function readPart(call: ManyCall, ids: readonly string[]): Promise<Map<string, Outcome>> {
  const {ctx, shop} = call;
  const outcomes = new Map<string, Outcome>();
  const skip = (id: string, name: string | null, thrown: unknown) => {
    const {code, message} = toAppError(thrown);
    if (!(thrown instanceof AppError)) ctx.log.error({err: thrown, shop, order: id}, 'order skipped');
    outcomes.set(id, {name, reason: {code, message}});
  };
  try {
    await repeated(call, ids, outcomes, skip);
    const left = ids.filter((id) => !outcomes.has(id));
    if (left.length === 0) return outcomes;
    const readAt = new Date();
    const read = await readOrdersFacts(ctx.admin(shop), left);
    const held = await heldLines(ctx, shop, left);
    const one = async (id: string) => {
      const facts = read.get(id);
      if (!facts || facts instanceof AppError) return skip(id, null, facts ?? new AppError('order_not_found'));
      const make = () =>
        planRequests(facts, (location) => call.services.get(numericId(location)), held, undefined, refusalOf).map(
          (plan) => newRequest(shop, facts, plan, call.body, call.caller?.by ?? 'app'),
        );
      try {
        if (!call.caller) return outcomes.set(id, {requests: make()});
        const key = orderKey(shop, id, call.caller.idempotencyKey, call.body);
        const made = await orElseEarlier(ctx, key, async () => storeOnce(ctx, key, make(), readAt));
        return outcomes.set(id, {requests: made});
      } catch (thrown) {
        return skip(id, facts.name, thrown);
      }
    };
    await Promise.all(left.map(one));
  } catch (thrown) {
    for (const id of ids) if (!outcomes.has(id)) skip(id, null, thrown);
  }
  return outcomes;
}

/** The orders that an earlier call with this key saw to. */
async function repeated(
  {ctx, shop, caller, body}: ManyCall,
  ids: readonly string[],
  outcomes: Map<string, Outcome>,
  skip: (id: string, name: string | null, thrown: unknown) => void,
): Promise<void> {
  if (!caller) return;
  const keys = new Map(ids.map((id) => [id, orderKey(shop, id, caller.idempotencyKey, body)]));
  const known = await knownKeys(ctx.db, [...keys.values()]);
  for (const [id, key] of keys) {
    if (!known.has(key)) continue;
    try {
      const before = await earlier(ctx.db, key);
      if (before) outcomes.set(id, {requests: before.requests});
    } catch (thrown) {
      skip(id, null, thrown);
    }
  }
}

function summary(ids: readonly string[], outcomes: ReadonlyMap<string, Outcome>): ManyRequestsAnswer {
  const answer: ManyRequestsAnswer = {accepted: [], skipped: [], services: []};
  const byService = new Map<string, ManyRequestsAnswer['services'][number]>();
  for (const orderId of ids) {
    const outcome = outcomes.get(orderId);
    if (!outcome) throw new Error('Every order has an outcome.');
    if ('reason' in outcome) {
      answer.skipped.push({orderId, orderName: outcome.name, reason: outcome.reason});
      continue;
    }
    answer.accepted.push(orderId);
    const counted = new Set<string>();
    for (const {serviceId, serviceName, lines} of outcome.requests) {
      const sum = byService.get(serviceId) ?? {serviceId, name: serviceName, orders: 0, units: 0};
      if (!counted.has(serviceId)) sum.orders += 1;
      counted.add(serviceId);
      sum.units += lines.reduce((units, {quantity}) => units + quantity, 0);
      byService.set(serviceId, sum);
    }
  }
  answer.services = [...byService.values()].toSorted((a, b) => b.orders - a.orders || a.name.localeCompare(b.name));
  return answer;
}
