/** The sandbox's admin in a real browser: an order is sent in part by the built extension, by keyboard and by pointer. */
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Service} from '../../core/wire.ts';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {openAdmin} from '../support/adminPage.ts';
import {expectAccessible} from '../support/axe.ts';
import {launchBrowser} from '../support/browser.ts';
import {SandboxClient} from '../support/sandboxClient.ts';

let sandbox: Sandbox;
let stop: () => Promise<void>;
let client: SandboxClient;
let browser: Browser;
let productId: string;

beforeAll(async () => {
  [browser, {sandbox, stop}] = await Promise.all([launchBrowser(), startSandbox()]);
  client = new SandboxClient(sandbox);
  const {service} = await client.api<{service: Service}>('POST', '/api/services', {
    name: 'Nordic Warehouse',
    email: 'orders@nordic-warehouse.example',
  });
  const {product} = await client.control<{product: {id: string; variants: {id: string}[]}}>('products', {
    title: 'Enamel mug',
    variants: [{title: 'Red', sku: 'MUG-01', price: '18.00', tracked: false}],
  });
  productId = product.id;
  await client.api('PUT', `/api/products/${product.id.split('/').at(-1)}/assignments`, {
    assignments: [{variantId: product.variants[0]?.id, serviceId: service.id}],
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stop?.();
});

/** An order of three mugs, made by the admin's own form. */
async function createOrder(admin: Awaited<ReturnType<typeof openAdmin>>): Promise<string> {
  await admin.open('/orders/new');
  await admin.page.getByLabel('Quantity of Enamel mug · Red').fill('3');
  await admin.page.getByRole('button', {name: 'Create order'}).click();
  await admin.page.getByText('Location: Nordic Warehouse').waitFor();
  return admin.page.url();
}

test('part of an order is sent from its page, and what is left can be sent after it', async () => {
  await using admin = await openAdmin(browser, sandbox);
  await createOrder(admin);
  const before = (await client.inbox()).length;

  const action = await admin.openAction('Send to a fulfillment service');
  const quantity = action.getByLabel('Enamel mug, Red');
  await quantity.fill('2');
  await action.getByRole('button', {name: 'Send 2 items to Nordic Warehouse'}).click();
  await expect.poll(async () => (await client.inbox()).length, {timeout: 15_000}).toBe(before + 1);
  const email = (await client.inbox()).at(-1);
  expect(email?.To).toContain('orders@nordic-warehouse.example');
  expect(email?.TextBody).toContain('MUG-01');
  await action.getByText('Fulfilled').first().waitFor({timeout: 15_000});

  await admin.closeModal();
  await admin.content().locator('.page-title').getByText('Partially fulfilled').waitFor();
  expect(await admin.actions()).toEqual(['Send to a fulfillment service']);
  expect(admin.problems).toEqual([]);
});

test('the action is operated by keyboard alone, and the focus comes back to the menu', async () => {
  await using admin = await openAdmin(browser, sandbox);
  await createOrder(admin);
  const {keyboard} = admin.page;
  await admin.page.getByRole('button', {name: 'More actions'}).focus();
  await keyboard.press('Enter');
  await admin.page.getByRole('menuitem').waitFor();
  await keyboard.press('Enter');
  const action = admin.modalFrame();
  const quantity = action.getByLabel('Enamel mug, Red');
  await quantity.waitFor();
  await quantity.focus();
  await keyboard.press('ArrowDown');
  await expect.poll(() => quantity.inputValue()).toBe('2');
  await action.getByRole('button', {name: 'Send 2 items to Nordic Warehouse'}).waitFor();
  await keyboard.press('Escape');
  await admin.modal().waitFor({state: 'detached'});
  expect(await admin.page.evaluate('document.activeElement.textContent')).toContain('More actions');
});

test('an action whose condition says no is not offered', async () => {
  await using admin = await openAdmin(browser, sandbox);
  const {order} = await client.control<{order: {id: string}}>('orders', {
    lineItems: [{title: 'Gift wrapping', price: '5.00', quantity: 1}],
  });
  await admin.openOrder(order.id);
  expect(await admin.actions()).toEqual([]);
});

test.each(['en', 'th'] as const)(
  'the frame has no serious fault on any page, wide or narrow (%s)',
  async (language) => {
    await using admin = await openAdmin(browser, sandbox, {language});
    for (const width of [1280, 375]) {
      await admin.setWidth(width);
      for (const path of [
        '/orders',
        '/orders/new',
        '/products',
        '/products/new',
        `/products/${productId.split('/').at(-1)}`,
      ]) {
        await admin.open(path);
        await expectAccessible(admin.page, [admin.page.mainFrame()]);
        const overflow = await admin.page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect({path, overflow}).toEqual({path, overflow: 0});
      }
    }
  },
);
