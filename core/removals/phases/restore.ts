/** After a removal was cancelled: what moved goes back, if the merchant wants it so; then the service takes requests again. */
import {bulkStep} from '../bulk.ts';
import {joinGroup, type Obstacle} from '../leftRates.ts';
import {readProfiles} from '../rates.ts';
import {isThere, placesOf} from '../orderCalls.ts';
import {ordersJob} from '../orderMoves.ts';
import {stockJob} from '../moves.ts';
import {restoreItems} from '../restoreItems.ts';
import {judge, throwIfStuck} from '../outcomes.ts';
import {moveFulfillmentOrder} from '../../shopify/operations/moveFulfillmentOrder.ts';
import {removalOrders} from '../store.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';
import {activationJob} from './activate.ts';

/** Brought back by one step. */
const perStep = 50;

export async function restore(work: Work): Promise<Outcome> {
  const {removal} = work;
  // What Shopify is at it finishes; only then is it known what has moved.
  if (removal.bulk?.kind === 'activate') return bulkStep(work, activationJob(work));
  if (removal.bulk?.kind === 'orders') return bulkStep(work, ordersJob(work));
  if (removal.bulk?.kind === 'stock') return bulkStep(work, stockJob(work));
  if (!removal.restore) return stay(work);
  return (await bringOrdersBack(work)) ?? (await restoreItems(work)) ?? stay(work);
}

/** The service stays, and so must the rates it offered: one that was stuck at its end has left its delivery profiles. */
async function stay(work: Work): Promise<Outcome> {
  const {admin, removal} = work;
  const {left = [], service} = removal;
  if (left.length === 0) return {end: 'cancelled'};
  const profiles = await readProfiles(admin);
  let obstacle: Obstacle | null = null;
  for (const group of left)
    obstacle = (await joinGroup(admin, profiles, group, service.locationId, callOptions(work))) ?? obstacle;
  return {end: 'cancelled', ...(obstacle ? {waiting: obstacle} : {})};
}

/** null: none is left to bring back. */
async function bringOrdersBack(work: Work): Promise<Outcome | null> {
  const {ctx, admin, removal} = work;
  const {shop, _id: removalId, service} = removal;
  const docs = await removalOrders(ctx.db)
    .find({shop, removalId, state: {$in: ['moved', 'moving']}})
    .sort({_id: 1})
    .limit(perStep)
    .toArray();
  if (docs.length === 0) return null;
  const idOf = (doc: (typeof docs)[number]) => doc.movedId ?? doc.fulfillmentOrderId;
  const places = await placesOf(work, docs.map(idOf));
  const away = docs.filter((doc) => !isThere(places.get(idOf(doc)), service.locationId));
  const outcomes =
    away.length === 0
      ? []
      : await admin.runBatch(
          moveFulfillmentOrder,
          away.map((doc) => ({id: idOf(doc), newLocationId: service.locationId, lines: null})),
          callOptions(work),
        );
  const verdicts = away.map((_, index) => judge(outcomes[index], (answer) => answer.fulfillmentOrderMove?.userErrors));
  const writes = docs.flatMap((doc) => {
    const verdict = verdicts[away.indexOf(doc)];
    if (verdict?.kind === 'again') return [];
    // Sent or parted at its new place meanwhile: it stays there.
    const set =
      verdict?.kind === 'refused'
        ? {state: 'failed' as const, failure: {code: verdict.code, message: verdict.message}}
        : {state: 'restored' as const};
    return [{updateOne: {filter: {_id: doc._id, shop}, update: {$set: set}}}];
  });
  if (writes.length > 0) await removalOrders(ctx.db).bulkWrite(writes, {ordered: false});
  throwIfStuck(verdicts);
  return {again: {}};
}
