/** The order page's block: its services, items, requests and their history. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {openBlock, type Block} from './support/block.ts';
import {commonOrder, fulfillmentOrder, line, lineId, order, request} from './support/orders.ts';

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

test('says that it loads, then shows per service what is to be sent', async () => {
  using block = await openBlock(api);
  expect(block.text()).toContain('Loading the order');
  await block.shows('Nordic Warehouse');
  expect(block.all('s-heading').map((one) => one.textContent)).toEqual(['Nordic Warehouse', 'Bangkok Depot']);
  expect(block.text()).toContain('To send Mug, Blue × 3 Product 2 × 1');
  expect(block.text()).toContain('Shirt × 2');
  expect(block.text()).not.toContain('Lamp');
  const [card] = block.all('s-admin-block');
  expect(card!.getAttribute('heading')).toBe('Fulfillment services');
  expect(card!.getAttribute('collapsedsummary')).toBe('Items to send');
});

test('is one line where no item belongs to a service', async () => {
  api.order = order(fulfillmentOrder(1, 'Shop location', [line(1, 2)], {serviceId: null}));
  using block = await openBlock(api);
  await block.shows('No item of this order is at a fulfillment service of this app.');
  expect(block.all('s-text')).toHaveLength(1);
  expect(block.all('s-button')).toHaveLength(0);
  expect(block.all('s-admin-block')[0]!.getAttribute('collapsedsummary')).toBe('Nothing to send');
});

test('opens the action that sends items, and shows what was sent there without a click', async () => {
  using block = await openBlock(api);
  await block.shows('Send items');
  block.click('Send items');
  expect(block.visited).toEqual(['extension://orders']);
  withRequest('queued');
  await block.shows('Waiting to be sent');
});

test('says why items wait', async () => {
  const blocked = {code: 'fulfillment_order_on_hold', message: 'On hold.'};
  api.order = order(fulfillmentOrder(1, 'Depot', [line(1, 2)], {blocked}));
  using block = await openBlock(api);
  await block.shows('Product 1 × 2 The fulfillment of these items is on hold.');
  expect(block.has('s-button', 'Send items')).toBe(false);
  expect(block.has('s-button', 'Open the service')).toBe(false);
});

test('leads to a service that takes no requests', async () => {
  const blocked = {code: 'service_not_active', message: 'Depot is paused.'};
  api.order = order(fulfillmentOrder(1, 'Depot', [line(1, 2)], {blocked}));
  using block = await openBlock(api);
  await block.shows('This fulfillment service takes no new requests.');
  expect(block.find('s-button', 'Open the service').getAttribute('href')).toBe('app:services/service-Depot');
});

test('links a tracking number that has a page', async () => {
  withRequest('fulfilled', {trackingInfo: {number: 'TH1', url: 'https://track.example/TH1'}});
  using block = await openBlock(api);
  await block.shows('Tracking number TH1');
  expect(block.find('s-link', 'Tracking number TH1').getAttribute('href')).toBe('https://track.example/TH1');
});

test('names items that left the order by their SKU', async () => {
  withRequest('fulfilled');
  api.order.requests[0]!.lines = [
    {fulfillmentOrderId: 'gone', fulfillmentOrderLineItemId: 'gone', quantity: 2, sku: 'SKU-9'},
    {fulfillmentOrderId: 'gone', fulfillmentOrderLineItemId: 'gone-2', quantity: 1, sku: null},
  ];
  using block = await openBlock(api);
  await block.shows('SKU-9 × 2');
  expect(block.text()).toContain('SKU-9 × 2, An item that left the order × 1');
});

test('keeps old requests back, except those that need a person', async () => {
  const [place] = api.order.fulfillmentOrders;
  const lines = [{fulfillmentOrderLineItemId: lineId(1), quantity: 1}];
  const of = (index: number) => request(`request-${index}`, place!, lines, index === 5 ? 'failed' : 'cancelled');
  api.order.requests = [1, 2, 3, 4, 5, 6].map(of);
  using block = await openBlock(api);
  await block.shows('Show 2 earlier requests');
  expect(badges(block)).toHaveLength(4);
  expect(badges(block)).toContain('critical: Failed');
  block.click('Show 2 earlier requests');
  await expect.poll(() => badges(block)).toHaveLength(6);
  expect(block.text()).not.toContain('earlier request');
});

test('tells the history on demand, newest first, in words', async () => {
  withRequest('failed', {
    history: [
      {at: '2026-11-23T10:00:00.000Z', event: 'queued', by: 'user:7'},
      {at: '2026-11-23T10:01:00.000Z', event: 'not fulfilled', by: 'shopify', detail: 'shopify_throttled'},
      {at: '2026-11-23T10:02:00.000Z', event: 'something new', by: 'somebody', detail: 'raw text'},
    ],
  });
  using block = await openBlock(api);
  await block.shows('Show history');
  expect(block.all('s-list-item')).toHaveLength(0);
  const toggle = () => block.all('s-button').find((one) => one.textContent?.endsWith('history'))!;
  block.click(toggle().getAttribute('accessibilitylabel')!);
  await block.shows('Hide history');
  expect(block.all('s-list-item').map((one) => one.textContent?.replaceAll('\u202f', ' '))).toEqual([
    'Nov 23, 2026, 5:02 PM: changed (this app)',
    'Nov 23, 2026, 5:01 PM: could not be marked as fulfilled (Shopify) Shopify asks us to slow down. We will go on in a moment.',
    'Nov 23, 2026, 5:00 PM: requested (staff)',
  ]);
  block.click(toggle().getAttribute('accessibilitylabel')!);
  await expect.poll(() => block.all('s-list-item')).toHaveLength(0);
});

test('the folded block says what matters most', async () => {
  const summary = async () => {
    using block = await openBlock(api);
    await block.shows('Refresh');
    return block.all('s-admin-block')[0]!.getAttribute('collapsedsummary');
  };
  withRequest('failed');
  expect(await summary()).toBe('Needs attention');
  api.order.fulfillmentOrders = [];
  withRequestOf('sent');
  expect(await summary()).toBe('Under way');
  withRequestOf('fulfilled');
  expect(await summary()).toBe('Fulfilled');
  withRequestOf('cancelled');
  expect(await summary()).toBe('Nothing to send');
});

function withRequestOf(status: FulfillmentRequest['status']): void {
  api.order.requests = [request('request-1', fulfillmentOrder(1, 'Depot', []), [], status)];
}
