/** The order action sends each choice once, whatever the merchant's mouse and network do. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {isOn, openModal} from './support/modal.ts';
import {commonOrder} from './support/orders.ts';

const send = 'Send 6 items to 2 services';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

test('a double click sends once, and the button is busy meanwhile', async () => {
  const held = Promise.withResolvers<void>();
  api.hold = held.promise;
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  modal.click(send);
  await expect.poll(() => isOn(modal.primary(), 'loading')).toBe(true);
  modal.click(send);
  held.resolve();
  await modal.shows('Waiting to be sent');
  expect(api.posts()).toHaveLength(1);
});

test('the late click of a double click does not close the result', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Waiting to be sent');
  modal.click('Close');
  expect(modal.closed()).toBe(0);
  // Not disabled meanwhile: it has the focus of the click that sent.
  expect(isOn(modal.primary(), 'disabled')).toBe(false);
  await expect
    .poll(
      () => {
        modal.click('Close');
        return modal.closed();
      },
      {timeout: 5000},
    )
    .toBe(1);
});

test.each(['cutAfter', 'cutBefore', 'html', 'database_unavailable'] as const)(
  'after a lost answer (%s) sending again carries the same key, and happens once',
  async (fault) => {
    api.faults.POST.push(fault);
    using modal = await openModal(api);
    await modal.shows(send);
    modal.click(send);
    await modal.shows('Not confirmed as sent');
    await modal.shows('You can send again: the same items are never sent twice.');
    modal.click(send);
    await modal.shows('Waiting to be sent');
    const keys = api.posts().map(({key}) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(api.sent).toHaveLength(1);
  },
);

test('other choices after a lost answer get another key', async () => {
  api.faults.POST.push('cutBefore');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Not confirmed as sent');
  modal.type('Quantity to send of Shirt', '1');
  await modal.shows('Send 5 items to 2 services');
  modal.click('Send 5 items to 2 services');
  await modal.shows('Waiting to be sent');
  expect(new Set(api.posts().map(({key}) => key)).size).toBe(2);
});

test('waits by itself while the same request is still being worked on', async () => {
  api.faults.POST.push('idempotency_in_progress');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Waiting to be sent');
  expect(new Set(api.posts().map(({key}) => key)).size).toBe(1);
  expect(api.posts()).toHaveLength(2);
});

test('the rest can be sent next, with a key of its own', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click('Choose none: Bangkok Depot');
  await modal.shows('Send 4 items to Nordic Warehouse');
  modal.click('Send 4 items to Nordic Warehouse');
  await modal.shows('Waiting to be sent');
  await expect.poll(() => isOn(modal.find('s-button', 'Send more'), 'disabled'), {timeout: 5000}).toBe(false);
  modal.click('Send more');
  await modal.shows('Send 2 items to Bangkok Depot');
  modal.click('Send 2 items to Bangkok Depot');
  await modal.shows('Waiting to be sent');
  expect(api.sent.map(({lines}) => lines?.map(({quantity}) => quantity))).toEqual([[3, 1], [2]]);
  expect(new Set(api.posts().map(({key}) => key)).size).toBe(2);
});

test('the same choice made again, after its first send is answered, is another send', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  api.faults.POST.push('fulfillment_order_on_hold');
  modal.click(send);
  await modal.shows('Nothing was sent');
  modal.click(send);
  await modal.shows('Waiting to be sent');
  for (const place of api.order.fulfillmentOrders.slice(0, 2)) {
    for (const one of place.lines) one.requestable = one.remaining;
  }
  await expect.poll(() => isOn(modal.find('s-button', 'Send more'), 'disabled'), {timeout: 5000}).toBe(false);
  modal.click('Send more');
  await modal.shows(send);
  modal.click(send);
  await modal.shows('Waiting to be sent');
  expect(api.sent).toHaveLength(2);
  expect(api.sent[1]).toEqual(api.sent[0]);
  expect(new Set(api.posts().map(({key}) => key)).size).toBe(3);
});
