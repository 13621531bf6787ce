/** The order page's block: each state of a request with its sentences and its ways out. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Cancellation, FulfillmentRequest} from '../../core/wire.ts';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {openBlock, type Block} from './support/block.ts';
import {commonOrder, lineId, request} from './support/orders.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

/** The common order with one request for two mugs and a part of it. */
function withRequest(status: FulfillmentRequest['status'], changes: Partial<FulfillmentRequest> = {}): void {
  const [place] = api.order.fulfillmentOrders;
  const lines = [{fulfillmentOrderLineItemId: lineId(1), quantity: 2}];
  api.order.requests = [request('request-1', place!, lines, status, changes)];
}

const badges = (block: Block) => block.all('s-badge').map((one) => `${one.getAttribute('tone')}: ${one.textContent}`);

const accepted = (status: 'accepted' | 'delivered' | 'delayed' | 'bounced' | 'complained', opened = false) => ({
  status,
  opened,
  messages: [{address: 'a@depot.example', messageId: 'm', status}],
});

/** Buttons that do something to the request, without those that are always there. */
const buttons = (block: Block) =>
  block
    .all('s-button')
    .map((one) => one.textContent)
    .filter((text) => !['Send items', 'Refresh', 'Show history'].includes(text ?? ''));

const email = {code: 'email_recipient_inactive', message: 'Inactive.', retryable: true};
const down = {code: 'shopify_unavailable', message: 'Down.', retryable: true};
const changed = {code: 'order_changed', message: 'Changed.', retryable: false};
const inactive = {code: 'service_not_active', message: 'Inactive.', retryable: true};
const locked = {code: 'shopify_access_denied', message: 'Denied.', retryable: true};
const at = '2026-11-23T10:00:00.000Z';
const cancellation = (change: Partial<Cancellation>): Cancellation => ({
  status: 'sent',
  sentAt: at,
  quantity: 2,
  partial: false,
  delivery: null,
  acknowledged: null,
  dismissed: false,
  ...change,
});
const declined = (reason: string | null) => ({kind: 'declined' as const, at: '2026-11-23T10:00:00.000Z', reason});

