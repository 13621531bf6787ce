/** After the send, the order action follows the requests until nothing more is to come. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {isOn, openModal, type Modal} from './support/modal.ts';
import {commonOrder, lineId, request} from './support/orders.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

const banner = (modal: Modal) => modal.all('s-banner')[0]!;

async function sendAll(locale: 'en' | 'th' = 'en'): Promise<Modal> {
  const modal = await openModal(api, locale);
  await modal.shows('Send 6 items to 2 services');
  modal.click('Send 6 items to 2 services');
  await modal.shows('Waiting to be sent');
  return modal;
}

test('shows each request with its status until all are fulfilled, then asks no more', async () => {
  using modal = await sendAll();
  expect(modal.text()).toContain('Nordic Warehouse 4 items Waiting to be sent');
  expect(modal.text()).toContain('Bangkok Depot 2 items Waiting to be sent');
  expect(banner(modal).getAttribute('tone')).toBe('info');
  const region = banner(modal);
  api.setStatus(0, 'sending');
  api.setStatus(1, 'sent');
  await modal.shows('2 items Email sent');
  expect(modal.text()).toContain('4 items Sending');
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'fulfilled');
  await modal.shows('Sent and fulfilled');
  expect(banner(modal).getAttribute('tone')).toBe('success');
  // The same element all along, so that a screen reader hears the change.
  expect(banner(modal)).toBe(region);
  expect(modal.all('s-badge').map((badge) => badge.getAttribute('tone'))).toEqual(['success', 'success']);
  const calls = api.calls.length;
  await expect.poll(() => isOn(modal.primary(), 'disabled')).toBe(false);
  expect(api.calls).toHaveLength(calls);
});

const bounced = {code: 'email_recipient_inactive', message: 'This address bounced.', retryable: true};

test('one fails: its sentence and its way out; sending again tries the same request again', async () => {
  using modal = await sendAll();
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'failed', bounced);
  await modal.shows('Not everything was sent');
  expect(banner(modal).getAttribute('tone')).toBe('critical');
  expect(modal.text()).toContain('This address bounced or complained before, so mail to it is blocked.');
  expect(modal.find('s-button', 'Change address').getAttribute('href')).toBe('app:services/service-Bangkok Depot');
  const failed = api.order.requests[1]!.id;
  modal.click('Send again');
  await modal.shows('2 items Waiting to be sent');
  expect(api.acts).toEqual([`retry ${failed}`]);
  expect(api.sent).toHaveLength(1);
  api.setStatus(1, 'fulfilled');
  await modal.shows('Sent and fulfilled');
});

test('sending again is refused: says why, and shows where it stands', async () => {
  using modal = await sendAll();
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'failed', bounced);
  await modal.shows('Not everything was sent');
  api.faults.POST.push('line_already_requested');
  modal.click('Send again');
  await modal.shows('Not sent again');
  expect(modal.text()).toContain('One of the items is already in a fulfillment request that is under way.');
  modal.click('Send again');
  await modal.shows('2 items Waiting to be sent');
  expect(modal.text()).not.toContain('Not sent again');
});

test('what cannot succeed as it is, is chosen anew', async () => {
  using modal = await sendAll();
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'failed', {code: 'order_changed', message: 'Changed.', retryable: false});
  api.order.fulfillmentOrders[1]!.lines[0]!.requestable = 2;
  await modal.shows('The order changed before the email was sent');
  modal.click('Send again');
  await modal.shows('Send 2 items to Bangkok Depot');
  expect(api.acts).toEqual([]);
});

test('offers to send more once there is more to send, and not where nothing is left', async () => {
  using modal = await openModal(api);
  await modal.shows('Send 6 items to 2 services');
  modal.type('Quantity to send of Mug, Blue', '1');
  await modal.shows('Send 4 items to 2 services');
  modal.click('Send 4 items to 2 services');
  await modal.shows('Waiting to be sent');
  expect(modal.has('s-button', 'Send more')).toBe(false);
  // Shopify split the line: what is left of it is free.
  Object.assign(api.order.fulfillmentOrders[0]!.lines[0]!, {remaining: 2, requestable: 2});
  await expect.poll(() => modal.has('s-button', 'Send more'), {timeout: 5000}).toBe(true);
});

test('a request that failed before is tried again from the form, without a second request', async () => {
  const [, place] = api.order.fulfillmentOrders;
  const lines = [{fulfillmentOrderLineItemId: lineId(3), quantity: 2}];
  api.order.requests = [request('old', place!, lines, 'failed', {failure: bounced})];
  using modal = await openModal(api);
  await modal.shows('Not sent earlier');
  expect(modal.text()).toContain('This address bounced or complained before, so mail to it is blocked.');
  modal.click('Try again');
  await modal.shows('2 items Waiting to be sent');
  expect(api.acts).toEqual(['retry old']);
  expect(api.sent).toEqual([]);
});

test('the button that sent keeps its place, and with it the focus, and the notice stays one region', async () => {
  using modal = await openModal(api);
  await modal.shows('Send 6 items to 2 services');
  const [button, region] = [modal.primary(), modal.all('s-box')[0]!];
  expect(region.getAttribute('accessibilityrole')).toBe('status');
  modal.click('Send 6 items to 2 services');
  await modal.shows('Waiting to be sent');
  expect(modal.primary()).toBe(button);
  expect(button.textContent).toBe('Close');
  expect(modal.all('s-box')[0]).toBe(region);
  expect(region.querySelector('s-banner')).not.toBeNull();
});

test('a failed look is repeated; it changes nothing that is shown', async () => {
  using modal = await sendAll();
  api.faults.GET.push('cutBefore', 'internal');
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'fulfilled');
  await modal.shows('Sent and fulfilled');
  expect(api.calls.filter(({method}) => method === 'GET').length).toBeGreaterThanOrEqual(4);
});
