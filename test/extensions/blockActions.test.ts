/** The order page's block: trying again, sending again, cancelling, and what goes wrong with it. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {startApi, type ApiServer, type Fault} from './support/apiServer.ts';
import {openBlock, type Block} from './support/block.ts';
import {isOn} from './support/host.ts';
import {commonOrder, lineId, request} from './support/orders.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

const failure = {code: 'email_unavailable', message: 'Down.', retryable: true};

/** The block with one request for two mugs. */
async function open(status: FulfillmentRequest['status'], locale: 'en' | 'th' = 'en'): Promise<Block> {
  const [place] = api.order.fulfillmentOrders;
  const lines = [{fulfillmentOrderLineItemId: lineId(1), quantity: 2}];
  const changes = status === 'failed' ? {failure} : {};
  api.order.requests = [request('request-1', place!, lines, status, changes)];
  const block = await openBlock(api, locale);
  await block.shows('Nordic Warehouse');
  return block;
}

/** The button with this text; its full name also says which request it is for. */
const button = (block: Block, text: string) => block.all('s-button').find((one) => one.textContent === text);

function click(block: Block, text: string): void {
  const found = button(block, text);
  if (!found) throw new Error(`No button says "${text}".`);
  block.click(found.getAttribute('accessibilitylabel') ?? text);
}

/** Says yes once the question no longer takes it for a part of the click that asked. */
async function say(block: Block, text: string, done: string): Promise<void> {
  await expect
    .poll(
      () => {
        if (block.has('s-button', text)) block.click(text);
        return block.text();
      },
      {timeout: 5000},
    )
    .toContain(done);
}

test('tries a failed request again with one call, and follows it', async () => {
  using block = await open('failed');
  click(block, 'Try again');
  click(block, 'Try again');
  await block.shows('It is being tried again.');
  await block.shows('Waiting to be sent');
  expect(api.acts).toEqual(['retry request-1']);
  api.setStatus(0, 'fulfilled');
  await block.shows('Marked as fulfilled on');
});

test('asks before the email goes out again, and takes no for an answer', async () => {
  using block = await open('fulfilled');
  click(block, 'Send email again');
  await block.shows('Send the email to Nordic Warehouse once more?');
  block.click('Keep as it is');
  await expect.poll(() => block.text()).not.toContain('once more?');
  expect(api.acts).toEqual([]);
  click(block, 'Send email again');
  await block.shows('Nothing is fulfilled twice.');
  await say(block, 'Send email again', 'The email goes out again.');
  expect(api.acts).toEqual(['resend request-1']);
});

test('a double click that asks does not answer', async () => {
  using block = await open('queued');
  click(block, 'Cancel request');
  await block.shows('Cancel this request to Nordic Warehouse?');
  block.click('Cancel request');
  expect(api.acts).toEqual([]);
  await say(block, 'Cancel request', 'The request is cancelled.');
  await block.shows('Cancelled on');
  expect(api.acts).toEqual(['cancel request-1']);
});

test('takes back what the service has: it is told, and the page follows whether that was in time', async () => {
  const [place] = api.order.fulfillmentOrders;
  const messages = [{address: 'a@depot.example', messageId: 'm', status: 'delivered' as const}];
  const delivery = {status: 'delivered' as const, opened: false, messages};
  const lines = [{fulfillmentOrderLineItemId: lineId(1), quantity: 2}];
  const sent = request('request-1', place!, lines, 'sent', {fulfillOn: 'confirmation', delivery});
  api.order.requests = [sent];
  using block = await openBlock(api);
  await block.shows('Waiting for the service to confirm.');
  click(block, 'Cancel and tell the service');
  await block.shows('Nordic Warehouse is told by email not to ship it');
  await say(block, 'Cancel and tell the service', 'The service is told not to ship.');
  await block.shows('Being cancelled');
  expect(api.acts).toEqual(['cancel request-1']);
  const told = {status: 'sent' as const, sentAt: null, quantity: 2, partial: false, delivery, dismissed: false};
  sent.status = 'cancelled';
  sent.cancellation = {...told, acknowledged: {kind: 'shipped', at: '2026-11-23T10:00:00.000Z'}};
  await block.shows('already shipped. Agree with it on a return.');
  click(block, 'Put aside');
  await block.shows('Put aside.');
  expect(api.acts).toEqual(['cancel request-1', 'dismiss request-1']);
});

