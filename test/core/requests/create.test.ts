/** Asking once is asking once: idempotency keys, two clicks at once, and calls that were cut off. */
import {MongoNetworkError, ObjectId} from 'mongodb';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createRequests} from '../../../core/requests/create.ts';
import {requests} from '../../../core/requests/store.ts';
import {shopsStandingStill} from '../../../core/requests/sweep.ts';
import type {Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
let service: Service;
beforeAll(async () => {
  world = await createWorld();
  service = await world.activate();
});
afterAll(() => world.close());
beforeEach(async () => {
  // What an earlier case left queued goes out before this one counts.
  await world.drain();
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});

/** A context in which something happens right after the first write of this kind to the requests. */
function losing(method: 'updateMany' | 'insertMany', then: () => Promise<void>): World['ctx'] {
  const db = new Proxy(world.ctx.db, {
    get: (target, name) => {
      if (name !== 'collection') return Reflect.get(target, name, target) as unknown;
      return (collection: string) => {
        const real = target.collection(collection);
        if (collection !== 'requests') return real;
        return new Proxy(real, {
          get: (inner, operation) => {
            const value: unknown = Reflect.get(inner, operation, inner);
            if (operation !== method || typeof value !== 'function') {
              return typeof value === 'function' ? value.bind(inner) : value;
            }
            return async (...args: unknown[]) => {
              const result: unknown = await Reflect.apply(value, inner, args);
              await then();
              return result;
            };
          },
        });
      };
    },
  });
  return {...world.ctx, db};
}

/** Rules the Shopify stand-in has not used up yet. */
async function faultsLeft(): Promise<number> {
  const faults = await fetch(`${world.shopifyUrl}/sandbox/faults?shop=${world.shop}`);
  return ((await faults.json()) as unknown[]).length;
}

const ask = (order: TestOrder, idempotencyKey: string, input: unknown = {}) =>
  createRequests(world.ctx, world.shop, order.id, input, {idempotencyKey, by: 'user:1'});
const count = (order: TestOrder) => requests(world.ctx.db).countDocuments({shop: world.shop, orderId: order.id});

describe('the same Idempotency-Key', () => {
  it('gives the same request, also after it was sent', async () => {
    const order = await world.order(service.id, [3]);
    const first = await ask(order, 'same');
    const second = await ask(order, 'same');
    await world.drain();
    const third = await ask(order, 'same');
    expect([second, third].map(([one]) => one?.id)).toEqual([first[0]?.id, first[0]?.id]);
    expect(await world.outside.inbox()).toHaveLength(1);
    expect(await count(order)).toBe(1);
  });

  it('with another choice is refused', async () => {
    const order = await world.order(service.id, [3]);
    await ask(order, 'other', {notifyCustomer: false});
    await expect(ask(order, 'other', {notifyCustomer: true})).rejects.toMatchObject({code: 'idempotency_key_reused'});
  });

  it('twenty times at once makes one request', async () => {
    const order = await world.order(service.id, [1, 1]);
    const answers = await Promise.allSettled(Array.from({length: 20}, () => ask(order, 'at once')));
    const made = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value.map(({id}) => id) : []));
    const refused = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(made).size).toBe(1);
    // A call that comes while the first is at work is told to ask again; none makes a second request.
    expect(refused.every((code) => code === 'idempotency_in_progress')).toBe(true);
    expect(await count(order)).toBe(1);
    await world.drain();
    expect(await world.outside.inbox()).toHaveLength(1);
  });

  it('gives the request that the same call made while this one still read the order', async () => {
    const order = await world.order(service.id, [1]);
    const slow = {operation: 'OrderFulfillmentOrders', kind: 'latency', rate: 1, ms: 400, times: 1, caller: 'app'};
    await world.outside.control('faults', slow);
    const first = ask(order, 'double click');
    await until('the first to read', async () => (await faultsLeft()) === 0);
    const second = await ask(order, 'double click');
    expect((await first)[0]?.id).toBe(second[0]?.id);
    expect(await count(order)).toBe(1);
  });

  it('gives the requests that were written although the database did not get to say so', async () => {
    const order = await world.order(service.id, [1]);
    const lossy = losing('updateMany', async () => {
      throw new MongoNetworkError('connection closed');
    });
    const first = await createRequests(lossy, world.shop, order.id, {}, {idempotencyKey: 'lost', by: 'user:1'});
    expect((await ask(order, 'lost'))[0]?.id).toBe(first[0]?.id);
  });

  it('is not given back by a call that stood still while another call with it was made', async () => {
    const order = await world.order(service.id, [1]);
    const stale = new Date(Date.now() - 120_000);
    let second: {id: string}[] = [];
    const frozen = losing('insertMany', async () => {
      await requests(world.ctx.db).updateMany({shop: world.shop, orderId: order.id}, {$set: {createdAt: stale}});
      await world.ctx.db.collection('idempotency').updateMany({shop: world.shop}, {$set: {at: stale}});
      await shopsStandingStill(world.ctx);
      second = await ask(order, 'frozen');
    });
    const call = createRequests(frozen, world.shop, order.id, {}, {idempotencyKey: 'frozen', by: 'user:1'});
    expect((await call)[0]?.id).toBe(second[0]?.id);
    expect((await ask(order, 'frozen'))[0]?.id).toBe(second[0]?.id);
    expect(await count(order)).toBe(1);
  });

  it('is free again when the call it was used for changed nothing', async () => {
    const order = await world.order(service.id, [1]);
    const lines = [{fulfillmentOrderLineItemId: order.lines[0]?.id, quantity: 2}];
    await expect(ask(order, 'refused', {lines})).rejects.toMatchObject({code: 'quantity_exceeds_remaining'});
    await expect(ask(order, 'refused')).resolves.toHaveLength(1);
  });
});

