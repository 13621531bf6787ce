// What the removal of a service leans on: rules §1 (delete), §2 (queries), §3 (all states of stock), §4 (moves).
import {describe, expect, it} from 'vitest';
import {done, run, Word} from './domainCalls.ts';
import {at, list, newShop, statesOf, text, useShopify, type TestShop} from './domainKit.ts';

useShopify();

const remove = 'fulfillmentServiceDelete';

/** A shop with a service that has stock, and an order with one fulfillment order there. */
async function busyShop(quantity = 2) {
  const shop = await newShop();
  const nord = await shop.service('Nord');
  const [variant] = await shop.product({sku: 'A', inventory: [{locationId: nord.locationId, available: 9}]});
  const variantId = variant?.id ?? '';
  const order = await shop.order([{variantId, quantity}]);
  return {shop, nord, variantId, itemId: variant?.itemId ?? '', order, id: text(order.fulfillmentOrders, '0.id')};
}

async function flags(shop: TestShop, id: string) {
  const found = await shop.app('query($id: ID!) { location(id: $id) { hasActiveInventory hasUnfulfilledOrders } }', {
    id,
  });
  return at(found, 'location');
}

describe('fulfillmentServiceDelete with open fulfillment orders', () => {
  it.each(['DELETE', 'KEEP', 'TRANSFER'])('%s without a destination is refused (unverified, §1)', async (word) => {
    const {shop, nord, itemId} = await busyShop();
    const payload = await run(shop.app, remove, {id: nord.id, inventoryAction: new Word(word)}, 'deletedId');
    expect(at(payload, 'deletedId')).toBeNull();
    expect(list(payload, 'userErrors')).toHaveLength(1);
    expect(await shop.stock(itemId, nord.locationId)).toEqual([7, 2, 9]);
    expect(await flags(shop, nord.locationId)).toEqual({hasActiveInventory: true, hasUnfulfilledOrders: true});
  });

  it('TRANSFER takes held, partly shipped and given-up ones along, with what is committed (§1 TRANSFER)', async () => {
    const {shop, nord, variantId, itemId, order: held, id} = await busyShop();
    const here = await shop.location('Here');
    await done(shop.merchant, 'fulfillmentOrderHold', {id, fulfillmentHold: {reason: new Word('OTHER')}});
    const partly = await shop.order([{variantId, quantity: 2}]);
    const line = text(partly.fulfillmentOrders, '0.lineItems.nodes.0.id');
    await done(
      shop.merchant,
      'fulfillmentCreate',
      {
        fulfillment: {
          lineItemsByFulfillmentOrder: [
            {
              fulfillmentOrderId: text(partly.fulfillmentOrders, '0.id'),
              fulfillmentOrderLineItems: [{id: line, quantity: 1}],
            },
          ],
        },
      },
      'fulfillment { id }',
    );
    const givenUp = await shop.order([{variantId, quantity: 1}]);
    const givenUpId = {id: text(givenUp.fulfillmentOrders, '0.id')};
    await done(shop.merchant, 'fulfillmentOrderSubmitFulfillmentRequest', givenUpId);
    await done(shop.app, 'fulfillmentOrderAcceptFulfillmentRequest', givenUpId);
    await done(shop.app, 'fulfillmentOrderClose', givenUpId);

    await done(shop.app, remove, {id: nord.id, destinationLocationId: here}, 'deletedId');
    const states: string[] = [];
    for (const order of [held, partly, givenUp]) {
      const [one] = await shop.fulfillmentOrders(order.id);
      expect(one).toMatchObject({assignedLocation: {name: 'Here', location: {id: here}}});
      states.push(statesOf(one ?? null));
    }
    expect(states).toEqual(['ON_HOLD/UNSUBMITTED', 'IN_PROGRESS/UNSUBMITTED', 'OPEN/UNSUBMITTED']);
    // 9 less the one that was shipped; 2 + 1 + 1 are committed.
    expect(await shop.stock(itemId, here)).toEqual([4, 4, 8]);
    expect(await flags(shop, here)).toEqual({hasActiveInventory: true, hasUnfulfilledOrders: true});
  });

  it('DELETE goes through once all is moved: no stock, no order, and a fresh order goes elsewhere (§1 DELETE)', async () => {
    const {shop, nord, variantId, itemId, order, id} = await busyShop();
    const {locationId} = await shop.service('Syd');
    const toggle = (activate: string, at_: string) =>
      done(
        shop.app,
        'inventoryBulkToggleActivation',
        {inventoryItemId: itemId, inventoryItemUpdates: [{locationId: at_, activate: new Word(activate)}]},
        'inventoryItem { id }',
      );
    await toggle('true', locationId);
    await done(shop.app, 'fulfillmentOrderMove', {id, newLocationId: locationId}, 'movedFulfillmentOrder { id }');
    const change = (at_: string, delta: number) => ({
      inventoryItemId: itemId,
      locationId: at_,
      delta,
      changeFromQuantity: null,
    });
    // What was committed came back to the source as available, and is owed at the destination.
    expect(await shop.stock(itemId, nord.locationId)).toEqual([9, 0, 9]);
    expect(await shop.stock(itemId, locationId)).toEqual([-2, 2, 0]);
    await shop.app(
      `mutation($input: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $input) @idempotent(key: "move") {
        userErrors { message } } }`,
      {
        input: {
          name: 'available',
          reason: 'movement_created',
          changes: [change(nord.locationId, -9), change(locationId, 9)],
        },
      },
    );
    await toggle('false', nord.locationId);
    expect(await flags(shop, nord.locationId)).toEqual({hasActiveInventory: false, hasUnfulfilledOrders: false});
    const fresh = await shop.order([{variantId, quantity: 1}]);
    expect(text(fresh.fulfillmentOrders, '0.assignedLocation.location.id')).toBe(locationId);
    const payload = await done(shop.app, remove, {id: nord.id, inventoryAction: new Word('DELETE')}, 'deletedId');
    expect(text(payload, 'deletedId')).toBe(nord.id.replace('?id=true', ''));
    expect(await shop.stock(itemId, locationId)).toEqual([6, 3, 9]);
    expect(text(await shop.fulfillmentOrders(order.id), '0.assignedLocation.location.id')).toBe(locationId);
  });
});

