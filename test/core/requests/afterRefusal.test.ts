/** What Shopify refuses half way is said, waited for and given back: no busy repeat, no items stuck, nothing called fulfilled that is not. */
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {cancelRequest} from '../../../core/requests/actions.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {getRequest} from '../../../core/requests/list.ts';
import {requests} from '../../../core/requests/store.ts';
import type {FulfillmentRequest} from '../../../core/wire.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await world.ctx.db.collection('emailAccount').deleteMany({});
});

const ask = async (order: TestOrder): Promise<FulfillmentRequest> => {
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  if (!request) throw new Error('No request was made.');
  return request;
};
const now = ({id}: FulfillmentRequest) => getRequest(world.ctx, world.shop, id);
const fail = (operation: string) => world.outside.control('faults', {operation, kind: 'error', rate: 1, caller: 'app'});
const callsOf = async (operation: string) => {
  const log = await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`);
  return ((await log.json()) as {operation: string}[]).filter((entry) => entry.operation === operation).length;
};

it('a submission that Shopify does not take is tried once a visit, with the reason shown', async () => {
  const service = await world.activate({fulfillOn: 'confirmation'});
  const order = await world.order(service.id, [1]);
  await fail('fulfillmentOrderSubmitFulfillmentRequest');
  const request = await ask(order);
  await world.drain();
  expect(await callsOf('FulfillmentOrderSubmit')).toBe(1);
  expect(await now(request)).toMatchObject({status: 'queued', failure: {retryable: true}});
  const stored = await requests(world.ctx.db).findOne({shop: world.shop, orderId: order.id});
  expect(stored?.attempts).toBe(1);
  expect(stored?.dueAt?.getTime()).toBeGreaterThan(Date.now());
});

it('a cancellation that Shopify did not hear of is finished by the courier, or by cancelling again', async () => {
  const service = await world.activate({fulfillOn: 'confirmation'});
  const order = await world.order(service.id, [1]);
  await world.outside.postmark('faults', {operation: 'batch', rate: 1, kind: 'account'});
  const request = await ask(order);
  await world.drain();
  await fail('fulfillmentOrderClose');
  expect(await cancelRequest(world.ctx, world.shop, request.id, 'user:1')).toMatchObject({status: 'cancelled'});
  await world.drain();
  expect((await order.read()).fulfillmentOrders).toMatchObject([{requestStatus: 'ACCEPTED'}]);
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  expect(await cancelRequest(world.ctx, world.shop, request.id, 'user:1')).toMatchObject({status: 'cancelled'});
  await world.drain();
  expect((await order.read()).fulfillmentOrders).toMatchObject([{lines: [{requestable: 1}]}]);
});

it('an order that is cancelled between the email and the mark is not called fulfilled: the service is told not to ship', async () => {
  const service = await world.activate();
  const order = await world.order(service.id, [1]);
  await fail('fulfillmentCreate');
  const request = await ask(order);
  await world.drain();
  const {orderCancel} = await world.outside.graphql<{orderCancel: {userErrors: unknown[]}}>(
    'mutation ($id: ID!) { orderCancel(orderId: $id, reason: OTHER, restock: true, notifyCustomer: false) { userErrors { message } } }',
    {id: order.id},
  );
  expect(orderCancel.userErrors).toEqual([]);
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  await requests(world.ctx.db).updateOne({shop: world.shop, orderId: order.id}, {$set: {dueAt: new Date()}});
  await world.drain();
  expect(await now(request)).toMatchObject({status: 'cancelled', cancellation: {status: 'sent', quantity: 1}});
});
