/** A worker that is frozen (SIGSTOP) longer than its lease and wakes up when another has done its work: it does nothing more. */
import {afterAll, afterEach, beforeAll, beforeEach, expect, it} from 'vitest';
import {createRequests} from '../../core/requests/create.ts';
import {requests} from '../../core/requests/store.ts';
import type {Service} from '../../core/wire.ts';
import {createEnqueue} from '../../jobs/enqueue.ts';
import {until} from '../support/sandboxClient.ts';
import {startWorker, type TestWorker} from '../support/worker.ts';
import {createWorld, type World} from '../support/world.ts';

let world: World;
let service: Service;
const workers: TestWorker[] = [];
beforeAll(async () => {
  world = await createWorld({COURIER_LEASE_SECONDS: '1', POSTMARK_SETTLED_SECONDS: '2', OUTSIDE_TIMEOUT_SECONDS: '20'});
  service = await world.activate();
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});
afterEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
});

const work = async () => {
  const worker = await startWorker(world.config);
  workers.push(worker);
  return worker;
};
const stored = (orderId: string) => requests(world.ctx.db).findOne({shop: world.shop, orderId});

it.each([
  [
    'while it reads the order',
    () =>
      world.outside.control('faults', {
        operation: 'FulfillmentOrdersToSend',
        kind: 'latency',
        rate: 1,
        ms: 500,
        times: 1,
        caller: 'app',
      }),
    async (orderId: string) => (await stored(orderId))?.status === 'queued' && (await faultsLeft()) === 0,
  ],
  [
    'while Postmark answers',
    () => world.outside.postmark('faults', {operation: 'batch', kind: 'latency', rate: 1, ms: 500, times: 1}),
    async (orderId: string) => (await stored(orderId))?.status === 'sending' && (await postmarkFaultsLeft()) === 0,
  ],
  [
    'while Shopify makes the fulfillment',
    () =>
      world.outside.control('faults', {
        operation: 'fulfillmentCreate',
        kind: 'latency',
        rate: 1,
        ms: 500,
        times: 1,
        caller: 'app',
      }),
    async (orderId: string) => (await stored(orderId))?.status === 'sent' && (await faultsLeft()) === 0,
  ],
])('%s', async (_name, slow, reached) => {
  const order = await world.order(service.id, [2]);
  const frozen = await work();
  await slow();
  await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  await (await createEnqueue(world.ctx)).deliver(world.shop);
  await until('the worker to stand there', () => reached(order.id));
  process.kill(frozen.pid, 'SIGSTOP');
  const fence = (await stored(order.id))?.fence;
  await work();
  // It says last that nobody died over it.
  const before = await until(
    'another worker to finish',
    async () => {
      const now = await stored(order.id);
      return now?.status === 'fulfilled' && now.takenBy === null && now;
    },
    20_000,
  );
  expect(before.fence).toBeGreaterThan(fence ?? 0);
  process.kill(frozen.pid, 'SIGCONT');
  // It is awake again once it does what the next job asks.
  const next = await world.order(service.id, [1]);
  await createRequests(world.ctx, world.shop, next.id, {}, {idempotencyKey: next.id, by: 'user:1'});
  await (await createEnqueue(world.ctx)).deliver(world.shop);
  await until('the next request to be fulfilled', async () => (await stored(next.id))?.status === 'fulfilled', 20_000);
  expect(await frozen.stop()).toBe(0);
  expect(await stored(order.id)).toEqual(before);
  expect((await world.outside.inbox()).map(({Subject}) => Subject)).toHaveLength(2);
  const {order: seen} = await world.outside.graphql<{order: {fulfillments: unknown[]}}>(
    'query ($id: ID!) { order(id: $id) { fulfillments(first: 9) { id } } }',
    {id: order.id},
  );
  expect(seen.fulfillments).toHaveLength(1);
});

/** Rules the Shopify stand-in has not used up yet. */
async function faultsLeft(): Promise<number> {
  const faults = await fetch(`${world.shopifyUrl}/sandbox/faults?shop=${world.shop}`);
  return ((await faults.json()) as unknown[]).length;
}

/** Rules the Postmark stand-in has not used up yet: at none, it has the call. */
async function postmarkFaultsLeft(): Promise<number> {
  const answer = await fetch(`${world.postmarkUrl}/sandbox/faults`);
  return ((await answer.json()) as {faults: unknown[]}).faults.length;
}
