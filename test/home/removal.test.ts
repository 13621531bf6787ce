/** Removing a service, first half: who takes over, what would move, and the button that begins. */
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {RemovalPlan, Service} from '../../core/wire.ts';
import {capabilities} from '../../web/api/router.ts';
import {expectAccessible} from '../support/axe.ts';
import {emptyPlan, largePlan, openWith, removalOf, type Answers} from './support/endings.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {activate, productAt} from './support/seed.ts';

let world: HomeWorld;
let leaving: Service;
let staying: Service;
let opened: Opened | undefined;
const location = {id: 'gid://shopify/Location/9', name: 'Main Street Shop'};

beforeAll(async () => {
  world = await createHomeWorld();
  leaving = await activate(world.client, {name: 'Old Warehouse', email: 'old@warehouse.example'});
  staying = await activate(world.client, {name: 'New Warehouse', email: 'new@warehouse.example'});
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  const problems = opened?.admin.problems.filter((one) => !one.startsWith('Failed to load resource')) ?? [];
  await opened?.admin.close();
  opened = undefined;
  if (problems.length > 0) throw new Error(problems.join('\n'));
});

const never = () => ({json: {removal: null}});

async function openRemoval(answers: Answers = {}, language: 'en' | 'th' = 'en') {
  const path = `/services/${leaving.id}/removal`;
  const result = await openWith(
    world,
    path,
    {'GET /locations': () => ({json: {items: [location]}}), [`GET ${path}`]: never, ...answers},
    {language},
  );
  opened = result;
  return result;
}

/** Counts give this plan, and beginning begins. */
const planned = (plan: RemovalPlan): Answers => ({
  [`POST /services/${leaving.id}/removal`]: ({body}) => {
    const dryRun = typeof body === 'object' && body !== null && 'dryRun' in body;
    const progress = {phase: null, done: 0} as const;
    return {
      status: 202,
      json: {removal: removalOf(leaving.id, {status: dryRun ? 'planned' : 'queued', plan, progress})},
    };
  },
});

test('it is offered exactly where the API does it', async () => {
  opened = await world.open(`/services/${leaving.id}`);
  const {home} = opened;
  await home.getByRole('button', {name: 'Pause Old Warehouse'}).waitFor();
  const offers = await home.getByRole('link', {name: 'Remove service'}).count();
  expect(offers > 0).toBe(capabilities.includes('removal'));
});

test('who takes over is chosen first; what moves is said in words and numbers; then it is removed by its name', async () => {
  const {home, page, asked} = await openRemoval(planned(largePlan));
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText('Choose who takes over').waitFor();
  expect(asked.filter(({method}) => method === 'POST')).toEqual([]);

  await home.getByRole('combobox', {name: 'New place'}).selectOption('New Warehouse');
  await home.getByRole('button', {name: 'See what will move'}).click();
  for (const fact of [
    '10,000 stocked variants with 245,310 units',
    'Shopify does not count the stock of 2,000 of them: they are stocked there without a quantity.',
    '4,120 units are held by open orders and move with them.',
    '2,000 open fulfillment orders with 3,412 lines to ship',
    '1,200 not requested yet, 300 requested and not answered, and 500 accepted by the service',
    '800 requests of this app are taken back.',
    'Old Warehouse has the emails about 740 of them and is told by email not to ship them.',
    'Some of its orders are on hold and stay so where they go.',
    'General profile: Sweden and Norway',
    'General profile: Norway',
    'It gets cancellation emails for 740 requests.',
  ]) {
    await home.getByText(fact, {exact: true}).waitFor();
  }
  await expectAccessible(page);
  await home.getByRole('checkbox', {name: 'Take over the rates'}).check();
  await home.getByRole('button', {name: 'Remove Old Warehouse'}).click();
  await home.getByText('It starts in a moment.').waitFor();
  const destination = {serviceId: staying.id};
  expect(asked.filter(({method}) => method === 'POST').map(({body}) => body)).toEqual([
    {destination, dryRun: true},
    {destination, takeOverRates: true},
  ]);
});

