/** `kill -9` of the worker in the middle of an assignment, then a new worker: every variant is where it should be, its stock once. */
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {readAssignments} from '../../core/assignments/read.ts';
import {beginAssignment, readAssignment} from '../../core/assignments/job/create.ts';
import {createEnqueue} from '../../jobs/enqueue.ts';
import {until} from '../support/sandboxClient.ts';
import {startWorker, type TestWorker} from '../support/worker.ts';
import {createWorld, type World} from '../support/world.ts';

let world: World;
const workers: TestWorker[] = [];
beforeAll(async () => {
  world = await createWorld({COURIER_LEASE_SECONDS: '1', OUTSIDE_TIMEOUT_SECONDS: '20'});
});
afterAll(() => world.close());
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.kill())));

async function work(): Promise<TestWorker> {
  const worker = await startWorker(world.config);
  workers.push(worker);
  return worker;
}

const clearFaults = () => fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});

async function operations(): Promise<string[]> {
  const log = await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`);
  return ((await log.json()) as {operation: string}[]).map(({operation}) => operation);
}

/** A product of that many variants with one unit each at an own location, and a service. */
async function stock(variants: number) {
  const service = await world.activate();
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {
    name: `Shelf ${service.name}`,
  });
  const {product} = await world.outside.control<{product: {id: string}}>('products', {
    title: 'Many',
    variants: Array.from({length: variants}, (_, index) => ({
      title: `V${index}`,
      sku: `V${index}`,
      price: '1',
      inventory: [{locationId: location.id, available: index + 1}],
    })),
  });
  return {service, product};
}

const moments = [
  ['while levels are switched on', 'ToggleInventoryActivation', 'timeoutBefore'],
  ['after levels were switched on', 'ToggleInventoryActivation', 'timeoutAfter'],
  ['before stock is moved', 'AdjustAvailable', 'timeoutBefore'],
  ['after stock was moved', 'AdjustAvailable', 'timeoutAfter'],
] as const;

it.each(moments)('kill -9 %s', async (_name, operation, kind) => {
  const {service, product} = await stock(120);
  const body = {productIds: [product.id], serviceId: service.id, moveStock: true};
  const {id} = await beginAssignment(world.ctx, world.shop, body, 'user:1');
  await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`, {method: 'DELETE'});
  await world.outside.control('faults', {operation, kind, rate: 1, ms: 60_000, times: 1, caller: 'app'});
  await (await createEnqueue(world.ctx)).assign(world.shop);
  const first = await work();
  await until('the worker to stand there', async () => (await operations()).some((one) => one.startsWith(operation)));
  await first.kill();
  await clearFaults();
  expect(await readAssignment(world.ctx, world.shop, id)).toMatchObject({status: 'running'});
  await work();
  await until(
    'the assignment to be done',
    async () => (await readAssignment(world.ctx, world.shop, id)).status === 'done',
    20_000,
  );
  expect(await readAssignment(world.ctx, world.shop, id)).toMatchObject({total: 120, done: 120, failed: []});
  const variants = await readAssignments(world.ctx, world.shop, product.id);
  expect(variants.map(({stockedAt}) => stockedAt)).toEqual(
    variants.map((_one, index) => [{locationId: service.locationId, name: service.name, available: index + 1}]),
  );
});

it('that nobody was told of is found by the sweeper', async () => {
  const {service, product} = await stock(1);
  const {id} = await beginAssignment(
    world.ctx,
    world.shop,
    {productIds: [product.id], serviceId: service.id},
    'user:1',
  );
  await work();
  await until(
    'the assignment to be done',
    async () => (await readAssignment(world.ctx, world.shop, id)).status === 'done',
  );
  expect(await readAssignments(world.ctx, world.shop, product.id)).toMatchObject([{serviceId: service.id}]);
});
