/** The end of an installation: all work for the shop ends with it, and a new installation sends nothing by surprise. */
import {ObjectId} from 'mongodb';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {beginAssignment, readAssignment} from '../../../core/assignments/job/create.ts';
import {runAssignments, shopsWithAssignments} from '../../../core/assignments/job/run.ts';
import {removals, type StoredRemoval} from '../../../core/removals/store.ts';
import {acquireLease} from '../../../core/requests/courier/lease.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {requests} from '../../../core/requests/store.ts';
import {shopsStandingStill} from '../../../core/requests/sweep.ts';
import {listServices} from '../../../core/services/list.ts';
import {reactivateService} from '../../../core/services/reactivation/reactivate.ts';
import {services} from '../../../core/services/store.ts';
import {sessions} from '../../../core/shops/sessionStore.ts';
import {rememberShop, shops} from '../../../core/shops/shops.ts';
import {endUninstalled, installShop, uninstallShop} from '../../../core/shops/uninstall.ts';
import {shopCollections} from '../../../core/webhooks/redactShop.ts';
import type {StoredRequest} from '../../../core/requests/types.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await rememberShop(world.ctx, world.shop);
});
afterEach(() => world.close());

let count = 0;
const ask = async (order: TestOrder) => {
  const caller = {idempotencyKey: `uninstall-${++count}`, by: 'user:1'};
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, caller);
  return new ObjectId(request?.id);
};
const read = (_id: ObjectId) => requests(world.ctx.db).findOne({_id});
const uninstall = () => uninstallShop(world.ctx, world.shop, new Date());
const calls = async () =>
  (await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`)).json() as Promise<unknown[]>;
const set = (_id: ObjectId, values: Partial<StoredRequest>) => requests(world.ctx.db).updateOne({_id}, {$set: values});

it('ends services, jobs and requests, each request with a sentence; nothing is done for the shop any more', async () => {
  const service = await world.activate();
  const confirming = await world.activate({fulfillOn: 'confirmation'});
  const sent = await ask(await world.order(confirming.id, [1]));
  await world.drain();
  const queued = await ask(await world.order(service.id, [1]));
  const lookedUp = await ask(await world.order(service.id, [1]));
  await set(lookedUp, {status: 'unknown', dueAt: new Date(0), sendingAt: new Date()});
  const again = await ask(await world.order(service.id, [1]));
  await set(again, {fulfillment: {intentAt: new Date(), id: null, done: true}});
  const job = await beginAssignment(world.ctx, world.shop, {productIds: ['1'], serviceId: service.id}, 'user:1');
  const removal = {_id: new ObjectId(), shop: world.shop, serviceId: service.id, status: 'running', open: true};
  await removals(world.ctx.db).insertOne(removal as StoredRemoval);
  await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`, {method: 'DELETE'});
  const tokens = await sessions(world.ctx.db).find().toArray();

  await uninstall();

  const unsent = {code: 'app_uninstalled', message: expect.stringContaining('before this was sent'), retryable: false};
  const emailed = {...unsent, message: expect.stringContaining('Ask the service whether it ships')};
  expect(await read(queued)).toMatchObject({status: 'failed', open: false, dueAt: null, failure: unsent});
  expect(await read(sent)).toMatchObject({status: 'failed', open: false, dueAt: null, failure: emailed});
  expect(await read(lookedUp)).toMatchObject({status: 'failed', open: false, dueAt: null, failure: emailed});
  // What was fulfilled before, and only sent once more, stays so.
  expect(await read(again)).toMatchObject({status: 'fulfilled', open: false, dueAt: null});
  expect((await read(queued))?.history.at(-1)).toMatchObject({
    event: 'failed',
    by: 'shopify',
    detail: 'app_uninstalled',
  });
  expect(await services(world.ctx.db).find({shop: world.shop}).toArray()).toMatchObject(
    [1, 2].map(() => ({status: 'removed', live: false, ended: {reason: 'app_uninstalled'}})),
  );
  expect(await readAssignment(world.ctx, world.shop, job.id)).toMatchObject({status: 'cancelled'});
  expect(await removals(world.ctx.db).findOne({_id: removal._id})).toMatchObject({status: 'cancelled', open: false});
  expect(await sessions(world.ctx.db).countDocuments({shop: world.shop})).toBe(0);

  // Whatever is not done from here on is not done for want of a token.
  await sessions(world.ctx.db).insertMany(tokens);
  const inbox = (await world.outside.inbox()).length;
  await requests(world.ctx.db).updateOne({_id: queued}, {$set: {status: 'queued', open: true, dueAt: new Date(0)}});
  await world.ctx.db.collection('couriers').updateMany({}, {$set: {adoptedAt: new Date(0)}});
  expect(await shopsWithAssignments(world.ctx)).toEqual([]);
  await world.drain();
  await runAssignments(world.ctx, world.shop);
  await endUninstalled(world.ctx);
  expect(await read(queued)).toMatchObject({status: 'failed', failure: unsent});
  expect(await calls()).toEqual([]);
  expect(await world.outside.inbox()).toHaveLength(inbox);
});

