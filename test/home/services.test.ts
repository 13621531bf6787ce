/** The home page's services, in the sandbox's admin in a real browser: first steps, activation, settings, pausing, the test email. */
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Service} from '../../core/wire.ts';
import {expectAccessible} from '../support/axe.ts';
import {until} from '../support/sandboxClient.ts';
import {openWith} from './support/endings.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {productAt, sentOrder} from './support/seed.ts';

let world: HomeWorld;
let opened: Opened | undefined;

beforeAll(async () => {
  world = await createHomeWorld();
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  // A refused call shows in the console as well; the page tells it by itself.
  const problems = opened?.admin.problems.filter((one) => !one.startsWith('Failed to load resource')) ?? [];
  await opened?.admin.close();
  opened = undefined;
  if (problems.length > 0) throw new Error(problems.join('\n'));
});

async function open(...args: Parameters<HomeWorld['open']>): Promise<Opened> {
  opened = await world.open(...args);
  return opened;
}

const isFocused = (element: Element) => element.matches(':focus');

async function services(): Promise<Service[]> {
  return (await world.client.api<{items: Service[]}>('GET', '/api/services')).items;
}

async function serviceNamed(name: string): Promise<Service> {
  const found = (await services()).find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

test('a new shop is led to its first service, which takes a name and an address', async () => {
  const {home, page} = await open();
  await home.getByText('0 of 3 steps done').waitFor();
  await expectAccessible(page);
  await home.getByRole('link', {name: 'Activate a service'}).first().click();
  await home.getByRole('heading', {name: 'Who ships for you?'}).waitFor();

  // Nothing typed: said at once, under the fields, and the first of them has the focus.
  await home.getByRole('button', {name: 'Activate'}).click();
  await home.getByText('Enter a name').waitFor();
  await home.getByText('Enter an email address').waitFor();
  await expect.poll(() => home.getByRole('textbox', {name: 'Name'}).evaluate(isFocused)).toBe(true);
  expect(await services()).toEqual([]);

  // A bad address: the API's word, under its field; what was typed stays.
  await home.getByRole('textbox', {name: 'Name'}).fill('Nordic Warehouse');
  await home.getByRole('textbox', {name: 'Email address'}).fill('orders@nowhere');
  await home.getByRole('button', {name: 'Activate'}).click();
  await home.getByText('This address cannot receive email. Check it for typing errors.').waitFor();
  expect(await home.getByRole('textbox', {name: 'Name'}).inputValue()).toBe('Nordic Warehouse');
  expect(await home.getByRole('textbox', {name: 'Email address'}).inputValue()).toBe('orders@nowhere');
  await expectAccessible(page);

  await home.getByRole('textbox', {name: 'Email address'}).fill('orders@nordic.example');
  await home.getByRole('textbox', {name: 'Email address'}).press('Enter');
  await home.getByRole('heading', {name: 'Nordic Warehouse'}).waitFor();
  const created = await serviceNamed('Nordic Warehouse');
  expect(created).toMatchObject({email: 'orders@nordic.example', status: 'active'});
  await expect.poll(() => page.url()).toContain(`/app/services/${created.id}`);
});

test('the first steps are ticked off as they are done, and go once an order was sent', async () => {
  const first = await open();
  await first.home.getByText('1 of 3 steps done').waitFor();
  await first.home.getByRole('link', {name: 'Go to products'}).waitFor();
  await first.admin.close();
  const product = await productAt(world.client, await serviceNamed('Nordic Warehouse'), 'Enamel mug', 'MUG-01');
  const second = await open();
  await second.home.getByText('2 of 3 steps done').waitFor();
  await second.admin.close();
  await sentOrder(world.client, product, 2);
  const {home} = await open();
  await home.getByRole('row', {name: /Nordic Warehouse.*#1001/}).waitFor();
  expect(await home.getByText('steps done').count()).toBe(0);
});

test('settings are saved by the admin’s save bar; a bad address is said under its field, and nothing typed is lost', async () => {
  const {id} = await serviceNamed('Nordic Warehouse');
  const {home, page} = await open(`/services/${id}`);
  await home.getByRole('textbox', {name: 'Email address'}).fill('broken');
  await home.getByRole('button', {name: 'Add an address'}).click();
  // The new field has the focus.
  await expect.poll(() => home.getByRole('textbox', {name: 'Further address 1'}).evaluate(isFocused)).toBe(true);
  await home.getByRole('textbox', {name: 'Further address 1'}).fill('second@nordic.example');
  await home.getByLabel('When the service confirms').check();
  await page.getByRole('button', {name: 'Save'}).click();
  await home.getByText('This address cannot receive email. Check it for typing errors.').waitFor();
  expect(await home.getByRole('textbox', {name: 'Further address 1'}).inputValue()).toBe('second@nordic.example');
  expect((await serviceNamed('Nordic Warehouse')).email).toBe('orders@nordic.example');

  // What is unsaved holds the merchant back.
  await home.getByRole('link', {name: 'Fulfillment services'}).click();
  expect(await home.getByRole('textbox', {name: 'Further address 1'}).inputValue()).toBe('second@nordic.example');

  await home.getByRole('textbox', {name: 'Email address'}).fill('new@nordic.example');
  await page.getByRole('button', {name: 'Save'}).click();
  await expect
    .poll(() => serviceNamed('Nordic Warehouse'))
    .toMatchObject({
      email: 'new@nordic.example',
      settings: {additionalEmails: ['second@nordic.example'], fulfillOn: 'confirmation', showOrderNote: true},
    });
  await expect.poll(() => page.getByRole('button', {name: 'Save'}).isVisible()).toBe(false);
  await home.getByRole('link', {name: 'Fulfillment services'}).click();
  await home.getByRole('row', {name: /Nordic Warehouse/}).waitFor();
});

test('what is typed can be discarded', async () => {
  const {id} = await serviceNamed('Nordic Warehouse');
  const {home, page} = await open(`/services/${id}`);
  await home.getByRole('textbox', {name: 'Name'}).fill('Another name');
  await page.getByRole('button', {name: 'Discard'}).click();
  await expect.poll(() => home.getByRole('textbox', {name: 'Name'}).inputValue()).toBe('Nordic Warehouse');
  await expect.poll(() => page.getByRole('button', {name: 'Save'}).isVisible()).toBe(false);
  expect((await serviceNamed('Nordic Warehouse')).name).toBe('Nordic Warehouse');
});

test('a name that is taken is said under the name', async () => {
  const {home} = await open('/services/new');
  await home.getByRole('textbox', {name: 'Name'}).fill('nordic warehouse');
  await home.getByRole('textbox', {name: 'Email address'}).fill('a@nordic.example');
  await home.getByRole('button', {name: 'Activate'}).click();
  await home.getByText(/A service with this name, or one too like it, exists already/).waitFor();
  expect(await services()).toHaveLength(1);
});

test('a service is paused and resumed in the list', async () => {
  const {home, page} = await open();
  await home.getByRole('button', {name: 'Pause Nordic Warehouse'}).click();
  await home.getByRole('row', {name: /Nordic Warehouse.*Paused/}).waitFor();
  await page.getByText('Nordic Warehouse is paused').first().waitFor();
  expect((await serviceNamed('Nordic Warehouse')).status).toBe('paused');
  await home.getByRole('button', {name: 'Resume Nordic Warehouse'}).click();
  await home.getByRole('row', {name: /Nordic Warehouse.*Active/}).waitFor();
  expect((await serviceNamed('Nordic Warehouse')).status).toBe('active');
});

test('a test email goes to every address; products are listed, and lead into the admin', async () => {
  const {id} = await serviceNamed('Nordic Warehouse');
  const {home, page} = await open(`/services/${id}`);
  const before = (await world.client.inbox()).length;
  await home.getByRole('button', {name: 'Send a test email'}).click();
  await home.getByText('A test email is on its way to new@nordic.example and second@nordic.example.').waitFor();
  const sent = await until('both test emails', async () => {
    const all = await world.client.inbox();
    return all.length === before + 2 && all.slice(before);
  });
  expect(sent.map(({To}) => To).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'new@nordic.example',
    'second@nordic.example',
  ]);
  await expectAccessible(page);
  await home.getByRole('link', {name: 'Enamel mug'}).click();
  await page.waitForURL(/\/products\/\d+/);
});

test('other apps’ services are shown, and said to be changed there', async () => {
  await world.otherApp('Other 3PL');
  const {home} = await open();
  await home.getByRole('heading', {name: 'Services of other apps'}).waitFor();
  await home.getByText('They are changed and removed in the app that added them.').waitFor();
  await home.getByText('Other 3PL').waitFor();
  expect(await home.getByRole('button', {name: 'Pause Other 3PL'}).count()).toBe(0);
});

test('what could not be loaded is tried again by itself, soon', async () => {
  let lost = 1;
  opened = await openWith(world, '/', {
    'GET /services': () =>
      lost-- > 0
        ? {status: 503, json: {error: {code: 'shopify_unavailable', message: 'Shopify does not answer.'}}}
        : {json: {items: [], nextCursor: null}},
  });
  const {home} = opened;
  await home.getByText('This could not be loaded').waitFor();
  await home.getByText('This could not be loaded').waitFor({state: 'detached'});
  expect(await home.getByText('0 of 3 steps done').isVisible()).toBe(true);
});

test('an address that leads nowhere says so', async () => {
  const {home} = await open('/services/65f000000000000000000000');
  await home.getByText('This fulfillment service does not exist in this shop.').waitFor();
  expect(await home.getByRole('textbox').count()).toBe(0);
});
