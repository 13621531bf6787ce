/** Stopping a removal, trying again what failed, giving up the rest; and what breaks off in the middle. */
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {acquireLease} from '../../../core/requests/courier/lease.ts';
import {cancelRemoval, giveUpRemoval, retryRemoval} from '../../../core/removals/control.ts';
import {runRemovals} from '../../../core/removals/run.ts';
import {readRemoval} from '../../../core/removals/show.ts';
import {removalItems, removals} from '../../../core/removals/store.ts';
import {getService} from '../../../core/services/list.ts';
import type {Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../../support/world.ts';
import {
  begin,
  finish,
  fulfillmentOrders,
  isInShopify,
  locationOf,
  onHand,
  order,
  stockedItem,
  type StockedItem,
} from './support.ts';

let world: World;
let leaving: Service;
let staying: Service;
let item: StockedItem;
let orderId: string;
let merchant: string;

beforeAll(async () => {
  // The time a worker stays with a shop is short, so that each run ends soon after the fault that stops it.
  world = await createWorld({COURIER_BUDGET_SECONDS: '1', OUTSIDE_TIMEOUT_SECONDS: '1'});
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {name: 'Own shop'});
  merchant = location.id;
});
afterAll(() => world.close());
afterEach(async () => {
  await clearFaults();
});

const clearFaults = () => fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});

async function twoServicesWithStock(): Promise<void> {
  leaving = await world.activate();
  staying = await world.activate();
  item = await stockedItem(world, [{locationId: locationOf(leaving), available: 8}]);
  orderId = await order(world, [{variantId: item.variantId, quantity: 3}]);
}

/** Carries the removal on until Shopify is asked for this; that call does not come through. */
async function runUntil(operation: string): Promise<void> {
  await world.outside.control('faults', {operation, kind: 'error', rate: 1, caller: 'app'});
  await until('the removal to wait there', async () => {
    await runRemovals(world.ctx, world.shop, () => world.drain());
    return (await readRemoval(world.ctx, world.shop, leaving.id))?.waiting;
  });
  await clearFaults();
}

describe('a removal that is stopped', () => {
  it('brings back what has moved, and lets the service take requests again', async () => {
    await twoServicesWithStock();
    const from = locationOf(leaving);
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    // All is moved; what comes next is the look at the delivery profiles.
    await runUntil('DeliveryProfiles');
    expect(await onHand(world, item)).toMatchObject({[locationOf(staying)]: 8});
    // The clock is turned back: it has not begun to end the service.
    await removals(world.ctx.db).updateOne({shop: world.shop, serviceId: leaving.id}, {$set: {phase: 'stock'}});
    const stopped = await cancelRemoval(world.ctx, world.shop, leaving.id, {restore: true}, 'user:1');
    // What is back is counted from here on.
    expect(stopped).toMatchObject({
      status: 'cancelling',
      progress: {done: 0, total: 2, items: {done: 0, total: 1}, fulfillmentOrders: {done: 0, total: 1}},
    });
    expect(await finish(world, leaving.id)).toMatchObject({
      status: 'cancelled',
      failed: [],
      progress: {done: 2, total: 2},
    });
    expect(await onHand(world, item)).toEqual({[from]: 8});
    expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: from, remaining: 3}]);
    expect(await getService(world.ctx, world.shop, leaving.id)).toMatchObject({status: 'active'});
    // It can be begun anew.
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
    expect(await onHand(world, item)).toEqual({[locationOf(staying)]: 8});
  });

  it('leaves what has moved where it is now, if that is wished', async () => {
    await twoServicesWithStock();
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    await runUntil('StockLeft');
    await cancelRemoval(world.ctx, world.shop, leaving.id, {}, 'user:1');
    expect(await finish(world, leaving.id)).toMatchObject({status: 'cancelled'});
    expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: locationOf(staying)}]);
    expect(await isInShopify(world, leaving.name)).toBe(true);
    const units = Object.values(await onHand(world, item)).reduce((sum, one) => sum + one, 0);
    expect(units).toBe(8);
  });

  it.each(['retry', 'give up'] as const)(
    'never goes on with the removal where its way back is stuck: %s',
    async (end) => {
      await twoServicesWithStock();
      await begin(world, leaving.id, {destination: {serviceId: staying.id}});
      await runUntil('StockLeft');
      await cancelRemoval(world.ctx, world.shop, leaving.id, {restore: true}, 'user:1');
      // As after an hour and a half of failures.
      await removals(world.ctx.db).updateOne({shop: world.shop, serviceId: leaving.id}, {$set: {tries: 30}});
      expect(await finish(world, leaving.id)).toMatchObject({status: 'attention', progress: {phase: 'restore'}});
      await (end === 'retry' ? retryRemoval : giveUpRemoval)(world.ctx, world.shop, leaving.id, 'user:1');
      expect(await finish(world, leaving.id)).toMatchObject({status: 'cancelled'});
      expect(await isInShopify(world, leaving.name)).toBe(true);
      expect(await getService(world.ctx, world.shop, leaving.id)).toMatchObject({status: 'active'});
      const place = locationOf(end === 'retry' ? leaving : staying);
      expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: place}]);
    },
  );

  it('cannot be stopped once the service is being deleted', async () => {
    await twoServicesWithStock();
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    await runUntil('DeliveryProfiles');
    await expect(cancelRemoval(world.ctx, world.shop, leaving.id, {}, 'user:1')).rejects.toMatchObject({
      code: 'removal_too_late',
    });
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
    await expect(cancelRemoval(world.ctx, world.shop, leaving.id, {}, 'user:1')).rejects.toMatchObject({
      code: 'request_state_conflict',
    });
  });
});

