/** The order action: the emails as they would be, before they are sent, and whether the customer is notified. */
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

test('shows whom each email goes to, its subject and its text, and sends just that', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.type('Message to the service (optional)', 'Please pack well.');
  modal.click('Preview email');
  await modal.shows('Order #1001 for Bangkok Depot');
  expect(modal.all('s-section').map((one) => one.getAttribute('heading'))).toEqual([
    'Nordic Warehouse',
    'Bangkok Depot',
  ]);
  expect(modal.text()).toContain('To: 1@service.example, second@service.example');
  expect(modal.text()).toContain('Subject: Order #1001 for Nordic Warehouse');
  expect(modal.text().replaceAll(/\s+/g, ' ')).toContain('Ship: 3 pieces 1 pieces');
  const links = modal.all('s-link').map((one) => [one.getAttribute('href'), one.getAttribute('target')]);
  expect(links).toEqual([1, 2].map((place) => [`https://app.example/print/email-preview/${place}`, '_blank']));
  // Nobody has to hear a line of dashes read out.
  expect(modal.all('s-divider')).toHaveLength(2);
  expect(modal.text()).toContain('Please pack well.');
  expect(api.sent).toEqual([]);

  modal.click(send);
  await modal.shows('Waiting to be sent');
  const [preview, sent] = api.posts();
  expect([preview?.path, sent?.path]).toEqual(['/api/orders/1001/preview', '/api/orders/1001/requests']);
  expect(sent?.body).toEqual(preview?.body);
});

test('goes back to the form as it was', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.type('Quantity to send of Shirt', '1');
  await modal.shows('Send 5 items to 2 services');
  modal.click('Preview email');
  await modal.shows('Subject: Order #1001 for Bangkok Depot');
  modal.click('Back');
  await modal.shows('Quantity to send of Shirt');
  expect(modal.value('Quantity to send of Shirt')).toBe('1');
  expect(modal.text()).not.toContain('Subject:');
});

test('a preview that fails says why, and the form stays', async () => {
  api.faults.POST.push('shopify_unavailable');
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click('Preview email');
  await modal.shows('The email could not be previewed');
  expect(modal.text()).toContain('Shopify does not answer.');
  expect(modal.text()).toContain('Quantity to send of Shirt');
  modal.click('Preview email');
  await modal.shows('Subject: Order #1001 for Bangkok Depot');
  expect(modal.text()).not.toContain('The email could not be previewed');
});

test('a send that is refused in the preview says so there, and a reload leads to the form', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click('Preview email');
  await modal.shows('Subject: Order #1001 for Bangkok Depot');
  api.faults.POST.push('line_already_requested');
  modal.click(send);
  await modal.shows('Nothing was sent');
  modal.click('Reload the order');
  await modal.shows('Quantity to send of Shirt');
  expect(modal.text()).not.toContain('Subject:');
});

test('nothing chosen, nothing to preview', async () => {
  using modal = await openModal(api);
  await modal.shows(send);
  modal.click('Choose none: Nordic Warehouse');
  modal.click('Choose none: Bangkok Depot');
  await expect.poll(() => isOn(modal.find('s-button', 'Preview email'), 'disabled')).toBe(true);
});

const notify = 'Have Shopify notify the customer';

test('the customer is not notified at first where the email alone fulfils, and the window says why', async () => {
  api.order.fulfillmentOrders[0]!.fulfillOn = 'confirmation';
  api.order.fulfillmentOrders[1]!.fulfillOn = 'email';
  using modal = await openModal(api);
  await modal.shows(send);
  expect(modal.isChecked(notify)).toBe(false);
  expect(modal.text()).toContain('Off at first: nothing has shipped yet');
  modal.click('Choose none: Bangkok Depot');
  await modal.shows('The customer gets a shipping notice once the service confirms.');
  expect(modal.isChecked(notify)).toBe(true);
  modal.click('Send 4 items to Nordic Warehouse');
  await modal.shows('Waiting to be sent');
  expect(api.sent[0]!.notifyCustomer).toBe(true);
});

test('what the merchant says about notifying the customer holds, whatever is chosen after', async () => {
  for (const place of api.order.fulfillmentOrders) place.fulfillOn = 'confirmation';
  using modal = await openModal(api);
  await modal.shows(send);
  expect(modal.isChecked(notify)).toBe(true);
  modal.check(notify, false);
  modal.click('Choose none: Bangkok Depot');
  await modal.shows('Send 4 items to Nordic Warehouse');
  expect(modal.isChecked(notify)).toBe(false);
  modal.click('Send 4 items to Nordic Warehouse');
  await modal.shows('Waiting to be sent');
  expect(api.sent[0]!.notifyCustomer).toBe(false);
});
