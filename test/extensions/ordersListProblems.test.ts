/** The orders list's action when something is wrong: it says what, goes on where it stopped, and sends nothing twice. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {checkAndSend, list, openListAction, startShop, type Outcome, type Shop} from './support/manyOrders.ts';

const nordic: Outcome = {service: 'Nordic Warehouse', units: 1};
const upTo = (count: number) => Array.from({length: count}, (_, index) => index + 1);

let shop: Shop;
beforeEach(async () => {
  shop = await startShop(...upTo(120).map(() => nordic));
});
afterEach(() => shop.close());

test.each([
  ['cutBefore', 'There is no connection to the app.'],
  ['unauthenticated', 'Your session has ended.'],
  ['shopify_throttled', 'Shopify asks us to slow down.'],
] as const)('a check that fails (%s) is taken up where it stopped', async (fault, sentence) => {
  shop.faults[checkAndSend] = [fault];
  using action = await openListAction(shop, upTo(120));
  await action.shows('The orders could not be checked');
  expect(action.text()).toContain(sentence);
  action.click('Try again');
  await action.shows('120 orders will be sent');
});

test('a send that breaks off after its effect is repeated with the same key, and sends once', async () => {
  using action = await openListAction(shop, upTo(60));
  await action.shows('60 orders will be sent');
  shop.faults[checkAndSend] = ['cutAfter'];
  action.click('Send 60 orders');
  await action.shows('The orders could not be sent');
  expect(action.text()).toContain('what was sent already is not sent twice');
  expect(shop.requests).toHaveLength(51);
  action.click('Try again');
  await action.shows('60 requests');
  expect(shop.requests).toHaveLength(61);
  const [lost, again] = shop.to(checkAndSend).slice(2);
  expect(again?.key).toBe(lost?.key);
  expect(again?.body).toEqual(lost?.body);
});

test('a send that stops half-way can be left there: what was sent is shown, the rest is not sent', async () => {
  using action = await openListAction(shop, upTo(60));
  await action.shows('60 orders will be sent');
  shop.faults[checkAndSend] = [null, 'database_unavailable'];
  action.click('Send 60 orders');
  await action.shows('Not all orders were sent');
  expect(action.text()).toContain('The app cannot reach its database.');
  expect(action.text()).toContain('50 of 60 orders handed over');
  action.click('Show what was sent');
  await action.shows('50 requests');
  expect(action.text()).toContain('50 orders handed over');
  expect(shop.requests).toHaveLength(51);
});

test('while the same send is still being worked on, it waits and asks again', async () => {
  using action = await openListAction(shop, [1]);
  await action.shows('1 order will be sent');
  shop.faults[checkAndSend] = ['idempotency_in_progress'];
  action.click('Send 1 order');
  await action.shows('1 request');
  const [, first, second] = shop.to(checkAndSend);
  expect(second?.key).toBe(first?.key);
});

test('orders that changed since the check are left out, and told', async () => {
  using action = await openListAction(shop, [1]);
  await action.shows('1 order will be sent');
  shop.orders.set(1, {reason: 'line_already_requested'});
  action.click('Send 1 order');
  await action.shows('none of them can be sent any more');
  expect(action.text()).toContain('Already in a fulfillment request that is under way. #1');
});

test('sent, but where it stands cannot be read: says so, and looks again on demand', async () => {
  using action = await openListAction(shop, [1]);
  await action.shows('1 order will be sent');
  // The first read marks the time before the send; the second looks for its requests.
  shop.faults[list] = [null, 'cutBefore'];
  action.click('Send 1 order');
  await action.shows('The orders are handed over, but where they stand could not be read');
  expect(shop.requests).toHaveLength(2);
  action.click('Check again');
  await action.shows('Waiting to be sent 1 request');
});

test('the mark before the send cannot be read: nothing is sent, and trying again sends', async () => {
  using action = await openListAction(shop, [1]);
  await action.shows('1 order will be sent');
  shop.faults[list] = ['shopify_unavailable'];
  action.click('Send 1 order');
  await action.shows('The orders could not be sent');
  expect(shop.to(checkAndSend)).toHaveLength(1);
  action.click('Try again');
  await action.shows('1 request');
});