test('a double click that answers is one answer', async () => {
  const held = Promise.withResolvers<void>();
  using block = await open('queued');
  click(block, 'Cancel request');
  await block.shows('Cancel this request');
  api.hold = held.promise;
  await expect
    .poll(
      () => {
        if (block.has('s-button', 'Cancel request')) block.click('Cancel request');
        if (block.has('s-button', 'Cancel request')) block.click('Cancel request');
        return isOn(button(block, 'Cancel request')!, 'loading');
      },
      {timeout: 5000},
    )
    .toBe(true);
  held.resolve();
  await block.shows('The request is cancelled.');
  expect(api.posts()).toHaveLength(1);
});

test('the service moved on meanwhile: says so, and shows where it stands now', async () => {
  using block = await open('queued');
  api.faults.POST.push('request_state_conflict');
  click(block, 'Cancel request');
  api.setStatus(0, 'fulfilled');
  await block.shows('Cancel this request');
  await say(block, 'Cancel request', 'Not cancelled');
  expect(block.text()).toContain('This fulfillment request has moved on');
  await block.shows('Marked as fulfilled on');
});

test('an answer that is lost: says so, and reads what happened', async () => {
  using block = await open('failed');
  api.faults.POST.push('cutAfter');
  click(block, 'Try again');
  await block.shows('There is no connection to the app.');
  await block.shows('Waiting to be sent');
  expect(api.acts).toEqual(['retry request-1']);
});

const whileLoading: [Fault, string][] = [
  ['cutBefore', 'There is no connection to the app. Check your internet connection and try again.'],
  ['unauthenticated', 'Your session has ended. Reload the page and try again.'],
  ['database_unavailable', 'The app cannot reach its database. Try again in a minute.'],
];

test.each(whileLoading)('says that the order could not be loaded (%s), and loads it on demand', async (fault, text) => {
  api.faults.GET.push(fault);
  using block = await openBlock(api);
  await block.shows('The order could not be loaded');
  expect(block.text()).toContain(text);
  block.click('Try again');
  await block.shows('Nordic Warehouse');
});

test('offline: keeps what it shows, says that it may be old, and is current again later', async () => {
  using block = await open('failed');
  api.faults.GET.push('cutBefore');
  block.click('Refresh');
  await block.shows('This may be out of date');
  expect(block.text()).toContain('There is no connection to the app.');
  expect(block.text()).toContain('Nordic Warehouse');
  block.click('Refresh');
  await expect.poll(() => block.text()).not.toContain('This may be out of date');
});

test('a session token that expired is replaced without a word', async () => {
  using block = await open('failed');
  api.faults.POST.push('expired');
  click(block, 'Try again');
  await block.shows('It is being tried again.');
  expect(api.posts().map(({authorization}) => authorization)).toEqual(['Bearer session-token', 'Bearer fresh-token']);
});

test('a session that has ended is told once the fresh token is refused, too', async () => {
  using block = await open('failed');
  api.faults.POST.push('expired', 'expired');
  click(block, 'Try again');
  await block.shows('Your session has ended. Reload the page and try again.');
  expect(api.posts()).toHaveLength(2);
  expect(api.acts).toEqual([]);
});

test('speaks Thai, without a word of English of its own', async () => {
  using block = await open('failed', 'th');
  click(block, 'แสดงประวัติ');
  click(block, 'ยกเลิกคำขอ');
  await block.shows('ยกเลิกคำขอถึง Nordic Warehouse หรือไม่');
  const own = block.text().replaceAll(/Nordic Warehouse|Bangkok Depot|Mug, Blue|Product 2|Shirt/g, '');
  expect(own).not.toMatch(/[A-Za-z]/);
});

test('every button has a name of its own', async () => {
  using block = await open('failed');
  const [place] = api.order.fulfillmentOrders;
  const lines = [{fulfillmentOrderLineItemId: lineId(2), quantity: 1}];
  api.order.requests.push(request('request-2', place!, lines, 'failed', {failure}));
  block.click('Refresh');
  await expect.poll(() => block.all('s-badge')).toHaveLength(2);
  const names = block.all('s-button').map((one) => one.getAttribute('accessibilitylabel') ?? one.textContent);
  expect(new Set(names).size).toBe(names.length);
  // Who speaks to the machine says what is written on the button.
  const labelled = block.all('s-button').filter((one) => one.getAttribute('accessibilitylabel') !== null);
  expect(labelled.length).toBeGreaterThan(0);
  expect(labelled.filter((one) => !one.getAttribute('accessibilitylabel')!.includes(one.textContent ?? ''))).toEqual(
    [],
  );
});
