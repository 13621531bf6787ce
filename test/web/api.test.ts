/** The API through HTTP: what it answers where all is well. */
import {randomUUID} from 'node:crypto';
import {ObjectId} from 'mongodb';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {requestsIn, sell, type Sale} from './support/merchant.ts';
import {testShop} from './support/signed.ts';
import {startWeb, type Web} from './support/web.ts';

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

const key = () => ({'Idempotency-Key': randomUUID()});

test('a service is activated, listed, shown and edited', async () => {
  const {service} = sale;
  expect(service).toMatchObject({email: 'warehouse@example.com', status: 'active', ownedByThisApp: true});
  const listed = await web.call('/api/services');
  expect(listed.json).toMatchObject({nextCursor: null});
  expect((listed.json as {items: unknown[]}).items).toContainEqual(expect.objectContaining(service));
  expect((await web.call(`/api/services/${service.id}`)).json).toMatchObject({service});

  const edited = await web.call(`/api/services/${service.id}`, {method: 'PATCH', body: {showPrices: true}});
  expect(edited.status).toBe(200);
  expect(edited.json).toMatchObject({service: {id: service.id, settings: {showPrices: true}}});
});

test('a product tells where its variants are assigned', async () => {
  const reply = await web.call(`/api/products/${numericId(sale.productId)}/assignments`);
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({variants: [{id: sale.variantId, sku: 'R', serviceId: sale.service.id}]});
});

test('items are sent in part, then all that remains; each time a worker is told to look', async () => {
  const path = `/api/orders/${sale.orderNumber}/requests`;
  const lines = [{fulfillmentOrderLineItemId: sale.lineId, quantity: 2}];
  const [first] = requestsIn(await web.call(path, {body: {lines}, headers: key()}));
  expect(first).toMatchObject({status: 'queued', serviceId: sale.service.id, lines: [{quantity: 2, sku: 'R'}]});
  expect(first?.history[0]).toMatchObject({by: 'user:7'});
  expect(web.looks).toEqual([testShop]);

  const shown = await web.call(`/api/orders/${sale.orderNumber}/fulfillment`);
  expect(shown.json).toMatchObject({requests: [{id: first?.id}]});
  expect((await web.call(`/api/requests/${first?.id}`)).json).toEqual({request: first});
  const listed = await web.call(`/api/requests?serviceId=${sale.service.id}&status=queued`);
  expect(listed.json).toEqual({items: [first], nextCursor: null});
});

test('the same key gives the same answer and sends nothing more', async () => {
  const options = {method: 'POST', headers: key()};
  const path = `/api/orders/${sale.orderNumber}/requests`;
  const first = requestsIn(await web.call(path, options));
  const again = requestsIn(await web.call(path, options));
  expect(again).toEqual(first);
  expect(await web.db.collection('requests').countDocuments({orderId: first[0]?.orderId})).toBe(1);
});

test('two clicks at once make one request', async () => {
  const path = `/api/orders/${sale.orderNumber}/requests`;
  const replies = await Promise.all([1, 2].map(() => web.call(path, {method: 'POST', headers: key()})));
  expect(replies.map(({status}) => status).toSorted((a, b) => a - b)).toEqual([202, 409]);
});

test('many orders are sent at once, and those that cannot be are named', async () => {
  const orderIds = [sale.orderNumber, '999999999'];
  const reply = await web.call('/api/requests', {body: {orderIds}, headers: key()});
  expect(reply.status).toBe(202);
  expect(reply.json).toMatchObject({
    accepted: [expect.stringContaining(sale.orderNumber)],
    skipped: [{orderId: expect.stringContaining('999999999'), reason: {code: 'order_not_found'}}],
  });
  expect(web.looks).toEqual([testShop]);
});

test('a request is cancelled; what failed is tried again', async () => {
  const path = `/api/orders/${sale.orderNumber}/requests`;
  const [one] = requestsIn(await web.call(path, {method: 'POST', headers: key()}));
  const cancelled = await web.call(`/api/requests/${one?.id}/cancel`, {method: 'POST'});
  expect(cancelled.status).toBe(202);
  expect(cancelled.json).toMatchObject({request: {id: one?.id, status: 'cancelled'}});

  const [two] = requestsIn(await web.call(path, {method: 'POST', headers: key()}));
  await web.db.collection('requests').updateOne({_id: new ObjectId(two?.id)}, {$set: {status: 'failed'}});
  web.looks.length = 0;
  const retried = await web.call(`/api/requests/${two?.id}/retry`, {method: 'POST'});
  expect(retried.json).toMatchObject({request: {id: two?.id, status: 'queued'}});
  expect(web.looks).toEqual([testShop]);
});
