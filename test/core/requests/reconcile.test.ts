/** With every webhook lost: the look that comes by itself finds what happened in Shopify, at a bounded cost. */
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {askForStale} from '../../../core/requests/alignment/ask.ts';
import {askForAdoption} from '../../../core/requests/courier/lease.ts';
import {requests} from '../../../core/requests/store.ts';
import {shopsStandingStill} from '../../../core/requests/sweep.ts';
import {createDesk, isCancelled, type Desk} from './support/desk.ts';

// Nothing listens where this world's webhooks go.
let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());

const passTime = async () => {
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  const {db} = desk.world.ctx;
  await requests(db).updateMany({}, {$set: {createdAt: longAgo}});
  await requests(db).updateMany({alignedAt: {$exists: true}}, {$set: {alignedAt: longAgo}});
};
/** A request that is emailed and not marked in Shopify. */
const unmarked = async () => {
  await desk.shopifyFault('fulfillmentCreate', 'error', 1);
  const order = await desk.world.order(desk.service.id, [2]);
  const request = await desk.ask(order);
  await desk.world.drain();
  expect(await desk.now(request)).toMatchObject({status: 'sent'});
  return {order, request};
};
// Tried again by itself; the test need not wait for it.
const tryNow = () => requests(desk.world.ctx.db).updateMany({status: 'sent'}, {$set: {dueAt: new Date()}});
const due = () => requests(desk.world.ctx.db).countDocuments({alignDueAt: {$exists: true}});

it('finds an order and a fulfillment that were cancelled', async () => {
  const {world} = desk;
  const [one, other] = [await desk.sent(), await desk.fulfilled()];
  await desk.cancelOrder(one.order);
  await desk.cancelFulfillment(other.order);
  await world.drain();
  expect(await desk.now(one.request)).toMatchObject({status: 'sent'});
  expect(await desk.now(other.request)).toMatchObject({status: 'fulfilled'});
  await passTime();
  // As the sweeper asks now and then.
  await askForAdoption(world.ctx.db, world.shop);
  expect(await shopsStandingStill(world.ctx)).toContain(world.shop);
  await desk.comes(one.request, 'the cancellation', isCancelled);
  await desk.comes(other.request, 'the cancellation', isCancelled);
  expect(await desk.cancellations()).toHaveLength(3);
});

it('looks at each no more than once an hour, and at nothing that is over', async () => {
  const {world} = desk;
  await desk.sent();
  const declined = await desk.sent();
  await desk.cancel(declined.request);
  await desk.comes(declined.request, 'the cancellation', isCancelled);
  await askForStale(world.ctx.db, world.shop);
  expect(await due()).toBe(0);
  await passTime();
  await askForStale(world.ctx.db, world.shop);
  expect(await due()).toBe(1);
  await world.drain();
  await askForStale(world.ctx.db, world.shop);
  expect(await due()).toBe(0);
});

describe('looks at once where Shopify has other items than are to be marked', () => {
  it('an order that was cancelled: the service is told', async () => {
    const {order, request} = await unmarked();
    await desk.cancelOrder(order);
    await tryNow();
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.cancellations()).toHaveLength(1);
  });

  it('an order that was edited: the service is told, and what is left is marked, however often it was tried before', async () => {
    const {order, request} = await unmarked();
    await desk.editOrder(order, 1);
    await requests(desk.world.ctx.db).updateMany({status: 'sent'}, {$set: {attempts: 4}});
    await tryNow();
    await desk.comes(request, 'the mark', ({status}) => status === 'fulfilled');
    expect(await desk.now(request)).toMatchObject({lines: [{quantity: 1}], cancellation: {partial: true, quantity: 1}});
    expect(await desk.subjects()).toEqual([
      expect.stringContaining('ship 2 items'),
      expect.stringContaining('PARTLY CANCELLED – do not ship 1 item'),
    ]);
  });
});
