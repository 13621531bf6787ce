/** With every webhook lost: the look that comes by itself finds what happened in Shopify, at a bounded cost. */
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
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
