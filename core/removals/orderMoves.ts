/** Moves the fulfillment orders that are written down: by direct calls, or by a bulk operation. */
import type {AnyBulkWriteOperation} from 'mongodb';
import type {BatchOutcome} from '../shopify/client.ts';
import type {
  MoveFulfillmentOrderMutation,
  MoveFulfillmentOrderMutationVariables,
} from '../shopify/generated/operations.ts';
import {moveFulfillmentOrder} from '../shopify/operations/moveFulfillmentOrder.ts';
import {bulkStep, type BulkJob} from './bulk.ts';
import {isThere, placesOf, recallFor} from './orderCalls.ts';
import {mostTries, stockAnew} from './orderDocs.ts';
import {countToStock} from './phases/activate.ts';
import {judge, throwIfStuck, type Verdict} from './outcomes.ts';
import {inOneReply, removalOrders, type StoredRemovalOrder} from './store.ts';
import {callOptions, type Outcome, type Work} from './work.ts';

/** Moved by one step of direct calls. */
const perStep = 50;

const moving = ({removal}: Work) => ({shop: removal.shop, removalId: removal._id, state: 'moving' as const});

/** Moves some. null: none is left to move. */
export async function moveStep(work: Work): Promise<Outcome | null> {
  const {ctx, removal} = work;
  if (removal.bulk) return bulkStep(work, ordersJob(work));
  if ((await countToStock(work)) > 0) return {again: {stage: 'stock'}};
  const count = await removalOrders(ctx.db).countDocuments(moving(work));
  if (count === 0) return null;
  if (count >= ctx.config.REMOVAL_BULK_FROM && !removal.noBulk) return bulkStep(work, ordersJob(work));
  const docs = await removalOrders(ctx.db).find(moving(work)).sort({_id: 1}).limit(perStep).toArray();
  const outcomes = await work.admin.runBatch(moveFulfillmentOrder, docs.map(variablesOf), callOptions(work));
  throwIfStuck(await apply(work, docs, outcomes));
  return {again: {}};
}

/** The bulk operation that moves all that are written down. */
export function ordersJob(
  work: Work,
): BulkJob<StoredRemovalOrder, MoveFulfillmentOrderMutation, MoveFulfillmentOrderMutationVariables> {
  return {
    kind: 'orders',
    operation: moveFulfillmentOrder,
    docs: () => removalOrders(work.ctx.db).find(moving(work)).sort({_id: 1}).batchSize(inOneReply).toArray(),
    variables: variablesOf,
    apply: async (docs, outcomes) => {
      await apply(work, docs, outcomes);
    },
  };
}

function variablesOf({
  fulfillmentOrderId,
  destination,
  lines,
}: StoredRemovalOrder): MoveFulfillmentOrderMutationVariables {
  return {id: fulfillmentOrderId, newLocationId: destination.locationId, lines};
}

async function apply(
  work: Work,
  docs: readonly StoredRemovalOrder[],
  outcomes: readonly (BatchOutcome<MoveFulfillmentOrderMutation> | undefined)[],
): Promise<Verdict[]> {
  const verdicts = docs.map((_, index) => judge(outcomes[index], (answer) => answer.fulfillmentOrderMove?.userErrors));
  const writes: AnyBulkWriteOperation<StoredRemovalOrder>[] = [];
  const refused: {doc: StoredRemovalOrder; verdict: Verdict & {kind: 'refused'}}[] = [];
  for (const [index, doc] of docs.entries()) {
    const verdict = verdicts[index];
    if (verdict?.kind === 'refused') refused.push({doc, verdict});
    if (verdict?.kind !== 'done') continue;
    const movedId = outcomes[index]?.answer?.fulfillmentOrderMove?.movedFulfillmentOrder?.id ?? null;
    writes.push(write(doc, {$set: {state: 'moved', movedId, failure: null}}));
  }
  writes.push(...(await afterRefusals(work, refused)));
  if (writes.length > 0) await removalOrders(work.ctx.db).bulkWrite(writes, {ordered: false});
  return verdicts;
}

/** A move that is refused may have been made before: by a call whose answer was lost. So it is looked up where each one is. */
async function afterRefusals(
  work: Work,
  refused: readonly {doc: StoredRemovalOrder; verdict: Verdict & {kind: 'refused'}}[],
): Promise<AnyBulkWriteOperation<StoredRemovalOrder>[]> {
  if (refused.length === 0) return [];
  const places = await placesOf(
    work,
    refused.map(({doc}) => doc.fulfillmentOrderId),
  );
  const unstocked: string[] = [];
  const writes = refused.map(({doc, verdict: {code, message}}): AnyBulkWriteOperation<StoredRemovalOrder> => {
    const place = places.get(doc.fulfillmentOrderId);
    if (!place || isThere(place, doc.destination.locationId)) {
      const movedId = place && place.status !== 'CLOSED' ? doc.fulfillmentOrderId : null;
      return write(doc, {$set: {state: 'moved', movedId, failure: null}});
    }
    // Requested anew meanwhile: the next round takes it back first.
    if (recallFor(place.requestStatus) !== null) return {deleteOne: {filter: {_id: doc._id, shop: doc.shop}}};
    unstocked.push(...place.items);
    return doc.tries + 1 >= mostTries
      ? write(doc, {$set: {state: 'failed', failure: {code, message}}, $inc: {tries: 1}})
      : write(doc, {$inc: {tries: 1}});
  });
  // Shopify: an order goes only where its items are stocked.
  await stockAnew(work, [...new Set(unstocked)]);
  return writes;
}

function write(
  {_id, shop}: StoredRemovalOrder,
  update: Extract<AnyBulkWriteOperation<StoredRemovalOrder>, {updateOne: unknown}>['updateOne']['update'],
): AnyBulkWriteOperation<StoredRemovalOrder> {
  return {updateOne: {filter: {_id, shop}, update}};
}
