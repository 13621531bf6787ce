/** Stocks each item at its destination, so that orders and units can follow. */
import type {Filter} from 'mongodb';
import type {BatchOutcome} from '../../shopify/client.ts';
import type {ToggleInventoryActivationMutation} from '../../shopify/generated/operations.ts';
import {toggleInventoryActivation} from '../../shopify/operations/toggleInventoryActivation.ts';
import {bulkStep, type BulkJob} from '../bulk.ts';
import {judge, throwIfStuck, type Verdict} from '../outcomes.ts';
import {inOneReply, removalItems, type StoredRemovalItem} from '../store.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';

/** Items stocked by one step of direct calls: a few seconds of a standard plan's points. */
const perStep = 100;

export async function activate(work: Work): Promise<Outcome> {
  const {ctx, removal} = work;
  const {shop, _id: removalId} = removal;
  await removalItems(ctx.db).updateMany(
    {shop, removalId, state: 'pending', wasStockedThere: true},
    {$set: {state: 'activated'}},
  );
  return (await stockStep(work)) ?? {next: 'orders'};
}

/** Stocks some of the items that need it. null: none does any more. */
export async function stockStep(work: Work): Promise<Outcome | null> {
  const {ctx, removal} = work;
  if (removal.bulk) return bulkStep(work, activationJob(work));
  const pending = await countToStock(work);
  if (pending === 0) return null;
  if (pending >= ctx.config.REMOVAL_BULK_FROM && !removal.noBulk) return bulkStep(work, activationJob(work));
  await stockItems(work, await removalItems(ctx.db).find(toStock(work)).sort({_id: 1}).limit(perStep).toArray());
  return {again: {}};
}

const toStock = ({removal}: Work): Filter<StoredRemovalItem> => ({
  shop: removal.shop,
  removalId: removal._id,
  state: 'pending',
  wasStockedThere: false,
  ...(removal.route === 'transfer' ? {wanted: true} : {}),
});

/** Items that must be stocked at their destination first. */
export function countToStock(work: Work): Promise<number> {
  return removalItems(work.ctx.db).countDocuments(toStock(work));
}

type Answer = ToggleInventoryActivationMutation;
type Variables = ReturnType<typeof variablesOf>;

const variablesOf = ({inventoryItemId, destination}: StoredRemovalItem) => ({
  inventoryItemId,
  updates: [{locationId: destination.locationId, activate: true}],
});

/** The bulk operation that stocks them. */
export function activationJob(work: Work): BulkJob<StoredRemovalItem, Answer, Variables> {
  return {
    kind: 'activate',
    operation: toggleInventoryActivation,
    docs: () => removalItems(work.ctx.db).find(toStock(work)).sort({_id: 1}).batchSize(inOneReply).toArray(),
    variables: variablesOf,
    apply: async (docs, outcomes) => {
      await apply(work, docs, outcomes);
    },
  };
}

/** Stocks items by direct calls. @throws AppError `shopify_*` if none could be */
export async function stockItems(work: Work, items: readonly StoredRemovalItem[]): Promise<void> {
  const outcomes = await work.admin.runBatch(toggleInventoryActivation, items.map(variablesOf), callOptions(work));
  throwIfStuck(await apply(work, items, outcomes));
}

async function apply(
  {ctx, removal}: Work,
  items: readonly StoredRemovalItem[],
  outcomes: readonly (BatchOutcome<Answer> | undefined)[],
): Promise<Verdict[]> {
  const verdicts = items.map((_, index) =>
    judge(outcomes[index], (answer) => answer.inventoryBulkToggleActivation?.userErrors),
  );
  const writes = items.flatMap(({_id}, index) => {
    const verdict = verdicts[index];
    if (!verdict || verdict.kind === 'again') return [];
    const set: Partial<StoredRemovalItem> =
      verdict.kind === 'done'
        ? {state: 'activated', failure: null}
        : {state: 'failed', failure: {code: verdict.code, message: verdict.message}};
    return [{updateOne: {filter: {_id, shop: removal.shop, state: 'pending' as const}, update: {$set: set}}}];
  });
  if (writes.length > 0) await removalItems(ctx.db).bulkWrite(writes, {ordered: false});
  return verdicts;
}
