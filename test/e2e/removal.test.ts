/** A merchant ends a service and takes it back, in a browser, with everything real behind it: removed, stopped midway, reactivated. */
import type {FrameLocator} from 'playwright-core';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Removal, Service} from '../../core/wire.ts';
import type {AdminPage} from '../support/adminPage.ts';
import {expectAccessible} from '../support/axe.ts';
import {activate, createMerchantWorld, orderOf, readOrder, type MerchantWorld} from '../support/merchantWorld.ts';
import {until} from '../support/sandboxClient.ts';

interface Item {
  variantId: string;
  inventoryItemId: string;
}

let world: MerchantWorld;
let admin: AdminPage;
let home: FrameLocator;
let leaving: Service;
let mug: Item;
let order: {id: string; name: string};

beforeAll(async () => {
  world = await createMerchantWorld();
  leaving = await activate(world.client, {
    name: 'Old Warehouse',
    email: 'old@warehouse.example',
    fulfillOn: 'confirmation',
  });
  await activate(world.client, {name: 'New Warehouse', email: 'new@warehouse.example'});
  mug = await stocked('Enamel mug', 12);
  order = await orderOf(world.client, {id: '', variants: [{id: mug.variantId}]}, 2);
  admin = await world.open();
  home = admin.home();
}, 120_000);
afterAll(async () => {
  await admin?.close();
  await world?.close();
});
afterEach(clearFaults);

function clearFaults(): Promise<unknown> {
  return fetch(`${world.sandbox.shopify}/sandbox/faults?shop=${world.sandbox.shop}`, {method: 'DELETE'});
}

/** A product of which the leaving service has so many units. */
async function stocked(title: string, available: number): Promise<Item> {
  const {product} = await world.client.control<{product: {variants: {id: string; inventoryItemId: string}[]}}>(
    'products',
    {
      title,
      variants: [
        {
          title: 'Default Title',
          sku: title.toUpperCase().replace(' ', '-'),
          price: '18.00',
          tracked: true,
          inventory: [{locationId: leaving.locationId, available}],
        },
      ],
    },
  );
  const [variant] = product.variants;
  return {variantId: variant?.id ?? '', inventoryItemId: variant?.inventoryItemId ?? ''};
}

/** Units on hand by the name of the location, those of orders where it is not stocked any more too. */
async function unitsOf({inventoryItemId}: Item): Promise<Record<string, number>> {
  const {inventoryItem} = await world.client.graphql<{
    inventoryItem: {
      inventoryLevels: {nodes: {location: {name: string}; quantities: {quantity: number}[]}[]};
    };
  }>(
    `query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 10, includeInactive: true) { nodes {
      location { name } quantities(names: ["on_hand"]) { quantity } } } } }`,
    {id: inventoryItemId},
  );
  const units = inventoryItem.inventoryLevels.nodes.map(
    ({location, quantities}) => [location.name, quantities[0]?.quantity ?? 0] as const,
  );
  return Object.fromEntries(units.filter(([, count]) => count !== 0));
}

const statusOf = async (service: Service) =>
  (await world.client.api<{service: Service}>('GET', `/api/services/${service.id}`)).service.status;
const placeOfOrder = async () => (await readOrder(world.client, order.id)).fulfillmentOrders.at(-1)?.locationName;

async function beginRemoval(): Promise<void> {
  await home.getByRole('link', {name: 'Remove service'}).click();
  await home.getByRole('combobox', {name: 'New place'}).selectOption('New Warehouse');
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText('1 stocked variant with 12 units').waitFor();
  await home.getByText('2 units are held by open orders and move with them.').waitFor();
  await home.getByText('1 open fulfillment order with 1 line to ship').waitFor();
  await expectAccessible(admin.page);
  await home.getByRole('button', {name: 'Remove Old Warehouse'}).click();
}

test('stopped midway, everything comes back, and the service goes on', async () => {
  await admin.openHome(`/services/${leaving.id}`);
  // Shopify does not take the last thing that moves, so that it stands in the middle.
  await world.client.control('faults', {operation: 'AdjustAvailable', kind: 'error', rate: 1, caller: 'app'});
  await beginRemoval();
  await home.getByRole('heading', {name: 'Removing Old Warehouse'}).waitFor();
  await home.getByText('Waiting for a moment').waitFor();
  await until('the order to have moved', async () => (await placeOfOrder()) === 'New Warehouse');
  await expectAccessible(admin.page);
  await home.getByRole('button', {name: 'Stop removing'}).click();
  await home.getByRole('radio', {name: /Bring it back to Old Warehouse/}).check();
  await home.getByRole('button', {name: 'Stop removing'}).click();
  await clearFaults();
  await home.locator('#page').getByText('The last removal was stopped').waitFor({timeout: 40_000});
  expect(await statusOf(leaving)).toBe('active');
  expect(await placeOfOrder()).toBe('Old Warehouse');
  expect(await unitsOf(mug)).toEqual({'Old Warehouse': 12});
});

test('removed, with a request taken back, its stock and its order at the new place', async () => {
  await world.client.api('POST', `/api/orders/${order.id.split('/').at(-1)}/requests`, {}, {'idempotency-key': 'one'});
  await until('the email', async () => (await world.client.inbox()).length === 1);
  await admin.openHome('/');
  await home.getByRole('link', {name: 'Old Warehouse'}).click();
  await beginRemoval();
  await home.locator('#page').getByText('Old Warehouse was removed').waitFor({timeout: 40_000});
  for (const fact of ['1 stocked variant', '1 open fulfillment order', '1 request taken back']) {
    await home.getByText(fact, {exact: true}).waitFor();
  }
  await expectAccessible(admin.page);
  expect(await statusOf(leaving)).toBe('removed');
  expect(await unitsOf(mug)).toEqual({'New Warehouse': 12});
  expect(await placeOfOrder()).toBe('New Warehouse');
  const {removal} = await world.client.api<{removal: Removal}>('GET', `/api/services/${leaving.id}/removal`);
  expect(removal).toMatchObject({status: 'done', failedCount: 0});
  const mails = await until('the cancellation', async () => {
    const all = await world.client.inbox();
    return all.length > 1 && all;
  });
  expect(mails.map(({To}) => To)).toEqual(['old@warehouse.example', 'old@warehouse.example']);
  await admin.openHome('/');
  await home.getByText('Removed services').waitFor();
});

test('reactivated, with what it had and its stock', async () => {
  await home.getByRole('link', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByRole('row', {name: /Enamel mug.*12.*New Warehouse/}).waitFor();
  await home.getByRole('checkbox', {name: 'Bring their stock along'}).check();
  await expectAccessible(admin.page);
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('1 product variant is at Old Warehouse again').first().waitFor({timeout: 40_000});
  await expectAccessible(admin.page);
  expect(await statusOf(leaving)).toBe('active');
  // The two that the order holds stay where the order is.
  expect(await unitsOf(mug)).toEqual({'Old Warehouse': 10, 'New Warehouse': 2});
  await home.getByRole('link', {name: 'Open Old Warehouse'}).click();
  await home.getByRole('row', {name: /Enamel mug/}).waitFor();
});
