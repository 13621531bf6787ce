/** Removing a service: everything it holds goes to its destination, nothing is lost on the way. */
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {readRemoval} from '../../../core/removals/show.ts';
import {getService} from '../../../core/services/list.ts';
import type {Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../../support/world.ts';
import {begin, finish, fulfillmentOrders, isInShopify, locationOf, onHand, order, stockedItem} from './support.ts';

let world: World;
let leaving: Service;
let staying: Service;
let merchant: string;

beforeAll(async () => {
  world = await createWorld();
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {name: 'Own shop'});
  merchant = location.id;
});
afterAll(() => world.close());
afterEach(async () => {
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
});

async function twoServices(): Promise<void> {
  leaving = await world.activate();
  staying = await world.activate();
}

describe('onto another service', () => {
  it('moves stock, tracked or not, and open orders; then the service is gone', async () => {
    await twoServices();
    const from = locationOf(leaving);
    const to = locationOf(staying);
    const plain = await stockedItem(world, [{locationId: from, available: 7}]);
    const both = await stockedItem(world, [
      {locationId: from, available: 3},
      {locationId: to, available: 2},
    ]);
    const untracked = await stockedItem(world, [{locationId: from, available: 0}], {tracked: false});
    const orderId = await order(world, [{variantId: plain.variantId, quantity: 2}]);
    const planned = await begin(world, leaving.id, {destination: {serviceId: staying.id}, dryRun: true});
    expect(planned.status).toBe('planned');
    expect(planned.plan).toMatchObject({
      inventoryItems: 3,
      units: 10,
      untrackedItems: 1,
      committedUnits: 2,
      fulfillmentOrders: 1,
      lines: 1,
      openRequests: 0,
      blockers: [],
    });
    expect(await getService(world.ctx, world.shop, leaving.id)).toMatchObject({status: 'active'});

    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    expect(await getService(world.ctx, world.shop, leaving.id)).toMatchObject({status: 'removing'});
    const done = await finish(world, leaving.id);
    expect(done).toMatchObject({status: 'done', failedCount: 0});
    expect(done.progress.done).toBe(done.progress.total);
    expect(await getService(world.ctx, world.shop, leaving.id)).toMatchObject({status: 'removed'});
    expect(await isInShopify(world, leaving.name)).toBe(false);
    expect(await onHand(world, plain)).toEqual({[to]: 7});
    expect(await onHand(world, both)).toEqual({[to]: 5});
    expect(await onHand(world, untracked)).toEqual({[to]: 0});
    expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: to, remaining: 2}]);
  });

  it('moves every kind of quantity', async () => {
    await twoServices();
    const from = locationOf(leaving);
    const item = await stockedItem(world, [{locationId: from, available: 9}]);
    for (const name of ['damaged', 'safety_stock', 'quality_control', 'reserved']) {
      await world.outside.graphql(
        `mutation ($input: InventoryMoveQuantitiesInput!) {
          inventoryMoveQuantities(input: $input) @idempotent(key: "${name}-${leaving.id}") { userErrors { message } } }`,
        {
          input: {
            reason: 'correction',
            referenceDocumentUri: 'gid://test/Document/1',
            changes: [
              {
                inventoryItemId: item.inventoryItemId,
                quantity: 2,
                from: {locationId: from, name: 'available', changeFromQuantity: null},
                to: {locationId: from, name, ledgerDocumentUri: 'gid://test/Document/2', changeFromQuantity: null},
              },
            ],
          },
        },
      );
    }
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
    expect(await onHand(world, item)).toEqual({[locationOf(staying)]: 9});
  });

  it('lets no old count come back to life where an item was stocked once', async () => {
    await twoServices();
    const from = locationOf(leaving);
    const to = locationOf(staying);
    const item = await stockedItem(world, [
      {locationId: from, available: 5},
      {locationId: to, available: 11},
    ]);
    // Shopify: the row stays, inactive, with its 11.
    await world.outside.graphql(
      `mutation ($item: ID!, $updates: [InventoryBulkToggleActivationInput!]!) {
        inventoryBulkToggleActivation(inventoryItemId: $item, inventoryItemUpdates: $updates) { userErrors { message } } }`,
      {item: item.inventoryItemId, updates: [{locationId: to, activate: false}]},
    );
    await begin(world, leaving.id, {destination: {serviceId: staying.id}});
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done'});
    expect(await onHand(world, item)).toEqual({[to]: 5});
  });

  it('sends single variants elsewhere, by choice and by a table', async () => {
    await twoServices();
    const from = locationOf(leaving);
    const to = locationOf(staying);
    const rest = await stockedItem(world, [{locationId: from, available: 1}], {sku: 'REST'});
    const chosen = await stockedItem(world, [{locationId: from, available: 2}], {sku: 'CHOSEN'});
    const listed = await stockedItem(world, [{locationId: from, available: 3}], {sku: 'LISTED'});
    const orderId = await order(world, [
      {variantId: rest.variantId, quantity: 1},
      {variantId: listed.variantId, quantity: 1},
    ]);
    const input = {
      destination: {serviceId: staying.id},
      exceptions: [{variantId: chosen.variantId, destination: {locationId: merchant}}],
      exceptionsCsv: 'SKU;Destination\r\n"LISTED";"own SHOP"\r\n',
    };
    expect((await begin(world, leaving.id, {...input, dryRun: true})).plan.exceptions).toBe(2);
    await begin(world, leaving.id, input);
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
    expect(await onHand(world, rest)).toEqual({[to]: 1});
    expect(await onHand(world, chosen)).toEqual({[merchant]: 2});
    expect(await onHand(world, listed)).toEqual({[merchant]: 3});
    const parts = await fulfillmentOrders(world, orderId);
    expect(new Map(parts.map(({locationId, remaining}) => [locationId, remaining]))).toEqual(
      new Map([
        [to, 1],
        [merchant, 1],
      ]),
    );
  });
});

