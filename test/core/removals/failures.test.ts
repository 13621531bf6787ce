/** What could not be moved: all of it can be seen, however much it is, and by its reasons. */
import {ObjectId} from 'mongodb';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {readFailures} from '../../../core/removals/failures.ts';
import {readRemoval} from '../../../core/removals/show.ts';
import {
  removalItems,
  removalOrders,
  removals,
  type StoredRemovalItem,
  type StoredRemovalOrder,
} from '../../../core/removals/store.ts';
import type {Removal, RemovalFailure, Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../../support/world.ts';
import {begin, locationOf} from './support.ts';

let world: World;
let leaving: Service;
let removal: Removal;
beforeAll(async () => {
  world = await createWorld();
  leaving = await world.activate();
  const staying = await world.activate();
  removal = await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  const destination = {locationId: locationOf(staying), serviceId: staying.id, name: staying.name};
  const own = () => ({_id: new ObjectId(), shop: world.shop, removalId: new ObjectId(removal.id)});
  const items = Array.from({length: 800}, (_, index): StoredRemovalItem => ({
    ...own(),
    serviceId: leaving.id,
    inventoryItemId: `gid://shopify/InventoryItem/${index}`,
    variantId: null,
    title: `Item ${index}`,
    sku: null,
    tracked: true,
    destination,
    state: 'failed',
    wasStockedThere: false,
    wanted: false,
    ghost: null,
    intents: [],
    moved: {},
    units: 1,
    tries: 1,
    failure: index % 4 === 0 ? refused('The quantity is not what it was.') : refused('The item is not stocked.'),
  }));
  const orders = Array.from({length: 3}, (_, index): StoredRemovalOrder => ({
    ...own(),
    fulfillmentOrderId: `gid://shopify/FulfillmentOrder/${index}`,
    orderId: `gid://shopify/Order/${index}`,
    orderName: `#${index}`,
    state: 'failed',
    destination,
    lines: null,
    movedId: null,
    tries: 1,
    failure: index === 0 ? null : refused('The item is not stocked.'),
  }));
  await removalItems(world.ctx.db).insertMany(items);
  await removalOrders(world.ctx.db).insertMany(orders);
});
afterAll(() => world.close());

const refused = (message: string) => ({code: 'shopify_rejected', message: `Shopify refused the change. ${message}`});

async function all(group?: string, limit?: number): Promise<RemovalFailure[]> {
  const found: RemovalFailure[] = [];
  let cursor: string | null = null;
  do {
    const page = await readFailures(world.ctx, world.shop, leaving.id, {cursor, group, limit});
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

it('comes with the removal in short: the first of it, and how many of each reason', async () => {
  const shown = await readRemoval(world.ctx, world.shop, leaving.id);
  expect(shown?.failedCount).toBe(803);
  expect(shown?.failed).toHaveLength(50);
  expect(shown?.failureGroups.map(({key: _key, ...group}) => group)).toEqual([
    {kind: 'item', ...refused('The item is not stocked.'), count: 600},
    {kind: 'item', ...refused('The quantity is not what it was.'), count: 200},
    {kind: 'fulfillmentOrder', ...refused('The item is not stocked.'), count: 2},
    {kind: 'fulfillmentOrder', code: 'internal', message: '', count: 1},
  ]);
});

it.each([undefined, 7, 1000])('is reached to the last, each once, in pages of %s', async (limit) => {
  const found = await all(undefined, limit);
  expect(found).toHaveLength(803);
  expect(new Set(found.map(({id}) => id)).size).toBe(803);
  expect(found.slice(0, 4).map(({title}) => title)).toEqual(['#0', '#1', '#2', 'Item 0']);
});

it('is reached by each reason, too', async () => {
  const shown = await readRemoval(world.ctx, world.shop, leaving.id);
  for (const {key, kind, code, message, count} of shown?.failureGroups ?? []) {
    const found = await all(key);
    expect(found).toHaveLength(count);
    for (const one of found) expect(one).toMatchObject({kind, code, message});
  }
  expect(await all('gone')).toEqual([]);
});

it('counts the requests that could not be taken back once it waits for somebody', async () => {
  await world.ctx.db.collection('requests').insertMany(
    Array.from({length: 2}, (_, index) => ({
      shop: world.shop,
      serviceId: leaving.id,
      orderName: `#10${index}`,
      open: true,
      status: 'sent',
      lines: [{fulfillmentOrderLineItemId: `line ${index}`}],
    })),
  );
  const attention = {$set: {status: 'attention' as const}};
  await removals(world.ctx.db).updateOne({_id: new ObjectId(removal.id), shop: world.shop}, attention);
  expect((await readRemoval(world.ctx, world.shop, leaving.id))?.failedCount).toBe(805);
  const found = await all(undefined, 802);
  expect(found.slice(-3).map(({kind, title}) => `${kind} ${title}`)).toEqual([
    'item Item 799',
    'request #100',
    'request #101',
  ]);
});

it('takes no cursor that is none', async () => {
  for (const cursor of ['x', 'item-1', `other-${'0'.repeat(24)}`]) {
    await expect(readFailures(world.ctx, world.shop, leaving.id, {cursor})).rejects.toMatchObject({
      code: 'invalid_input',
    });
  }
});
