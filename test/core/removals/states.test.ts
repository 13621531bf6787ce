/** Orders in every state of a request, requests of ours under way, and what arrives while a removal runs. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {readRemoval} from '../../../core/removals/show.ts';
import {runRemovals} from '../../../core/removals/run.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {requests} from '../../../core/requests/store.ts';
import {operation} from '../../../core/shopify/operation.ts';
import type {Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../../support/world.ts';
import {begin, finish, fulfillmentOrders, isInShopify, locationOf, onHand, order, stockedItem} from './support.ts';

let world: World;
let leaving: Service;
let staying: Service;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function twoServices(fulfillOn: 'email' | 'confirmation' = 'email'): Promise<void> {
  leaving = await world.activate({fulfillOn});
  staying = await world.activate();
}

/** Acts on a fulfillment order as its service, which is this app. */
async function act(mutation: string, id: string, more = ''): Promise<void> {
  const operationName = `Act${mutation}`;
  const document = `#graphql
    mutation ${operationName}($id: ID!) { ${mutation}(id: $id${more}) { userErrors { message } } }`;
  const answer = await world.ctx
    .admin(world.shop)
    .run(operation<Record<string, {userErrors: {message: string}[]}>, {id: string}>(document), {id});
  expect(answer[mutation]?.userErrors).toEqual([]);
}

async function submit(id: string): Promise<void> {
  await act('fulfillmentOrderSubmitFulfillmentRequest', id);
}
async function accept(id: string): Promise<void> {
  await submit(id);
  await act('fulfillmentOrderAcceptFulfillmentRequest', id);
}
const states: Record<string, (id: string) => Promise<void>> = {
  UNSUBMITTED: async () => undefined,
  SUBMITTED: submit,
  ACCEPTED: accept,
  REJECTED: async (id) => {
    await submit(id);
    await act('fulfillmentOrderRejectFulfillmentRequest', id);
  },
  CANCELLATION_REQUESTED: async (id) => {
    await accept(id);
    await act('fulfillmentOrderSubmitCancellationRequest', id);
  },
  CANCELLATION_REJECTED: async (id) => {
    await accept(id);
    await act('fulfillmentOrderSubmitCancellationRequest', id);
    await act('fulfillmentOrderRejectCancellationRequest', id);
  },
  CLOSED: async (id) => {
    await accept(id);
    await act('fulfillmentOrderClose', id);
  },
  ON_HOLD: async (id) => {
    await act('fulfillmentOrderHold', id, ', fulfillmentHold: {reason: OTHER}');
  },
};

it('moves orders in every state, also those on hold and partly fulfilled ones', async () => {
  await twoServices();
  const from = locationOf(leaving);
  const to = locationOf(staying);
  const item = await stockedItem(world, [{locationId: from, available: 100}]);
  const orderIds = new Map<string, string>();
  for (const [state, reach] of Object.entries(states)) {
    const id = await order(world, [{variantId: item.variantId, quantity: 3}]);
    const [one] = await fulfillmentOrders(world, id);
    await reach(one?.id ?? '');
    orderIds.set(state, id);
  }
  const partly = await order(world, [{variantId: item.variantId, quantity: 3}]);
  const [open] = await fulfillmentOrders(world, partly);
  const {fulfillmentOrder} = await world.outside.graphql<{fulfillmentOrder: {lineItems: {nodes: {id: string}[]}}}>(
    'query ($id: ID!) { fulfillmentOrder(id: $id) { lineItems(first: 5) { nodes { id } } } }',
    {id: open?.id},
  );
  await world.outside.graphql(
    'mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) { userErrors { message } } }',
    {
      fulfillment: {
        lineItemsByFulfillmentOrder: [
          {
            fulfillmentOrderId: open?.id,
            fulfillmentOrderLineItems: [{id: fulfillmentOrder.lineItems.nodes[0]?.id, quantity: 1}],
          },
        ],
      },
    },
  );
  const {plan} = await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  expect(plan.fulfillmentOrders).toBe(9);
  expect(new Map(plan.byRequestStatus.map((one) => [one.requestStatus, one.fulfillmentOrders])).get('SUBMITTED')).toBe(
    1,
  );
  expect(plan.remarks.map(({code}) => code)).toEqual(expect.arrayContaining(['cancellation_rejected', 'held_order']));

  expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
  for (const [state, id] of orderIds) {
    const now = await fulfillmentOrders(world, id);
    expect({state, now}).toMatchObject({state, now: [{locationId: to, remaining: 3}]});
    expect(now[0]?.status).toBe(state === 'ON_HOLD' ? 'ON_HOLD' : 'OPEN');
  }
  expect(await fulfillmentOrders(world, partly)).toMatchObject([{locationId: to, remaining: 2}]);
  // 100 less the one that was shipped.
  expect(await onHand(world, item)).toEqual({[to]: 99});
});

