/** Brings requests in line with what Shopify has: what was cancelled, edited, moved or fulfilled past the app. Harmless to repeat. */
import {AppError} from '../../errors.ts';
import {toAppError} from '../../toAppError.ts';
import {newCancellation} from '../../notices/cancellation.ts';
import {noticeLine} from '../../notices/newNotice.ts';
import {queueNotice} from '../../notices/store.ts';
import {fulfillmentStates} from '../../shopify/operations/fulfillmentStates.ts';
import {compare, type Finding} from '../alignment/compare.ts';
import {readOrderFacts} from '../orderFacts.ts';
import {notWithdrawn, requests} from '../store.ts';
import {isKnownToService, type StoredLine, type StoredRequest, type WithdrawReason} from '../types.ts';
import {withdrawRequest} from '../withdraw.ts';
import {done, ownFulfillment} from './fulfill.ts';
import {LeaseLost} from './lease.ts';
import {pastFulfilled} from './pastFulfilled.ts';
import {readdress} from './readdress.ts';
import {change, inMs, type Round} from './round.ts';

/** What is just being sent is compared once its outcome is known. */
const comparable = ['queued', 'sent', 'confirmed', 'fulfilled'] as const;

/** Whether the service has its email, or confirmed, and the mark in Shopify is what comes next. */
const isMarkDue = ({status, fulfillOn}: StoredRequest) =>
  status === 'confirmed' || (status === 'sent' && fulfillOn === 'email');

const isFulfilled = ({status, fulfillment}: StoredRequest) => status === 'fulfilled' || fulfillment?.done === true;

/** Compares what is due. @returns how many requests were looked at */
export async function alignDue(round: Round): Promise<number> {
  const {ctx, shop} = round;
  const due = await requests(ctx.db)
    .find({shop, alignDueAt: {$lte: new Date()}, status: {$in: [...comparable]}, ...notWithdrawn})
    .sort({alignDueAt: 1})
    .limit(40)
    .toArray();
  await attempt(round, due.filter(isFulfilled), (all) => alignFulfilled(round, all));
  const open = due.filter((one) => !isFulfilled(one));
  for (const [orderId, own] of Map.groupBy(open, (one) => one.orderId)) {
    await attempt(round, own, (all) => alignOrder(round, orderId, all));
  }
  return due.length;
}

/** Does it, and writes down that it was done, or when it is tried again. */
async function attempt(
  round: Round,
  all: StoredRequest[],
  align: (all: StoredRequest[]) => Promise<void>,
): Promise<void> {
  const {ctx, shop} = round;
  let again: Date | null = null;
  try {
    if (all.length > 0) await align(all);
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    const error = toAppError(thrown);
    ctx.log.warn({err: error, shop}, 'requests could not be compared with Shopify');
    // What trying again cannot mend is seen at the next look that comes by itself.
    if (error.retryable) again = inMs(Math.max(error.retryAfterMs ?? 0, 30_000));
  }
  for (const {_id, alignDueAt} of all) {
    if (!alignDueAt) continue;
    await requests(ctx.db).updateOne(
      // Asked for once more meanwhile: then it is looked at once more.
      {_id, shop, alignDueAt},
      again ? {$set: {alignDueAt: again}} : {$unset: {alignDueAt: ''}, $set: {alignedAt: new Date()}},
    );
  }
}

/** Shopify: a fulfillment that is cancelled leaves its items to be fulfilled anew; the service, though, has the email. */
async function alignFulfilled(round: Round, all: StoredRequest[]): Promise<void> {
  await takeBackCancelled(round, all);
  await readdress(round, all);
}

async function takeBackCancelled(round: Round, all: StoredRequest[]): Promise<void> {
  const ids = all.flatMap(({fulfillment}) => (fulfillment?.id ? [fulfillment.id] : []));
  if (ids.length === 0) return;
  const {nodes} = await round.admin.run(fulfillmentStates, {ids});
  const cancelled = new Set(
    nodes.flatMap((node) => (node && 'status' in node && node.status === 'CANCELLED' ? [node.id] : [])),
  );
  for (const request of all) {
    const id = request.fulfillment?.id;
    if (request.status !== 'fulfilled' || !id || !cancelled.has(id)) continue;
    const at = new Date();
    const reason: WithdrawReason = 'fulfillment_cancelled';
    await change(round, request, {
      set: {withdrawal: {at, by: 'shopify', reason, settled: false, dueAt: at, attempts: 0}},
      event: 'cancelling',
      by: 'shopify',
      detail: reason,
    });
  }
}