it('no longer looks for requests made in Shopify', async () => {
  const lease = await acquireLease(world.ctx.db, world.ctx.log, world.shop, 1000);
  await lease?.release();
  const old = {adopt: false, adoptedAt: new Date(0)};
  await world.ctx.db.collection('couriers').updateMany({}, {$set: old});
  expect(await shopsStandingStill(world.ctx)).toEqual([world.shop]);
  await uninstall();
  expect(await shopsStandingStill(world.ctx)).toEqual([]);
});

it('leaves what is being sent at that moment to the courier that sends it, and ends it afterwards', async () => {
  const id = await ask(await world.order((await world.activate()).id, [1]));
  await set(id, {status: 'sending', sendingAt: new Date(), dueAt: null});
  const lease = await acquireLease(world.ctx.db, world.ctx.log, world.shop, 60_000);
  await uninstall();
  await endUninstalled(world.ctx);
  expect(await read(id)).toMatchObject({status: 'sending'});
  await lease?.abandon();
  await endUninstalled(world.ctx);
  expect(await read(id)).toMatchObject({status: 'failed', failure: {code: 'app_uninstalled'}});
});

describe('installed again', () => {
  it('sends nothing of what was open, and shows the services as removed; reactivating takes them over as they are', async () => {
    const service = await world.activate({locale: 'th'});
    const id = await ask(await world.order(service.id, [1]));
    const tokens = await sessions(world.ctx.db).find().toArray();
    await uninstall();
    // A crash may have come between the mark and the end of the work.
    await requests(world.ctx.db).updateOne({_id: id}, {$set: {status: 'queued', open: true, dueAt: new Date(0)}});
    await sessions(world.ctx.db).insertMany(tokens);
    await installShop(world.ctx, world.shop);
    expect((await shops(world.ctx.db).findOne({_id: world.shop}))?.uninstalledAt).toBeNull();
    await world.drain();
    expect(await read(id)).toMatchObject({status: 'failed', failure: {code: 'app_uninstalled'}});
    expect(await world.outside.inbox()).toEqual([]);
    // One service, not also one that is not known.
    expect(await listServices(world.ctx, world.shop)).toMatchObject([
      {id: service.id, status: 'removed', ended: {reason: 'app_uninstalled'}},
    ]);
    const back = await reactivateService(world.ctx, world.shop, service.id, {}, 'user:1');
    const {name, settings, locationId, shopifyId} = service;
    expect(back.service).toMatchObject({id: service.id, name, settings, locationId, shopifyId, status: 'active'});
    expect(back.service.ended).toBeUndefined();
    const order = await world.order(service.id, [1]);
    await ask(order);
    await world.drain();
    expect(await world.outside.inbox()).toHaveLength(1);
  });

  it('a message of the uninstall that comes late changes nothing', async () => {
    const service = await world.activate();
    const id = await ask(await world.order(service.id, [1]));
    await uninstallShop(world.ctx, world.shop, new Date(Date.now() - 60_000));
    expect(await read(id)).toMatchObject({status: 'queued'});
    expect(await listServices(world.ctx, world.shop)).toMatchObject([{status: 'active'}]);
  });
});

it('erases a shop after 30 days, should shop/redact never come', async () => {
  await ask(await world.order((await world.activate()).id, [1]));
  await uninstall();
  const since = (days: number) =>
    shops(world.ctx.db).updateOne({_id: world.shop}, {$set: {uninstalledAt: new Date(Date.now() - days * 86_400_000)}});
  const left = async () => {
    const of = {$or: [{shop: world.shop}, {_id: world.shop as never}]};
    const counts = await Promise.all(shopCollections.map((name) => world.ctx.db.collection(name).countDocuments(of)));
    return counts.reduce((sum, one) => sum + one, 0);
  };
  await since(29);
  await endUninstalled(world.ctx);
  expect(await left()).toBeGreaterThan(3);
  await since(31);
  await endUninstalled(world.ctx);
  expect(await left()).toBe(0);
});
