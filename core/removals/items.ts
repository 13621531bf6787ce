/** The items of a removal: from Shopify's words to ours. */
import {MongoBulkWriteError, ObjectId} from 'mongodb';
import {sameId} from '../ids.ts';
import type {ItemsToMoveQuery, StockToMoveQuery} from '../shopify/generated/operations.ts';
import {itemsToMove} from '../shopify/operations/itemsToMove.ts';
import {amountsOf, onHand, type Amounts} from './quantities.ts';
import {removalItems, type StoredDestination, type StoredRemovalItem} from './store.ts';
import {callOptions, type Work} from './work.ts';

type Level = NonNullable<StockToMoveQuery['location']>['inventoryLevels']['nodes'][number];
type Item = Level['item'];

/** Shopify: 1000 points for one query; an item asks for about six, should each id of the list count. */
const perRead = 100;

/**
 * Writes down items met at the service's location; those that are known already stay as they are.
 * @param found with their quantities there
 */
export async function addItems(work: Work, found: readonly {item: Item; amounts: Amounts}[]): Promise<void> {
  const {ctx, removal} = work;
  const elsewhere = new Map(removal.exceptions.map((one) => [one.variantId, one.destination]));
  const main = found.filter(({item}) => !elsewhere.has(item.variant?.id ?? ''));
  const docs = main.map(({item, amounts}) => newItem(work, item, amounts, removal.destination));
  for (const {item, amounts} of found) {
    const destination = elsewhere.get(item.variant?.id ?? '');
    if (!destination) continue;
    // How it stands at a place of its own is read apart: there are few of them.
    const [read] = await readItems(work, [item.id], destination);
    if (read) docs.push(newItem(work, read, amounts, destination));
  }
  if (docs.length === 0) return;
  try {
    await removalItems(ctx.db).insertMany(docs, {ordered: false});
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError && error.code === 11_000)) throw error;
  }
}

/** Items by their gids, with how they stand at a destination. @throws AppError `shopify_*` */
export async function readItems(work: Work, ids: readonly string[], destination: StoredDestination): Promise<Item[]> {
  const items: Item[] = [];
  for (let at = 0; at < ids.length; at += perRead) {
    const variables = {ids: ids.slice(at, at + perRead), destinationId: destination.locationId};
    const {nodes} = await work.admin.run(itemsToMove, variables, callOptions(work));
    items.push(...nodes.filter(isItem));
  }
  return items;
}

const isItem = (node: ItemsToMoveQuery['nodes'][number]): node is Item => node !== null && 'tracked' in node;

/** An inactive level comes back with what was counted there once. Shopify: activation restores the old quantities. */
function ghostOf(item: Item): Amounts | null {
  const level = item.inventoryLevel;
  if (!level || level.isActive || !item.tracked) return null;
  const amounts = amountsOf(level.quantities);
  return Object.keys(amounts).length > 0 ? amounts : null;
}

function newItem({removal}: Work, item: Item, amounts: Amounts, destination: StoredDestination): StoredRemovalItem {
  const {shop, _id: removalId, serviceId} = removal;
  const {variant} = item;
  return {
    _id: new ObjectId(),
    shop,
    removalId,
    serviceId,
    inventoryItemId: item.id,
    variantId: variant?.id ?? null,
    title: variant ? titleOf(variant) : (item.sku ?? ''),
    sku: item.sku || null,
    tracked: item.tracked,
    destination,
    state: 'pending',
    wasStockedThere: item.inventoryLevel?.isActive ?? false,
    wanted: false,
    ghost: ghostOf(item),
    intents: [],
    moved: {},
    units: onHand(amounts),
    tries: 0,
    failure: null,
  };
}

// Shopify: the only variant of a product is called so.
const titleOf = ({title, product}: NonNullable<Item['variant']>) =>
  title === 'Default Title' ? product.title : `${product.title} – ${title}`;

/** Whether an item goes to this place. */
export function goesTo(item: StoredRemovalItem, destination: StoredDestination): boolean {
  return sameId(item.destination.locationId, destination.locationId);
}
