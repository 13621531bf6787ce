/** A hold that is placed after the email: Shopify takes one only while the items are neither asked for nor marked. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {requests} from '../../core/requests/store.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import type {TestOrder} from '../support/world.ts';
import {until} from '../support/sandboxClient.ts';
import {deskOver, hasty, type Desk} from '../core/requests/support/desk.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
let desk: Desk;
beforeAll(async () => {
  shop = await createShop(hasty);
  desk = await deskOver(shop);
});
afterAll(() => shop.close());

interface Answer {
  answer: {userErrors: {message: string}[]};
}
/** What Shopify says to it. */
const hold = async (order: TestOrder) => {
  const id = (await order.read()).fulfillmentOrders[0]?.id;
  const {answer} = await shop.outside.graphql<Answer>(
    'mutation ($id: ID!) { answer: fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER}) { userErrors { message } } }',
    {id},
  );
  return answer.userErrors.map(({message}) => message);
};
const release = async (order: TestOrder) => {
  const id = (await order.read()).fulfillmentOrders[0]?.id;
  await shop.outside.graphql(
    'mutation ($id: ID!) { answer: fulfillmentOrderReleaseHold(id: $id) { userErrors { message } } }',
    {id},
  );
};
const attention = async () =>
  (await shop.client.api<{items: FulfillmentRequest[]}>('GET', '/api/requests?attention=true')).items;

test('none can be placed on what a service is to confirm, nor on what is fulfilled', async () => {
  for (const {order} of [await desk.sent(), await desk.fulfilled()]) {
    expect(await hold(order)).toEqual([expect.stringContaining('not in a state to be held')]);
  }
});

test('one that meets an email whose items are not marked yet is put before the merchant, and ends with the hold', async () => {
  await desk.shopifyFault('fulfillmentCreate', 'error');
  const order = await shop.order(desk.service.id, [1]);
  const request = await desk.ask(order);
  await shop.drain();
  await desk.clearFaults();
  expect(await hold(order)).toEqual([]);
  const tryAgain = () => requests(shop.ctx.db).updateMany({orderId: order.id}, {$set: {dueAt: new Date()}});
  await tryAgain();
  await desk.comes(request, 'what is in the way', ({failure}) => failure?.code === 'fulfillment_order_on_hold');
  expect(await attention()).toMatchObject([{id: request.id, status: 'sent'}]);
  await release(order);
  await until('the word that it is released', async () => {
    await shop.idle();
    await shop.drain();
    return (await desk.now(request)).status === 'fulfilled';
  });
  expect(await attention()).toEqual([]);
});
