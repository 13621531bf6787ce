/** `kill -9` of the worker at each step of a request, then a new worker: fulfilled, one email, one fulfillment. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createEnqueue} from '../../jobs/enqueue.ts';
import {createRequests} from '../../core/requests/create.ts';
import {getRequest} from '../../core/requests/list.ts';
import {requests} from '../../core/requests/store.ts';
import type {FulfillmentRequest, Service} from '../../core/wire.ts';
import {until} from '../support/sandboxClient.ts';
import {startWorker, type TestWorker} from '../support/worker.ts';
import {createWorld, type TestOrder, type World} from '../support/world.ts';

let world: World;
let service: Service;
let confirming: Service;
const workers: TestWorker[] = [];
beforeAll(async () => {
  world = await createWorld({COURIER_LEASE_SECONDS: '1', POSTMARK_SETTLED_SECONDS: '2', OUTSIDE_TIMEOUT_SECONDS: '20'});
  service = await world.activate();
  confirming = await world.activate({fulfillOn: 'confirmation'});
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});
afterEach(async () => {
  await clearFaults();
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
});

async function clearFaults() {
  await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
}
async function work(): Promise<TestWorker> {
  const worker = await startWorker(world.config);
  workers.push(worker);
  return worker;
}
const status = async (request: FulfillmentRequest) =>
  (await requests(world.ctx.db).findOne({shop: world.shop, orderId: request.orderId}))?.status;
const shopifyLog = async () => {
  const log = await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`);
  return (await log.json()) as {app: string; operation: string}[];
};
const underWay = async (operation: string, before: number) =>
  (await shopifyLog()).filter((entry) => entry.app === 'app' && entry.operation.startsWith(operation)).length > before;

interface Moment {
  /** What is held up, so that the worker stands exactly there when it is killed. */
  hold: () => Promise<unknown>;
  /** Whether it stands there. */
  reached: (request: FulfillmentRequest) => Promise<boolean>;
}

const shopifyFault = (operation: string, kind: string) => () =>
  world.outside.control('faults', {operation, kind, rate: 1, ms: 60_000, times: 1, caller: 'app'});
const postmarkFault = (kind: string) => () =>
  world.outside.postmark('faults', {operation: 'batch', kind, rate: 1, ms: 60_000, times: 1});

const moments: Record<string, Moment> = {
  'while the order is read, before the send': {
    hold: shopifyFault('FulfillmentOrdersToSend', 'latency'),
    reached: async (request) => (await status(request)) === 'queued',
  },
  'with its intent written, before the email is accepted': {
    hold: postmarkFault('timeoutBefore'),
    reached: async (request) => (await status(request)) === 'sending',
  },
  'after the email is accepted, before the answer': {
    hold: postmarkFault('timeoutAfter'),
    reached: async (request) => (await status(request)) === 'sending' && (await world.outside.inbox()).length === 1,
  },
  'after the send, before the fulfillment': {
    hold: shopifyFault('fulfillmentCreate', 'timeoutBefore'),
    reached: async (request) => (await status(request)) === 'sent',
  },
  'after the fulfillment, before the answer': {
    hold: shopifyFault('fulfillmentCreate', 'timeoutAfter'),
    reached: async (request) => (await status(request)) === 'sent' && (await fulfillments(request)) === 1,
  },
};

async function fulfillments({orderId}: {orderId: string}): Promise<number> {
  const {order} = await world.outside.graphql<{order: {fulfillments: unknown[]}}>(
    'query ($id: ID!) { order(id: $id) { fulfillments(first: 50) { id } } }',
    {id: orderId},
  );
  return order.fulfillments.length;
}

async function ask(order: TestOrder): Promise<FulfillmentRequest> {
  const caller = {idempotencyKey: order.id, by: 'user:1'};
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, caller);
  if (!request) throw new Error('No request was made.');
  const enqueue = await createEnqueue(world.ctx);
  await enqueue.deliver(world.shop);
  return request;
}

describe('kill -9', () => {
  it.each(Object.keys(moments))('%s', async (name) => {
    const moment = moments[name];
    if (!moment) throw new Error(name);
    const order = await world.order(service.id, [2, 1]);
    const first = await work();
    await moment.hold();
    const request = await ask(order);
    await until(`the worker to stand there: ${name}`, () => moment.reached(request));
    if (name.startsWith('while the order is read')) {
      await until('the read to be under way', async () => (await heldReads()) > 0);
    }
    await first.kill();
    await clearFaults();
    await work();
    await until('the request to be fulfilled', async () => (await status(request)) === 'fulfilled', 20_000);
    expect(await world.outside.inbox()).toHaveLength(1);
    expect(await fulfillments(request)).toBe(1);
    const after = await order.read();
    expect(after.fulfillmentOrders.flatMap(({lines}) => lines.map(({remaining}) => remaining))).toEqual([0, 0]);
  });

  it.each([
    ['while Shopify’s request is submitted', 'fulfillmentOrderSubmitFulfillmentRequest'],
    ['while it is accepted', 'fulfillmentOrderAcceptFulfillmentRequest'],
  ])('%s, where the service is to confirm', async (_name, operation) => {
    const order = await world.order(confirming.id, [2]);
    const first = await work();
    await shopifyFault(operation, 'timeoutAfter')();
    const request = await ask(order);
    await until('Shopify to have taken it', async () => {
      const [one] = (await order.read()).fulfillmentOrders;
      return one?.requestStatus === (operation.includes('Submit') ? 'SUBMITTED' : 'ACCEPTED');
    });
    await first.kill();
    await clearFaults();
    await work();
    await until('the email', async () => (await status(request)) === 'sent', 20_000);
    expect(await world.outside.inbox()).toHaveLength(1);
    const [one] = (await order.read()).fulfillmentOrders;
    expect(one).toMatchObject({status: 'IN_PROGRESS', requestStatus: 'ACCEPTED'});
  });

  it('twice in a row, and with two workers, still sends one email', async () => {
    const order = await world.order(service.id, [1]);
    const [first, second] = [await work(), await work()];
    await postmarkFault('timeoutAfter')();
    const request = await ask(order);
    await until('the email', async () => (await world.outside.inbox()).length === 1);
    await first.kill();
    await second.kill();
    const third = await work();
    await third.kill();
    await clearFaults();
    await Promise.all([work(), work()]);
    await until('the request to be fulfilled', async () => (await status(request)) === 'fulfilled', 20_000);
    expect(await world.outside.inbox()).toHaveLength(1);
    expect(await fulfillments(request)).toBe(1);
  });
});

describe('SIGTERM', () => {
  it('lets the worker finish what it is at', async () => {
    const order = await world.order(service.id, [1]);
    const worker = await work();
    await world.outside.postmark('faults', {operation: 'batch', kind: 'latency', rate: 1, ms: 700, times: 1});
    const request = await ask(order);
    await until('the send to be under way', async () => (await status(request)) === 'sending');
    expect(await worker.stop()).toBe(0);
    expect(await getRequest(world.ctx, world.shop, request.id)).toMatchObject({status: 'fulfilled'});
    expect(await world.outside.inbox()).toHaveLength(1);
  });
});

/** Reads of the stand-in that a latency fault holds: each shows in the list of faults as a rule that is used up. */
async function heldReads(): Promise<number> {
  if (await underWay('FulfillmentOrdersToSend', 0)) return 1;
  const faults = await fetch(`${world.shopifyUrl}/sandbox/faults?shop=${world.shop}`);
  return ((await faults.json()) as unknown[]).length === 0 ? 1 : 0;
}
