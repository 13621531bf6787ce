/** Bad input through HTTP: each has its own code and sentence, and changes nothing. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {errorTable} from '../../core/errors.ts';
import {callAs, requestsIn, sell, type Sale} from './support/merchant.ts';
import {testShop} from './support/signed.ts';
import {failureOf, startWeb, type CallOptions, type Web} from './support/web.ts';

const otherShop = 'b-shop.myshopify.com';

let web: Web;
let sale: Sale;
let elsewhere: Sale;
beforeAll(async () => {
  web = await startWeb();
  sale = await sell(web, 'Warehouse');
  elsewhere = await sell(web, 'Depot', otherShop);
  web.looks.length = 0;
});
afterAll(() => web.close());

/** Makes the call and proves that nothing changed: not in the database, not in Shopify, no job. */
async function refused(path: string, options: CallOptions = {}) {
  const before = await web.everything();
  const mutationsBefore = await mutations();
  const failure = failureOf(await web.call(path, options));
  expect(await web.everything()).toEqual(before);
  expect(await mutations()).toEqual(mutationsBefore);
  expect(web.looks).toEqual([]);
  return failure;
}

async function mutations(): Promise<number> {
  const log = (await web.sandbox('log')) as {document: string; caller?: string}[];
  return log.filter(({document}) => /^\s*(#graphql\s+)?mutation/.test(document)).length;
}

const own = (code: keyof typeof errorTable) => ({
  status: errorTable[code].status,
  code,
  message: errorTable[code].message,
});
const send = (body: object): CallOptions => ({body, headers: {'Idempotency-Key': 'bad-input'}});
const requestsOf = ({orderNumber}: Sale) => `/api/orders/${orderNumber}/requests`;

describe('ids', () => {
  test('an unknown service', async () => {
    for (const id of ['65f000000000000000000000', '1', 'abc', '..%2F..%2Fetc']) {
      expect(await refused(`/api/services/${id}`)).toMatchObject(own('service_not_found'));
    }
    const edit: CallOptions = {method: 'PATCH', body: {showPrices: true}};
    expect(await refused('/api/services/65f000000000000000000000', edit)).toMatchObject(own('service_not_found'));
  });

  test('another shop’s service', async () => {
    expect(await refused(`/api/services/${elsewhere.service.id}`)).toMatchObject(own('service_not_found'));
    const body = {assignments: [{variantId: sale.variantId, serviceId: elsewhere.service.id}]};
    const path = `/api/products/${sale.productId.split('/').at(-1)}/assignments`;
    expect(await refused(path, {method: 'PUT', body})).toMatchObject(own('service_not_found'));
  });

  test('an order that is not there', async () => {
    expect(await refused('/api/orders/999999999/fulfillment')).toMatchObject(own('order_not_found'));
    expect(await refused('/api/orders/999999999/requests', send({}))).toMatchObject(own('order_not_found'));
  });

  test('an order of another shop', async () => {
    // Its number may be one of this shop too: so the shop that asks is one without orders.
    const options = send({});
    const before = await web.everything();
    const reply = await callAs(web, 'c-shop.myshopify.com', requestsOf(elsewhere), options);
    expect(failureOf(reply)).toMatchObject(own('order_not_found'));
    const after = await web.everything();
    expect({...after, sessions: [], shops: []}).toEqual({...before, sessions: [], shops: []});
    expect(web.looks).toEqual([]);
  });

  test('a request of another shop', async () => {
    const made = await callAs(web, otherShop, requestsOf(elsewhere), send({}));
    const [request] = requestsIn(made);
    web.looks.length = 0;
    expect(await refused(`/api/requests/${request?.id}`)).toMatchObject(own('request_not_found'));
    for (const action of ['retry', 'resend', 'cancel']) {
      const failure = await refused(`/api/requests/${request?.id}/${action}`, {method: 'POST'});
      expect(failure).toMatchObject(own('request_not_found'));
    }
    expect((await web.call('/api/requests')).json).toEqual({items: [], nextCursor: null});
  });

  test('an unknown product', async () => {
    expect(await refused('/api/products/999999999/assignments')).toMatchObject(own('product_not_found'));
  });

  test.for([
    '/api/orders/abc/fulfillment',
    '/api/orders/1e3/requests',
    '/api/products/-1/assignments',
    '/api/orders/%20/fulfillment',
  ])('no number in %s', async (path) => {
    const options = path.endsWith('requests') ? send({}) : {};
    expect(await refused(path, options)).toEqual({
      status: 422,
      code: 'invalid_input',
      message: 'The id in the address must be a number, as in Shopify’s own addresses.',
      details: {parameter: 'id'},
    });
  });
});

const lines = (quantity: unknown, id = sale.lineId) => send({lines: [{fulfillmentOrderLineItemId: id, quantity}]});

describe('what is asked for', () => {
  test('a quantity of 0, below, in part, or no number', async () => {
    for (const quantity of [0, -1, 1.5, '2', null]) {
      expect(await refused(requestsOf(sale), lines(quantity))).toMatchObject({status: 422});
    }
    expect(await refused(requestsOf(sale), lines(0))).toMatchObject(own('quantity_invalid'));
  });

  test('more than remains', async () => {
    expect(await refused(requestsOf(sale), lines(4))).toMatchObject(own('quantity_exceeds_remaining'));
  });

  test('a line of another order', async () => {
    expect(await refused(requestsOf(sale), lines(1, 'gid://shopify/FulfillmentOrderLineItem/999999'))).toMatchObject(
      own('line_not_found'),
    );
  });

  test('no key, or one that is none', async () => {
    expect(await refused(requestsOf(sale), {body: {}})).toEqual(own('idempotency_key_missing'));
    expect(await refused('/api/requests', {body: {orderIds: [sale.orderNumber]}})).toEqual(
      own('idempotency_key_missing'),
    );
    for (const key of ['with space', 'x'.repeat(256), 'é']) {
      expect(await refused(requestsOf(sale), {body: {}, headers: {'Idempotency-Key': key}})).toMatchObject({
        status: 422,
        code: 'invalid_input',
        message: 'An Idempotency-Key is 1 to 255 visible ASCII characters, without spaces.',
      });
    }
  });

  test('an address that Postmark would refuse', async () => {
    for (const email of [
      'not-an-address',
      'a@b@c.example',
      'two@example.com, three@example.com',
      'a@example.com\r\nBcc: x@example.com',
    ]) {
      expect(await refused('/api/services', {body: {name: 'Another', email}})).toMatchObject(
        own('email_address_invalid'),
      );
    }
  });

  test('a name that is taken', async () => {
    const body = {name: 'warehouse', email: 'a@example.com'};
    expect(await refused('/api/services', {body})).toMatchObject(own('service_name_taken'));
  });

  test('nothing of a service', async () => {
    expect(await refused('/api/services', {method: 'POST'})).toMatchObject({status: 422});
  });

  test('an action that does not fit the request', async () => {
    const [request] = requestsIn(await web.call(requestsOf(sale), send({})));
    web.looks.length = 0;
    expect(await refused(`/api/requests/${request?.id}/resend`, {method: 'POST'})).toMatchObject({
      status: 409,
      code: 'request_state_conflict',
    });
    const again: CallOptions = {body: {}, headers: {'Idempotency-Key': 'another'}};
    expect(await refused(requestsOf(sale), again)).toMatchObject({status: 409});
    expect(await web.db.collection('requests').countDocuments({shop: testShop})).toBe(1);
  });

  test('a list by what is not there to choose from', async () => {
    expect(await refused('/api/requests?status=lost')).toMatchObject({status: 422, code: 'invalid_input'});
    expect(await refused('/api/requests?cursor=nonsense')).toMatchObject({status: 422, code: 'invalid_input'});
  });
});
