// Rules §3: setting, adjusting and moving quantities.
import {describe, expect, it} from 'vitest';
import {at, list, newShop, text, useShopify, type Json} from './domainKit.ts';
import {run} from './domainCalls.ts';

useShopify();

const group = 'inventoryAdjustmentGroup { reason changes { name delta quantityAfterChange } }';
let keys = 0;

function codes(payload: Json): string[] {
  return list(payload, 'userErrors').map((error) => text(error, 'code'));
}

async function stocked() {
  const shop = await newShop();
  const [a, b] = [await shop.location('A'), await shop.location('B')];
  const inventory = [
    {locationId: a, available: 7},
    {locationId: b, available: 1},
  ];
  const [variant] = await shop.product({sku: 'X', inventory});
  const inventoryItemId = variant?.itemId ?? '';
  const call = async (mutation: string, input: Parameters<typeof run>[2]): Promise<Json> =>
    run(shop.app, mutation, {input}, group, `key-${(keys += 1)}`);
  const set = (
    quantity: number,
    more: Record<string, string | number | null> = {},
    name = 'available',
    reason = 'correction',
  ) =>
    call('inventorySetQuantities', {
      name,
      reason,
      quantities: [{inventoryItemId, locationId: a, quantity, changeFromQuantity: null, ...more}],
    });
  return {...shop, a, b, inventoryItemId, call, set};
}

describe('inventorySetQuantities', () => {
  it('sets available, which mirrors into on_hand (§3)', async () => {
    const {set, stock, inventoryItemId, a} = await stocked();
    expect(at(await set(9), 'inventoryAdjustmentGroup')).toEqual({
      reason: 'correction',
      changes: [
        {name: 'available', delta: 2, quantityAfterChange: 9},
        {name: 'on_hand', delta: 2, quantityAfterChange: 9},
      ],
    });
    expect(await stock(inventoryItemId, a)).toEqual([9, 0, 9]);
  });

  it('sets on_hand: what is committed stays committed', async () => {
    const {set, stock, order, product, location, app} = await stocked();
    const place = await location('C');
    const [variant] = await product({inventory: [{locationId: place, available: 5}]});
    await order([{variantId: variant?.id, quantity: 2}]);
    const input = `{name: "on_hand", reason: "other", quantities: [
      {inventoryItemId: "${variant?.itemId}", locationId: "${place}", quantity: 10, changeFromQuantity: 5}]}`;
    await app(
      `mutation { inventorySetQuantities(input: ${input}) @idempotent(key: "on-hand") { userErrors { message } } }`,
    );
    expect(await stock(variant?.itemId ?? '', place)).toEqual([8, 2, 10]);
    expect(at(await set(7), 'inventoryAdjustmentGroup')).toBeNull();
  });

  it('refuses stale numbers, wrong names, reasons and places; nothing changes (§3)', async () => {
    const {set, stock, inventoryItemId, a, location} = await stocked();
    expect(codes(await set(9, {changeFromQuantity: 3}))).toEqual(['CHANGE_FROM_QUANTITY_STALE']);
    expect(codes(await set(9, {}, 'committed'))).toEqual(['INVALID_NAME']);
    const reason = await set(9, {}, 'available', 'mood');
    expect(list(reason, 'userErrors')).toMatchObject([{field: ['input', 'reason'], code: 'INVALID_REASON'}]);
    expect(codes(await set(9, {locationId: 'gid://shopify/Location/999'}))).toEqual(['INVALID_LOCATION']);
    expect(codes(await set(9, {inventoryItemId: 'gid://shopify/InventoryItem/999'}))).toEqual([
      'INVALID_INVENTORY_ITEM',
    ]);
    const empty = await location('Empty');
    expect(codes(await set(9, {locationId: empty}))).toEqual(['ITEM_NOT_STOCKED_AT_LOCATION']);
    expect(codes(await set(1_000_000_001))).toEqual(['INVALID_QUANTITY_TOO_HIGH']);
    expect(await stock(inventoryItemId, a)).toEqual([7, 0, 7]);
  });

  it('demands changeFromQuantity, null or not (§3)', async () => {
    const {answerToApp, inventoryItemId, a} = await stocked();
    const input = `{name: "available", reason: "other", quantities: [{inventoryItemId: "${inventoryItemId}", locationId: "${a}", quantity: 1}]}`;
    const {data, errors} = await answerToApp(
      `mutation { inventorySetQuantities(input: ${input}) @idempotent(key: "without") { userErrors { message } } }`,
    );
    expect(data).toEqual({inventorySetQuantities: null});
    expect(errors?.[0]).toMatchObject({extensions: {code: 'INVALID_FIELD_ARGUMENTS'}});
  });
});

