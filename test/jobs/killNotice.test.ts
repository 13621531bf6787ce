/** `kill -9` of the worker at each step of a cancellation, then a new worker: the service is told once at each address. */
import {afterAll, afterEach, beforeAll, beforeEach, expect, it} from 'vitest';
import {cancelRequest} from '../../core/requests/actions.ts';
import {createRequests} from '../../core/requests/create.ts';
import {drainShop} from '../../core/requests/courier/drain.ts';
import {getRequest} from '../../core/requests/list.ts';
import {notices} from '../../core/notices/store.ts';
import type {Service} from '../../core/wire.ts';
import {createEnqueue} from '../../jobs/enqueue.ts';
import {until} from '../support/sandboxClient.ts';
import {startWorker, type TestWorker} from '../support/worker.ts';
import {createWorld, type World} from '../support/world.ts';

let world: World;
let service: Service;
const workers: TestWorker[] = [];
const second = 'desk@warehouse.example';
beforeAll(async () => {
  world = await createWorld({COURIER_LEASE_SECONDS: '1', POSTMARK_SETTLED_SECONDS: '2', OUTSIDE_TIMEOUT_SECONDS: '20'});
  // Where the service is to confirm, the request stays as it is once it is emailed.
  service = await world.activate({fulfillOn: 'confirmation', additionalEmails: [second]});
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
const cancellations = async () =>
  (await world.outside.inbox()).filter(({Subject}) => Subject.includes('CANCELLED – do not ship'));
/** Whether a worker stands at the fault: it is used up. */
const used = async (url: string) => {
  const answer = await (await fetch(`${url}/sandbox/faults?shop=${world.shop}`)).text();
  return answer === '[]' || answer === '{"faults":[]}';
};
const notice = (orderId: string) => notices(world.ctx.db).findOne({shop: world.shop, orderId});

interface Moment {
  /** What is held up, so that the worker stands exactly there when it is killed. */
  hold: () => Promise<unknown>;
  /** Whether it stands there. */
  reached: (orderId: string) => Promise<boolean>;
}

const held = {rate: 1, ms: 60_000, times: 1};
const shopify = (operation: string, kind: string) => () =>
  world.outside.control('faults', {...held, operation, kind, caller: 'app'});
const postmark = (kind: string) => () => world.outside.postmark('faults', {...held, operation: 'batch', kind});
const statusIs = async (orderId: string, status: string) => (await notice(orderId))?.status === status;

const moments: Record<string, Moment> = {
  'with the notice queued, while Shopify’s own request is closed': {
    hold: shopify('fulfillmentOrderClose', 'timeoutBefore'),
    reached: (orderId) => statusIs(orderId, 'queued'),
  },
  'after Shopify’s own request is closed, before the answer': {
    hold: shopify('fulfillmentOrderClose', 'timeoutAfter'),
    reached: (orderId) => statusIs(orderId, 'queued'),
  },
  'while the names of its items are read, before the call': {
    hold: shopify('LineItemTitles', 'timeoutBefore'),
    reached: (orderId) => statusIs(orderId, 'queued'),
  },
  'with its intent written, before the email is accepted': {
    hold: postmark('timeoutBefore'),
    reached: (orderId) => statusIs(orderId, 'sending'),
  },
  'after the email is accepted, before that is written': {
    hold: postmark('timeoutAfter'),
    reached: async (orderId) => (await statusIs(orderId, 'sending')) && (await cancellations()).length === 2,
  },
};

it.each(Object.keys(moments))('%s', async (name) => {
  const moment = moments[name];
  if (!moment) throw new Error(name);
  const order = await world.order(service.id, [2, 1]);
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  if (!request) throw new Error('No request was made.');
  await until('the request’s email', async () => {
    // The worker of the test before may have taken its lease with it, for a second.
    await drainShop(world.ctx, world.shop);
    return (await getRequest(world.ctx, world.shop, request.id)).status === 'sent';
  });

  const first = await work();
  await moment.hold();
  await cancelRequest(world.ctx, world.shop, request.id, 'user:1');
  await (await createEnqueue(world.ctx)).deliver(world.shop);
  await until(`the worker to stand there: ${name}`, async () => {
    const atFault = (await used(world.shopifyUrl)) && (await used(world.postmarkUrl));
    return atFault && moment.reached(order.id);
  });
  await first.kill();
  await clearFaults();
  await work();
  const after = await until(
    'the cancellation',
    async () => {
      const now = await getRequest(world.ctx, world.shop, request.id);
      return now.status === 'cancelled' && now.cancellation?.status === 'sent' && now;
    },
    20_000,
  );
  const told = (await cancellations()).map(({To}) => To);
  expect(told).toHaveLength(2);
  expect(new Set(told)).toEqual(new Set([second, service.email]));
  expect(after.history.filter(({event}) => event === 'cancelled')).toHaveLength(1);
});