const states: [string, FulfillmentRequest['status'], Partial<FulfillmentRequest>, string[], string[], string[]][] = [
  ['queued', 'queued', {}, ['info: Waiting to be sent'], ['The email goes out in a moment.'], ['Cancel request']],
  [
    'queued after a failed try',
    'queued',
    {failure: down},
    ['info: Waiting to be sent'],
    ['Shopify does not answer.', 'It is tried again automatically.'],
    ['Try again', 'Cancel request'],
  ],
  [
    'queued at a paused service',
    'queued',
    {failure: {...inactive, retryable: false}},
    ['info: Waiting to be sent'],
    ['This fulfillment service takes no new requests.', 'It goes out once the service takes requests again.'],
    ['Cancel request', 'Open the service'],
  ],
  ['sending', 'sending', {}, ['info: Sending'], ['The email is being sent.'], []],
  [
    'unknown',
    'unknown',
    {},
    ['warning: Checking whether it was sent'],
    ['It is not sent twice.'],
    ['Cancel and tell the service'],
  ],
  [
    'sent',
    'sent',
    {fulfillOn: 'email', delivery: accepted('accepted')},
    ['info: Email sent'],
    ['Email sent to a@depot.example.', 'The items are being marked as fulfilled.'],
    ['Send email again', 'Cancel and tell the service'],
  ],
  [
    'sent and opened, to be confirmed',
    'sent',
    {fulfillOn: 'confirmation', delivery: accepted('delivered', true)},
    ['info: Email sent', 'success: Email delivered'],
    ['Email sent to a@depot.example, and opened.', 'Waiting for the service to confirm.'],
    ['Send email again', 'Cancel and tell the service'],
  ],
  [
    'sent, not marked in Shopify',
    'sent',
    {delivery: accepted('accepted'), failure: down},
    ['info: Email sent'],
    ['The service has the email, but the items are not marked as fulfilled yet.', 'Shopify does not answer.'],
    ['Try again', 'Send email again', 'Cancel and tell the service'],
  ],
  [
    'bounced',
    'fulfilled',
    {delivery: accepted('bounced')},
    ['success: Fulfilled', 'critical: Email bounced'],
    ['The email to a@depot.example came back. Change the address, then send the email again.'],
    ['Send email again', 'Change address'],
  ],
  [
    'reported as spam',
    'fulfilled',
    {delivery: accepted('complained')},
    ['success: Fulfilled', 'critical: Reported as spam'],
    ['The email to a@depot.example was reported as spam'],
    ['Send email again', 'Change address'],
  ],
  [
    'delayed',
    'sent',
    {delivery: accepted('delayed')},
    ['info: Email sent', 'warning: Email delayed'],
    ['The email to a@depot.example is delayed.'],
    ['Send email again', 'Cancel and tell the service'],
  ],
  [
    'confirmed',
    'confirmed',
    {answer: {kind: 'confirmed', at: '2026-11-23T10:00:00.000Z', reason: null}},
    ['info: Confirmed by the service'],
    ['Confirmed by the service on Nov 23, 2026, 5:00'],
    ['Cancel and tell the service'],
  ],
  [
    'declined with a reason',
    'declined',
    {answer: declined('Out of stock')},
    ['critical: Declined by the service'],
    ['The service declined this request: Out of stock', 'The items are unfulfilled and can be sent again.'],
    ['Cancel request'],
  ],
  [
    'declined without a reason',
    'declined',
    {answer: declined(null)},
    ['critical: Declined by the service'],
    ['The service declined this request.'],
    ['Cancel request'],
  ],
  [
    'fulfilled with tracking',
    'fulfilled',
    {trackingInfo: {number: 'TH1', company: 'Thailand Post'}},
    ['success: Fulfilled'],
    ['Marked as fulfilled on Nov 23, 2026, 5:00', 'Tracking number TH1, Thailand Post'],
    ['Send email again'],
  ],
  [
    'fulfilled, but a repeat was not sent',
    'fulfilled',
    {failure: email},
    ['success: Fulfilled'],
    ['The email could not be sent again.', 'This address bounced or complained before'],
    ['Send email again', 'Change address'],
  ],
  [
    'failed for its address',
    'failed',
    {failure: email},
    ['critical: Failed'],
    ['This address bounced or complained before', 'The items are unfulfilled and can be sent again.'],
    ['Try again', 'Cancel request', 'Change address'],
  ],
  [
    'failed for the service',
    'failed',
    {failure: inactive},
    ['critical: Failed'],
    ['This fulfillment service takes no new requests.'],
    ['Try again', 'Cancel request', 'Open the service'],
  ],
  [
    'failed for the app',
    'failed',
    {failure: locked},
    ['critical: Failed'],
    ['The app lacks a permission in Shopify.'],
    ['Try again', 'Cancel request', 'Open the app'],
  ],
  [
    'failed for good',
    'failed',
    {failure: changed},
    ['critical: Failed'],
    ['The order changed before the email was sent'],
    ['Cancel request'],
  ],
  ['cancelled', 'cancelled', {}, ['neutral: Cancelled'], ['Cancelled on Nov 23, 2026, 5:00'], []],
  [
    'being cancelled',
    'sent',
    {delivery: accepted('delivered'), cancellation: cancellation({status: 'pending'})},
    ['warning: Being cancelled'],
    ['The service is being told by email not to ship.'],
    [],
  ],
  [
    'cancelled, and its service told',
    'cancelled',
    {delivery: accepted('delivered'), cancellation: cancellation({delivery: accepted('delivered')})},
    ['neutral: Cancelled'],
    ['The email that says not to ship was delivered.'],
    [],
  ],
  [
    'cancelled in time',
    'cancelled',
    {cancellation: cancellation({acknowledged: {kind: 'stopped', at}})},
    ['neutral: Cancelled'],
    ['The service answered on Nov 23, 2026, 5:00', 'not shipped.'],
    [],
  ],
  [
    'cancelled too late',
    'cancelled',
    {cancellation: cancellation({acknowledged: {kind: 'shipped', at}})},
    ['neutral: Cancelled'],
    ['already shipped. Agree with it on a return.'],
    ['Put aside'],
  ],
  [
    'cancelled, but its service could not be told',
    'cancelled',
    {cancellation: cancellation({status: 'failed', failure: email})},
    ['neutral: Cancelled'],
    ['The service could not be told not to ship.', 'This address bounced or complained before'],
    ['Send cancellation again', 'Put aside', 'Change address'],
  ],
  [
    'cancelled, with an alarm put aside',
    'cancelled',
    {cancellation: cancellation({delivery: accepted('bounced'), dismissed: true})},
    ['neutral: Cancelled'],
    ['The email that says not to ship did not arrive.'],
    ['Send cancellation again', 'Change address'],
  ],
  [
    'cancelled in part',
    'sent',
    {delivery: accepted('accepted'), fulfillOn: 'confirmation', cancellation: cancellation({partial: true})},
    ['info: Email sent'],
    ['Waiting for the service to confirm.', 'The service is told not to ship 2 of the items.'],
    ['Send email again', 'Cancel and tell the service'],
  ],
];

test.each(states)(
  'shows a request that is %s',
  async (_, status, changes, expectedBadges, sentences, expectedButtons) => {
    withRequest(status, changes);
    using block = await openBlock(api);
    await block.shows('2 items');
    expect(badges(block)).toEqual(expectedBadges);
    expect(block.text()).toContain('Mug, Blue × 2');
    for (const sentence of sentences) expect(block.text()).toContain(sentence);
    expect(buttons(block)).toEqual(expectedButtons);
  },
);

test.each([
  [email, 'Change address', 'app:services/service-Nordic Warehouse'],
  [inactive, 'Open the service', 'app:services/service-Nordic Warehouse'],
  [locked, 'Open the app', 'app:'],
])('the way out of %o leads there', async (failure, label, href) => {
  withRequest('failed', {failure});
  using block = await openBlock(api);
  await block.shows(label);
  expect(block.find('s-button', label).getAttribute('href')).toBe(href);
});

test.each([
  ['an order that changed', 'failed', {failure: changed}],
  ['a declined request', 'declined', {answer: declined(null)}],
] as const)('%s is sent anew in the action', async (_, status, changes) => {
  withRequest(status, changes);
  api.order.fulfillmentOrders = [];
  using block = await openBlock(api);
  await block.shows('Send items');
  block.click('Send items');
  expect(block.visited).toEqual(['extension://orders']);
});
