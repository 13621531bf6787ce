/** After the send, the order action follows the requests until nothing more is to come. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {isOn, openModal, type Modal} from './support/modal.ts';
import {commonOrder} from './support/orders.ts';

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

test('one fails: its sentence, and the way to send it again', async () => {
  using modal = await sendAll();
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'failed', {code: 'email_recipient_inactive', message: 'This address bounced.', retryable: false});
  api.order.fulfillmentOrders[1]!.lines[0]!.requestable = 2;
  await modal.shows('Not everything was sent');
  expect(banner(modal).getAttribute('tone')).toBe('critical');
  expect(modal.text()).toContain('This address bounced or complained before, so mail to it is blocked.');
  modal.click('Send again');
  await modal.shows('Send 2 items to Bangkok Depot');
});

test('a failed look is repeated; it changes nothing that is shown', async () => {
  using modal = await sendAll();
  api.faults.GET.push('cutBefore', 'internal');
  api.setStatus(0, 'fulfilled');
  api.setStatus(1, 'fulfilled');
  await modal.shows('Sent and fulfilled');
  expect(api.calls.filter(({method}) => method === 'GET').length).toBeGreaterThanOrEqual(4);
});
