/** What happens to orders in Shopify after a service was asked: its webhooks bring the request in line, and the service is told. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {assignVariants} from '../../core/assignments/assign.ts';
import {editService} from '../../core/services/edit.ts';
import {answerRequest} from '../../core/requests/answer/answer.ts';
import {requests} from '../../core/requests/store.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import type {TestOrder} from '../support/world.ts';
import {until} from '../support/sandboxClient.ts';
import {deskOver, hasty, isCancelled, type Desk} from '../core/requests/support/desk.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
let desk: Desk;
beforeAll(async () => {
  shop = await createShop(hasty);
  desk = await deskOver(shop);
});
afterAll(() => shop.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

const mutate = (mutation: string, variables: Record<string, unknown>) => shop.outside.graphql(mutation, variables);
const open = async (order: TestOrder) =>
  (await order.read()).fulfillmentOrders.filter(({status}) => status !== 'CLOSED' && status !== 'CANCELLED');
const merchantLocation = async () =>
  (await shop.outside.graphql<{locations: {nodes: {id: string}[]}}>('query { locations(first: 1) { nodes { id } } }'))
    .locations.nodes[0]?.id;
const move = async (order: TestOrder, quantity?: number) => {
  const {order: sold} = await shop.outside.graphql<{
    order: {lineItems: {nodes: {product: {id: string}; variant: {id: string}}[]}};
  }>('query ($id: ID!) { order(id: $id) { lineItems(first: 9) { nodes { product { id } variant { id } } } } }', {
    id: order.id,
  });
  for (const {product, variant} of sold.lineItems.nodes) {
    const input = {assignments: [{variantId: variant.id, serviceId: null}], keepElsewhere: true};
    await assignVariants(shop.ctx, shop.shop, product.id, input, 'user:1');
  }
  const [one] = await open(order);
  const lines = quantity ? [{id: one?.lines[0]?.id, quantity}] : null;
  const answer = await shop.outside.graphql<{fulfillmentOrderMove: {userErrors: unknown[]}}>(
    'mutation ($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) { fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) { userErrors { message } } }',
    {id: one?.id, to: await merchantLocation(), lines},
  );
  expect(answer.fulfillmentOrderMove.userErrors).toEqual([]);
};
/** Refunds units of the first line that were not shipped, as a merchant does who has none left. */
const refund = async ({id}: TestOrder, quantity: number) => {
  const {order} = await shop.outside.graphql<{order: {lineItems: {nodes: {id: string}[]}}}>(
    'query ($id: ID!) { order(id: $id) { lineItems(first: 1) { nodes { id } } } }',
    {id},
  );
  const refundLineItems = [{lineItemId: order.lineItems.nodes[0]?.id, quantity, restockType: 'CANCEL'}];
  const {refundCreate} = await shop.outside.graphql<{refundCreate: {userErrors: unknown[]}}>(
    'mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { refund { id } userErrors { message } } }',
    {input: {orderId: id, refundLineItems}, key: `${id} ${quantity}`},
  );
  expect(refundCreate.userErrors).toEqual([]);
};
const fulfill = async (order: TestOrder, quantity?: number) => {
  const [one] = await open(order);
  const lines = quantity ? [{id: one?.lines[0]?.id, quantity}] : null;
  await mutate(
    'mutation ($id: ID!, $lines: [FulfillmentOrderLineItemInput!]) { fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: $id, fulfillmentOrderLineItems: $lines}]}) { userErrors { message } } }',
    {id: one?.id, lines},
  );
};
/** A request that is emailed and not marked in Shopify: its fulfillment order can still be moved and split. */
const unmarked = async (quantities: number[]) => {
  await desk.shopifyFault('fulfillmentCreate', 'error');
  const order = await shop.order(desk.service.id, quantities);
  const request = await desk.ask(order);
  await shop.drain();
  expect(await desk.now(request)).toMatchObject({status: 'sent'});
  // The mark is not tried again by itself while the test looks on.
  await requests(shop.ctx.db).updateMany({shop: shop.shop, orderId: order.id}, {$set: {dueAt: null}});
  await desk.clearFaults();
  return {order, request};
};
/** Shopify's webhooks have come, and a courier has been. */
const settled = async (request: FulfillmentRequest) => {
  await until('the webhook', async () => {
    await shop.idle();
    const stored = await requests(shop.ctx.db).findOne({
      shop: shop.shop,
      orderId: request.orderId,
      alignDueAt: {$exists: true},
    });
    return stored !== null;
  });
  await shop.drain();
};
const reasonOf = async (request: FulfillmentRequest) =>
  (await desk.now(request)).history.find(({event}) => event === 'cancelled')?.detail;

