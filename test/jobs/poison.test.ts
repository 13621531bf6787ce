/** A request over which three workers in a row die, real ones: set aside with its reason, nothing sent, and a person can try again. */
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {retryRequest} from '../../core/requests/actions.ts';
import {createRequests} from '../../core/requests/create.ts';
import {getRequest} from '../../core/requests/list.ts';
import type {FulfillmentRequest, Service} from '../../core/wire.ts';
import {until} from '../support/sandboxClient.ts';
import {startWorker, type TestWorker} from '../support/worker.ts';
import {createWorld, type World} from '../support/world.ts';

let world: World;
let service: Service;
const workers: TestWorker[] = [];
beforeAll(async () => {
  world = await createWorld({COURIER_LEASE_SECONDS: '1', POSTMARK_SETTLED_SECONDS: '1', OUTSIDE_TIMEOUT_SECONDS: '20'});
  service = await world.activate();
});
afterAll(() => world.close());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  for (const url of [world.shopifyUrl, world.postmarkUrl]) await fetch(`${url}/sandbox/faults`, {method: 'DELETE'});
});

const work = async () => {
  const worker = await startWorker(world.config);
  workers.push(worker);
  return worker;
};
const once = {rate: 1, ms: 60_000, times: 1};
/** Whether a worker stands at the fault: it is used up. */
const used = async (url: string) => {
  const answer = await (await fetch(`${url}/sandbox/faults?shop=${world.shop}`)).text();
  return answer === '[]' || answer === '{"faults":[]}';
};

it.each([
  [
    'while its order is read',
    () =>
      world.outside.control('faults', {...once, operation: 'FulfillmentOrdersToSend', kind: 'latency', caller: 'app'}),
    () => used(world.shopifyUrl),
  ],
  [
    'while its email is sent',
    () => world.outside.postmark('faults', {...once, operation: 'batch', kind: 'timeoutBefore'}),
    () => used(world.postmarkUrl),
  ],
])('%s', async (name, hold, reached) => {
  const order = await world.order(service.id, [1]);
  const made = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  const id = made[0]?.id ?? '';
  const now = (): Promise<FulfillmentRequest> => getRequest(world.ctx, world.shop, id);
  const before = (await world.outside.inbox()).length;
  for (let death = 1; death <= 3; death++) {
    await hold();
    const worker = await work();
    await until(`worker ${death} to stand there: ${name}`, reached);
    await worker.kill();
  }
  await work();
  const setAside = await until('it to be set aside', async () => {
    const request = await now();
    return request.status === 'failed' && request;
  });
  expect(setAside.failure).toMatchObject({code: 'worker_crashed', retryable: true});
  expect(await world.outside.inbox()).toHaveLength(before);

  await retryRequest(world.ctx, world.shop, id, 'user:1');
  await until('it to be fulfilled', async () => (await now()).status === 'fulfilled');
  expect(await world.outside.inbox()).toHaveLength(before + 1);
});
