/** Brings units back to the service's location, and unstocks at the destination what was stocked there for them alone. */
import {toggleInventoryActivation} from '../shopify/operations/toggleInventoryActivation.ts';
import {readItems} from './items.ts';
import {keyOf, moveUnits} from './moves.ts';
import {judge, throwIfStuck} from './outcomes.ts';
import {amountsOf, type Amounts} from './quantities.ts';
import {removalItems, type Intent, type StoredRemovalItem} from './store.ts';
import {callOptions, type Outcome, type Work} from './work.ts';

/** Brought back by one step. */
const perStep = 50;

/** Brings some back. null: none is left. */
export async function restoreItems(work: Work): Promise<Outcome | null> {
  const {ctx, removal} = work;
  const own = {shop: removal.shop, removalId: removal._id};
  const some = (more: object) =>
    removalItems(ctx.db)
      .find({...own, ...more})
      .sort({_id: 1})
      .limit(perStep)
      .toArray();
  // Moves either way whose outcome is not known are called again by their key: then it is known.
  const begun = await some({'intents.0': {$exists: true}, state: {$ne: 'failed'}});
  if (begun.length > 0) {
    await moveUnits(work, begun);
    return {again: {}};
  }
  const away = {state: {$in: ['activated', 'moved']}};
  const planned = await some({...away, goingBack: true});
  if (planned.length > 0) {
    await unstock(work, planned);
    return {again: {}};
  }
  const items = await some(away);
  if (items.length === 0) return null;
  for (const group of Map.groupBy(items, ({destination}) => destination.locationId).values()) {
    await planBack(work, group);
  }
  return {again: {}};
}

/** Writes down what goes back of items of one destination. */
async function planBack(work: Work, items: readonly StoredRemovalItem[]): Promise<void> {
  const {destination} = items[0] ?? {};
  if (!destination) return;
  const ids = items.map(({inventoryItemId}) => inventoryItemId);
  const read = await readItems(work, ids, destination);
  const there = new Map(read.map((item) => [item.id, amountsOf(item.inventoryLevel?.quantities)]));
  await removalItems(work.ctx.db).bulkWrite(
    items.map((item) => ({
      updateOne: {
        filter: {_id: item._id, shop: item.shop},
        update: {$set: {goingBack: true, intents: intentsBack(item, there.get(item.inventoryItemId) ?? {})}},
      },
    })),
    {ordered: false},
  );
}

function intentsBack({_id, moved, tries}: StoredRemovalItem, there: Amounts): Intent[] {
  return Object.entries(moved).flatMap(([name, count]) => {
    // What was sold there meanwhile does not come back; what was oversold when it moved is as it was.
    const units = count < 0 ? count : Math.min(count, Math.max(0, there[name] ?? 0));
    return units === 0
      ? []
      : [{key: keyOf('back', _id.toHexString(), name, units, tries), name, units, ghost: 0, back: true}];
  });
}

/** The last step of an item's way back. */
async function unstock({ctx, admin, ...rest}: Work, items: readonly StoredRemovalItem[]): Promise<void> {
  const toUnstock = items.filter(({wasStockedThere, state}) => !wasStockedThere && state !== 'pending');
  const outcomes =
    toUnstock.length === 0
      ? []
      : await admin.runBatch(
          toggleInventoryActivation,
          toUnstock.map(({inventoryItemId, destination}) => ({
            inventoryItemId,
            updates: [{locationId: destination.locationId, activate: false}],
          })),
          callOptions({ctx, admin, ...rest}),
        );
  const verdicts = toUnstock.map((_, index) =>
    judge(outcomes[index], (answer) => answer.inventoryBulkToggleActivation?.userErrors),
  );
  const writes = items.flatMap((item) => {
    const verdict = verdicts[toUnstock.indexOf(item)];
    if (verdict?.kind === 'again') return [];
    const set: Partial<StoredRemovalItem> =
      verdict?.kind === 'refused'
        ? {state: 'failed', failure: {code: verdict.code, message: verdict.message}}
        : {state: 'restored', failure: null};
    return [{updateOne: {filter: {_id: item._id, shop: item.shop}, update: {$set: set}}}];
  });
  if (writes.length > 0) await removalItems(ctx.db).bulkWrite(writes, {ordered: false});
  throwIfStuck(verdicts);
}
