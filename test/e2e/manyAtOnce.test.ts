/** The built extensions of products, lists and print in the sandbox's admin: choose, assign, send many, in a real browser. */
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Service, VariantAssignment} from '../../core/wire.ts';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {openAdmin} from '../support/adminPage.ts';
import {expectAccessible} from '../support/axe.ts';
import {launchBrowser} from '../support/browser.ts';
import {SandboxClient} from '../support/sandboxClient.ts';

interface Product {
  id: string;
  variants: {id: string}[];
}

let sandbox: Sandbox;
let stop: () => Promise<void>;
let client: SandboxClient;
let browser: Browser;
let nordic: Service;
let bangkok: Service;

beforeAll(async () => {
  [browser, {sandbox, stop}] = await Promise.all([launchBrowser(), startSandbox()]);
  client = new SandboxClient(sandbox);
  nordic = await activate('Nordic Warehouse', 'orders@nordic-warehouse.example');
  bangkok = await activate('Bangkok Depot', 'orders@bangkok-depot.example');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stop?.();
});

async function activate(name: string, email: string): Promise<Service> {
  const {service} = await client.api<{service: Service}>('POST', '/api/services', {name, email});
  return service;
}

async function product(title: string, variants: string[]): Promise<Product> {
  const made = await client.control<{product: Product}>('products', {
    title,
    variants: variants.map((name) => ({title: name, sku: `${title}-${name}`, price: '18.00', tracked: false})),
  });
  return made.product;
}

const pathOf = ({id}: Product) => `/api/products/${id.split('/').at(-1)}/assignments`;

async function assigned(one: Product): Promise<(string | null)[]> {
  const {variants} = await client.api<{variants: VariantAssignment[]}>('GET', pathOf(one));
  return variants.map(({serviceId}) => serviceId);
}

const assign = (one: Product, serviceId: string) =>
  client.api('PUT', pathOf(one), {assignments: one.variants.map(({id}) => ({variantId: id, serviceId}))});

async function orderOf(one: Product): Promise<string> {
  const {order} = await client.control<{order: {id: string; name: string}}>('orders', {
    lineItems: [{variantId: one.variants[0]?.id, quantity: 1}],
    shippingAddress: {firstName: 'Ann', lastName: 'Berg', address1: 'Storgatan 1', city: 'Malmö', countryCode: 'SE'},
  });
  return order.name;
}

test('a product is given to a service for all its variants, one of them to another, and it stays so', async () => {
  const sweater = await product('Wool sweater', ['Small', 'Medium', 'Large']);
  await using admin = await openAdmin(browser, sandbox);
  await admin.openProduct(sweater.id);
  const block = admin.block('products');
  await block.getByLabel('Fulfilled by, for all 3 variants').selectOption({label: 'Nordic Warehouse'});
  await block.getByLabel('Fulfilled by, for Medium').selectOption({label: 'Bangkok Depot'});
  await block.getByText('3 variants changed').waitFor();
  await block.getByRole('button', {name: 'Save'}).click();
  await block.getByText('Saved').waitFor();
  expect(await assigned(sweater)).toEqual([nordic.id, bangkok.id, nordic.id]);

  await admin.openVariant(sweater.id, sweater.variants[1]!.id);
  const select = block.getByLabel('Fulfilled by');
  await expect.poll(() => select.inputValue()).toBe(bangkok.id);
  await select.selectOption({label: 'Nordic Warehouse'});
  await block.getByRole('button', {name: 'Undo'}).click();
  await expect.poll(() => select.inputValue()).toBe(bangkok.id);
  expect(await assigned(sweater)).toEqual([nordic.id, bangkok.id, nordic.id]);
  expect(admin.problems).toEqual([]);
});

