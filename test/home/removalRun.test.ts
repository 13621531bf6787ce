/** Removing a service, second half: how far it is, stopping it, what could not be moved, and what came of it. */
import {readFile} from 'node:fs/promises';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Removal, RemovalFailure, Service} from '../../core/wire.ts';
import {expectAccessible} from '../support/axe.ts';
import {failuresOf, openWith, removalOf, type Answers} from './support/endings.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {activate} from './support/seed.ts';

let world: HomeWorld;
let service: Service;
let opened: Opened | undefined;
/** What the API answers at the moment. */
let removal: Removal;
/** The API is out of order. */
let lost = false;

beforeAll(async () => {
  world = await createHomeWorld();
  service = await activate(world.client, {name: 'Old Warehouse', email: 'old@warehouse.example'});
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  await opened?.admin.close();
  opened = undefined;
});

const failed: RemovalFailure[] = [
  {
    kind: 'item',
    id: 'gid://shopify/InventoryItem/1',
    title: '=Enamel mug, Red',
    code: 'last_location',
    message: 'It has no other place.',
  },
  {
    kind: 'fulfillmentOrder',
    id: 'gid://shopify/FulfillmentOrder/2',
    title: '#1044',
    code: 'fulfillment_order_on_hold',
    message: 'It is on hold.',
  },
];

async function openAt(change: Parameters<typeof removalOf>[1], answers: Answers = {}, standing = 'removing') {
  removal = removalOf(service.id, change);
  const path = `/services/${service.id}`;
  const result = await openWith(world, `${path}/removal`, {
    [`GET ${path}`]: () => ({json: {service: {...service, status: standing}}}),
    [`GET ${path}/removal`]: () =>
      lost ? {status: 503, json: {error: {code: 'database_unavailable', message: 'No database.'}}} : {json: {removal}},
    'GET /locations': () => ({json: {items: [{id: 'gid://shopify/Location/1', name: 'New Warehouse'}]}}),
    ...answers,
  });
  opened = result;
  return result;
}

/** What was asked for beyond being read. */
const changes = (asked: {method: string; path: string}[]) =>
  asked
    .filter(({method}) => method !== 'GET')
    .map(({method, path}) => `${method} ${path.split('/').slice(3).join('/')}`);

test('progress is shown by steps, kept up to date, through failures, and said in quarters', async () => {
  const answers: Answers = {};
  const {home, page} = await openAt({progress: {phase: 'orders'}}, answers);
  await home.getByText('5,300 of 12,800 done').waitFor();
  await home.getByText('About 7 minutes left').waitFor();
  await home.getByRole('row', {name: /Move open orders\s*Under way\s*500 of 2,000/}).waitFor();
  await home.getByRole('row', {name: /Take requests back\s*Done\s*800 of 800/}).waitFor();
  await home.getByText('You can leave this page. It goes on by itself.').waitFor();
  await expectAccessible(page);
  const voice = home.locator('#voice');
  removal = removalOf(service.id, {progress: {phase: 'orders', done: 5_400}});
  await home.getByText('5,400 of 12,800 done').waitFor();
  expect(await voice.innerText()).toBe('');
  const waiting = {code: 'shopify_throttled', message: 'Shopify asks us to slow down.'};
  removal = removalOf(service.id, {progress: {phase: 'stock', done: 9_700, secondsLeft: 40}, waiting});
  await home.getByText('9,700 of 12,800 done').waitFor();
  await home.getByText('Less than a minute left').waitFor();
  await home.getByText('Shopify asks us to slow down.').waitFor();
  expect(await voice.innerText()).toBe('Move quantities, 75 percent done');
  // What was seen stays while the API is out of order.
  lost = true;
  await home.getByText('This may be out of date').waitFor();
  await home.getByText('9,700 of 12,800 done').waitFor();
  lost = false;
  await home.getByText('This may be out of date').waitFor({state: 'detached'});
  // A reload finds it where it is.
  await page.reload();
  await home.getByText('9,700 of 12,800 done').waitFor();
});

test('it is stopped with what has moved left there, or brought back', async () => {
  const path = `/services/${service.id}/removal`;
  const {home, asked} = await openAt(
    {},
    {
      [`DELETE ${path}`]: () => {
        removal = removalOf(service.id, {status: 'cancelling', progress: {phase: 'restore', done: 10, total: 4_500}});
        return {json: {removal}};
      },
    },
  );
  await home.getByRole('button', {name: 'Stop removing'}).click();
  const group = home.getByRole('group', {name: /Stop now/}).first();
  await expect.poll(() => group.evaluate((element) => element.matches(':focus'))).toBe(true);
  // Escape takes it back, and the button has the focus again.
  await home.locator('.asking').press('Escape');
  await home.getByRole('button', {name: 'Stop removing'}).press('Enter');
  await home.getByRole('radio', {name: /Leave it at New Warehouse/}).waitFor();
  await home.getByRole('radio', {name: /Bring it back to Old Warehouse/}).check();
  await home.getByText(/Requests that were taken back are not sent again/).waitFor();
  await home.getByRole('button', {name: 'Stop removing'}).click();
  await home.getByText('Stopping the removal').waitFor();
  await home.getByText('10 of 4,500 done').waitFor();
  expect(await home.getByRole('button', {name: 'Stop removing'}).count()).toBe(0);
  expect(changes(asked)).toEqual(['DELETE removal?restore=true']);
  removal = removalOf(service.id, {status: 'cancelled', finishedAt: new Date().toISOString()});
  await home.locator('#page').getByText('The last removal was stopped').waitFor();
  expect(await home.locator('#voice').innerText()).toBe('The last removal was stopped');
  await home.getByText('1. Who takes over?').waitFor();
});