async function alignOrder(round: Round, orderId: string, due: StoredRequest[]): Promise<void> {
  const {ctx, shop, admin} = round;
  const facts = await readOrderFacts(admin, orderId).catch((error: unknown) => {
    // Shopify: what is older than the app may read is not there for it; that says nothing of the order.
    if (error instanceof AppError && error.code === 'order_not_found') return null;
    throw error;
  });
  if (!facts) return;
  const claims = await requests(ctx.db).find({shop, orderId, open: true}).sort({_id: 1}).toArray();
  const findings = compare(facts, claims);
  const wanted = new Set(due.map(({_id}) => _id.toHexString()));
  for (const [index, request] of claims.entries()) {
    const finding = findings[index];
    if (finding && wanted.has(request._id.toHexString())) await apply(round, request, finding);
  }
  if (!facts.cancelled) await readdress(round, due);
}

async function apply(round: Round, request: StoredRequest, finding: Finding): Promise<void> {
  const {lines, missing, reason, cancelAsked} = finding;
  // A mark in Shopify whose outcome nobody told: then what is missing is what was marked, and is seen to there.
  const intent = request.fulfillment;
  if (intent && !intent.done && (await ownFulfillment(round, request, intent.intentAt))) return;
  if (cancelAsked) return withdraw(round, request, 'merchant');
  if (missing.length === 0) {
    if (!sameLines(lines, request.lines)) await change(round, request, {set: {lines}, by: 'shopify'});
    return;
  }
  const {past, gone} = parted(missing, await pastFulfilled(round, request, reason));
  if (!isKnownToService(request)) {
    // Nobody knows of it yet: what is left of it is for the send to judge, which asks the merchant.
    if (lines.length === 0 && past.length === 0) await withdraw(round, request, reason);
    return;
  }
  if (gone.length === 0 && lines.length === 0) return done(round, request, null, 'shopify');
  if (lines.length === 0) return withdraw(round, request, reason);
  if (gone.length > 0) {
    const left = lines.map(({lineItemId, quantity}) => `${lineItemId}:${quantity}`).toSorted();
    // By what remains: the same change is told once, and the next one is another.
    const key = `left ${left.join(' ')}`;
    const about = {key, reason, lines: gone.map(noticeLine), remaining: lines.map(noticeLine)};
    await queueNotice(round.ctx.db, newCancellation(request, {...about, by: 'shopify'}));
  }
  await change(round, request, {
    // What stood in the way of the mark may have been just that.
    set: {lines, ...(request.failure && isMarkDue(request) ? {dueAt: new Date()} : {})},
    event: 'reduced',
    by: 'shopify',
    detail: gone.length > 0 ? reason : 'fulfilled_elsewhere',
  });
}

/** What is missing because somebody fulfilled it past the app, and what nobody wants any more. */
function parted(missing: readonly StoredLine[], fulfilled: Map<string, number>): Record<'past' | 'gone', StoredLine[]> {
  const past: StoredLine[] = [];
  const gone: StoredLine[] = [];
  for (const line of missing) {
    const known = Math.min(line.quantity, fulfilled.get(line.lineItemId) ?? 0);
    fulfilled.set(line.lineItemId, (fulfilled.get(line.lineItemId) ?? 0) - known);
    if (known > 0) past.push({...line, quantity: known});
    if (known < line.quantity) gone.push({...line, quantity: line.quantity - known});
  }
  return {past, gone};
}

async function withdraw({ctx, shop}: Round, request: StoredRequest, reason: WithdrawReason): Promise<void> {
  try {
    await withdrawRequest(ctx, shop, request, {by: 'shopify', reason});
  } catch (error) {
    // Fulfilled in this very moment: then the next look compares that.
    if (!(error instanceof AppError) || error.code !== 'request_state_conflict') throw error;
  }
}

const sameLines = (some: readonly StoredLine[], others: readonly StoredLine[]) =>
  JSON.stringify(some.map(keyOf)) === JSON.stringify(others.map(keyOf));
const keyOf = (line: StoredLine) => [line.fulfillmentOrderId, line.fulfillmentOrderLineItemId, line.quantity];
