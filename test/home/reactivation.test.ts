/** Taking a removed service back: its settings, the products it had for review, and how they are stocked again. */
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {AssignmentJob, FormerAssignment, FormerRates, Service} from '../../core/wire.ts';
import {expectAccessible} from '../support/axe.ts';
import {openWith, type Answers} from './support/endings.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {activate} from './support/seed.ts';

let world: HomeWorld;
let service: Service;
let opened: Opened | undefined;

beforeAll(async () => {
  world = await createHomeWorld();
  service = await activate(world.client, {name: 'Old Warehouse', email: 'old@warehouse.example'});
}, 120_000);
afterAll(() => world.close());
afterEach(async () => {
  await opened?.admin.close();
  opened = undefined;
});

const annex = {locationId: 'gid://shopify/Location/7', name: 'Annex', serviceId: null};
const former = (number: number, change: Partial<FormerAssignment> = {}): FormerAssignment => ({
  variantId: `gid://shopify/ProductVariant/${number}`,
  title: `Mug ${number}`,
  sku: `MUG-${number}`,
  exists: true,
  stockedAt: [annex],
  units: number,
  ...change,
});
const first = [former(1), former(2, {exists: false, stockedAt: []}), former(3, {stockedAt: []})];
const second = [former(4), former(5)];
const idsOf = (some: FormerAssignment[]) => some.map(({variantId}) => variantId);
const job: AssignmentJob = {
  id: 'job1',
  status: 'running',
  serviceId: null,
  total: 4,
  done: 1,
  failed: [],
  createdAt: '2026-11-23T12:00:00.000Z',
  finishedAt: null,
};

async function open(answers: Answers, query = '') {
  let status = 'removed';
  const path = `/services/${service.id}`;
  const result = await openWith(world, `${path}/reactivation${query}`, {
    [`GET ${path}`]: () => ({json: {service: {...service, status}}}),
    [`GET ${path}/reactivation`]: ({path: asked}) => ({
      json: asked.includes('cursor=')
        ? {items: second, nextCursor: null, total: 5}
        : {items: first, nextCursor: 'next', total: 5},
    }),
    [`GET ${path}/reactivation/variants`]: ({path: asked}) => ({
      json: asked.includes('cursor=')
        ? {items: idsOf(second), nextCursor: null}
        : {items: idsOf(first), nextCursor: 'next'},
    }),
    [`POST ${path}/reactivation`]: () => {
      status = 'active';
      return {
        status: 202,
        json: {service, handleChanged: {before: 'old-warehouse', now: 'old-warehouse-1'}},
      };
    },
    ...answers,
  });
  opened = result;
  return result;
}

test('its products are reviewed, the rest of the pages too, and stocked by a job that survives a reload', async () => {
  let now = job;
  const {home, page, asked} = await open({
    'POST /assignments': () => ({status: 202, json: {assignmentJob: now}}),
    'GET /assignments/job1': () => ({json: {assignmentJob: now}}),
  });
  await home.getByText('old@warehouse.example').waitFor();
  await home.getByText('All 5 selected').waitFor();
  await home.getByRole('row', {name: /Mug 1.*Annex/}).waitFor();
  await home.getByRole('row', {name: /Mug 3.*Nowhere/}).waitFor();
  await home.getByText('No longer exists in Shopify').waitFor();
  expect(await home.getByRole('checkbox', {name: 'Stock Mug 2 again'}).isDisabled()).toBe(true);
  await home.getByRole('checkbox', {name: 'Stock Mug 3 again'}).uncheck();
  await home.getByText('All but 1 selected').waitFor();
  await home.getByRole('checkbox', {name: 'Bring their stock along'}).check();
  await expectAccessible(page);
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('1 of 4 done').waitFor();
  await home.getByText(/Shopify calls it old-warehouse-1 in links and exports now/).waitFor();
  expect(asked.find(({path}) => path === '/assignments')?.body).toEqual({
    // The job itself leaves out what is gone.
    variantIds: [1, 2, 4, 5].map((number) => `gid://shopify/ProductVariant/${number}`),
    serviceId: service.id,
    moveStock: true,
  });
  await page.reload();
  await home.getByText('1 of 4 done').waitFor();
  const failed = [
    {variantId: 'gid://shopify/ProductVariant/5', title: 'Mug 5', code: 'x', message: 'It is full.'},
    {variantId: 'gid://shopify/ProductVariant/2', title: 'Mug 2', code: 'variant_not_found', message: 'It is gone.'},
  ];
  now = {...job, status: 'done', done: 2, failed};
  await home.getByText('2 product variants are at Old Warehouse again').first().waitFor();
  await home.getByText('1 no longer exists in Shopify.').waitFor();
  await home.getByText('It is full.').waitFor();
  await expectAccessible(page);
  await home.getByRole('button', {name: 'Try these again'}).click();
  await expect
    .poll(() => asked.filter(({path}) => path === '/assignments').at(-1)?.body)
    .toMatchObject({variantIds: ['gid://shopify/ProductVariant/5']});
});

