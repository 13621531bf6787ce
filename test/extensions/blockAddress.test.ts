/** The order page's block: what it says of an address that was changed after the service had it. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {AddressChange, FulfillmentRequest} from '../../core/wire.ts';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {openBlock} from './support/block.ts';
import {commonOrder, lineId, request} from './support/orders.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

const accepted = (status: 'delivered' | 'bounced') => ({
  status,
  opened: false,
  messages: [{address: 'a@depot.example', messageId: 'm', status}],
});
const email = {code: 'email_recipient_inactive', message: 'Inactive.', retryable: true};
const at = '2026-11-23T10:00:00.000Z';
const addressChange = (change: Partial<AddressChange>): AddressChange => ({
  status: 'sent',
  sentAt: at,
  delivery: null,
  acknowledged: null,
  dismissed: false,
  ...change,
});

const states: [string, Partial<FulfillmentRequest>, string[], string[], string[]][] = [
  [
    'fulfilled, its service told of another address',
    {delivery: accepted('delivered'), addressChange: addressChange({delivery: accepted('delivered')})},
    ['success: Fulfilled', 'success: Email delivered'],
    ['The address changed. The service was told by email on Nov 23, 2026, 5:00', 'It has not answered yet.'],
    ['Send email again'],
  ],
  [
    'fulfilled, and goes to another address',
    {addressChange: addressChange({acknowledged: {kind: 'readdressed', at}})},
    ['success: Fulfilled'],
    ['it goes to the new address.'],
    ['Send email again'],
  ],
  [
    'fulfilled, and shipped to the earlier address',
    {addressChange: addressChange({acknowledged: {kind: 'shipped', at}})},
    ['success: Fulfilled'],
    ['already shipped to the earlier address. Agree with it on what to do.'],
    ['Send email again', 'Put aside'],
  ],
  [
    'fulfilled, its service not told of another address',
    {addressChange: addressChange({status: 'failed', failure: email})},
    ['success: Fulfilled'],
    ['The address changed, and the service could not be told.', 'This address bounced or complained before'],
    ['Send email again', 'Put aside', 'Change address'],
  ],
];

test.each(states)('shows a request that is %s', async (_, changes, badges, sentences, buttons) => {
  const [place] = api.order.fulfillmentOrders;
  const lines = [{fulfillmentOrderLineItemId: lineId(1), quantity: 2}];
  api.order.requests = [request('request-1', place!, lines, 'fulfilled', changes)];
  using block = await openBlock(api);
  await block.shows('2 items');
  const shown = block.all('s-badge').map((one) => `${one.getAttribute('tone')}: ${one.textContent}`);
  expect(shown).toEqual(badges);
  for (const sentence of sentences) expect(block.text()).toContain(sentence);
  const all = block.all('s-button').map((one) => one.textContent ?? '');
  expect(all.filter((one) => !['Send items', 'Refresh', 'Show history'].includes(one))).toEqual(buttons);
});
