/** Issue 4, "Done when": a service with thousands of items and of open fulfillment orders is removed while calls fail, time out
 * before and after their effect and are throttled, while orders arrive, and while the worker is killed three times.
 * Here with enough of both that bulk operations are used; `npm run test:removal` does it with 10,000 items and 2,000 orders. */
import {setTimeout as delay} from 'node:timers/promises';
import {afterEach, expect, it} from 'vitest';
import {beginRemoval} from '../../core/removals/begin.ts';
import {readRemoval} from '../../core/removals/show.ts';
import {latestRemoval, type StoredRemoval} from '../../core/removals/store.ts';
import type {Destination} from '../../core/wire.ts';
import {buildBigStore, type BigStore} from '../support/bigStore.ts';
import {until} from '../support/sandboxClient.ts';
import {heldAt, remainingByLine, snapshot, unitsByItem, wronglyCommitted} from '../support/snapshot.ts';
import {startWorker, type TestWorker} from '../support/worker.ts';
import {createWorld, type World} from '../support/world.ts';

/** What a removal of ten thousand may take on a machine that has other things to do. */
const longest = 900_000;
const items = Number(process.env['REMOVAL_ITEMS'] ?? 1000);
const fulfillmentOrders = Number(process.env['REMOVAL_ORDERS'] ?? 330);

let world: World;
let worker: TestWorker | undefined;
afterEach(async () => {
  await worker?.kill();
  await world.close();
});

type Heir = 'another service' | 'a merchant location';

it.each<Heir>(['another service', 'a merchant location'])(
  `moves ${items} items and ${fulfillmentOrders} open fulfillment orders to %s, whatever happens on the way`,
  async (to) => {
    world = await createWorld();
    const service = await world.activate({name: 'Leaving'});
    const locationId = service.locationId ?? '';
    const {destination, destinationId} = await destinationOf(to);
    const store = await buildBigStore(world.outside, {items, fulfillmentOrders, locationId, destinationId});
    const before = await snapshot(world.outside);
    const held = heldAt(before, locationId);
    expect(held.items).toHaveLength(items);

    await addFaults();
    await beginRemoval(world.ctx, world.shop, service.id, {destination}, 'user:1');
    const arrivals = orderMeanwhile(store);
    for (const [name, isNow] of Object.entries(moments[to])) {
      worker = await startWorker(world.config);
      await until(name, async () => isNow(await goingOn(service.id)), longest);
      await worker.kill();
    }
    worker = await startWorker(world.config);
    await until('the end', async () => !(await removal(service.id)).open || (await isStuck(service.id)), longest);
    const arrived = await arrivals.stop();
    const shown = await readRemoval(world.ctx, world.shop, service.id);
    expect(shown).toMatchObject({status: 'done', failed: [], failedCount: 0, plan: {inventoryItems: items}});

    // It was as hard as it was meant to be.
    const log = await world.outside.look<{operation: string | null; fault?: string}[]>('log');
    expect(log.some(({operation}) => operation === 'RunBulkMutation')).toBe(true);
    expect(log.some(({fault}) => fault?.includes('error'))).toBe(true);

    const after = await snapshot(world.outside);
    expect(after.locations.filter(({id}) => id === locationId)).toEqual([]);
    expect(heldAt(after, locationId)).toEqual({items: [], lines: []});
    // Sold units are committed, no longer available: the sum of both stays, and every other state.
    expect(sellable(unitsByItem(after))).toEqual(sellable(unitsByItem(before)));
    expect(wronglyCommitted(after)).toEqual([]);
    // Each line once, with what was left of it; those that were at the service are at the destination.
    const left = remainingByLine(after);
    expect(left).toMatchObject(remainingByLine(before));
    expect(Object.keys(left)).toHaveLength(Object.keys(remainingByLine(before)).length + arrived);
    expect(arrived).toBeGreaterThan(0);
    const here = new Set(heldAt(after, destinationId).lines.map(({lineItemId}) => lineItemId));
    expect(held.lines.filter(({lineItemId}) => !here.has(lineItemId))).toEqual([]);
    expect(new Set(heldAt(after, destinationId).items)).toEqual(
      new Set([...held.items, ...heldAt(before, destinationId).items]),
    );
  },
  2 * longest,
);

