/** Removing a service: hidden as long as the API does not do it; and the dialog, shown what the API's contract says it will answer. */
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Request} from 'playwright-core';
import type {Service} from '../../core/wire.ts';
import {capabilities} from '../../web/api/router.ts';
import type {RemovalPlan} from '../../web/home/src/removal/api.ts';
import {expectAccessible} from '../support/axe.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {activate} from './support/seed.ts';

let world: HomeWorld;
let leaving: Service;
let staying: Service;
let opened: Opened | undefined;

beforeAll(async () => {
  world = await createHomeWorld();
  leaving = await activate(world.client, {name: 'Old Warehouse', email: 'old@warehouse.example'});
  staying = await activate(world.client, {name: 'New Warehouse', email: 'new@warehouse.example'});
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  await opened?.admin.close();
  opened = undefined;
});

const plan: RemovalPlan = {
  inventoryItems: 12,
  units: 3400,
  fulfillmentOrders: 2,
  lines: 5,
  openRequests: 1,
  ratesOfferedIn: [{profile: 'General profile', zones: ['Sweden', 'Norway']}],
  blockers: [],
};

/** The page of the service as the server will give it once it can remove; `answer` stands for the API that is not there yet. */
async function openWithRemoval(answer: (request: Request) => object, language: 'en' | 'th' = 'en'): Promise<Opened> {
  opened = await world.open('/activity', {language});
  const {page, home} = opened;
  await home.locator('#page').waitFor();
  // Before the page's own script runs.
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      document.querySelector('meta[name="app-capabilities"]')?.setAttribute('content', 'removal reactivation');
    });
  });
  await page.route('**/api/services/*/removal', (route) => route.fulfill({status: 202, json: answer(route.request())}));
  await opened.admin.openHome(`/services/${leaving.id}`);
  await home.getByRole('textbox', {name: language === 'en' ? 'Name' : 'ชื่อ'}).waitFor();
  return opened;
}

const removal = (change: Partial<RemovalPlan> = {}) => ({
  removal: {id: 'r', status: 'planned', plan: {...plan, ...change}, progress: {done: 0, total: 17}},
});

test('it is offered exactly where the API does it', async () => {
  opened = await world.open(`/services/${leaving.id}`);
  const {home} = opened;
  await home.getByRole('button', {name: 'Pause Old Warehouse'}).waitFor();
  expect((await home.getByRole('button', {name: 'Remove service'}).count()) > 0).toBe(capabilities.includes('removal'));
});

test('who takes over is chosen first; then what moves is shown, and only then can it be confirmed', async () => {
  const bodies: unknown[] = [];
  const {home, page} = await openWithRemoval((request) => {
    bodies.push(request.postDataJSON());
    return removal();
  });
  await home.getByRole('button', {name: 'Remove service'}).click();
  await home.getByRole('dialog', {name: 'Remove Old Warehouse?'}).waitFor();
  const dialog = home.locator('s-modal');
  const confirm = dialog.getByRole('button', {name: 'Remove service'});
  expect(await confirm.isDisabled()).toBe(true);
  expect(bodies).toEqual([]);
  await dialog.getByRole('combobox').selectOption('New Warehouse');
  await dialog.getByText('12 stocked variants, 3,400 units').waitFor();
  await dialog.getByText('5 unfulfilled items').waitFor();
  await dialog.getByText('1 open request stays with the service until it is answered').waitFor();
  await dialog.getByText('General profile: Sweden and Norway').waitFor();
  await expectAccessible(page);
  const destination = {serviceId: staying.id};
  expect(bodies).toEqual([{destination, dryRun: true}]);
  await confirm.click();
  await home.getByRole('dialog').waitFor({state: 'hidden'});
  expect(bodies).toEqual([{destination, dryRun: true}, {destination}]);
});

test('what stands against it is said, and it cannot be confirmed', async () => {
  const {home} = await openWithRemoval(() =>
    removal({ratesOfferedIn: [], blockers: [{code: 'x', message: 'An order is being sent at this moment.'}]}),
  );
  await home.getByRole('button', {name: 'Remove service'}).click();
  const dialog = home.locator('s-modal');
  await dialog.getByRole('combobox').selectOption('New Warehouse');
  await dialog.getByText('It cannot be removed yet').waitFor();
  await dialog.getByText('An order is being sent at this moment.').waitFor();
  await dialog.getByText(/No shipping rates are offered from the new place/).waitFor();
  expect(await dialog.getByRole('button', {name: 'Remove service'}).isDisabled()).toBe(true);
  await dialog.getByRole('button', {name: 'Go back'}).click();
  await home.getByRole('dialog').waitFor({state: 'hidden'});
  // Opened again, it begins anew.
  await home.getByRole('button', {name: 'Remove service'}).click();
  expect(await home.getByText('It cannot be removed yet').count()).toBe(0);
});

test('in Thai', async () => {
  const {home} = await openWithRemoval(() => removal(), 'th');
  await home.getByRole('button', {name: 'ลบบริการ'}).click();
  await home.getByRole('dialog', {name: 'ลบ Old Warehouse หรือไม่'}).waitFor();
  const dialog = home.locator('s-modal');
  await dialog.getByRole('combobox').selectOption('New Warehouse');
  await dialog.getByText('ตัวเลือกสินค้าที่มีสต็อก 12 รายการ รวม 3,400 ชิ้น').waitFor();
  expect(await dialog.getByRole('button', {name: 'ลบบริการ'}).isEnabled()).toBe(true);
});
