/** Shopify's own "Request fulfillment" button reaches the same code: one email, one fulfillment. */
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
import {askForAdoption} from '../../../core/requests/courier/lease.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {listRequests} from '../../../core/requests/list.ts';
import {shopsStandingStill} from '../../../core/requests/sweep.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.drain();
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});

async function requestInShopify(order: TestOrder, message = 'Handle with care', notifyCustomer = true) {
  const [one] = (await order.read()).fulfillmentOrders;
  const answer = await world.outside.graphql<{fulfillmentOrderSubmitFulfillmentRequest: {userErrors: unknown[]}}>(
    `mutation ($id: ID!, $message: String, $notifyCustomer: Boolean) {
      fulfillmentOrderSubmitFulfillmentRequest(id: $id, message: $message, notifyCustomer: $notifyCustomer) {
        userErrors { message }
      }
    }`,
    {id: one?.id, message, notifyCustomer},
  );
  expect(answer.fulfillmentOrderSubmitFulfillmentRequest.userErrors).toEqual([]);
}
const requestsOf = async (order: TestOrder) => (await listRequests(world.ctx, world.shop, {orderId: order.id})).items;

it('is emailed with the merchant’s message, accepted and fulfilled', async () => {
  const service = await world.activate();
  const order = await world.order(service.id, [2, 1]);
  await requestInShopify(order);
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  expect(await requestsOf(order)).toMatchObject([{status: 'fulfilled', lines: [{quantity: 2}, {quantity: 1}]}]);
  const [email, ...others] = await world.outside.inbox();
  expect(others).toEqual([]);
  expect(email?.TextBody).toContain('Handle with care');
  expect((await requestsOf(order))[0]?.history[0]).toMatchObject({event: 'queued', by: 'shopify'});
  const {fulfillmentOrders} = await order.read();
  expect(fulfillmentOrders.map(({status}) => status)).toEqual(['CLOSED']);
});

it('waits for the service’s confirmation where that is its way', async () => {
  const service = await world.activate({fulfillOn: 'confirmation'});
  const order = await world.order(service.id, [1]);
  await requestInShopify(order);
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  expect(await requestsOf(order)).toMatchObject([{status: 'sent'}]);
  expect((await order.read()).fulfillmentOrders).toMatchObject([{status: 'IN_PROGRESS', requestStatus: 'ACCEPTED'}]);
});

it('is taken on once, however often Shopify says so', async () => {
  const service = await world.activate();
  const order = await world.order(service.id, [1]);
  await requestInShopify(order);
  for (let times = 0; times < 3; times++) {
    await askForAdoption(world.ctx.db, world.shop);
    await world.drain();
  }
  expect(await requestsOf(order)).toHaveLength(1);
  expect(await world.outside.inbox()).toHaveLength(1);
});

it('does not take on what the app itself submitted', async () => {
  const service = await world.activate({fulfillOn: 'confirmation'});
  const order = await world.order(service.id, [1]);
  await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  expect(await requestsOf(order)).toHaveLength(1);
  expect(await world.outside.inbox()).toHaveLength(1);
});

it('is found by the sweeper, even if every webhook is lost', async () => {
  const service = await world.activate();
  const order = await world.order(service.id, [1]);
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  await requestInShopify(order);
  expect(await shopsStandingStill(world.ctx)).toEqual([]);
  const longAgo = new Date(Date.now() - 11 * 60_000);
  await world.ctx.db.collection('couriers').updateMany({}, {$set: {adoptedAt: longAgo}});
  expect(await shopsStandingStill(world.ctx)).toEqual([world.shop]);
  await world.drain();
  expect(await requestsOf(order)).toMatchObject([{status: 'fulfilled'}]);
});

it('is asked for again where Shopify does not answer; what waits goes out all the same', async () => {
  const service = await world.activate();
  const [requested, waiting] = [await world.order(service.id, [1]), await world.order(service.id, [1])];
  await requestInShopify(requested);
  await createRequests(world.ctx, world.shop, waiting.id, {}, {idempotencyKey: waiting.id, by: 'user:1'});
  const fault = {operation: 'RequestedFulfillmentOrders', kind: 'error', rate: 1, caller: 'app'};
  await world.outside.control('faults', fault);
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  expect(await requestsOf(waiting)).toMatchObject([{status: 'fulfilled'}]);
  expect(await requestsOf(requested)).toEqual([]);
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  expect(await shopsStandingStill(world.ctx)).toEqual([world.shop]);
  await world.drain();
  expect(await requestsOf(requested)).toMatchObject([{status: 'fulfilled'}]);
});

it('asks Shopify nothing at an ordinary visit', async () => {
  await askForAdoption(world.ctx.db, world.shop);
  await world.drain();
  await fetch(`${world.shopifyUrl}/sandbox/log`, {method: 'DELETE'});
  await world.drain();
  const log = await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`);
  expect(await log.json()).toEqual([]);
});