test('rates that end with it are said, and those that nobody can take over', async () => {
  const fragile = {profile: 'Fragile', zones: ['Sweden']};
  const bulky = {profile: 'Bulky', zones: ['Norway']};
  const rates = [fragile, bulky];
  const {home, page} = await openRemoval(
    planned({
      ...emptyPlan,
      ratesOfferedIn: rates,
      ratesMissingAtDestination: rates,
      ratesNotTakeable: [fragile],
      ratesOfferedAlone: rates,
    }),
  );
  await home.getByRole('combobox', {name: 'New place'}).selectOption('New Warehouse');
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText(/New Warehouse ships at other rates in these profiles/).waitFor();
  await home.getByText(/These are offered from Old Warehouse alone and are deleted with it/).waitFor();
  await expectAccessible(page);
  // Offered now, missing there, not to be taken over, ending.
  expect(await home.getByText('Fragile: Sweden').count()).toBe(4);
  expect(await home.getByText('Bulky: Norway').count()).toBe(3);
  await home.getByRole('checkbox', {name: 'Take over the rates'}).check();
  await expect.poll(() => home.getByText('Bulky: Norway').count()).toBe(2);
  expect(await home.getByText('Fragile: Sweden').count()).toBe(4);
});

test('what stands against it is said with the orders it is about, and it cannot be removed', async () => {
  const order = {id: 'gid://shopify/Order/77', name: '#1077'};
  const blocker = {code: 'x', message: 'The service refused to cancel an order.', count: 4, orders: [order]};
  const {home} = await openRemoval(planned({...emptyPlan, blockers: [blocker]}));
  await home.getByRole('combobox', {name: 'New place'}).selectOption('Main Street Shop');
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText('1 thing must be seen to first').waitFor();
  await home.getByText('The service refused to cancel an order.').waitFor();
  await home.getByText('3 more orders').waitFor();
  expect(await home.getByRole('link', {name: '#1077'}).getAttribute('href')).toBe('shopify://admin/orders/77');
  await home.getByText('Nothing is stocked here, and nothing waits to be shipped.').waitFor();
  await home.getByText(/No shipping rates are offered from Old Warehouse/).waitFor();
  expect(await home.getByRole('button', {name: 'Remove Old Warehouse'}).isDisabled()).toBe(true);
});

test('what was counted for another choice cannot be removed; a failure keeps the choice', async () => {
  let fails = true;
  const begin = `POST /services/${leaving.id}/removal`;
  const ok = planned(emptyPlan)[begin];
  const {home} = await openRemoval({
    [begin]: (one) =>
      fails ? {status: 503, json: {error: {code: 'shopify_unavailable', message: 'No answer.'}}} : ok!(one),
  });
  const place = home.getByRole('combobox', {name: 'New place'});
  await place.selectOption('New Warehouse');
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText('It could not be counted').waitFor();
  fails = false;
  await home.getByRole('button', {name: 'See what will move'}).click();
  const remove = home.getByRole('button', {name: 'Remove Old Warehouse'});
  await remove.waitFor();
  expect(await remove.isEnabled()).toBe(true);
  await place.selectOption('Main Street Shop');
  await home.getByText('You changed something above. Look again before you remove it.').waitFor();
  expect(await remove.isDisabled()).toBe(true);
});