describe('onto a location of the merchant', () => {
  it('has Shopify move the stock itself when it deletes the service', async () => {
    await twoServices();
    const from = locationOf(leaving);
    const first = await stockedItem(world, [{locationId: from, available: 4}]);
    const second = await stockedItem(world, [{locationId: from, available: 6}]);
    const orderId = await order(world, [{variantId: second.variantId, quantity: 1}]);
    await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`, {method: 'DELETE'});
    await begin(world, leaving.id, {destination: {locationId: merchant}});
    expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
    expect(await onHand(world, first)).toEqual({[merchant]: 4});
    expect(await onHand(world, second)).toEqual({[merchant]: 6});
    expect(await fulfillmentOrders(world, orderId)).toMatchObject([{locationId: merchant, remaining: 1}]);
    const log = (await (await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`)).json()) as {
      operation: string;
    }[];
    expect(log.filter(({operation}) => operation.startsWith('inventoryAdjust'))).toEqual([]);
  });
});

describe('what it refuses', () => {
  it('to remove onto itself, onto nothing, twice, or what another app owns', async () => {
    await twoServices();
    const onto = (destination: {serviceId: string} | {locationId: string}) => begin(world, leaving.id, {destination});
    await expect(onto({serviceId: leaving.id})).rejects.toMatchObject({code: 'removal_destination_invalid'});
    await expect(onto({locationId: locationOf(leaving)})).rejects.toMatchObject({code: 'removal_destination_invalid'});
    await expect(onto({serviceId: '0'.repeat(24)})).rejects.toMatchObject({code: 'service_not_found'});
    await expect(onto({locationId: '99'})).rejects.toMatchObject({code: 'removal_destination_invalid'});
    await onto({serviceId: staying.id});
    await expect(onto({serviceId: staying.id})).rejects.toMatchObject({code: 'removal_under_way'});
    // Who takes over cannot leave at the same time.
    await expect(begin(world, staying.id, {destination: {locationId: merchant}})).rejects.toMatchObject({
      code: 'removal_destination_in_use',
    });
    await finish(world, leaving.id);
    await expect(onto({serviceId: staying.id})).rejects.toMatchObject({code: 'service_not_active'});
  });

  it('a table with lines that cannot be, naming each', async () => {
    await twoServices();
    const from = locationOf(leaving);
    await stockedItem(world, [{locationId: from, available: 1}], {sku: 'HERE'});
    const table = (exceptionsCsv: string) =>
      begin(world, leaving.id, {destination: {serviceId: staying.id}, dryRun: true, exceptionsCsv});
    await expect(table('sku,destination\nGONE,Own shop\nHERE,Nowhere\nHERE,\n')).rejects.toMatchObject({
      code: 'invalid_input',
      details: {problems: [{path: 'exceptionsCsv.4', message: 'names no destination'}]},
    });
    await expect(table('sku,destination\nGONE,Own shop\nHERE,Nowhere\n')).rejects.toMatchObject({
      details: {problems: [{path: 'exceptionsCsv.2'}, {path: 'exceptionsCsv.3'}]},
    });
    await expect(table('article,place\nHERE,Own shop\n')).rejects.toMatchObject({
      details: {problems: [{path: 'exceptionsCsv.1'}]},
    });
    expect(await readRemoval(world.ctx, world.shop, leaving.id)).toBeNull();
  });
});
