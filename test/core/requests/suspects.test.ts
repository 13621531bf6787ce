/** A request that kills its worker, wherever in its work: found in ever smaller lots, set aside, and no other with it. */
import {ObjectId} from 'mongodb';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {retryRequest} from '../../../core/requests/actions.ts';
import {acquireLease} from '../../../core/requests/courier/lease.ts';
import type {Round} from '../../../core/requests/courier/round.ts';
import {letGo, takeUp} from '../../../core/requests/courier/suspects.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {requests} from '../../../core/requests/store.ts';
import type {StoredRequest} from '../../../core/requests/types.ts';
import type {Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../../support/world.ts';

let world: World;
let service: Service;
let template: StoredRequest;
beforeAll(async () => {
  world = await createWorld();
  service = await world.activate();
  const order = await world.order(service.id, [1]);
  await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: 'suspects', by: 'user:1'});
  template = (await requests(world.ctx.db).findOne({shop: world.shop}))!;
});
afterAll(() => world.close());
beforeEach(() => requests(world.ctx.db).deleteMany({}));

/** As many requests as a courier takes up at once; the one in the middle is the poison. */
async function fill(status: StoredRequest['status'], count = 40): Promise<ObjectId> {
  const all = Array.from({length: count}, (_, at) => ({
    ...template,
    _id: new ObjectId(),
    status,
    lines: [{...template.lines[0]!, fulfillmentOrderLineItemId: `gid://shopify/FulfillmentOrderLineItem/${at}`}],
  }));
  await requests(world.ctx.db).insertMany(all);
  return all[Math.floor(count / 2)]!._id;
}

const left = () =>
  requests(world.ctx.db)
    .find({status: {$in: ['queued', 'sent']}, dueAt: {$ne: null}})
    .toArray();

/** One worker, from its lease to its end: it works until nothing is left, or until it has the poison in hand, and dies. */
async function work(poison: ObjectId): Promise<'died' | 'done'> {
  const lease = await acquireLease(world.ctx.db, world.ctx.log, world.shop, 60_000);
  if (!lease) throw new Error('The lease is taken.');
  const round: Round = {ctx: world.ctx, shop: world.shop, admin: world.ctx.admin(world.shop), lease};
  try {
    for (;;) {
      const due = (await left()).slice(0, 40);
      if (due.length === 0) return 'done';
      const taken = await takeUp(round, due);
      if (taken.some(({_id}) => _id.equals(poison))) return 'died';
      const ids = taken.map(({_id}) => _id);
      await requests(world.ctx.db).updateMany({_id: {$in: ids}}, {$set: {status: 'fulfilled', crashes: 0}});
      await letGo(round, taken);
    }
  } finally {
    await lease.abandon();
  }
}

async function workers(poison: ObjectId): Promise<number> {
  let deaths = 0;
  while ((await work(poison)) === 'died') {
    deaths++;
    if (deaths > 10) throw new Error('They die without end.');
  }
  return deaths;
}

describe.each(['queued', 'sent'] as const)('in a request that is %s', (status) => {
  it('kills three workers, is set aside with its reason, and all others are done', async () => {
    const poison = await fill(status);
    expect(await workers(poison)).toBe(3);
    const found = await requests(world.ctx.db).findOne({_id: poison});
    expect(found).toMatchObject({
      status: status === 'queued' ? 'failed' : 'sent',
      open: status !== 'queued',
      dueAt: null,
      crashes: 3,
      failure: {code: 'worker_crashed', retryable: true},
    });
    expect(found?.failure?.message).toMatch(status === 'queued' ? /Nothing was sent/ : /The email was sent, but/);
    expect(found?.history.at(-1)).toMatchObject({detail: 'worker_crashed'});
    expect(await requests(world.ctx.db).countDocuments({status: 'fulfilled'})).toBe(39);
  });

  it('can be tried again by a person, and begins anew', async () => {
    const poison = await fill(status, 1);
    expect(await workers(poison)).toBe(3);
    await retryRequest(world.ctx, world.shop, poison.toHexString(), 'user:1');
    expect(await workers(new ObjectId())).toBe(0);
    expect(await requests(world.ctx.db).findOne({_id: poison})).toMatchObject({status: 'fulfilled', crashes: 0});
  });
});

it('counts no death where the worker came to its end, and none twice', async () => {
  await fill('queued', 3);
  const lease = await acquireLease(world.ctx.db, world.ctx.log, world.shop, 60_000);
  const round: Round = {ctx: world.ctx, shop: world.shop, admin: world.ctx.admin(world.shop), lease: lease!};
  await letGo(round, await takeUp(round, await left()));
  await lease?.abandon();
  expect(await workers(new ObjectId())).toBe(0);
  expect((await requests(world.ctx.db).find().toArray()).map(({crashes}) => crashes)).toEqual([0, 0, 0]);
});