it('takes back what was asked of the service, and tells it what not to ship', async () => {
  await twoServices('confirmation');
  const from = locationOf(leaving);
  const item = await stockedItem(world, [{locationId: from, available: 10}], {sku: 'TAKEN-BACK', title: 'Blue mug'});
  const emailed = await order(world, [{variantId: item.variantId, quantity: 2}]);
  await createRequests(world.ctx, world.shop, emailed, {}, {idempotencyKey: emailed, by: 'user:1'});
  await world.drain();
  expect(await statusOf(emailed)).toBe('sent');
  const queued = await order(world, [{variantId: item.variantId, quantity: 1}]);
  await createRequests(world.ctx, world.shop, queued, {}, {idempotencyKey: queued, by: 'user:1'});
  const before = (await world.outside.inbox()).length;

  const {plan} = await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  expect(plan).toMatchObject({openRequests: 2, emailedRequests: 1});
  expect(await finish(world, leaving.id)).toMatchObject({
    status: 'done',
    progress: {requests: {done: 2, total: 2}},
  });
  expect([await statusOf(emailed), await statusOf(queued)]).toEqual(['cancelled', 'cancelled']);
  const sent = (await world.outside.inbox()).slice(before);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.To).toBe(leaving.email);
  expect(sent[0]?.TextBody).toContain('TAKEN-BACK');
  for (const id of [emailed, queued]) {
    expect(await fulfillmentOrders(world, id)).toMatchObject([{locationId: locationOf(staying), status: 'OPEN'}]);
  }
  // And the new one can be asked at once.
  const [again] = await createRequests(world.ctx, world.shop, emailed, {}, {idempotencyKey: 'again', by: 'user:1'});
  expect(again?.serviceId).toBe(staying.id);
});

it('says why nothing moves while an email asks for a person', async () => {
  await twoServices();
  const item = await stockedItem(world, [{locationId: locationOf(leaving), available: 5}]);
  const id = await order(world, [{variantId: item.variantId, quantity: 1}]);
  await createRequests(world.ctx, world.shop, id, {}, {idempotencyKey: id, by: 'user:1'});
  const failure = {code: 'email_unconfirmed', message: 'Nobody knows.', retryable: true};
  await requests(world.ctx.db).updateOne(
    {shop: world.shop, orderId: id},
    {$set: {status: 'unknown', failure, sendingAt: new Date(), dueAt: new Date(Date.now() + 600_000)}},
  );
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  await runRemovals(world.ctx, world.shop, async () => undefined);
  expect(await readRemoval(world.ctx, world.shop, leaving.id)).toMatchObject({
    status: 'running',
    progress: {phase: 'requests'},
    waiting: {code: 'email_unconfirmed'},
  });
});

const statusOf = async (orderId: string) =>
  (await requests(world.ctx.db).findOne({shop: world.shop, orderId}, {sort: {_id: -1}}))?.status;

it('moves orders that arrive, and stock that changes, while it runs', async () => {
  await twoServices();
  const from = locationOf(leaving);
  const to = locationOf(staying);
  const item = await stockedItem(world, [{locationId: from, available: 50}]);
  await begin(world, leaving.id, {destination: {serviceId: staying.id}});
  const arrived: string[] = [];
  let sold = 0;
  // Before each of the first steps a customer buys one.
  await world.outside.control('faults', {operation: 'StockLeft', kind: 'latency', rate: 1, ms: 300});
  const running = runRemovals(world.ctx, world.shop, () => world.drain());
  while (sold < 3) {
    arrived.push(await order(world, [{variantId: item.variantId, quantity: 1}]));
    sold += 1;
  }
  await running;
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  expect(await finish(world, leaving.id)).toMatchObject({status: 'done', failed: []});
  expect(await isInShopify(world, leaving.name)).toBe(false);
  for (const id of arrived) {
    await until('the order to be at its new place', async () =>
      (await fulfillmentOrders(world, id)).every(({locationId}) => locationId === to),
    );
  }
  expect(await onHand(world, item)).toEqual({[to]: 50});
});