describe('after the email', () => {
  it('an order that is cancelled: the service is told', async () => {
    const {order, request} = await desk.sent();
    await desk.cancelOrder(order);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await reasonOf(request)).toBe('order_cancelled');
    expect(await desk.cancellations()).toHaveLength(2);
  });

  it('a fulfillment of ours that is cancelled: the service is told, once, and the items can be sent again', async () => {
    const {order, request} = await desk.fulfilled();
    await desk.cancelFulfillment(order);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await reasonOf(request)).toBe('fulfillment_cancelled');
    await desk.cancelFulfillment(order);
    await shop.drain();
    expect(await desk.cancellations()).toHaveLength(1);
    const again = await desk.ask(order, 'again');
    await desk.comes(again, 'the second email', ({status}) => status === 'fulfilled');
    await shop.drain();
    expect(await desk.now(again)).toMatchObject({status: 'fulfilled'});
    expect(await desk.subjects()).toHaveLength(3);
  });

  it('items that are moved away: the service is told', async () => {
    const {order, request} = await unmarked([2]);
    await move(order);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await reasonOf(request)).toBe('moved');
    expect(await desk.cancellations()).toHaveLength(1);
  });

  it('a part of them that is moved away: the service is told what remains, and that alone is marked', async () => {
    const {order, request} = await unmarked([3, 1]);
    await move(order, 1);
    await desk.comes(request, 'the notice', ({cancellation}) => cancellation?.status === 'sent');
    expect(await desk.now(request)).toMatchObject({cancellation: {partial: true, quantity: 1}});
    const [, subject] = await desk.subjects();
    expect(subject).toContain('PARTLY CANCELLED – do not ship 1 item');
    const text = (await shop.outside.inbox())[1]?.TextBody ?? '';
    expect(text.slice(text.indexOf('Still to be shipped'))).toMatch(/2 × [^]*1 × /);
    const lines = (await desk.now(request)).lines.map(({quantity}) => quantity);
    expect(lines).toEqual([2, 1]);
    await desk.comes(request, 'the mark', ({status}) => status === 'fulfilled');
    expect(await desk.subjects()).toHaveLength(2);
  });

  it('an item that an edit takes out: the service is told what remains, each time it changes', async () => {
    const {order, request} = await desk.sent([3, 1]);
    await desk.editOrder(order, 2, 1);
    await desk.comes(request, 'the first notice', ({lines}) => lines[0]?.quantity === 2);
    await desk.editOrder(order, 2, 0);
    await desk.comes(request, 'the second notice', ({lines}) => lines.length === 1);
    await shop.drain();
    expect(await desk.subjects(desk.confirming.email ?? '')).toEqual([
      expect.stringContaining('ship 4 items'),
      expect.stringContaining('PARTLY CANCELLED – do not ship 1 item'),
      expect.stringContaining('PARTLY CANCELLED – do not ship 1 item'),
    ]);
    // What is left is confirmed and marked as usual.
    const link = {shop: shop.shop, requestId: request.id};
    expect(await answerRequest(shop.ctx, link, {kind: 'confirm', tracking: null})).not.toBeNull();
    await desk.comes(request, 'the mark', ({status}) => status === 'fulfilled');
  });

  it('an item that is refunded before it was shipped: the service is told at once what remains', async () => {
    const {order, request} = await desk.sent([3, 1]);
    await refund(order, 1);
    await desk.comes(request, 'the notice', ({lines}) => lines[0]?.quantity === 2);
    await desk.comes(request, 'its email', ({cancellation}) => cancellation?.status === 'sent');
    expect(await desk.subjects(desk.confirming.email ?? '')).toEqual([
      expect.stringContaining('ship 4 items'),
      expect.stringContaining('PARTLY CANCELLED – do not ship 1 item'),
    ]);
    const link = {shop: shop.shop, requestId: request.id};
    expect(await answerRequest(shop.ctx, link, {kind: 'confirm', tracking: null})).not.toBeNull();
    await desk.comes(request, 'the mark', ({status}) => status === 'fulfilled');
  });

  it('a refund of everything: the request is cancelled', async () => {
    const {order, request} = await desk.sent([2]);
    await refund(order, 2);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await reasonOf(request)).toBe('order_changed');
    expect(await desk.cancellations()).toHaveLength(2);
  });

  it('an edit that takes everything out: the request is cancelled', async () => {
    const {order, request} = await desk.sent([2]);
    await desk.editOrder(order, 0);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await reasonOf(request)).toBe('order_changed');
    expect(await desk.cancellations()).toHaveLength(2);
  });

  it('a fulfillment order that is split is followed, and nobody is told', async () => {
    const {order, request} = await unmarked([2, 2]);
    const [one] = await open(order);
    await mutate(
      'mutation ($splits: [FulfillmentOrderSplitInput!]!) { fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) { userErrors { message } } }',
      {splits: [{fulfillmentOrderId: one?.id, fulfillmentOrderLineItems: [{id: one?.lines[1]?.id, quantity: 1}]}]},
    );
    await settled(request);
    const known = (await open(order)).map(({id}) => id).toSorted();
    const after = await desk.now(request);
    expect([...new Set(after.lines.map((line) => line.fulfillmentOrderId))].toSorted()).toEqual(known);
    expect(after.lines.reduce((sum, {quantity}) => sum + quantity, 0)).toBe(4);
    expect(await desk.subjects()).toHaveLength(1);
    await requests(shop.ctx.db).updateMany({orderId: order.id, status: 'sent'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'the mark', ({status}) => status === 'fulfilled');
  });

  it('somebody fulfils it past the app: it counts as fulfilled, and nobody is told', async () => {
    const {order, request} = await desk.sent([2]);
    await fulfill(order);
    await desk.comes(request, 'the mark', ({status}) => status === 'fulfilled');
    expect((await desk.now(request)).history.at(-1)).toMatchObject({event: 'fulfilled', by: 'shopify'});
    expect(await desk.cancellations()).toEqual([]);
  });

  it('somebody fulfils a part of it past the app: the rest is still asked for', async () => {
    const {order, request} = await desk.sent([3]);
    await fulfill(order, 1);
    await settled(request);
    expect(await desk.now(request)).toMatchObject({status: 'sent', lines: [{quantity: 2}]});
    expect(await desk.cancellations()).toEqual([]);
  });

  it('the merchant takes it back with Shopify’s own button: that is accepted, and the service told', async () => {
    const {order, request} = await desk.sent();
    const [one] = await open(order);
    await mutate(
      'mutation ($id: ID!) { fulfillmentOrderSubmitCancellationRequest(id: $id) { userErrors { message } } }',
      {id: one?.id},
    );
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.cancellations()).toHaveLength(2);
    expect(await desk.isFree(order)).toBe(true);
  });

  it('Shopify is away when the webhook comes: it is compared once Shopify is back', async () => {
    const {order, request} = await desk.sent();
    await desk.shopifyFault('OrderFulfillmentOrders', 'error');
    await desk.cancelOrder(order);
    await settled(request);
    expect(await desk.now(request)).toMatchObject({status: 'sent'});
    await desk.clearFaults();
    await requests(shop.ctx.db).updateMany({orderId: order.id}, {$set: {alignDueAt: new Date()}});
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.cancellations()).toHaveLength(2);
  });
});

it('before the email, an order that is cancelled takes its request with it, and nothing is sent', async () => {
  const service = await shop.activate();
  const order = await shop.order(service.id, [1]);
  const request = await desk.ask(order);
  // It waits.
  await editService(shop.ctx, shop.shop, service.id, {status: 'paused'}, 'user:1');
  await desk.cancelOrder(order);
  await desk.comes(request, 'the end', ({status}) => status === 'cancelled');
  expect(await reasonOf(request)).toBe('order_cancelled');
  expect(await desk.subjects()).toEqual([]);
});
