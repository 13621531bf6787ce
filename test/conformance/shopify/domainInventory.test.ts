// Rules §3: where an item is stocked.
import {describe, expect, it} from 'vitest';
import {at, list, newShop, numberOf, text, useShopify} from './domainKit.ts';
import {done, run} from './domainCalls.ts';

useShopify();

const level = 'inventoryLevel { id isActive quantities(names: ["available", "on_hand"]) { name quantity } }';
let keys = 0;

/** inventoryActivate with a key of its own. */
const activate = (app: Parameters<typeof run>[0], args: Record<string, string | number>) =>
  run(app, 'inventoryActivate', args, level, `key-${(keys += 1)}`);

async function stocked(tracked = true) {
  const shop = await newShop();
  const {locationId} = await shop.service('Nord');
  const depot = await shop.location('Depot');
  const [variant] = await shop.product({sku: 'A', tracked, inventory: [{locationId: depot, available: 7}]});
  return {...shop, locationId, depot, inventoryItemId: variant?.itemId ?? '', variantId: variant?.id ?? ''};
}

describe('inventoryActivate', () => {
  it('stocks, with a quantity; level ids have the item, and their number is the location’s (§3 Level id)', async () => {
    const {app, inventoryItemId, locationId, product} = await stocked();
    const payload = await activate(app, {inventoryItemId, locationId, available: 5});
    expect(at(payload, 'inventoryLevel')).toMatchObject({
      isActive: true,
      quantities: [
        {name: 'available', quantity: 5},
        {name: 'on_hand', quantity: 5},
      ],
    });
    const item = inventoryItemId.split('/').at(-1);
    const id = text(payload, 'inventoryLevel.id');
    expect(id).toMatch(new RegExp(`^gid://shopify/InventoryLevel/\\d+\\?inventory_item_id=${item}$`));
    const [other] = await product({sku: 'B', inventory: [{locationId}]});
    const found = await app(
      'query($id: ID!, $at: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { id } } }',
      {id: other?.itemId, at: locationId},
    );
    expect(text(found, 'inventoryItem.inventoryLevel.id').split('?')[0]).toBe(id.split('?')[0]);
  });

  it('is a no-op without quantities when active, and returns the level with an error with one (§3)', async () => {
    const {app, inventoryItemId, depot} = await stocked();
    expect(list(await activate(app, {inventoryItemId, locationId: depot}), 'userErrors')).toEqual([]);
    const available = await activate(app, {inventoryItemId, locationId: depot, available: 1});
    expect(at(available, 'inventoryLevel.quantities.0.quantity')).toBe(7);
    expect(text(available, 'userErrors.0.message')).toBe(
      'Not allowed to set available quantity when the item is already active at the location.',
    );
    const onHand = await activate(app, {inventoryItemId, locationId: depot, onHand: 1});
    expect(text(onHand, 'userErrors.0.message')).toBe(
      'Not allowed to set an on_hand quantity when the item is already active at the location.',
    );
  });

  it('refuses both quantities at once, and an unknown location (§3)', async () => {
    const {app, inventoryItemId, locationId} = await stocked();
    const both = await activate(app, {inventoryItemId, locationId, available: 1, onHand: 1});
    expect(at(both, 'inventoryLevel')).toBeNull();
    expect(list(both, 'userErrors').map((error) => at(error, 'field'))).toEqual([['available'], ['onHand']]);
    const nowhere = await activate(app, {inventoryItemId, locationId: 'gid://shopify/Location/999'});
    expect(list(nowhere, 'userErrors')).toEqual([
      {field: ['locationId'], message: "The product couldn't be stocked because the location wasn't found."},
    ]);
  });

  it('ignores a quantity for an untracked item (§3 Untracked items)', async () => {
    const {app, inventoryItemId, locationId} = await stocked(false);
    const payload = await activate(app, {inventoryItemId, locationId, available: 9});
    expect(at(payload, 'inventoryLevel')).toMatchObject({isActive: true, quantities: [{quantity: 0}, {quantity: 0}]});
    await done(app, 'inventoryItemUpdate', {id: inventoryItemId, input: {tracked: true}}, 'inventoryItem { tracked }');
  });
});

