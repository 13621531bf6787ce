/** Many things go through Shopify's bulk operations; every row of a result is read, and what a row leaves in doubt is looked up. */
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {removals} from '../../../core/removals/store.ts';
import {cancelRemoval} from '../../../core/removals/control.ts';
import {runRemovals} from '../../../core/removals/run.ts';
import type {Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../../support/world.ts';
import {begin, finish, fulfillmentOrders, locationOf, onHand, order, stockedItem, type StockedItem} from './support.ts';

let world: World;
let leaving: Service;
let staying: Service;
let items: StockedItem[];
let orders: string[];

beforeAll(async () => {
  world = await createWorld({REMOVAL_BULK_FROM: '3', OUTSIDE_TIMEOUT_SECONDS: '1', COURIER_BUDGET_SECONDS: '1'});
});
afterAll(() => world.close());
afterEach(async () => {
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
});

async function stockUp(): Promise<void> {
  leaving = await world.activate();
  staying = await world.activate();
  items = [];
  orders = [];
  for (let at = 1; at <= 6; at++) {
    const item = await stockedItem(world, [{locationId: locationOf(leaving), available: at}], {sku: `BULK-${at}`});
    items.push(item);
    if (at <= 4) orders.push(await order(world, [{variantId: item.variantId, quantity: 1}]));
  }
}

const operations = async () => {
  const log = (await (await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`)).json()) as {
    app: string;
    operation: string;
  }[];
  return log.filter(({app}) => app === 'app').map(({operation}) => operation);
};

async function expectAllMoved(): Promise<void> {
  const to = locationOf(staying);
  for (const [index, item] of items.entries()) expect(await onHand(world, item)).toEqual({[to]: index + 1});
  for (const id of orders) {
    expect(await fulfillmentOrders(world, id)).toMatchObject([{locationId: to, remaining: 1}]);
  }
}

it('stocks, moves orders and moves units by three operations, without a single call for each', async () => {
  await stockUp();
  await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`, {method: 'DELETE'});
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
  await expectAllMoved();
  const done = await operations();
  expect(done.filter((one) => one.startsWith('RunBulkMutation'))).toHaveLength(3);
  expect(done.filter((one) => /^(MoveFulfillmentOrder|AdjustAvailable|ToggleInventoryActivation)/.test(one))).toEqual(
    [],
  );
});

it.each(['fulfillmentOrderMove', 'inventoryAdjustQuantities', 'inventoryBulkToggleActivation'])(
  'rows of %s that fail, or took effect without saying so, are seen to one by one',
  async (operation) => {
    await stockUp();
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    await world.outside.control('faults', {operation, kind: 'timeoutAfter', rate: 1, ms: 10, times: 2});
    await world.outside.control('faults', {operation, kind: 'error', rate: 1, times: 2});
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
    await expectAllMoved();
  },
);

it('goes on after a crash in the middle of an operation', async () => {
  await stockUp();
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  await until('an operation to be under way', async () => {
    await runRemovals(world.ctx, world.shop, () => world.drain(), AbortSignal.timeout(100));
    return (await removals(world.ctx.db).findOne({shop: world.shop, serviceId: leaving.id}))?.bulk;
  });
  // Its id was never written down: the operation runs, and another is begun.
  await removals(world.ctx.db).updateOne({shop: world.shop, serviceId: leaving.id}, {$set: {bulk: null}});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
  await expectAllMoved();
});

it('does by single calls what Shopify does not take as a bulk operation', async () => {
  await stockUp();
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  await removals(world.ctx.db).updateOne({shop: world.shop, serviceId: leaving.id}, {$set: {noBulk: true}});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
  await expectAllMoved();
});

it('waits for the operation under way before it brings anything back', async () => {
  await stockUp();
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  await until('units to be on their way', async () => {
    await runRemovals(world.ctx, world.shop, () => world.drain(), AbortSignal.timeout(50));
    return (await removals(world.ctx.db).findOne({shop: world.shop, serviceId: leaving.id}))?.bulk?.kind === 'stock';
  });
  await cancelRemoval(world.ctx, world.shop, leaving.id, {restore: true}, 'user:1');
  expect(await finish(world, leaving.id)).toMatchObject({status: 'cancelled', failed: []});
  const from = locationOf(leaving);
  for (const [index, item] of items.entries()) expect(await onHand(world, item)).toEqual({[from]: index + 1});
  for (const id of orders) expect(await fulfillmentOrders(world, id)).toMatchObject([{locationId: from}]);
});