test('many products are assigned from their list, with progress to the end', async () => {
  const lamps = [await product('Desk lamp', ['Brass', 'Steel']), await product('Floor lamp', ['Brass'])];
  await using admin = await openAdmin(browser, sandbox);
  await admin.openProducts();
  const action = await admin.openSelectionAction(['Desk lamp', 'Floor lamp'], 'Assign to a fulfillment service');
  await action.getByLabel('Fulfilled by, for all variants of 2 products').selectOption({label: 'Bangkok Depot'});
  await action.getByRole('button', {name: 'Assign 2 products'}).click();
  await action.getByText('All selected products are assigned.').waitFor();
  await action.getByText('3 of 3 variants done').waitFor();
  expect(await Promise.all(lamps.map(assigned))).toEqual([[bangkok.id, bangkok.id], [bangkok.id]]);
  expect(admin.problems).toEqual([]);
});

test('many orders are sent from their list: told before, followed after', async () => {
  const [mug, jar, lid] = [
    await product('Mug', ['Red']),
    await product('Jar', ['Glass']),
    await product('Lid', ['Tin']),
  ];
  await assign(mug, nordic.id);
  await assign(jar, bangkok.id);
  const names = [await orderOf(mug), await orderOf(mug), await orderOf(jar), await orderOf(lid)];
  const before = (await client.inbox()).length;
  await using admin = await openAdmin(browser, sandbox);
  await admin.openOrders();
  const action = await admin.openSelectionAction(names, 'Send to fulfillment services');
  await action.getByText('3 orders will be sent').waitFor();
  await action.getByText('2 orders, 2 items').waitFor();
  await action.getByText('1 order is left out').waitFor();
  await action.getByText(names[3]!, {exact: true}).waitFor();
  await action.getByRole('button', {name: 'Send 3 orders'}).click();
  await action.getByText('Sent and fulfilled').waitFor({timeout: 30_000});
  await action.getByText('3 requests').waitFor();
  const mails = (await client.inbox()).slice(before);
  expect(mails.filter(({To}) => To.includes('nordic-warehouse'))).toHaveLength(2);
  expect(mails.filter(({To}) => To.includes('bangkok-depot'))).toHaveLength(1);
  expect(admin.problems).toEqual([]);
});

test('packing slips are printed for the chosen services', async () => {
  const [pot, pan] = [await product('Pot', ['Iron']), await product('Pan', ['Iron'])];
  await assign(pot, nordic.id);
  await assign(pan, bangkok.id);
  const {order} = await client.control<{order: {id: string}}>('orders', {
    lineItems: [pot, pan].map(({variants}) => ({variantId: variants[0]?.id, quantity: 2})),
    shippingAddress: {firstName: 'Ann', lastName: 'Berg', address1: 'Storgatan 1', city: 'Malmö', countryCode: 'SE'},
  });
  await using admin = await openAdmin(browser, sandbox);
  await admin.openOrder(order.id);
  const print = await admin.openPrint('Packing slips by fulfillment service');
  await print.getByLabel('Nordic Warehouse').waitFor();
  const paper = admin.modal().frameLocator('iframe.print-preview');
  await paper.getByText('Pot').first().waitFor();
  await paper.getByText('Pan').first().waitFor();
  await print.getByLabel('Bangkok Depot').uncheck();
  await paper.getByText('Pan').first().waitFor({state: 'detached'});
  await paper.getByText('Pot').first().waitFor();
  expect(await admin.modal().getByRole('button', {name: 'Print', exact: true}).isEnabled()).toBe(true);
  expect(admin.problems).toEqual([]);
});

test.each(['en', 'th'] as const)('no serious fault on any of them, wide or narrow (%s)', async (language) => {
  const title = `Poster ${language}`;
  const poster = await product(
    title,
    Array.from({length: 12}, (_, index) => `Motif ${index + 1}`),
  );
  await assign(poster, nordic.id);
  const name = await orderOf(poster);
  await using admin = await openAdmin(browser, sandbox, {language});
  for (const width of [1280, 375]) {
    await admin.setWidth(width);
    await admin.openProduct(poster.id);
    await admin.block('products').locator('s-select').nth(3).waitFor();
    await expectAccessible(admin.page);
    await admin.openProducts();
    await (await admin.openSelectionAction([title])).locator('s-select').waitFor();
    await expectAccessible(admin.page);
    await admin.openOrders();
    await (await admin.openSelectionAction([name])).locator('s-checkbox').waitFor();
    await expectAccessible(admin.page);
  }
  expect(admin.problems).toEqual([]);
});
