/** The order action when something is wrong: each failure has its sentence and its way out. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {startApi, type ApiServer, type Fault} from './support/apiServer.ts';
import {openModal} from './support/modal.ts';
import {commonOrder, fulfillmentOrder, line, order} from './support/orders.ts';

const send = 'Send 6 items to 2 services';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

const whileLoading: [Fault, string][] = [
  ['cutBefore', 'There is no connection to the app. Check your internet connection and try again.'],
  ['unauthenticated', 'Your session has ended. Reload the page and try again.'],
  ['html', 'The answer did not arrive whole. Try again.'],
  ['database_unavailable', 'The app cannot reach its database. Try again in a minute.'],
  ['order_not_found', 'This order does not exist in this shop.'],
  // The extension has no sentence of its own for this one: the app's is shown.
  ['body_too_large', 'The request is larger than 1 MB. Send less at once.'],
];

test.each(whileLoading)('says that the order could not be loaded (%s), and loads it on demand', async (fault, text) => {
  api.faults.GET.push(fault);
  using modal = await openModal(api);
  await modal.shows('The order could not be loaded');
  expect(modal.text()).toContain(text);
  modal.click('Try again');
  await modal.shows(send);
});

test('items that somebody else requested meanwhile: says so, reloads, and keeps what was typed', async () => {
  api.faults.POST.push('line_already_requested');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.type('Quantity to send of Product 2', '0');
  modal.type('Message to the service (optional)', 'Fragile');
  await modal.shows('Send 5 items to 2 services');
  modal.click('Send 5 items to 2 services');
  await modal.shows('Nothing was sent');
  expect(modal.text()).toContain('One of the items is already in a fulfillment request that is under way.');

  api.order.fulfillmentOrders[0]!.lines[0]!.requestable = 1;
  modal.click('Reload the order');
  await modal.shows('Send 3 items to 2 services');
  expect(modal.text()).not.toContain('Nothing was sent');
  expect(modal.value('Quantity to send of Mug, Blue')).toBe('1');
  expect(modal.value('Quantity to send of Product 2')).toBe('0');
  expect(modal.value('Message to the service (optional)')).toBe('Fragile');
  modal.click('Send 3 items to 2 services');
  await modal.shows('Waiting to be sent');
  expect(new Set(api.posts().map(({key}) => key)).size).toBe(2);
});

test('a reload that fails keeps the form and can be tried again', async () => {
  api.faults.POST.push('quantity_exceeds_remaining');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Nothing was sent');
  api.faults.GET.push('cutBefore');
  modal.click('Reload the order');
  await modal.shows('The order could not be loaded');
  expect(modal.text()).toContain('Nordic Warehouse');
  modal.click('Reload the order');
  await expect.poll(() => modal.text()).not.toContain('The order could not be loaded');
  expect(modal.text()).toContain(send);
});

test('the session ends before the send: nothing was sent, and the form is kept', async () => {
  api.faults.POST.push('unauthenticated');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Your session has ended. Reload the page and try again.');
  expect(modal.text()).toContain('Nothing was sent');
  modal.click(send);
  await modal.shows('Waiting to be sent');
});

test('a session token that expired in the open window is replaced without a word, and the send happens once', async () => {
  api.faults.POST.push('expired');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Waiting to be sent');
  expect(modal.text()).not.toContain('session');
  expect(api.posts().map(({authorization}) => authorization)).toEqual(['Bearer session-token', 'Bearer fresh-token']);
  expect(new Set(api.posts().map(({key}) => key)).size).toBe(1);
  expect(api.sent).toHaveLength(1);
});

test('a session that has ended for good is told after one more try', async () => {
  api.faults.POST.push('expired', 'expired');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Your session has ended. Reload the page and try again.');
  expect(api.posts()).toHaveLength(2);
  expect(api.sent).toEqual([]);
});

test('nothing at a service: says what to do', async () => {
  api.order = order(fulfillmentOrder(1, 'Shop location', [line(1, 2)], {serviceId: null}));
  using modal = await openModal(api);
  await modal.shows('Nothing to send');
  expect(modal.text()).toContain('Assign the products to a service');
  expect(modal.text()).toContain('At Shop location, which is not a service of this app.');
  modal.click('Close');
  expect(modal.closed()).toBe(1);
});

test('everything is fulfilled already', async () => {
  api.order = order(fulfillmentOrder(1, 'Nordic Warehouse', [line(1, 0)], {status: 'CLOSED'}));
  using modal = await openModal(api);
  await modal.shows('Every item of this order is already fulfilled or cancelled.');
  expect(modal.all('s-number-field')).toHaveLength(0);
});

test('everything is under way already: shows where it stands', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Waiting to be sent');
  modal[Symbol.dispose]();
  using again = await openModal(api);
  await again.shows('No item can be sent at the moment.');
  expect(again.text()).toContain('Already in a fulfillment request that is under way.');
  expect(again.text()).toContain('4 items Waiting to be sent');
});
