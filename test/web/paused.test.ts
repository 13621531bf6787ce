/** A paused service: keeps everything, takes no new requests, and sends what waited once it is resumed. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {numericId} from '../../core/ids.ts';
import type {FulfillmentRequest, ManyRequestsAnswer, OrderFulfillment, Service} from '../../core/wire.ts';
import {shopsStandingStill} from '../../core/requests/sweep.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

let count = 0;
const key = () => ({'idempotency-key': `paused-${++count}`});
const send = (orderId: string) =>
  shop.client.call<{requests: FulfillmentRequest[]}>('POST', `/api/orders/${numericId(orderId)}/requests`, {}, key());
const setStatus = (id: string, status: string) =>
  shop.client.call<{service: Service}>('PATCH', `/api/services/${id}`, {status});
const read = async (id: string | undefined) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;

it('takes no new requests, and says that it is paused', async () => {
  const service = await shop.activate({name: 'Resting'});
  const order = await shop.order(service.id, [2]);
  expect(await setStatus(service.id, 'paused')).toMatchObject({status: 200, body: {service: {status: 'paused'}}});
  const reason = {code: 'service_not_active', message: expect.stringContaining('Resting is paused')};
  expect(await send(order.id)).toMatchObject({status: 409, body: {error: reason}});
  const {body} = await shop.client.call<ManyRequestsAnswer>('POST', '/api/requests', {orderIds: [order.id]}, key());
  expect(body.skipped).toEqual([{orderId: order.id, orderName: order.name, reason}]);
  const shown = await shop.client.api<OrderFulfillment>('GET', `/api/orders/${numericId(order.id)}/fulfillment`);
  expect(shown.fulfillmentOrders).toMatchObject([
    {serviceId: service.id, blocked: reason, lines: [{remaining: 2, requestable: 0}]},
  ]);
  await setStatus(service.id, 'active');
  expect((await send(order.id)).status).toBe(202);
});

it('lets what is queued wait, and sends it when resumed', async () => {
  const [resting, busy] = [await shop.activate(), await shop.activate()];
  const waiting = (await send((await shop.order(resting.id, [1])).id)).body.requests[0];
  await setStatus(resting.id, 'paused');
  const passing = (await send((await shop.order(busy.id, [1])).id)).body.requests[0];
  await shop.drain();
  await shop.drain();
  expect(await read(passing?.id)).toMatchObject({status: 'fulfilled'});
  expect(await read(waiting?.id)).toMatchObject({status: 'queued', failure: {code: 'service_not_active'}});
  expect(await shopsStandingStill(shop.ctx)).not.toContain(shop.shop);
  expect((await shop.outside.inbox()).filter(({To}) => To === resting.email)).toEqual([]);

  shop.enqueued.length = 0;
  await setStatus(resting.id, 'active');
  expect(shop.enqueued).toEqual([{job: 'deliver', of: shop.shop}]);
  await shop.drain();
  const done = await read(waiting?.id);
  expect(done).toMatchObject({status: 'fulfilled'});
  expect(done.failure).toBeUndefined();
});

it('takes no other status, and keeps its settings', async () => {
  const service = await shop.activate({showPrices: true});
  expect(await setStatus(service.id, 'removed')).toMatchObject({status: 422, body: {error: {code: 'invalid_input'}}});
  const {body} = await setStatus(service.id, 'paused');
  expect(body.service.settings).toEqual(service.settings);
  expect(
    await shop.client.call('POST', '/api/services', {name: 'X', email: 'a@b.example', status: 'paused'}),
  ).toMatchObject({status: 422});
});
