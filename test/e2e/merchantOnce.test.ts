/** Sending once, in a browser: clicked twice, in two windows, with a session that ended while the modal was open. */
import {SignJWT} from 'jose';
import type {Page} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {AdminPage} from '../support/adminPage.ts';
import {until} from '../support/sandboxClient.ts';
import {
  activate,
  createMerchantWorld,
  mailsAbout,
  orderOf,
  productAt,
  readOrder,
  requestsOf,
  type MerchantWorld,
  type OrderName,
  type Product,
} from '../support/merchantWorld.ts';

let world: MerchantWorld;
let mug: Product;

beforeAll(async () => {
  world = await createMerchantWorld();
  const {client} = world;
  mug = await productAt(client, await activate(client, {name: 'Depot', email: 'orders@depot.example'}), 'Mug');
}, 120_000);
afterAll(() => world?.close());

async function openSend(admin: AdminPage, order: OrderName) {
  await admin.openOrder(order.id);
  const action = await admin.openAction();
  const send = action.getByRole('button', {name: 'Send 2 items to Depot'});
  await send.waitFor();
  return {action, send};
}

/** One request, one email, one fulfillment of both items. An email too many would have left with the first: all requests
 * are at rest, and none but they can make one. */
async function expectSentOnce(order: OrderName): Promise<void> {
  const {client} = world;
  const requests = await until(`${order.name} to be fulfilled`, async () => {
    const found = await requestsOf(client, order.id);
    return found.length > 0 && found.every(({status}) => status === 'fulfilled') && found;
  });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.lines.map(({quantity}) => quantity)).toEqual([2]);
  expect(await mailsAbout(client, order)).toHaveLength(1);
  const {fulfillmentOrders} = await readOrder(client, order.id);
  expect(fulfillmentOrders.flatMap(({lines}) => lines).reduce((sum, {remaining}) => sum + remaining, 0)).toBe(0);
}

/** A token as Shopify signed it for this shop five minutes ago, for one minute. */
async function expiredToken(): Promise<string> {
  const {env, shop} = world.sandbox;
  const then = Math.floor(Date.now() / 1000) - 300;
  return new SignJWT({dest: `https://${shop}`, sid: 'expired'})
    .setProtectedHeader({alg: 'HS256', typ: 'JWT'})
    .setIssuer(`https://${shop}/admin`)
    .setAudience(env['SHOPIFY_API_KEY'] ?? '')
    .setSubject('1')
    .setIssuedAt(then)
    .setNotBefore(then)
    .setExpirationTime(then + 60)
    .sign(new TextEncoder().encode(env['SHOPIFY_API_SECRET']));
}

/** The admin hands out a token that has expired, so many times, as one that kept it from before it slept.
 * @returns the statuses of the calls that made requests from then on */
async function handOutExpired(page: Page, times: number): Promise<number[]> {
  const token = await expiredToken();
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'POST' && response.url().endsWith('/requests'))
      statuses.push(response.status());
  });
  await page.route('**/session-token', (route) => route.fulfill({json: {token}}), {times});
  return statuses;
}

test('a double click on Send sends one email', async () => {
  await using admin = await world.open();
  const order = await orderOf(world.client, mug, 2);
  const {action, send} = await openSend(admin, order);
  await send.dblclick();
  await action.getByText('Sent and fulfilled').waitFor();
  await expectSentOnce(order);
  expect(admin.problems).toEqual([]);
});

test('Send clicked by two people at the same moment sends one email, and the second is told', async () => {
  await using one = await world.open();
  await using other = await world.open();
  const order = await orderOf(world.client, mug, 2);
  const windows = [await openSend(one, order), await openSend(other, order)];
  await Promise.all(windows.map(({send}) => send.click()));
  const ends = await Promise.all(
    windows.map(async ({action}) => {
      const good = action.getByText('Sent and fulfilled');
      await good.or(action.getByText('Nothing was sent')).first().waitFor();
      return good.isVisible();
    }),
  );
  expect(ends.filter(Boolean)).toHaveLength(1);
  await expectSentOnce(order);
});

test('a session token that expired while the modal was open is replaced in silence, and one email goes out', async () => {
  await using admin = await world.open();
  const order = await orderOf(world.client, mug, 2);
  const {action, send} = await openSend(admin, order);
  const statuses = await handOutExpired(admin.page, 1);
  await send.click();
  await action.getByText('Sent and fulfilled').waitFor();
  expect(statuses).toEqual([401, 202]);
  await expectSentOnce(order);
});

test('a session that cannot be renewed is said plainly, nothing is sent; once it can, the same window sends one email', async () => {
  await using admin = await world.open();
  const order = await orderOf(world.client, mug, 2);
  const {action, send} = await openSend(admin, order);
  const statuses = await handOutExpired(admin.page, 2);
  await send.click();
  await action.getByText('Nothing was sent').waitFor();
  await action.getByText('Your session has ended. Reload the page and try again.').waitFor();
  expect(statuses).toEqual([401, 401]);
  expect(await requestsOf(world.client, order.id)).toEqual([]);
  expect(await mailsAbout(world.client, order)).toEqual([]);

  await send.click();
  await action.getByText('Sent and fulfilled').waitFor();
  await expectSentOnce(order);
});
