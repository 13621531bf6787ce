/** A merchant's first day, in a browser alone: activate, assign, order, send part of it, read the email, send the rest. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {AdminPage} from '../support/adminPage.ts';
import {createMerchantWorld, type MerchantWorld} from '../support/merchantWorld.ts';

let world: MerchantWorld;
let admin: AdminPage;

beforeAll(async () => {
  world = await createMerchantWorld();
  admin = await world.open();
}, 120_000);
afterAll(async () => {
  await admin?.close();
  await world?.close();
});

/** The message of this place in the inbox, newest first, in plain text. */
async function readEmail(position: number): Promise<{to: string; text: string}> {
  await admin.openInbox();
  await admin.page.getByRole('main').getByRole('link').nth(position).click();
  await admin.page.getByRole('link', {name: 'Plain text'}).click();
  return {
    to: await admin.page.getByRole('article').getByRole('definition').first().innerText(),
    text: await admin.page.locator('pre').innerText(),
  };
}

test('first run: an empty home leads to a service, which takes a name and an address', async () => {
  await admin.openHome();
  const home = admin.home();
  await home.getByText('0 of 3 steps done').waitFor();
  await home.getByRole('link', {name: 'Activate a service'}).first().click();
  await home.getByRole('textbox', {name: 'Name'}).fill('Nordic Warehouse');
  await home.getByRole('textbox', {name: 'Email address'}).fill('orders@nordic.example');
  await home.getByRole('button', {name: 'Activate'}).click();
  await home.getByRole('heading', {name: 'Nordic Warehouse'}).waitFor();
  await admin.openHome();
  await home.getByText('1 of 3 steps done').waitFor();
  await home.getByRole('link', {name: 'Go to products'}).click();
  await expect.poll(() => admin.page.url()).toMatch(/\/products$/);
});

test('a product is assigned on its page, with its stock', async () => {
  await admin.page.getByRole('link', {name: 'Add product'}).first().click();
  await admin.page.getByLabel('Title').fill('Enamel mug');
  await admin.page.getByLabel('Variants').fill('Red, Blue');
  await admin.page.getByLabel('SKU').fill('MUG');
  await admin.page.getByRole('button', {name: 'Save'}).click();

  const block = admin.block('products');
  await block.getByLabel('Fulfilled by, for all 2 variants').selectOption({label: 'Nordic Warehouse'});
  await block.getByText('2 variants changed').waitFor();
  await block.getByRole('button', {name: 'More choices'}).click();
  await block.getByLabel('Move the available stock to the new location').check();
  await block.getByRole('button', {name: 'Save'}).click();
  await block.getByText('Saved').waitFor();
  await block.getByText('Nordic Warehouse: 100 available').first().waitFor();

  await admin.openHome();
  await expect.poll(() => admin.home().getByText('2 of 3 steps done').count()).toBe(1);
});

test('part of an order is sent: one item whole, of the other a part', async () => {
  await admin.openOrders();
  await admin.page.getByRole('link', {name: 'Create order'}).first().click();
  await admin.page.getByLabel('Quantity of Enamel mug · Red').fill('2');
  await admin.page.getByLabel('Quantity of Enamel mug · Blue').fill('3');
  await admin.page.getByRole('button', {name: 'Create order'}).click();
  await admin.page.getByText('Location: Nordic Warehouse').waitFor();

  const action = await admin.openAction('Send to a fulfillment service');
  await action.getByLabel('Enamel mug, Blue').fill('1');
  await action.getByRole('button', {name: 'Send 3 items to Nordic Warehouse'}).click();
  await action.getByText('Sent and fulfilled').waitFor();
  await admin.closeModal();
  const title = admin.content().locator('.page-title');
  await expect.poll(() => title.innerText()).toContain('Partially fulfilled');
});

test('the order page’s block shows what was sent and what is left', async () => {
  const block = admin.block('order-block');
  // It looks by itself, ever less often.
  await block.getByText('3 items').first().waitFor({timeout: 45_000});
  await block.getByText('Enamel mug, Red × 2, Enamel mug, Blue × 1').waitFor();
  await block.getByText('Email sent to orders@nordic.example.').waitFor();
  await block.getByText('To send', {exact: true}).waitFor();
  await block.getByText('Enamel mug, Blue × 2', {exact: true}).waitFor();
  expect(await block.getByText('Enamel mug, Red × 2', {exact: true}).count()).toBe(0);
});

test('the email stands in the inbox, with exactly that', async () => {
  const order = admin.page.url();
  const {to, text} = await readEmail(0);
  expect(to).toBe('orders@nordic.example');
  expect(text).toContain('Anna Larsson');
  expect(text).toContain('2 lines · 3 items');
  expect(text).toMatch(/^2 × Enamel mug\n +Red\n +SKU: MUG-1$/m);
  expect(text).toMatch(/^1 of 3 × Enamel mug\n +Blue\n +SKU: MUG-2$/m);
  await admin.page.goto(order);
});

test('the rest is sent from the block, and everything is fulfilled', async () => {
  const block = admin.block('order-block');
  await block.getByRole('button', {name: 'Send items'}).click();
  const action = admin.modalFrame();
  await expect.poll(() => action.getByLabel('Enamel mug, Blue').inputValue()).toBe('2');
  expect(await action.getByLabel('Enamel mug, Red').count()).toBe(0);
  await action.getByRole('button', {name: 'Send 2 items to Nordic Warehouse'}).click();
  await action.getByText('Sent and fulfilled').waitFor();
  await admin.closeModal();
  const title = admin.content().locator('.page-title');
  await title.getByText('Fulfilled', {exact: true}).waitFor();
  await block.getByText('To send', {exact: true}).waitFor({state: 'detached'});
  expect(await admin.actions()).toEqual([]);

  const {text} = await readEmail(0);
  expect(text).toMatch(/^2 of 3 × Enamel mug\n +Blue\n +SKU: MUG-2$/m);
  expect(text).not.toContain('MUG-1');
  expect(await world.client.inbox()).toHaveLength(2);
  await admin.openHome();
  await admin
    .home()
    .getByRole('row', {name: /Nordic Warehouse.*#1001/})
    .waitFor();
  expect(await admin.home().getByText('steps done').count()).toBe(0);
  expect(admin.problems).toEqual([]);
});