it('moves every state of stock by adjusting both places in one call, with a ledger document (§3)', async () => {
  const {shop, nord, itemId} = await busyShop();
  const {locationId} = await shop.service('Syd');
  await done(shop.app, 'inventoryActivate', {inventoryItemId: itemId, locationId}, 'inventoryLevel { id }', 'activate');
  const adjust = (name: string, deltas: [locationId: string, delta: number][], key: string) =>
    shop.app(
      `mutation($input: InventoryAdjustQuantitiesInput!, $key: String!) {
        inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
      {
        key,
        input: {
          name,
          reason: 'other',
          changes: deltas.map(([place, delta]) => ({
            inventoryItemId: itemId,
            locationId: place,
            delta,
            changeFromQuantity: null,
            ledgerDocumentUri: 'gid://app/Removal/1',
          })),
        },
      },
    );
  const names = ['damaged', 'incoming', 'quality_control', 'reserved', 'safety_stock'];
  for (const name of names) {
    await adjust(name, [[nord.locationId, 3]], `${name} in`);
    await adjust(
      name,
      [
        [nord.locationId, -3],
        [locationId, 3],
      ],
      `${name} over`,
    );
  }
  const found = await shop.app(
    `query($id: ID!) { location(id: $id) { inventoryLevels(first: 250) { nodes { item { id } quantities(names:
      ["available", "committed", "damaged", "incoming", "quality_control", "reserved", "safety_stock", "on_hand"]) { quantity } } } } }`,
    {id: locationId},
  );
  const [level] = list(found, 'location.inventoryLevels.nodes');
  expect(list(level, 'quantities').map((each) => at(each, 'quantity'))).toEqual([0, 0, 3, 3, 3, 3, 3, 12]);
});

it('lists what is assigned to own services by status and by location (§2 Queries)', async () => {
  const {shop, nord, variantId, id: submitted} = await busyShop();
  await done(shop.merchant, 'fulfillmentOrderSubmitFulfillmentRequest', {id: submitted});
  const waiting = text((await shop.order([{variantId, quantity: 1}])).fulfillmentOrders, '0.id');
  const syd = await shop.service('Syd');
  const [elsewhere] = await shop.product({inventory: [{locationId: syd.locationId, available: 1}]});
  await shop.order([{variantId: elsewhere?.id, quantity: 1}]);
  const find = async (variables: object) => {
    const found = await shop.app(
      `query($status: FulfillmentOrderAssignmentStatus, $ids: [ID!]) {
        assignedFulfillmentOrders(first: 10, assignmentStatus: $status, locationIds: $ids) { nodes { id } } }`,
      variables,
    );
    return list(found, 'assignedFulfillmentOrders.nodes').map((one) => text(one, 'id'));
  };
  const ids = [nord.locationId];
  expect(await find({})).toHaveLength(3);
  expect(await find({ids})).toEqual([submitted, waiting]);
  expect(await find({ids, status: 'FULFILLMENT_REQUESTED'})).toEqual([submitted]);
  expect(await find({ids, status: 'FULFILLMENT_UNSUBMITTED'})).toEqual([waiting]);
});