test('once everything has moved it cannot be stopped', async () => {
  const {home} = await openAt({progress: {phase: 'delete', done: 12_800, secondsLeft: 2}});
  await home.getByText('Everything has moved. It cannot be stopped any more.').waitFor();
  expect(await home.getByRole('button', {name: 'Stop removing'}).count()).toBe(0);
});

test('what could not be moved is listed, taken along as a table, tried again, and given up', async () => {
  const path = `/services/${service.id}/removal`;
  const {home, page, asked} = await openAt(
    {status: 'attention', progress: {phase: 'stock', secondsLeft: null}, ...failuresOf(failed), failedCount: 230},
    {
      [`GET ${path}/failures`]: ({path: asking}) => {
        const {searchParams} = new URL(asking, 'http://api');
        const [mug, order] = failed;
        if (searchParams.get('group') === 'g1') return {json: {items: [order], nextCursor: null}};
        return searchParams.get('cursor') === 'next'
          ? {json: {items: [order], nextCursor: null}}
          : {json: {items: [mug], nextCursor: 'next'}};
      },
      [`POST ${path}/retry`]: () => ({status: 409, json: {error: {code: 'rate_limited', message: 'Too many.'}}}),
      [`POST ${path}/give-up`]: () => {
        removal = removalOf(service.id, {status: 'running', progress: {phase: 'delete'}});
        return {status: 202, json: {removal}};
      },
    },
  );
  await home.getByText('230 things could not be moved').waitFor();
  const mugRow = home.getByRole('row', {name: /Enamel mug, Red\s*Stock\s*It has no other place\./});
  const orderRow = home.getByRole('row', {name: /#1044\s*Open order\s*It is on hold\./});
  await mugRow.waitFor();
  expect(await orderRow.count()).toBe(0);
  await home.getByRole('button', {name: 'Show more'}).click();
  await orderRow.waitFor();
  expect(await home.getByRole('radio', {name: 'All: 230'}).isChecked()).toBe(true);
  // One reason alone.
  await home.getByRole('radio', {name: '1 × Open order: It is on hold.'}).check();
  await mugRow.waitFor({state: 'detached'});
  await orderRow.waitFor();
  await expectAccessible(page);
  const saved = page.waitForEvent('download');
  await home.getByRole('button', {name: 'Download all 230 things as CSV'}).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('not-moved-Old Warehouse.csv');
  expect(await readFile(await download.path(), 'utf8')).toBe(
    [
      '\uFEFFKind,What,ID,What happened,code',
      `Stock,"'=Enamel mug, Red",gid://shopify/InventoryItem/1,It has no other place.,last_location`,
      'Open order,#1044,gid://shopify/FulfillmentOrder/2,It is on hold.,fulfillment_order_on_hold',
      '',
    ].join('\r\n'),
  );
  await home.getByRole('button', {name: 'Try these again'}).click();
  await home.getByText('Too many.').waitFor();
  await home.getByRole('button', {name: 'Give up the rest'}).click();
  await home.getByText(/Give up 230 things and delete Old Warehouse\?/).waitFor();
  await home.getByRole('button', {name: 'Give up the rest'}).click();
  await home.getByRole('row', {name: /Delete it in Shopify\s*Under way/}).waitFor();
  expect(changes(asked)).toEqual(['POST removal/retry', 'POST removal/give-up']);
});

test('once it is done, what moved and what was left behind is said, and the way back', async () => {
  const {home, page} = await openAt(
    {
      status: 'done',
      finishedAt: '2026-11-23T12:00:00.000Z',
      progress: {phase: null, items: {done: 9_999, total: 10_000}},
      ...failuresOf(failed.slice(0, 1)),
    },
    {[`GET /services/${service.id}/removal/failures`]: () => ({json: {items: failed.slice(0, 1), nextCursor: null}})},
    'removed',
  );
  await home.locator('#page').getByText('Old Warehouse was removed').waitFor();
  await home.getByText('9,999 stocked variants').waitFor();
  await home.getByText('1 thing was left behind').waitFor();
  await expectAccessible(page);
  const activity = home.getByRole('link', {name: 'See its requests'});
  expect(await activity.getAttribute('href')).toBe(`/activity?service=${service.id}`);
  const back = home.getByRole('link', {name: 'Reactivate Old Warehouse'});
  expect(await back.getAttribute('href')).toBe(`/services/${service.id}/reactivation`);
});