async function destinationOf(to: Heir): Promise<{destination: Destination; destinationId: string}> {
  if (to === 'another service') {
    const {id, locationId} = await world.activate({name: 'Taking over'});
    return {destination: {serviceId: id}, destinationId: locationId ?? ''};
  }
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {name: 'Own warehouse'});
  return {destination: {locationId: location.id}, destinationId: location.id};
}

/** They strike calls and the rows of bulk operations alike. */
async function addFaults(): Promise<void> {
  const faults: Record<string, unknown>[] = [
    {kind: 'error', rate: 0.05, seed: 1},
    {kind: 'timeoutBefore', rate: 0.01, ms: 5000, seed: 2},
    {kind: 'timeoutAfter', rate: 0.01, ms: 5000, seed: 3},
    {kind: 'throttle', rate: 0.02, seed: 4},
  ];
  // Long enough to be killed in: what was asked of Shopify happens all the same.
  faults.push({kind: 'latency', rate: 1, ms: 3000, seed: 5, operation: 'fulfillmentServiceDelete', times: 1});
  for (const fault of faults) await world.outside.control('faults', {...fault, caller: 'app'});
}

function removal(serviceId: string): Promise<StoredRemoval> {
  return latestRemoval(world.ctx.db, world.shop, serviceId);
}

const isStuck = async (serviceId: string) => (await removal(serviceId)).status === 'attention';

/** Where the worker is killed. Of a merchant location Shopify moves the stock itself, with the delete. */
const moments: Record<Heir, Record<string, (now: StoredRemoval) => boolean>> = {
  'another service': {
    'the items to be stocked': ({phase}) => phase === 'activate',
    'the orders to be moved': ({phase, stage}) => phase === 'orders' && stage === 'move',
    'the units to be moved': ({phase}) => phase === 'stock',
  },
  'a merchant location': {
    'the items of orders to be stocked': ({phase, stage}) => phase === 'orders' && stage === 'stock',
    'the orders to be moved': ({phase, stage}) => phase === 'orders' && stage === 'move',
    'the service to be deleted': ({phase}) => phase === 'delete',
  },
};

/** @throws Error if it is over or stuck */
async function goingOn(serviceId: string): Promise<StoredRemoval> {
  const now = await removal(serviceId);
  if (!now.open || now.status === 'attention') {
    throw new Error(`It is ${now.status}: ${JSON.stringify({waiting: now.waiting, history: now.history})}`);
  }
  return now;
}

/** Orders that customers place while the removal runs, of items all over the store; a limited number, as there are pauses between
 * rushes: on a slow machine the removal would run after them for long. */
function orderMeanwhile({variantIds}: BigStore) {
  const end = new AbortController();
  const ids = new Set<string>();
  const placing = (async () => {
    while (!end.signal.aborted && ids.size < 40) {
      const variantId = variantIds[(ids.size * 37 + 2) % variantIds.length];
      const {order} = await world.outside.control<{order: {id: string}}>('orders', {
        lineItems: [{variantId, quantity: 1}],
      });
      ids.add(order.id);
      await delay(300, undefined, {signal: end.signal}).catch(() => undefined);
    }
  })();
  return {
    /** How many there were, once all are routed. */
    async stop(): Promise<number> {
      end.abort();
      await placing;
      await until('the last order to be routed', async () => {
        const {lines} = await snapshot(world.outside);
        return new Set(lines.map(({orderId}) => orderId).filter((id) => ids.has(id))).size === ids.size;
      });
      return ids.size;
    },
  };
}

function sellable(units: Record<string, Record<string, number>>): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(units).map(([sku, {available = 0, committed = 0, ...others}]) => [
      sku,
      {...others, sellable: available + committed},
    ]),
  );
}
