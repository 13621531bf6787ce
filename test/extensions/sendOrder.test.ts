/** The order action: what it shows, what can be chosen, and the exact call it makes. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {isOn, openModal} from './support/modal.ts';
import {commonOrder, fulfillmentOrder, line, order} from './support/orders.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

test('says that it loads, then shows each service with its items and quantities', async () => {
  using modal = await openModal(api);
  expect(isOn(modal.all('s-admin-action')[0]!, 'loading')).toBe(true);
  expect(modal.text()).toContain('Loading the order');
  await modal.shows('Nordic Warehouse');
  expect(modal.all('s-section').map((section) => section.getAttribute('heading'))).toEqual([
    'Nordic Warehouse',
    'Bangkok Depot',
    'Cannot be sent from here',
    'What goes with it',
  ]);
  const mug = modal.find('s-number-field', 'Quantity to send of Mug, Blue');
  expect(modal.value('Quantity to send of Mug, Blue')).toBe('3');
  expect(mug.getAttribute('max')).toBe('3');
  expect(modal.text()).toContain('SKU SKU-1');
  expect(modal.text()).toContain('Lamp × 1');
  expect(modal.text()).toContain('At Shop location, which is not a service of this app.');
  expect(modal.primary().textContent).toBe('Send 6 items to 2 services');
  expect(api.calls).toEqual([
    {method: 'GET', path: '/api/orders/1001/fulfillment', authorization: 'Bearer session-token'},
  ]);
});

test('sends exactly what was chosen, with what goes with it', async () => {
  using modal = await openModal(api);
  await modal.shows('Nordic Warehouse');
  modal.click('Choose none: Bangkok Depot');
  modal.type('Quantity to send of Mug, Blue', '2');
  modal.type('Message to the service (optional)', '  Please pack well. ');
  modal.type('Tracking number (optional)', ' TH123 ');
  modal.type('Carrier (optional)', 'Thailand Post');
  modal.check('Have Shopify notify the customer', true);
  await modal.shows('Send 3 items to Nordic Warehouse');
  modal.click('Send 3 items to Nordic Warehouse');
  await modal.shows('Waiting to be sent');
  expect(api.posts()).toEqual([
    {
      method: 'POST',
      path: '/api/orders/1001/requests',
      authorization: 'Bearer session-token',
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      body: {
        lines: [
          {fulfillmentOrderLineItemId: 'gid://shopify/FulfillmentOrderLineItem/1', quantity: 2},
          {fulfillmentOrderLineItemId: 'gid://shopify/FulfillmentOrderLineItem/2', quantity: 1},
        ],
        notifyCustomer: true,
        message: 'Please pack well.',
        trackingInfo: {number: 'TH123', company: 'Thailand Post'},
      },
    },
  ]);
});

test('leaves out what was left empty, and notifies nobody unless asked to', async () => {
  using modal = await openModal(api);
  await modal.shows('Nordic Warehouse');
  modal.click('Send 6 items to 2 services');
  await modal.shows('Waiting to be sent');
  expect(api.sent).toHaveLength(1);
  expect(Object.keys(api.sent[0]!)).toEqual(['lines', 'notifyCustomer']);
  expect(api.sent[0]!.notifyCustomer).toBe(false);
});

test.each(['4', '1.5', '-1', 'two', '1e1'])('refuses the quantity %s beside its field', async (text) => {
  using modal = await openModal(api);
  await modal.shows('Nordic Warehouse');
  modal.type('Quantity to send of Mug, Blue', text);
  await modal.shows('Enter a whole number from 0 to 3.');
  expect(isOn(modal.primary(), 'disabled')).toBe(true);
  modal.type('Quantity to send of Mug, Blue', '1');
  await expect.poll(() => isOn(modal.primary(), 'disabled')).toBe(false);
  expect(modal.primary().textContent).toBe('Send 4 items to 2 services');
});

test('cannot send when nothing is chosen', async () => {
  using modal = await openModal(api);
  await modal.shows('Nordic Warehouse');
  modal.click('Choose none: Nordic Warehouse');
  modal.click('Choose none: Bangkok Depot');
  await modal.shows('Choose items to send');
  expect(isOn(modal.primary(), 'disabled')).toBe(true);
  modal.click('Choose all: Bangkok Depot');
  await modal.shows('Send 2 items to Bangkok Depot');
  modal.type('Quantity to send of Shirt', '1');
  await modal.shows('Send 1 item to Bangkok Depot');
});

test('shows why items wait: on hold, or in a request that is under way', async () => {
  const blocked = {code: 'fulfillment_order_on_hold', message: 'On hold.'};
  api.order = order(
    fulfillmentOrder(1, 'Nordic Warehouse', [line(1, 2), line(2, 1, {requestable: 0}), line(5, 4, {requestable: 1})]),
    fulfillmentOrder(2, 'Nordic Warehouse', [line(3, 1, {title: 'Shirt'})], {blocked}),
  );
  using modal = await openModal(api);
  await modal.shows('Send 3 items to Nordic Warehouse');
  expect(modal.text()).toContain('Product 2 × 1 Already in a fulfillment request that is under way.');
  expect(modal.text()).toContain('Shirt × 1 The fulfillment of these items is on hold.');
  expect(modal.text()).toContain('3 are already requested');
  expect(modal.all('s-number-field')).toHaveLength(2);
});

test('speaks Thai, without a word of English of its own', async () => {
  using modal = await openModal(api, 'th');
  await modal.shows('ส่ง 6 ชิ้นให้บริการ 2 แห่ง');
  modal.click('ส่ง 6 ชิ้นให้บริการ 2 แห่ง');
  await modal.shows('รอส่ง');
  const own = modal.text().replaceAll(/Nordic Warehouse|Bangkok Depot/g, '');
  expect(own).not.toMatch(/[A-Za-z]/);
});

test('every field has a label, and every button a name', async () => {
  using modal = await openModal(api);
  await modal.shows('Nordic Warehouse');
  for (const tag of ['s-number-field', 's-text-field', 's-text-area', 's-checkbox']) {
    for (const field of modal.all(tag)) expect(field.getAttribute('label')).toBeTruthy();
  }
  const names = modal.all('s-button').map((one) => one.getAttribute('accessibilitylabel') ?? one.textContent);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every(Boolean)).toBe(true);
  // Who speaks to the machine says what is written on the button.
  const misnamed = modal.all('s-button').filter((one) => {
    const name = one.getAttribute('accessibilitylabel');
    return name !== null && !name.includes(one.textContent ?? '');
  });
  expect(misnamed).toEqual([]);
});
