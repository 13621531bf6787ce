/** The home page's activity, in the sandbox's admin in a real browser: attention, filters, a request, and what can be done with it. */
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {expectAccessible} from '../support/axe.ts';
import {until} from '../support/sandboxClient.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {activate, productAt, sentOrder} from './support/seed.ts';

let world: HomeWorld;
let opened: Opened | undefined;
let fulfilled: FulfillmentRequest;
let bounced: FulfillmentRequest;
let waiting: FulfillmentRequest;

beforeAll(async () => {
  world = await createHomeWorld();
  const {client} = world;
  const warehouse = await activate(client, {name: 'Nordic Warehouse', email: 'orders@nordic.example'});
  const printer = await activate(client, {
    name: 'Print Shop',
    email: 'orders@print.example',
    additionalEmails: ['second@print.example'],
    fulfillOn: 'confirmation',
  });
  const mug = await productAt(client, warehouse, 'Enamel mug', 'MUG-01');
  const poster = await productAt(client, printer, 'Poster', 'POSTER-01');
  bounced = await sentOrder(client, mug, 1);
  fulfilled = await sentOrder(client, mug, 2);
  waiting = await sentOrder(client, poster, 3, ['sent']);
  const messageId = bounced.delivery?.messages[0]?.messageId;
  await client.postmark('events', {messageId, type: 'Bounce'});
  await until('the bounce to arrive', async () => {
    const {request} = await client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${bounced.id}`);
    return request.delivery?.status === 'bounced';
  });
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  await opened?.admin.close();
  opened = undefined;
});

async function open(...args: Parameters<HomeWorld['open']>): Promise<Opened> {
  opened = await world.open(...args);
  return opened;
}

const all = (home: Opened['home']) => home.getByRole('group', {name: 'All requests'});
const rows = (home: Opened['home']) =>
  all(home)
    .getByRole('rowgroup')
    .getByRole('row')
    .evaluateAll((found) => found.map((row) => row.querySelector('s-link')?.textContent ?? ''));

test('what needs attention comes first, with its reason and its way out', async () => {
  const {home, page} = await open('/activity');
  const attention = home.getByRole('group', {name: 'Needs attention'});
  const row = attention.getByRole('row', {name: new RegExp(bounced.orderName)});
  await row.getByText('The service may not know of this order. Change its address, then resend.').waitFor();
  expect(await attention.getByRole('row').count()).toBe(2);
  await expectAccessible(page);
  await row.getByRole('link').click();
  await home.getByRole('heading', {name: `${bounced.orderName} to Nordic Warehouse`}).waitFor();
  await home.getByText('The email came back').waitFor();
  await home.getByText('1 × Enamel mug, Red').waitFor();
  await expectAccessible(page);
  await home.getByRole('link', {name: 'Change the address'}).click();
  await home.getByRole('textbox', {name: 'Email address'}).waitFor();
});

test('the banner on the first page leads there', async () => {
  const {home} = await open();
  await home.getByText('1 fulfillment request needs your attention').waitFor();
  await home.getByRole('link', {name: 'See what to do'}).click();
  await home.getByRole('heading', {name: 'Activity'}).waitFor();
  expect(await home.getByText('1 fulfillment request needs your attention').count()).toBe(0);
});

test('requests are filtered by status, service and order; the address and the way back remember it', async () => {
  const {home, page} = await open('/activity');
  const {orderName} = waiting;
  await expect.poll(() => rows(home)).toEqual([waiting.orderName, fulfilled.orderName, bounced.orderName]);
  await home.getByRole('combobox', {name: 'Status'}).selectOption('Fulfilled');
  await expect.poll(() => rows(home)).toEqual([fulfilled.orderName, bounced.orderName]);
  await home.getByRole('combobox', {name: 'Status'}).selectOption('All statuses');
  await home.getByRole('combobox', {name: 'Service'}).selectOption('Print Shop');
  await expect.poll(() => rows(home)).toEqual([orderName]);
  await home.getByRole('combobox', {name: 'Service'}).selectOption('All services');
  // As it is, and without the # that nobody types.
  await home.getByRole('searchbox', {name: 'Order'}).fill(fulfilled.orderName.slice(1));
  await expect.poll(() => rows(home)).toEqual([fulfilled.orderName]);
  await expect.poll(() => page.url()).toContain(`order=${fulfilled.orderName.slice(1)}`);

  await all(home).getByRole('link').first().click();
  await home.getByRole('heading', {name: `${fulfilled.orderName} to Nordic Warehouse`}).waitFor();
  await page.goBack();
  await expect.poll(() => rows(home)).toEqual([fulfilled.orderName]);
  expect(await home.getByRole('searchbox', {name: 'Order'}).inputValue()).toBe(fulfilled.orderName.slice(1));

  await home.getByRole('searchbox', {name: 'Order'}).fill('#9999');
  await home.getByText('No requests match').waitFor();
  await home.getByRole('button', {name: 'Clear filters'}).click();
  await expect.poll(() => rows(home)).toHaveLength(3);
  expect(await home.getByRole('searchbox', {name: 'Order'}).inputValue()).toBe('');
});

test('a link opens the page with its filters', async () => {
  const {home} = await open(`/activity?status=sent&service=${waiting.serviceId}`);
  await expect.poll(() => rows(home)).toEqual([waiting.orderName]);
  const service = home.getByRole('combobox', {name: 'Service'});
  await expect.poll(() => service.evaluate((one) => Reflect.get(one, 'value'))).toBe(waiting.serviceId);
  await expect.poll(() => service.locator('option:checked').innerText()).toBe('Print Shop');
});

test('an email is sent once more after a question in its place, and not if the answer is no', async () => {
  const {home} = await open(`/activity/${waiting.id}`);
  await home.getByText('second@print.example').waitFor();
  const before = (await world.client.inbox()).length;
  await home.getByRole('button', {name: 'Resend'}).click();
  const question = home.getByRole('group', {name: /Send this email once more/});
  await expect.poll(() => question.evaluate((one) => one === document.activeElement)).toBe(true);
  await question.press('Escape');
  await question.waitFor({state: 'detached'});
  expect(await world.client.inbox()).toHaveLength(before);

  await home.getByRole('button', {name: 'Resend'}).click();
  await question.getByRole('button', {name: 'Resend'}).click();
  await until('both emails once more', async () => (await world.client.inbox()).length === before + 2);
  await home.getByRole('group', {name: 'History'}).getByText('Sent once more').waitFor();
  await home.getByRole('group', {name: 'Status'}).getByText('Sent', {exact: true}).waitFor();
});

test('a refusal is said where the button is', async () => {
  const {home, page} = await open(`/activity/${fulfilled.id}`);
  await home.getByRole('button', {name: 'Resend'}).click();
  const refusal = {error: {code: 'request_state_conflict', message: 'This fulfillment request has moved on.'}};
  await page.route('**/resend', (route) => route.fulfill({status: 409, json: refusal}));
  await home
    .getByRole('group', {name: /Send this email/})
    .getByRole('button', {name: 'Resend'})
    .click();
  await home.getByRole('alert').getByText('This fulfillment request has moved on.').waitFor();
  expect(await home.getByRole('button', {name: 'Resend'}).isEnabled()).toBe(true);
});

test('offline, what was seen stays; online again, the page catches up', async () => {
  const {home, page} = await open('/activity');
  await expect.poll(() => rows(home)).toHaveLength(3);
  await page.context().setOffline(true);
  await home.getByText('You are offline').waitFor();
  await all(home).getByRole('link').first().click();
  await home.getByText('The app could not be reached. Check your connection and try again.').waitFor();
  await page.context().setOffline(false);
  await home.getByRole('group', {name: 'History'}).waitFor();
  expect(await home.getByText('You are offline').count()).toBe(0);
});

test('once the session has ended, the page says so and can be loaded anew', async () => {
  const {home, page} = await open('/activity');
  await expect.poll(() => rows(home)).toHaveLength(3);
  const ended = {error: {code: 'unauthenticated', message: 'Your session has ended.'}};
  await page.route('**/api/**', (route) => route.fulfill({status: 401, json: ended}));
  await all(home).getByRole('link').first().click();
  await home.getByText('Your session has ended').waitFor();
  await page.unroute('**/api/**');
  await home.getByRole('button', {name: 'Reload the page'}).click();
  await home.getByRole('group', {name: 'History'}).waitFor();
});

test('an answer that is no answer of the app is told, with another try', async () => {
  const {home, page} = await open('/services/new');
  await home.getByRole('heading', {name: 'Who ships for you?'}).waitFor();
  await page.route('**/api/services', (route) => route.fulfill({status: 502, body: '<html>Bad gateway</html>'}));
  await home.getByRole('link', {name: 'Fulfillment services'}).click();
  await home.getByText('The answer did not arrive whole. Try again.').waitFor();
  await page.unroute('**/api/services');
  await home.getByRole('button', {name: 'Try again'}).click();
  await home.getByRole('row', {name: /Nordic Warehouse/}).waitFor();
  expect(await home.getByText('This could not be loaded').count()).toBe(0);
});

test.each(['/', '/services/new', '/activity', 'service', 'request'])(
  'on a phone in Thai, %s fits, is Thai, and can be used by everyone',
  async (name) => {
    const path = {service: `/services/${waiting.serviceId}`, request: `/activity/${bounced.id}`}[name] ?? name;
    const {home, page} = await open(path, {language: 'th', width: 375});
    const main = home.locator('#page');
    await home.locator('.skeleton').first().waitFor({state: 'detached'});
    await expect.poll(() => main.innerText()).toMatch(/[\u0E00-\u0E7F]{4}/);
    // Names and addresses are the merchant's own; nothing else is left in English.
    const text = (await main.innerText()).replaceAll(
      /Nordic Warehouse|Print Shop|Enamel mug|Poster|Red|Shopify|SKU [A-Z0-9-]+|\S+@\S+/g,
      '',
    );
    expect(text.match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
    expect(await home.locator('html').getAttribute('lang')).toBe('th');
    const overflow = await home.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(overflow).toBe(0);
    await expectAccessible(page);
  },
);