describe('two people', () => {
  it('who click at the same moment send one email', async () => {
    const order = await world.order(service.id, [4]);
    const answers = await Promise.allSettled(Array.from({length: 10}, (_, who) => ask(order, `person ${who}`)));
    expect(answers.filter(({status}) => status === 'fulfilled')).toHaveLength(1);
    const refused = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(Array.from({length: 9}, () => 'line_already_requested'));
    await world.drain();
    expect(await world.outside.inbox()).toHaveLength(1);
  });

  it('who click while the first email goes out do not both send the same part', async () => {
    const order = await world.order(service.id, [4]);
    const lines = [{fulfillmentOrderLineItemId: order.lines[0]?.id, quantity: 2}];
    // The second click read the order before the first was fulfilled, and comes to write after it.
    await world.outside.control('faults', {
      operation: 'OrderFulfillmentOrders',
      rate: 1,
      times: 1,
      kind: 'latency',
      ms: 1500,
      caller: 'app',
    });
    const slow = ask(order, 'slow', {lines});
    await until('the slow click to read the order', async () => {
      const left = await fetch(`${world.shopifyUrl}/sandbox/faults?shop=${world.shop}`);
      return ((await left.json()) as unknown[]).length === 0;
    });
    const quick = await ask(order, 'quick', {lines});
    await world.drain();
    const outcome = await slow.then(
      () => 'sent',
      (error: {code: string}) => error.code,
    );
    await world.drain();
    const emails = await world.outside.inbox();
    expect({outcome, emails: emails.length}).toEqual({outcome: 'line_already_requested', emails: 1});
    expect(quick).toHaveLength(1);
  });
});

describe('a call that was cut off', () => {
  it('leaves nothing behind that blocks the items: what it reserved is freed, unsent', async () => {
    const order = await world.order(service.id, [1]);
    const [made] = await ask(order, 'cut off');
    const stale = new Date(Date.now() - 120_000);
    // As a process leaves it that dies between its two writes.
    await requests(world.ctx.db).updateOne(
      {_id: new ObjectId(made?.id)},
      {$set: {status: 'preparing', createdAt: stale}},
    );
    await world.ctx.db.collection('idempotency').updateMany({shop: world.shop}, {$set: {at: stale}});
    await world.drain();
    expect(await world.outside.inbox()).toEqual([]);
    await shopsStandingStill(world.ctx);
    expect(await count(order)).toBe(0);
    await expect(ask(order, 'cut off')).resolves.toHaveLength(1);
    await world.drain();
    expect(await world.outside.inbox()).toHaveLength(1);
  });
});

describe('another shop', () => {
  it('sees neither the order nor the request', async () => {
    const order = await world.order(service.id, [1]);
    await ask(order, 'mine');
    const other = await createWorld();
    try {
      const theirs = createRequests(other.ctx, other.shop, order.id, {}, {idempotencyKey: 'theirs', by: 'user:2'});
      await expect(theirs).rejects.toMatchObject({code: 'order_not_found'});
    } finally {
      await other.close();
    }
  });
});
