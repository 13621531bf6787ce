/** The hourly upkeep of a shop: what happened in Shopify while webhooks were lost, and what is kept no longer. */
import {ObjectId} from 'mongodb';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {retryRequest} from '../../../core/requests/actions.ts';
import {takeAdoption} from '../../../core/requests/courier/lease.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {requests} from '../../../core/requests/store.ts';
import {getService} from '../../../core/services/list.ts';
import {services} from '../../../core/services/store.ts';
import {operation} from '../../../core/shopify/operation.ts';
import {rememberShop, shops} from '../../../core/shops/shops.ts';
import {upkeep} from '../../../core/shops/upkeep.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({RETENTION_DAYS: '90'});
  await rememberShop(world.ctx, world.shop);
});
afterAll(() => world.close());

let count = 0;
const ask = async (order: TestOrder) => {
  const caller = {idempotencyKey: `upkeep-${++count}`, by: 'user:1'};
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, caller);
  return new ObjectId(request?.id);
};
const read = (_id: ObjectId) => requests(world.ctx.db).findOne({_id});
const run = () => upkeep(world.ctx, new AbortController().signal, 10_000);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const itsTurn = () => shops(world.ctx.db).updateMany({}, {$set: {upkeepAt: new Date(Date.now() - 3_700_000)}});

const deleteService = operation<{fulfillmentServiceDelete: {userErrors: unknown[]}}, {id: string; to: string}>(
  'mutation Delete($id: ID!, $to: ID!) { fulfillmentServiceDelete(id: $id, inventoryAction: TRANSFER, destinationLocationId: $to) { userErrors { message } } }',
);
const renameService = operation<unknown, {id: string}>(
  'mutation Rename($id: ID!) { fulfillmentServiceUpdate(id: $id, name: "Other name", requiresShippingMethod: true) { userErrors { message } } }',
);

it('tells of a service that was deleted or renamed in Shopify, and ends the requests of the deleted one', async () => {
  const [gone, renamed] = [await world.activate(), await world.activate()];
  const fault = {operation: 'FulfillmentCreate', kind: 'error', rate: 1};
  await world.outside.control('faults', fault);
  const emailed = await ask(await world.order(gone.id, [1]));
  await world.drain();
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  expect(await read(emailed)).toMatchObject({status: 'sent'});
  const queued = await ask(await world.order(gone.id, [1]));
  const other = await ask(await world.order(renamed.id, [1]));
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {name: 'Own stock'});
  const admin = world.ctx.admin(world.shop);
  const answer = await admin.run(deleteService, {id: gone.shopifyId ?? '', to: location.id});
  expect(answer.fulfillmentServiceDelete.userErrors).toEqual([]);
  await admin.run(renameService, {id: renamed.shopifyId ?? ''});

  await itsTurn();
  await run();

  expect(await getService(world.ctx, world.shop, gone.id)).toMatchObject({
    status: 'removed',
    ended: {reason: 'deleted_in_shopify', at: expect.stringMatching(/Z$/)},
  });
  expect((await services(world.ctx.db).findOne({_id: new ObjectId(gone.id)}))?.history.at(-1)).toMatchObject({
    event: 'removed',
    by: 'shopify',
    detail: 'deleted_in_shopify',
  });
  expect(await getService(world.ctx, world.shop, renamed.id)).toMatchObject({name: 'Other name', status: 'active'});
  const failure = {code: 'service_deleted', retryable: false};
  expect(await read(queued)).toMatchObject({
    status: 'failed',
    open: false,
    failure: {...failure, message: expect.stringContaining('was not sent')},
  });
  expect(await read(emailed)).toMatchObject({
    status: 'failed',
    open: false,
    failure: {...failure, message: expect.stringContaining('Ask the service')},
  });
  // Trying again does not send it anywhere.
  await retryRequest(world.ctx, world.shop, queued.toHexString(), 'user:1');
  await world.drain();
  expect(await read(queued)).toMatchObject({status: 'failed', failure: {code: 'order_changed'}});
  expect(await read(other)).toMatchObject({status: 'fulfilled'});
  expect((await world.outside.inbox()).map(({To}) => To)).toEqual([gone.email, renamed.email]);
});

it('has requests made in Shopify looked for, also where no webhook ever came', async () => {
  await takeAdoption(world.ctx.db, world.shop);
  expect(await takeAdoption(world.ctx.db, world.shop)).toBe(false);
  await itsTurn();
  await run();
  expect(await takeAdoption(world.ctx.db, world.shop)).toBe(true);
});

it('comes to a shop once an hour, goes on where one cannot be reached, and never to one that removed the app', async () => {
  const looks = async () => {
    const log = await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`);
    return ((await log.json()) as {operation: string}[]).filter((one) => one.operation === 'FulfillmentServices')
      .length;
  };
  const stranger = {_id: 'a-stranger.myshopify.com', details: null, installedAt: new Date(0), refreshedAt: null};
  const gone = {...stranger, _id: 'gone.myshopify.com', uninstalledAt: new Date()};
  await shops(world.ctx.db).insertMany([{...stranger, uninstalledAt: null}, gone]);
  await services(world.ctx.db).insertOne({shop: stranger._id, nameLower: 'x', live: false} as never);
  await itsTurn();
  const before = await looks();
  await run();
  await run();
  expect(await looks()).toBe(before + 1);
  const turns = await shops(world.ctx.db).find().toArray();
  const recent = turns.filter(({upkeepAt}) => (upkeepAt?.getTime() ?? 0) > Date.now() - 60_000).map(({_id}) => _id);
  expect(recent.toSorted()).toEqual([stranger._id, world.shop].toSorted());
});

it('deletes closed requests once they are older than they are to be kept, and nothing that is open', async () => {
  const service = await world.activate();
  const ids = [];
  for (let at = 0; at < 3; at++) ids.push(await ask(await world.order(service.id, [1])));
  const [old, recent, open] = ids;
  await world.drain();
  const set = (_id: ObjectId | undefined, values: object) =>
    requests(world.ctx.db).updateOne({_id: _id!}, {$set: values});
  await set(old, {closedAt: daysAgo(91)});
  await set(recent, {closedAt: daysAgo(89)});
  await set(open, {status: 'sent', open: true, closedAt: null, createdAt: daysAgo(200), updatedAt: daysAgo(200)});
  await itsTurn();
  await run();
  const left = await requests(world.ctx.db)
    .find({_id: {$in: ids}})
    .toArray();
  expect(left.map(({_id}) => _id)).toEqual([recent, open]);
});

it('forgets what a service was told of an address once no change of it matters, and not before', async () => {
  const service = await world.activate();
  const [fresh, old] = [await ask(await world.order(service.id, [1])), await ask(await world.order(service.id, [1]))];
  await world.drain();
  await requests(world.ctx.db).updateOne({_id: old}, {$set: {closedAt: daysAgo(29)}});
  await itsTurn();
  await run();
  expect((await read(fresh))?.destination?.told).toMatch(/^1\./);
  expect(await read(old)).not.toHaveProperty('destination');
});