/** An order whose items go to two places is put on hold after the look: Shopify does not part it then. */
async function heldApart(): Promise<{second: StockedItem; both: string}> {
  await twoServicesWithStock();
  const second = await stockedItem(world, [{locationId: locationOf(leaving), available: 2}]);
  const both = await order(world, [
    {variantId: item.variantId, quantity: 1},
    {variantId: second.variantId, quantity: 1},
  ]);
  await begin(world, leaving.id, {
    destination: {serviceId: staying.id},
    exceptions: [{variantId: second.variantId, destination: {locationId: merchant}}],
  });
  const [one] = await fulfillmentOrders(world, both);
  await world.outside.graphql(
    `mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER}) { userErrors { message } } }`,
    {id: one?.id},
  );
  return {second, both};
}

describe('what cannot be moved', () => {
  it('is listed with its reason, does not stop the rest, and is moved once it can be', async () => {
    const {second, both} = await heldApart();
    const stuck = await finish(world, leaving.id);
    expect(stuck).toMatchObject({status: 'attention', failedCount: 1, failed: [{kind: 'fulfillmentOrder'}]});
    expect(stuck.failed[0]?.message).toContain('Shopify refused');
    // Its units stay committed: that is no reason to go over the stock again and again.
    expect(stuck.waiting).toBeUndefined();
    expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: locationOf(staying)}]);
    expect(await isInShopify(world, leaving.name)).toBe(true);
    const [one] = await fulfillmentOrders(world, both);
    await world.outside.graphql(
      'mutation ($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { userErrors { message } } }',
      {id: one?.id},
    );
    expect(await retryRemoval(world.ctx, world.shop, leaving.id, 'user:1')).toMatchObject({
      status: 'queued',
      failedCount: 0,
    });
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
    expect((await fulfillmentOrders(world, both)).map(({locationId}) => locationId).toSorted()).toEqual(
      [locationOf(staying), merchant].toSorted(),
    );
    expect(await onHand(world, second)).toEqual({[merchant]: 2});
  });

  it('goes to the merchant if it is given up, and is not lost', async () => {
    const {second, both} = await heldApart();
    expect(await finish(world, leaving.id)).toMatchObject({status: 'attention'});
    await giveUpRemoval(world.ctx, world.shop, leaving.id, 'user:1');
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
    expect(await isInShopify(world, leaving.name)).toBe(false);
    const [left] = await fulfillmentOrders(world, both);
    expect(left?.remaining).toBe(2);
    expect(left?.locationId).not.toBe(locationOf(leaving));
    const units = async (one: StockedItem) =>
      Object.values(await onHand(world, one)).reduce((sum, each) => sum + each, 0);
    expect([await units(item), await units(second)]).toEqual([8, 2]);
  });

  it('stands against the removal where it is known before', async () => {
    await twoServicesWithStock();
    const second = await stockedItem(world, [{locationId: locationOf(leaving), available: 2}]);
    const both = await order(world, [
      {variantId: item.variantId, quantity: 1},
      {variantId: second.variantId, quantity: 1},
    ]);
    const [one] = await fulfillmentOrders(world, both);
    await world.outside.graphql(
      `mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER}) { userErrors { message } } }`,
      {id: one?.id},
    );
    const input = {
      destination: {serviceId: staying.id},
      exceptions: [{variantId: second.variantId, destination: {locationId: merchant}}],
    };
    const {plan} = await begin(world, leaving.id, {...input, dryRun: true});
    expect(plan.blockers).toMatchObject([{code: 'held_order_apart', count: 1, orders: [{id: both}]}]);
    await expect(begin(world, leaving.id, input)).rejects.toMatchObject({code: 'removal_blocked'});
    expect(await getService(world.ctx, world.shop, leaving.id)).toMatchObject({status: 'active'});
  });
});