describe('inventoryAdjustQuantities', () => {
  it('adjusts two locations in one call: a transfer of stock (§3)', async () => {
    const {call, stock, inventoryItemId, a, b} = await stocked();
    const change = (locationId: string, delta: number) => ({
      inventoryItemId,
      locationId,
      delta,
      changeFromQuantity: null,
    });
    const payload = await call('inventoryAdjustQuantities', {
      name: 'available',
      reason: 'movement_updated',
      changes: [change(a, -7), change(b, 7)],
    });
    expect(list(payload, 'userErrors')).toEqual([]);
    expect(await stock(inventoryItemId, a)).toEqual([0, 0, 0]);
    expect(await stock(inventoryItemId, b)).toEqual([8, 0, 8]);
  });

  it('wants a ledger document for everything but available; on_hand and committed cannot be adjusted (§3)', async () => {
    const {call, inventoryItemId, a} = await stocked();
    const adjust = (name: string, ledgerDocumentUri: string | null, delta = 1) => {
      const change = {inventoryItemId, locationId: a, delta, changeFromQuantity: null, ledgerDocumentUri};
      return call('inventoryAdjustQuantities', {name, reason: 'other', changes: [change]});
    };
    expect(codes(await adjust('available', 'app://doc/1'))).toEqual(['INVALID_AVAILABLE_DOCUMENT']);
    expect(codes(await adjust('damaged', null))).toEqual(['INVALID_QUANTITY_DOCUMENT']);
    expect(codes(await adjust('damaged', 'gid://shopify/Order/1'))).toEqual(['INTERNAL_LEDGER_DOCUMENT']);
    for (const name of ['on_hand', 'committed', 'mood']) {
      expect(codes(await adjust(name, null))).toEqual(['INVALID_QUANTITY_NAME']);
    }
    expect(codes(await adjust('damaged', 'app://doc/1'))).toEqual([]);
    expect(await adjust('available', null, 0)).toEqual({inventoryAdjustmentGroup: null, userErrors: []});
  });

  it('counts incoming outside of on_hand (§3)', async () => {
    const {call, inventoryItemId, a, stock} = await stocked();
    const change = {inventoryItemId, locationId: a, delta: 5, changeFromQuantity: 0, ledgerDocumentUri: 'app://doc/1'};
    const payload = await call('inventoryAdjustQuantities', {name: 'incoming', reason: 'other', changes: [change]});
    expect(list(payload, 'inventoryAdjustmentGroup.changes')).toEqual([
      {name: 'incoming', delta: 5, quantityAfterChange: 5},
    ]);
    expect(await stock(inventoryItemId, a)).toEqual([7, 0, 7]);
  });
});

describe('inventoryMoveQuantities', () => {
  it('moves between states at one location, and never between locations (§3)', async () => {
    const {call, inventoryItemId, a, b, stock} = await stocked();
    const move = (to: string, name: string, quantity = 2) =>
      call('inventoryMoveQuantities', {
        reason: 'damaged',
        referenceDocumentUri: 'app://doc/1',
        changes: [
          {
            inventoryItemId,
            quantity,
            from: {locationId: a, name: 'available', changeFromQuantity: null},
            to: {locationId: to, name, changeFromQuantity: null, ledgerDocumentUri: 'app://doc/2'},
          },
        ],
      });
    expect(codes(await move(b, 'damaged'))).toEqual(['DIFFERENT_LOCATIONS']);
    expect(codes(await move(a, 'available'))).toEqual(['SAME_QUANTITY_NAME']);
    expect(codes(await move(a, 'damaged', -1))).toEqual(['INVALID_QUANTITY_NEGATIVE']);
    expect(codes(await move(a, 'damaged'))).toEqual([]);
    expect(await stock(inventoryItemId, a)).toEqual([5, 0, 7]);
  });
});
