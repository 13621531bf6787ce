/** What a removal writes down of the fulfillment orders it moves. */
import {ObjectId, type AnyBulkWriteOperation} from 'mongodb';
import {errorTable, type ErrorCode} from '../errors.ts';
import {addItems, readItems} from './items.ts';
import type {OrderAtService, Trouble} from './orderCalls.ts';
import {
  removalItems,
  removalOrders,
  type StoredDestination,
  type StoredRemovalItem,
  type StoredRemovalOrder,
} from './store.ts';
import type {Work} from './work.ts';

/** Tries of one fulfillment order before it is set aside as failed. */
export const mostTries = 3;

export interface Lines {
  lineItems?: {
    nodes: {id: string; remainingQuantity: number; inventoryItemId?: string | null}[];
    pageInfo: {hasNextPage: boolean};
  };
}

/** Which of these were set aside as failed. */
export async function failedAmong({ctx, removal}: Work, list: readonly {id: string}[]): Promise<Set<string>> {
  const found = await removalOrders(ctx.db)
    .find({
      shop: removal.shop,
      removalId: removal._id,
      state: 'failed',
      fulfillmentOrderId: {$in: list.map(({id}) => id)},
    })
    .toArray();
  return new Set(found.map(({fulfillmentOrderId}) => fulfillmentOrderId));
}

/** Counts a failed try; after some the fulfillment order is set aside with its reason. */
export async function setAside({ctx, removal}: Work, troubles: readonly Trouble[]): Promise<void> {
  const {shop, _id: removalId, destination} = removal;
  for (const {order, code, message, final} of troubles) {
    const {id: fulfillmentOrderId, orderId, orderName} = order;
    const key = {shop, removalId, fulfillmentOrderId};
    const after = await removalOrders(ctx.db).findOneAndUpdate(
      key,
      {
        $inc: {tries: 1},
        $setOnInsert: {
          _id: new ObjectId(),
          orderId,
          orderName,
          state: 'moving',
          destination,
          lines: null,
          movedId: null,
          failure: null,
        },
      },
      {upsert: true, returnDocument: 'after'},
    );
    if (!final && (after?.tries ?? 0) < mostTries) continue;
    const failure = {code, message: message ?? errorTable[code as ErrorCode].message};
    await removalOrders(ctx.db).updateOne(key, {$set: {state: 'failed', failure}});
  }
}

/** Writes fulfillment orders down as to be moved. @returns how many */
export async function addOrders(work: Work, list: readonly (OrderAtService & Lines)[]): Promise<number> {
  const {ctx, removal} = work;
  if (list.length === 0) return 0;
  const {shop, _id: removalId} = removal;
  const placeOf = await placesOfItems(work, list);
  const writes = list.map(
    ({id: fulfillmentOrderId, orderId, orderName, lineItems}): AnyBulkWriteOperation<StoredRemovalOrder> => {
      const {destination, lines} = partOf(lineItems, placeOf, removal.destination);
      return {
        updateOne: {
          filter: {shop, removalId, fulfillmentOrderId},
          update: {
            $set: {state: 'moving', destination, lines, orderName},
            $setOnInsert: {_id: new ObjectId(), orderId, movedId: null, tries: 0, failure: null},
          },
          upsert: true,
        },
      };
    },
  );
  await removalOrders(ctx.db).bulkWrite(writes, {ordered: false});
  return list.length;
}

/** Where the lines of a fulfillment order go to different places, those that go to one of them; the next round takes the others. */
function partOf(
  lineItems: Lines['lineItems'],
  placeOf: ReadonlyMap<string, StoredDestination>,
  main: StoredDestination,
): Pick<StoredRemovalOrder, 'destination' | 'lines'> {
  const left = lineItems?.nodes.filter(({remainingQuantity}) => remainingQuantity > 0) ?? [];
  const to = (item: string | null | undefined) => (item ? placeOf.get(item) : undefined) ?? main;
  const destination = left[0] ? to(left[0].inventoryItemId) : main;
  const own = left.filter(({inventoryItemId}) => to(inventoryItemId).locationId === destination.locationId);
  const whole = own.length === left.length && !lineItems?.pageInfo.hasNextPage;
  return {
    destination,
    lines:
      whole || placeOf.size === 0 ? null : own.map(({id, remainingQuantity}) => ({id, quantity: remainingQuantity})),
  };
}

/** By inventory item, the place it goes to, for those that do not go where the rest goes. */
async function placesOfItems({ctx, removal}: Work, list: readonly Lines[]): Promise<Map<string, StoredDestination>> {
  if (removal.exceptions.length === 0) return new Map();
  const ids = itemsOf(list);
  const items = await removalItems(ctx.db)
    .find({shop: removal.shop, removalId: removal._id, inventoryItemId: {$in: ids}})
    .toArray();
  return new Map(items.map((item) => [item.inventoryItemId, item.destination]));
}

const itemsOf = (list: readonly Lines[]) => [
  ...new Set(
    list.flatMap(({lineItems}) =>
      (lineItems?.nodes ?? []).flatMap(({inventoryItemId, remainingQuantity}) =>
        inventoryItemId && remainingQuantity > 0 ? [inventoryItemId] : [],
      ),
    ),
  ),
];

/** Marks the items of these orders as wanted at the destination before the orders go there. */
export async function wantItems(work: Work, list: readonly Lines[]): Promise<void> {
  await wantItemIds(work, itemsOf(list));
}

/** As {@link wantItems}, by inventory item (gids); those the removal has not met are taken in. */
export async function wantItemIds(work: Work, ids: readonly string[]): Promise<void> {
  const {ctx, removal} = work;
  if (ids.length === 0) return;
  const own = {shop: removal.shop, removalId: removal._id, inventoryItemId: {$in: [...ids]}};
  const known = await removalItems(ctx.db)
    .find(own, {projection: {inventoryItemId: 1}})
    .toArray();
  const seen = new Set(known.map(({inventoryItemId}) => inventoryItemId));
  const strangers = ids.filter((id) => !seen.has(id));
  if (strangers.length > 0) {
    const read = await readItems(work, strangers, removal.destination);
    await addItems(
      work,
      read.map((item) => ({item, amounts: {}})),
    );
  }
  const pending: Partial<StoredRemovalItem> = {wanted: true};
  await removalItems(ctx.db).updateMany({...own, wanted: false}, {$set: pending});
}

/** Items that turned out not to be stocked where an order goes: they are stocked there before the next try. */
export async function stockAnew(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await wantItemIds(work, ids);
  await removalItems(work.ctx.db).updateMany(
    {
      shop: work.removal.shop,
      removalId: work.removal._id,
      inventoryItemId: {$in: [...ids]},
      state: {$in: ['pending', 'activated', 'moved']},
    },
    {$set: {state: 'pending', wasStockedThere: false}},
  );
}