describe('what breaks off', () => {
  it.each(['timeoutAfter', 'timeoutBefore', 'error', 'throttle'])(
    'half of all calls end in "%s": every unit arrives once',
    async (kind) => {
      await twoServicesWithStock();
      const more = await stockedItem(world, [
        {locationId: locationOf(leaving), available: 5},
        {locationId: locationOf(staying), available: 4},
      ]);
      await begin(world, leaving.id, {destination: {serviceId: staying.id}});
      await world.outside.control('faults', {kind, rate: 0.5, ms: 1100, seed: 3, times: 4, caller: 'app'});
      expect(await finish(world, leaving.id, 60_000)).toMatchObject({status: 'done', failed: []});
      expect(await onHand(world, item)).toEqual({[locationOf(staying)]: 8});
      expect(await onHand(world, more)).toEqual({[locationOf(staying)]: 9});
      expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: locationOf(staying), remaining: 3}]);
    },
  );

  it('an answer that was lost is asked for again by its key, so that what moved is counted as often as it moved', async () => {
    await twoServicesWithStock();
    const plain = await stockedItem(world, [{locationId: locationOf(leaving), available: 5}]);
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    // Both items' units arrive, but nobody is told.
    await world.outside.control('faults', {
      operation: 'inventoryAdjustQuantities',
      kind: 'timeoutAfter',
      rate: 1,
      ms: 1100,
      times: 1,
      caller: 'app',
    });
    await until('the units to be there', async () => {
      await runRemovals(world.ctx, world.shop, () => world.drain(), AbortSignal.timeout(900));
      return (await onHand(world, plain))[locationOf(staying)] === 5;
    });
    // Just as many come in at the old place: the same call with another key would move them, and take them for the first.
    await world.outside.graphql(
      `mutation ($input: InventorySetQuantitiesInput!) {
        inventorySetQuantities(input: $input) @idempotent(key: "restock-${leaving.id}") { userErrors { message } } }`,
      {
        input: {
          name: 'available',
          reason: 'received',
          quantities: [
            {
              inventoryItemId: plain.inventoryItemId,
              locationId: locationOf(leaving),
              quantity: 5,
              changeFromQuantity: null,
            },
          ],
        },
      },
    );
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
    expect(await onHand(world, plain)).toEqual({[locationOf(staying)]: 10});
    const stored = await removalItems(world.ctx.db).findOne({inventoryItemId: plain.inventoryItemId});
    expect(stored?.moved).toEqual({available: 10});
  });

  it('a worker whose lease ran out writes nothing and calls nothing', async () => {
    await twoServicesWithStock();
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    const held = await acquireLease(world.ctx.db, world.ctx.log, world.shop, 60_000, 'removers');
    expect(await runRemovals(world.ctx, world.shop, () => world.drain())).toEqual({more: false});
    expect(await onHand(world, item)).toEqual({[locationOf(leaving)]: 8});
    await held?.abandon();
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
  });
});
