/** The order page's print action: packing slips by service. */
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createSession} from '../../extensions/order-print/src/session.ts';
import {folderOf, openPage, type Page} from './support/host.ts';
import type {Locale} from './support/i18n.ts';
import {orderId} from './support/orders.ts';
import {startRoutes, type Routes} from './support/routes.ts';

const listSlips = 'GET /api/orders/:id/packing-slips';
const makeLink = 'POST /api/orders/:id/packing-slip-link';

let slips: {serviceId: string; serviceName: string}[];
let links: number;
let api: Routes;
beforeEach(async () => {
  links = 0;
  slips = ['Nordic Warehouse', 'Bangkok Depot'].map((name) => ({serviceId: `id of ${name}`, serviceName: name}));
  api = await startRoutes({
    [listSlips]: () => ({slips}),
    [makeLink]: () => ({url: `https://app.example/print/packing-slips/token-${++links}`}),
  });
});
afterEach(() => api.close());

async function openPrint(locale: Locale = 'en'): Promise<Page & {src: () => string | null}> {
  const real = globalThis.fetch;
  const folder = 'order-print';
  const extension = setUpExtension('admin.order-details.print-action.render', {configSearchDir: folderOf(folder)});
  const page = await openPage(extension, api, locale, real, {folder});
  return Object.assign(page, {src: () => page.all('s-admin-print-action')[0]!.getAttribute('src')});
}

test('prints the slips of all services at first', async () => {
  using print = await openPrint();
  expect(print.src()).toBe(null);
  expect(print.text()).toContain('Loading the packing slips');
  await expect.poll(print.src).toBe('https://app.example/print/packing-slips/token-1');
  expect(print.isChecked('Nordic Warehouse')).toBe(true);
  expect(print.isChecked('Bangkok Depot')).toBe(true);
  expect(api.calls.map(({path, body}) => ({path, body}))).toEqual([
    {path: '/api/orders/1001/packing-slips', body: null},
    {
      path: '/api/orders/1001/packing-slip-link',
      body: {serviceIds: ['id of Nordic Warehouse', 'id of Bangkok Depot']},
    },
  ]);
});

test('prints those of the chosen services alone, and none while none is chosen', async () => {
  using print = await openPrint();
  await expect.poll(print.src).toMatch(/token-1$/);
  print.check('Nordic Warehouse', false);
  await expect.poll(print.src).toMatch(/token-2$/);
  expect(api.to(makeLink)[1]?.body).toEqual({serviceIds: ['id of Bangkok Depot']});
  print.check('Bangkok Depot', false);
  await print.shows('Choose at least one service to print its packing slip.');
  expect(print.src()).toBe(null);
  expect(links).toBe(2);
  print.check('Nordic Warehouse', true);
  await expect.poll(print.src).toMatch(/token-3$/);
  expect(api.to(makeLink)[2]?.body).toEqual({serviceIds: ['id of Nordic Warehouse']});
});

test('what was chosen last counts, whichever answer comes last', async () => {
  const waiting: ((url: string) => void)[] = [];
  const urls: (string | null)[] = [];
  const session = createSession(
    orderId,
    {
      list: async () => ({ok: true, value: {slips}}),
      link: () => new Promise((resolve) => waiting.push((url) => resolve({ok: true, value: {url}}))),
    },
    (state) => state.view === 'choosing' && urls.push(state.url),
  );
  const loading = session.load();
  await expect.poll(() => waiting.length).toBe(1);
  const first = session.choose('id of Nordic Warehouse', false);
  const second = session.choose('id of Nordic Warehouse', true);
  for (const [index, answer] of [...waiting.entries()].toReversed()) answer(`token-${index + 1}`);
  await Promise.all([loading, first, second]);
  expect(urls).toEqual([null, null, null, 'token-3']);
});

test('the link is made anew before it expires, and what is shown stays until then', async () => {
  const urls: (string | null)[] = [];
  const waits: {ms: number; end: () => void}[] = [];
  let made = 0;
  const session = createSession(
    orderId,
    {
      list: async () => ({ok: true, value: {slips}}),
      link: async () => ({ok: true, value: {url: `token-${++made}`}}),
    },
    (state) => state.view === 'choosing' && urls.push(state.url),
    (ms) => new Promise((resolve) => waits.push({ms, end: resolve})),
  );
  await session.load();
  expect(waits.map(({ms}) => ms)).toEqual([480_000]);
  waits[0]?.end();
  await expect.poll(() => urls).toEqual([null, 'token-1', 'token-1', 'token-2']);
  session.stop();
  waits[1]?.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toBe(2);
});

test('no item at a service: an empty state, and nothing to print', async () => {
  slips = [];
  using print = await openPrint();
  await print.shows('No item of this order is at one of your fulfillment services');
  expect(print.src()).toBe(null);
  expect(api.to(makeLink)).toEqual([]);
});

test.each([
  [listSlips, 'cutBefore', 'The packing slips could not be loaded', 'There is no connection to the app.'],
  [listSlips, 'order_not_found', 'The packing slips could not be loaded', 'This order does not exist in this shop.'],
  [makeLink, 'unauthenticated', 'The packing slips could not be prepared', 'Your session has ended.'],
] as const)('%s fails (%s): says so, and tries again on demand', async (route, fault, heading, sentence) => {
  api.faults[route] = [fault];
  using print = await openPrint();
  await print.shows(heading);
  expect(print.text()).toContain(sentence);
  expect(print.src()).toBe(null);
  print.click('Try again');
  await expect.poll(print.src).toMatch(/token-1$/);
});

test('speaks Thai, without a word of English of its own', async () => {
  using print = await openPrint('th');
  await print.shows('ใบจัดสินค้าที่จะพิมพ์');
  expect(print.text().replaceAll(/Nordic Warehouse|Bangkok Depot/g, '')).not.toMatch(/[A-Za-z]/);
});
