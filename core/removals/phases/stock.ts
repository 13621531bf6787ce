/**
 * Moves the units, pass by pass over everything the service's location stocks, until a whole pass finds nothing left. What is sold,
 * returned or stocked anew meanwhile is met by the next pass.
 */
import {stockLeft} from '../../shopify/operations/stockLeft.ts';
import {bulkStep} from '../bulk.ts';
import {addItems, readItems} from '../items.ts';
import {moveUnits, stockJob, withIntents} from '../moves.ts';
import {amountsOf, movable, type Amounts} from '../quantities.ts';
import {removalItems, removalOrders, type StoredRemovalItem} from '../store.ts';
import {stuck} from '../stuck.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';
import {stockItems} from './activate.ts';

/** More passes than this mean that something fills up as fast as it is emptied: a person has to look. */
const mostPasses = 50;

export async function stock(work: Work): Promise<Outcome> {
  const {admin, removal, ctx} = work;
  // Shopify moves the units itself.
  if (removal.route === 'transfer') return endOfPasses(work);
  if (removal.bulk) return bulkStep(work, stockJob(work));
  if (removal.stage === 'move') return moveListed(work);
  const variables = {locationId: removal.service.locationId, after: removal.cursor, withVariants: false};
  const {location} = await admin.run(stockLeft, variables, callOptions(work));
  if (!location) return {next: 'check'};
  const {nodes, pageInfo} = location.inventoryLevels;
  const levels = nodes.map(({item, quantities}) => ({id: item.id, amounts: amountsOf(quantities)}));
  const known = await knownItems(work, levels);
  const open = levels.flatMap(({id, amounts}) => {
    const item = known.get(id);
    return item && item.state !== 'failed' ? [{item, amounts}] : [];
  });
  await markMoved(
    work,
    open.filter(({item, amounts}) => item.intents.length === 0 && movable(amounts).length === 0).map(({item}) => item),
  );
  const full = open.filter(({item, amounts}) => item.intents.length > 0 || movable(amounts).length > 0);
  const toMove = full.filter(({item}) => !isToStock(item));
  const pass = {
    ...removal.pass,
    dirty: removal.pass.dirty || open.some(({item}) => isToStock(item)) || full.length > 0,
    committed: removal.pass.committed || open.some(({amounts}) => (amounts['committed'] ?? 0) !== 0),
  };
  const intended = await withIntents(work, toMove);
  const direct = removal.noBulk || removal.pass.number > 0 || removal.counts.items.total < ctx.config.REMOVAL_BULK_FROM;
  if (direct) await moveUnits(work, intended);
  if (pageInfo.hasNextPage) return {again: {cursor: pageInfo.endCursor ?? null, pass}};
  return direct ? endOfPass(work, pass) : {again: {cursor: null, stage: 'move', pass}};
}

/** The units of a whole pass at once, written down as intents while it read. */
async function moveListed(work: Work): Promise<Outcome> {
  const {ctx, removal} = work;
  const own = {shop: removal.shop, removalId: removal._id, 'intents.0': {$exists: true}};
  const count = await removalItems(ctx.db).countDocuments(own);
  if (count === 0) return endOfPass(work, removal.pass);
  if (count >= ctx.config.REMOVAL_BULK_FROM && !removal.noBulk) return bulkStep(work, stockJob(work));
  // What the bulk operation left in doubt is called again by its key in the next pass.
  return endOfPass(work, removal.pass);
}

/** After so many looks in vain for the orders that hold units, a person has to look. */
const mostIdle = 4;

/** Again from the first page, or on, once a whole pass has found nothing. */
async function endOfPass(work: Work, pass: Work['removal']['pass']): Promise<Outcome> {
  const next = {number: pass.number + 1, dirty: false, committed: false, orders: false, idle: 0};
  const set = {cursor: null, stage: null, pass: next};
  if (next.number > mostPasses) return stuck('removal_stock_keeps_changing');
  if (pass.dirty) return {again: set};
  if (!pass.committed) return endOfPasses(work);
  // Units that orders hold follow their fulfillment orders, but for those that could not be moved.
  if (pass.idle > 0 && (await countFailed(work)) > 0) return {end: 'attention'};
  if (pass.idle >= mostIdle) return stuck('removal_units_held');
  return {next: 'orders', set: {...set, pass: {...next, idle: pass.idle + 1}}};
}

/** The service is deleted only when all is moved, or the merchant gives up what remains. */
async function endOfPasses(work: Work): Promise<Outcome> {
  if (work.removal.gaveUp) return {next: 'profiles'};
  return (await countFailed(work)) > 0 ? {end: 'attention'} : {next: 'profiles'};
}

async function countFailed({ctx, removal}: Work): Promise<number> {
  const failed = {shop: removal.shop, removalId: removal._id, state: 'failed' as const};
  const [items, orders] = await Promise.all([
    removalItems(ctx.db).countDocuments(failed),
    removalOrders(ctx.db).countDocuments(failed),
  ]);
  return items + orders;
}

/** The removal's items among these levels; those that were stocked at the service meanwhile are taken in. */
async function knownItems(
  work: Work,
  levels: readonly {id: string; amounts: Amounts}[],
): Promise<Map<string, StoredRemovalItem>> {
  const ids = levels.map(({id}) => id);
  const find = async (some: readonly string[]) =>
    removalItems(work.ctx.db)
      .find({shop: work.removal.shop, removalId: work.removal._id, inventoryItemId: {$in: [...some]}})
      .toArray();
  const known = new Map((await find(ids)).map((item) => [item.inventoryItemId, item]));
  const strangers = ids.filter((id) => !known.has(id));
  if (strangers.length > 0) {
    const amounts = new Map(levels.map((level) => [level.id, level.amounts]));
    const read = await readItems(work, strangers, work.removal.destination);
    await addItems(
      work,
      read.map((item) => ({item, amounts: amounts.get(item.id) ?? {}})),
    );
    for (const item of await find(strangers)) known.set(item.inventoryItemId, item);
  }
  const unstocked = [...known.values()].filter(isToStock);
  if (unstocked.length === 0) return known;
  await stockItems(work, unstocked);
  return new Map((await find(ids)).map((item) => [item.inventoryItemId, item]));
}

/** Whether it must be stocked at its destination before units can go there. */
const isToStock = ({state, wasStockedThere}: StoredRemovalItem) => state === 'pending' && !wasStockedThere;

async function markMoved({ctx, removal}: Work, items: readonly StoredRemovalItem[]): Promise<void> {
  // One that is not stocked at its destination yet has not moved.
  const ids = items.flatMap((item) => (isToStock(item) || item.state === 'moved' ? [] : [item._id]));
  if (ids.length === 0) return;
  await removalItems(ctx.db).updateMany({_id: {$in: ids}, shop: removal.shop}, {$set: {state: 'moved', failure: null}});
}