test('none may be chosen; what fails can be tried again, without reactivating it twice', async () => {
  let fails = true;
  const {home, asked} = await open({
    'POST /assignments': () =>
      fails
        ? {status: 503, json: {error: {code: 'shopify_unavailable', message: 'No answer.'}}}
        : {status: 202, json: {assignmentJob: job}},
    'GET /assignments/job1': () => ({json: {assignmentJob: job}}),
  });
  await home.getByRole('button', {name: 'Select none'}).click();
  await home.getByText('0 selected').waitFor();
  await home.getByRole('checkbox', {name: 'Stock Mug 1 again'}).check();
  await home.getByText('1 selected').waitFor();
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('The products could not be stocked').waitFor();
  await home.getByText('Old Warehouse is active again').first().waitFor();
  fails = false;
  await home.getByRole('button', {name: 'Stock the selected products'}).click();
  await home.getByText('1 of 4 done').waitFor();
  expect(asked.filter(({method}) => method === 'POST').map(({path}) => path)).toEqual([
    `/services/${service.id}/reactivation`,
    '/assignments',
    '/assignments',
  ]);
});

test('one without products comes back alone; a refusal is said', async () => {
  let fails = true;
  const path = `/services/${service.id}/reactivation`;
  const {home, asked} = await open({
    [`GET ${path}`]: () => ({json: {items: [], nextCursor: null, total: 0}}),
    [`POST ${path}`]: () =>
      fails
        ? {status: 409, json: {error: {code: 'service_name_taken', message: 'The name is taken.'}}}
        : {status: 202, json: {service}},
  });
  await home.getByText('It had no products. You can assign some once it is active.').waitFor();
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('The name is taken.').waitFor();
  fails = false;
  await home.getByRole('textbox', {name: 'Name'}).fill('Older Warehouse');
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('Its settings are back, and it can take orders.').waitFor();
  expect(await home.getByText('The name is taken.').count()).toBe(0);
  expect(asked.filter(({method}) => method === 'POST').map(({body}) => body)).toEqual([{}, {name: 'Older Warehouse'}]);
});

const rates: FormerRates['items'] = [
  {id: 'g1', profile: 'General profile', zones: ['Sweden', 'Norway'], state: 'left'},
  {
    id: 'g2',
    profile: 'Fragile',
    zones: [],
    state: 'failed',
    failure: {code: 'rates_gone', message: 'These rates do not exist any more.'},
  },
  {
    id: 'g3',
    profile: 'Bulky',
    zones: ['Sweden'],
    state: 'failed',
    failure: {code: 'rates_elsewhere', message: 'It ships at other rates by now.'},
  },
];
const nothingElse: Answers = {
  [`GET /assignments/job1`]: () => ({json: {assignmentJob: job}}),
  [`POST /assignments`]: () => ({status: 202, json: {assignmentJob: job}}),
};

test('its shipping rates are offered again unless that is not wanted, and what cannot be is named', async () => {
  const path = `/services/${service.id}/reactivation`;
  const states: FormerRates[] = [
    {items: rates, joining: false},
    {items: rates.map((one, at) => (at === 0 ? {...one, state: 'pending'} : one)), joining: true},
    {items: rates.map((one, at) => (at === 0 ? {...one, state: 'joined'} : one)), joining: false},
  ];
  let at = 0;
  const {home, page, asked} = await open({
    ...nothingElse,
    [`GET ${path}/rates`]: () => ({json: states[at] ?? {}}),
    [`POST ${path}/rates`]: () => ({status: 202, json: states[1] ?? {}}),
  });
  await home.getByText('General profile: Sweden and Norway').waitFor();
  await home.getByText('Fragile: no rates were switched on').waitFor();
  await home.getByText('These rates do not exist any more.').waitFor();
  expect(await home.getByRole('checkbox', {name: 'Offer these rates again'}).isChecked()).toBe(true);
  await expectAccessible(page);
  at = 1;
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('Under way').waitFor();
  expect(asked.find(({method, path: one}) => method === 'POST' && one === path)?.body).toEqual({});
  at = 2;
  await home.getByText('Offered again', {exact: true}).waitFor();
  expect(await home.locator('#voice').innerText()).toBe('Some of its shipping rates could not be offered again');
  expect(await home.getByText('Not possible').count()).toBe(2);
  expect(await home.getByRole('link', {name: 'Open shipping settings'}).getAttribute('href')).toContain(
    'settings/shipping',
  );
  await expectAccessible(page);
  await home.getByRole('button', {name: 'Offer them again'}).click();
  await expect.poll(() => asked.some(({method, path: one}) => method === 'POST' && one === `${path}/rates`)).toBe(true);
});

test('its shipping rates stay away where the merchant says so', async () => {
  const path = `/services/${service.id}/reactivation`;
  const {home, asked} = await open({
    ...nothingElse,
    [`GET ${path}/rates`]: () => ({json: {items: rates, joining: false}}),
  });
  await home.getByRole('checkbox', {name: 'Offer these rates again'}).uncheck();
  await home.getByRole('button', {name: 'Reactivate Old Warehouse'}).click();
  await home.getByText('Not offered').waitFor();
  expect(asked.find(({method, path: one}) => method === 'POST' && one === path)?.body).toEqual({joinRates: false});
});