describe('inventoryDeactivate', () => {
  const read = `query($id: ID!, $all: Boolean!) { inventoryItem(id: $id) {
    inventoryLevels(first: 9, includeInactive: $all) { nodes { id isActive canDeactivate location { id } } } } }`;

  it('keeps the row inactive with its quantities; activating again brings them back (§3 SURPRISE)', async () => {
    const {app, inventoryItemId, locationId, depot, stock, webhooks} = await stocked();
    await activate(app, {inventoryItemId, locationId});
    const before = await app(read, {id: inventoryItemId, all: false});
    const id = text(before, 'inventoryItem.inventoryLevels.nodes.0.id');
    await done(app, 'inventoryDeactivate', {inventoryLevelId: id}, '');
    const active = await app(read, {id: inventoryItemId, all: false});
    expect(list(active, 'inventoryItem.inventoryLevels.nodes')).toMatchObject([
      {isActive: true, canDeactivate: false, location: {id: locationId}},
    ]);
    const all = await app(read, {id: inventoryItemId, all: true});
    expect(list(all, 'inventoryItem.inventoryLevels.nodes')).toHaveLength(2);
    expect(await stock(inventoryItemId, depot)).toEqual([7, 0, 7]);
    const again = await activate(app, {inventoryItemId, locationId: depot});
    expect(at(again, 'inventoryLevel')).toMatchObject({id, quantities: [{quantity: 7}, {quantity: 7}]});
    expect(await webhooks('inventory_levels/disconnect')).toEqual([
      {inventory_item_id: numberOf(inventoryItemId), location_id: numberOf(depot)},
    ]);
  });

  it('refuses the last location, and not committed stock while another is active (§3)', async () => {
    const {app, order, inventoryItemId, locationId, variantId, depot} = await stocked();
    const shown = await app(read, {id: inventoryItemId, all: false});
    const id = text(shown, 'inventoryItem.inventoryLevels.nodes.0.id');
    const last = await run(app, 'inventoryDeactivate', {inventoryLevelId: id}, '');
    expect(list(last, 'userErrors')).toEqual([
      {
        field: null,
        message:
          "The product couldn't be unstocked from Depot because products need to be stocked at a minimum of 1 location.",
      },
    ]);
    const made = await order([{variantId, quantity: 2}]);
    expect(text(made.fulfillmentOrders, '0.assignedLocation.location.id')).toBe(depot);
    await activate(app, {inventoryItemId, locationId});
    await done(app, 'inventoryDeactivate', {inventoryLevelId: id}, '');
  });
});

describe('inventoryBulkToggleActivation', () => {
  const toggle = 'inventoryBulkToggleActivation';
  const shown = 'inventoryItem { id } inventoryLevels { isActive location { id } }';

  it('swaps one location for another in one call, without a key (§3)', async () => {
    const {app, inventoryItemId, locationId, depot} = await stocked();
    const inventoryItemUpdates = [
      {locationId: depot, activate: false},
      {locationId, activate: true},
    ];
    const payload = await done(app, toggle, {inventoryItemId, inventoryItemUpdates}, shown);
    expect(list(payload, 'inventoryLevels')).toEqual([
      {isActive: false, location: {id: depot}},
      {isActive: true, location: {id: locationId}},
    ]);
  });

  it('nulls both on failure, with field, text and code (§3)', async () => {
    const {app, inventoryItemId, depot} = await stocked();
    const fail = (locationId: string, activateIt: boolean) =>
      run(app, toggle, {inventoryItemId, inventoryItemUpdates: [{locationId, activate: activateIt}]}, shown);
    const field = ['inventoryItemUpdates', '0', 'locationId'];
    const nothing = {inventoryItem: null, inventoryLevels: null};
    const only = {
      field,
      code: 'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION',
      message:
        "The variant couldn't be unstocked from Depot because products need to be stocked at a minimum of 1 location.",
    };
    expect(await fail(depot, false)).toEqual({...nothing, userErrors: [only]});
    const missing = {
      field,
      code: 'LOCATION_NOT_FOUND',
      message: "The quantity couldn't be updated because the location was not found.",
    };
    expect(await fail('gid://shopify/Location/999', true)).toEqual({...nothing, userErrors: [missing]});
  });
});

it('ignores location_id in a search of an item’s levels (§3 Level id)', async () => {
  const {app, inventoryItemId, locationId} = await stocked();
  await activate(app, {inventoryItemId, locationId});
  const found = await app(
    'query($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 9, query: "location_id:1") { nodes { id } } } }',
    {id: inventoryItemId},
  );
  expect(list(found, 'inventoryItem.inventoryLevels.nodes')).toHaveLength(2);
});