test('products that go elsewhere are searched and chosen', async () => {
  const mug = await productAt(world.client, leaving, 'Enamel mug', 'MUG-01');
  await productAt(world.client, leaving, 'Wool blanket', 'BLANKET-01');
  const {home, asked, page} = await openRemoval(planned({...emptyPlan, inventoryItems: 2, exceptions: 1}));
  await home.getByRole('combobox', {name: 'New place'}).selectOption('New Warehouse');
  await home.getByRole('radio', {name: 'No, I choose products that go elsewhere'}).check();
  await home.getByRole('row', {name: /Wool blanket/}).waitFor();
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText(/Choose a product that goes elsewhere/).waitFor();
  await home.getByRole('searchbox', {name: 'Search products'}).fill('mug-0');
  await expect.poll(() => home.getByRole('row', {name: /Wool blanket/}).count()).toBe(0);
  await home.getByRole('combobox', {name: 'Goes to: Enamel mug'}).selectOption('Main Street Shop');
  await home.getByText('1 product goes elsewhere').waitFor();
  await expectAccessible(page);
  await home.getByRole('button', {name: 'See what will move'}).click();
  await home.getByText('1 variant goes elsewhere, as you chose.').waitFor();
  const exceptions = [{variantId: mug.variants[0]?.id, destination: {locationId: location.id}}];
  expect(asked.at(-1)?.body).toEqual({destination: {serviceId: staying.id}, dryRun: true, exceptions});
});

test('a table is pasted or uploaded; what cannot be used is said line by line', async () => {
  const problems = [{path: 'exceptionsCsv.2', message: '"NOPE-01" is not stocked at this service'}];
  const {home, asked, page} = await openRemoval({
    [`POST /services/${leaving.id}/removal`]: () => ({
      status: 422,
      json: {error: {code: 'invalid_input', message: 'No.', details: {problems}}},
    }),
  });
  await home.getByRole('combobox', {name: 'New place'}).selectOption('New Warehouse');
  await home.getByRole('radio', {name: /No, I have a table/}).check();
  const look = home.getByRole('button', {name: 'See what will move'});
  await look.click();
  await home.getByText('Paste your table, or upload it').waitFor();
  const table = home.getByRole('textbox', {name: 'Table of exceptions'});
  await table.fill('sku,destination\nMUG-01,Nowhere\n,Main Street Shop');
  await look.click();
  await home.getByText('Line 2: There is no place called Nowhere.').waitFor();
  await home.getByText('Line 3: The SKU or variant ID is missing.').waitFor();
  await expectAccessible(page);
  expect(asked.filter(({method}) => method === 'POST')).toEqual([]);
  // As a spreadsheet writes it.
  const buffer = Buffer.from('\uFEFFSKU;Destination\r\nNOPE-01;main street shop\r\n');
  await home.locator('input[type=file]').setInputFiles({name: 'table.csv', mimeType: 'text/csv', buffer});
  await home.getByText('1 exception').waitFor();
  await look.click();
  await home.getByText('Line 2: NOPE-01 is not stocked at this service.').waitFor();
  expect(asked.at(-1)?.body).toMatchObject({exceptionsCsv: 'sku,variant_id,destination\nNOPE-01,,main street shop'});
});

test('a service of another app is removed there; where nobody can take over, that is said', async () => {
  await world.otherApp('Big 3PL');
  const {items} = await world.client.api<{items: Service[]}>('GET', '/api/services');
  const other = items.find(({name}) => name === 'Big 3PL');
  opened = await openWith(world, `/services/${encodeURIComponent(other?.id ?? '')}/removal`, {});
  await opened.home.getByText('It is removed in the app that added it.').waitFor();
  const apps = opened.home.getByRole('link', {name: 'Go to apps'});
  expect(await apps.getAttribute('href')).toBe('shopify://admin/settings/apps');
  await opened.admin.close();
  const {home} = await openRemoval({
    'GET /locations': () => ({json: {items: []}}),
    'GET /services': () => ({json: {items: [leaving], nextCursor: null}}),
  });
  await home.getByText('There is nobody who could take over').waitFor();
});

test('in Thai', async () => {
  const {home} = await openRemoval(planned(largePlan), 'th');
  await home.getByRole('combobox', {name: 'ที่ใหม่'}).selectOption('New Warehouse');
  await home.getByRole('button', {name: 'ดูสิ่งที่จะย้าย'}).click();
  await home.getByText('ตัวเลือกสินค้าที่มีสต็อก 10,000 รายการ รวม 245,310 ชิ้น').waitFor();
  expect(await home.getByRole('button', {name: 'ลบ Old Warehouse'}).isEnabled()).toBe(true);
});
