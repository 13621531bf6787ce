/** Asking once is asking once: idempotency keys, two clicks at once, and calls that were cut off. */
import {ObjectId} from 'mongodb';
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
    expect(refused.every((code) => code === 'idempotency_in_progress' || code === 'line_already_requested')).toBe(true);
    expect(await count(order)).toBe(1);
    await world.drain();
    expect(await world.outside.inbox()).toHaveLength(1);
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
