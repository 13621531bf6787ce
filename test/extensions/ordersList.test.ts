/** The orders list's action: the summary before, the send, and the progress after. */
import {afterEach, expect, test} from 'vitest';
import {isOn} from './support/host.ts';
import {checkAndSend, list, openListAction, startShop, type Outcome, type Shop} from './support/manyOrders.ts';

const nordic: Outcome = {service: 'Nordic Warehouse', units: 2};
const bangkok: Outcome = {service: 'Bangkok Depot', units: 1};
const held: Outcome = {reason: 'fulfillment_order_on_hold'};
const nothing: Outcome = {reason: 'nothing_to_fulfill'};

const open: Shop[] = [];
async function shopOf(...orders: Outcome[]): Promise<Shop> {
  const shop = await startShop(...orders);
  open.push(shop);
  return shop;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((shop) => shop.close()));
});

const upTo = (count: number) => Array.from({length: count}, (_, index) => index + 1);

test('says first what goes to whom, and what is left out and why, grouped by reason with names', async () => {
  const shop = await shopOf(nordic, nordic, bangkok, held, nothing, nothing, {
    reason: 'order_not_found',
    nameless: true,
  });
  using action = await openListAction(shop, upTo(7));
  expect(isOn(action.all('s-admin-action')[0]!, 'loading')).toBe(true);
  await action.shows('3 orders will be sent');
  const text = action.text();
  expect(text).toContain('Nordic Warehouse 2 orders, 4 items');
  expect(text).toContain('Bangkok Depot 1 order, 1 item');
  expect(text).toContain('4 orders are left out');
  expect(text).toContain('Nothing remains for a fulfillment service to ship. #5, #6');
  expect(text).toContain('On hold. Release the hold in Shopify first. #4');
  expect(text).toContain('Not found in this shop any more. Order with ID 7');
  expect(action.primary().textContent).toBe('Send 3 orders');
  expect(shop.to(checkAndSend).map(({body}) => body)).toEqual([
    {orderIds: ['1', '2', '3', '4', '5', '6', '7'], dryRun: true},
  ]);
});

test('sends what was accepted, with a key, and follows it to its end', async () => {
  const shop = await shopOf(nordic, bangkok, held);
  using action = await openListAction(shop, upTo(3));
  await action.shows('2 orders will be sent');
  const clicked = action.primary();
  action.click('Send 2 orders');
  await action.shows('2 requests');
  // The element that has the focus is still there.
  expect(action.primary()).toBe(clicked);
  expect(action.text()).toContain('Waiting to be sent 2 requests');
  expect(shop.to(checkAndSend)[1]).toMatchObject({
    authorization: 'Bearer session-token',
    key: expect.stringMatching(/^[0-9a-f]{32}$/),
    body: {orderIds: ['1', '2'], notifyCustomer: false},
  });
  shop.setStatus('fulfilled');
  await action.shows('Sent and fulfilled');
  expect(action.text()).toContain('Fulfilled 2 requests');
  // The failed request of before the send is none of this send's.
  expect(action.text()).not.toContain('Failed');
  expect(shop.requests).toHaveLength(3);
  action.click('Close');
  expect(action.closed()).toBe(1);
});

test('has Shopify notify the customers only if asked to', async () => {
  const shop = await shopOf(nordic);
  using action = await openListAction(shop, [1]);
  await action.shows('1 order will be sent');
  expect(action.isChecked('Have Shopify notify the customers')).toBe(false);
  action.check('Have Shopify notify the customers', true);
  action.click('Send 1 order');
  await action.shows('1 request');
  expect(shop.to(checkAndSend)[1]?.body).toEqual({orderIds: ['1'], notifyCustomer: true});
});

test('goes 50 at a time: 120 orders make three checks and three sends, and each is followed', async () => {
  const shop = await shopOf(...upTo(120).map(() => nordic));
  using action = await openListAction(shop, upTo(120));
  await action.shows('120 orders will be sent');
  expect(action.text()).toContain('120 orders, 240 items');
  action.click('Send 120 orders');
  await action.shows('120 requests');
  const sends = shop.to(checkAndSend).slice(3);
  expect(sends.map(({body}) => (body as {orderIds: string[]}).orderIds.length)).toEqual([50, 50, 20]);
  expect(new Set(sends.map(({key}) => key)).size).toBe(3);
  shop.setStatus('sent');
  await action.shows('Email sent 120 requests');
});

test('more than 1000 orders are too many, and nothing is asked of the app', async () => {
  const shop = await shopOf();
  using action = await openListAction(shop, upTo(1001));
  expect(action.text()).toContain('You selected 1,001 orders. Up to 1,000 can be sent at once');
  expect(shop.calls).toEqual([]);
  action.click('Close');
  expect(action.closed()).toBe(1);
});

test('nothing to send: says so with the reasons, and offers no send', async () => {
  using action = await openListAction(await shopOf(held, nothing), upTo(2));
  await action.shows('Nothing to send');
  expect(action.text()).toContain('2 orders are left out');
  expect(action.all('s-button').map(({textContent}) => textContent)).toEqual(['Close']);
});

test('a double click sends once, and does not close the window', async () => {
  const shop = await shopOf(nordic);
  using action = await openListAction(shop, [1]);
  await action.shows('1 order will be sent');
  action.click('Send 1 order');
  action.click('Send 1 order');
  await action.shows('1 request');
  expect(isOn(action.find('s-button', 'Close'), 'disabled')).toBe(true);
  expect(shop.requests).toHaveLength(2);
  await expect.poll(() => isOn(action.find('s-button', 'Close'), 'disabled'), {timeout: 5000}).toBe(false);
});

test('more than ten names are shown when asked for', async () => {
  using action = await openListAction(await shopOf(...upTo(14).map(() => held), nordic), upTo(15));
  await action.shows('14 orders are left out');
  expect(action.text()).toContain('#10');
  expect(action.text()).not.toContain('#11');
  action.click('Show 4 more orders: On hold. Release the hold in Shopify first.');
  await action.shows('#13, #14');
});

test('failures need attention: by reason, with the orders', async () => {
  const shop = await shopOf(nordic, nordic);
  using action = await openListAction(shop, upTo(2));
  await action.shows('2 orders will be sent');
  action.click('Send 2 orders');
  await action.shows('2 requests');
  shop.setStatus('failed', {code: 'email_rejected', message: 'Refused.', retryable: false});
  await action.shows('Not everything was sent');
  expect(action.text()).toContain('Needs your attention');
  expect(action.text()).toContain('Check the address of the fulfillment service, then retry. #2, #1');
});

test('speaks Thai, without a word of English of its own', async () => {
  const shop = await shopOf(nordic, held);
  using action = await openListAction(shop, upTo(2), 'th');
  await action.shows('ส่ง 1 คำสั่งซื้อ');
  expect(action.text().replaceAll(/Nordic Warehouse|Shopify/g, '')).not.toMatch(/[A-Za-z]/);
  action.click('ส่ง 1 คำสั่งซื้อ');
  await action.shows('รอส่ง');
  expect(action.text().replaceAll(/Nordic Warehouse|Shopify/g, '')).not.toMatch(/[A-Za-z]/);
  expect(shop.to(list).length).toBeGreaterThan(0);
});
