/** Orders that cannot be sent as they stand, through HTTP: each has its own code and sentence, and nothing is stored. */
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {randomUUID} from 'node:crypto';
import {errorTable} from '../../core/errors.ts';
import type {OrderFulfillment} from '../../core/wire.ts';
import {sell, type Sale} from './support/merchant.ts';
import {failureOf, startWeb, type Web} from './support/web.ts';

let web: Web;
let sale: Sale;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());
beforeEach(async () => {
  sale = await sell(web, `Warehouse ${randomUUID()}`);
  web.looks.length = 0;
});

/** What a merchant does in the admin, with every scope. */
async function admin(query: string, variables: object): Promise<void> {
  const {accessToken} = (await web.sandbox('token')) as {accessToken: string};
  const response = await fetch(`${web.shopify.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Shopify-Access-Token': accessToken},
    body: JSON.stringify({query, variables}),
  });
  const text = await response.text();
  expect(text).not.toContain('"errors"');
  expect(text).toContain('"userErrors":[]');
}

async function fulfillmentOrder(orderNumber: string) {
  const reply = await web.call(`/api/orders/${orderNumber}/fulfillment`);
  const {fulfillmentOrders} = reply.json as OrderFulfillment;
  const found = fulfillmentOrders[0];
  if (!found) throw new Error('The order has no fulfillment order.');
  return found;
}

/** Asks for it and proves that nothing changed. */
async function refused(orderNumber: string, body: object) {
  const before = await web.everything();
  const headers = {'Idempotency-Key': randomUUID()};
  const reply = await web.call(`/api/orders/${orderNumber}/requests`, {body, headers});
  expect(await web.everything()).toEqual(before);
  expect(web.looks).toEqual([]);
  return failureOf(reply);
}

const own = (code: keyof typeof errorTable) => ({
  status: errorTable[code].status,
  code,
  message: errorTable[code].message,
});
const lines = (id: string) => ({lines: [{fulfillmentOrderLineItemId: id, quantity: 1}]});

test('held', async () => {
  const {id} = await fulfillmentOrder(sale.orderNumber);
  const hold = `mutation Hold($id: ID!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: AWAITING_PAYMENT}) { userErrors { message } }
  }`;
  await admin(hold, {id});
  expect(await refused(sale.orderNumber, lines(sale.lineId))).toMatchObject(own('fulfillment_order_on_hold'));
  expect((await fulfillmentOrder(sale.orderNumber)).blocked).toMatchObject({code: 'fulfillment_order_on_hold'});
});

test('scheduled for later', async () => {
  const fulfillAt = new Date(Date.now() + 86_400_000).toISOString();
  const made = await web.sandbox('orders', {
    lineItems: [{variantId: sale.variantId, quantity: 1}],
    fulfillAt,
  });
  const number = (made as {order: {id: string}}).order.id.split('/').at(-1) ?? '';
  await expect.poll(() => fulfillmentOrder(number).catch(() => null)).toMatchObject({status: 'SCHEDULED'});
  const [line] = (await fulfillmentOrder(number)).lines;
  expect(await refused(number, lines(line?.id ?? ''))).toMatchObject(own('fulfillment_order_scheduled'));
});

test('fulfilled past the app', async () => {
  const {id} = await fulfillmentOrder(sale.orderNumber);
  const fulfill = `mutation Fulfill($id: ID!) {
    fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: $id}]}) { userErrors { message } }
  }`;
  await admin(fulfill, {id});
  expect(await refused(sale.orderNumber, lines(sale.lineId))).toMatchObject(own('fulfillment_order_closed'));
  expect(await refused(sale.orderNumber, {})).toMatchObject(own('nothing_to_fulfill'));
});

test('at no service', async () => {
  const made = await web.sandbox('orders', {lineItems: [{title: 'Card', price: '1', quantity: 1}]});
  const number = (made as {order: {id: string}}).order.id.split('/').at(-1) ?? '';
  await expect.poll(() => fulfillmentOrder(number).catch(() => null)).not.toBeNull();
  const [line] = (await fulfillmentOrder(number)).lines;
  expect(await refused(number, lines(line?.id ?? ''))).toMatchObject(own('line_not_at_service'));
  expect(await refused(number, {})).toMatchObject(own('nothing_to_fulfill'));
});

test('already asked for', async () => {
  const headers = {'Idempotency-Key': randomUUID()};
  await web.call(`/api/orders/${sale.orderNumber}/requests`, {body: lines(sale.lineId), headers});
  web.looks.length = 0;
  expect(await refused(sale.orderNumber, lines(sale.lineId))).toMatchObject(own('line_already_requested'));
});
