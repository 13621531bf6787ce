/** Bringing a removed fulfillment service back, against the Shopify stand-in. */
import {ObjectId} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {activateService} from '../../../core/services/activate.ts';
import {servicesByLocation} from '../../../core/services/byLocation.ts';
import {editService} from '../../../core/services/edit.ts';
import {getService, listServices} from '../../../core/services/list.ts';
import {reactivateService} from '../../../core/services/reactivation/reactivate.ts';
import {services} from '../../../core/services/store.ts';
import {numericId} from '../../../core/ids.ts';
import type {Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({OUTSIDE_TIMEOUT_SECONDS: '1'});
});
afterAll(() => world.close());

const input = {name: 'North', email: 'orders@north.example', locale: 'th', showPrices: true};
const create = (shop: string, name = input.name) => activateService(world.ctx, shop, {...input, name}, 'user:1');
const reactivate = (shop: string, id: string, body: object = {}) =>
  reactivateService(world.ctx, shop, id, body, 'user:2');
const stored = (id: string) => services(world.db).findOne({_id: new ObjectId(id)});

/** Deletes it in Shopify, past the app, which notices when it looks the next time. */
async function remove(shop: string, {shopifyId}: Service): Promise<void> {
  const {fulfillmentServiceDelete} = await world.asApp<{fulfillmentServiceDelete: {userErrors: unknown[]}}>(
    shop,
    'mutation Delete($id:ID!){fulfillmentServiceDelete(id:$id,inventoryAction:DELETE){userErrors{message}}}',
    {id: shopifyId},
  );
  expect(fulfillmentServiceDelete.userErrors).toEqual([]);
  await listServices(world.ctx, shop);
}

const shopifyServices = async (shop: string) => {
  const answer = await world.outside<{shop: {fulfillmentServices: {serviceName: string; type: string}[]}}>(
    shop,
    '{shop{fulfillmentServices{serviceName type}}}',
  );
  return answer.shop.fulfillmentServices.filter(({type}) => type === 'THIRD_PARTY').map((one) => one.serviceName);
};
const fault = (shop: string, kind: string) =>
  world.control(shop, 'POST', 'faults', {operation: 'fulfillmentServiceCreate', kind, rate: 1, times: 1});

describe('reactivating a service', () => {
  it('gives it a new service and location in Shopify, and keeps its id, its settings and its history', async () => {
    const shop = await world.install();
    const before = await create(shop);
    await remove(shop, before);
    const {service, handleChanged} = await reactivate(shop, before.id);
    expect(handleChanged).toBeUndefined();
    expect(service).toMatchObject({
      id: before.id,
      name: 'North',
      email: before.email,
      status: 'active',
      settings: before.settings,
      createdAt: before.createdAt,
    });
    expect(service.shopifyId).not.toBe(before.shopifyId);
    expect(service.locationId).not.toBe(before.locationId);
    expect(await shopifyServices(shop)).toEqual(['North']);
    expect((await stored(service.id))?.history.map(({event, by}) => `${event} ${by}`)).toEqual([
      'activating user:1',
      'activated user:1',
      'removed shopify',
      'reactivating user:2',
      'reactivated user:2',
    ]);
    const at = await servicesByLocation(world.ctx, shop);
    expect(at.get(numericId(service.locationId ?? ''))?._id.toHexString()).toBe(before.id);
    expect(await listServices(world.ctx, shop)).toEqual([service]);
  });

  it('says so when Shopify gives it another handle: one that was renamed loses the handle of its first name', async () => {
    const shop = await world.install();
    const before = await create(shop);
    const renamed = await editService(world.ctx, shop, before.id, {name: 'South'}, 'user:1');
    expect(renamed).toMatchObject({id: before.id, shopifyId: before.shopifyId, locationId: before.locationId});
    await remove(shop, before);
    expect(await reactivate(shop, before.id)).toMatchObject({
      service: {name: 'South'},
      handleChanged: {before: 'north', now: 'south'},
    });
  });

  it('refuses one that is being removed; answers one that is active as it is', async () => {
    const shop = await world.install();
    const service = await create(shop);
    expect(await reactivate(shop, service.id)).toEqual({service});
    expect(await shopifyServices(shop)).toEqual(['North']);
    await expect(reactivate(shop, service.id, {name: 'Other'})).rejects.toMatchObject({code: 'request_state_conflict'});
    await services(world.db).updateOne({shop}, {$set: {status: 'removing'}});
    await expect(reactivate(shop, service.id)).rejects.toMatchObject({code: 'request_state_conflict'});
  });

  it("refuses another shop's, unknown ids, other apps' services, and what is no name", async () => {
    const [shop, other] = await Promise.all([world.install(), world.install()]);
    const service = await create(shop);
    await remove(shop, service);
    await expect(reactivate(other, service.id)).rejects.toMatchObject({code: 'service_not_found'});
    await expect(reactivate(shop, 'f'.repeat(24))).rejects.toMatchObject({code: 'service_not_found'});
    await expect(reactivate(shop, service.id, {name: ' '})).rejects.toMatchObject({code: 'invalid_input'});
    await expect(reactivate(shop, service.id, {colour: 'red'})).rejects.toMatchObject({code: 'invalid_input'});
    await world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"Theirs"){userErrors{message}}}');
    const theirs = (await listServices(world.ctx, shop)).find(({ownedByThisApp}) => !ownedByThisApp);
    await expect(reactivate(shop, theirs?.id ?? '')).rejects.toMatchObject({code: 'service_owned_by_other_app'});
    expect((await getService(world.ctx, shop, service.id)).status).toBe('removed');
  });
});

const taken = (by: string, words: string) => ({
  code: 'service_name_taken',
  details: {by},
  message: expect.stringMatching(new RegExp(`${words}.*Rename that one first, or reactivate this one under another`)),
});

describe('a name that is not free any more', () => {
  it.each([
    ['ours', 'of this app', (shop: string) => create(shop)],
    [
      'otherApp',
      'of another app',
      (shop: string) => world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"North"){userErrors{message}}}'),
    ],
    [
      'handle',
      'by a handle like',
      async (shop: string) => {
        const first = await create(shop, 'North!');
        await editService(world.ctx, shop, first.id, {name: 'Somewhere else'}, 'user:1');
      },
    ],
  ] as const)('because of %s: says who has it; under another name it comes back', async (by, words, take) => {
    const shop = await world.install();
    const service = await create(shop);
    await remove(shop, service);
    await take(shop);
    const count = (await shopifyServices(shop)).length;
    await expect(reactivate(shop, service.id)).rejects.toMatchObject(taken(by, words));
    expect(await getService(world.ctx, shop, service.id)).toMatchObject({status: 'removed', name: 'North'});
    expect(await shopifyServices(shop)).toHaveLength(count);
    expect(await reactivate(shop, service.id, {name: 'North 2'})).toMatchObject({
      service: {id: service.id, name: 'North 2', status: 'active'},
    });
  });

  it('is held by a reactivation under way, and free again once that was refused', async () => {
    const shop = await world.install();
    const service = await create(shop);
    await remove(shop, service);
    await fault(shop, 'timeoutBefore');
    await expect(reactivate(shop, service.id)).rejects.toMatchObject({code: 'shopify_outcome_unknown'});
    await expect(create(shop)).rejects.toMatchObject({code: 'service_name_taken'});
    await services(world.db).updateOne({shop}, {$set: {'reactivation.at': new Date(0)}});
    expect(await listServices(world.ctx, shop)).toMatchObject([{id: service.id, status: 'removed'}]);
    const other = await create(shop);
    expect(other.id).not.toBe(service.id);
  });
});

describe('a reactivation that breaks off', () => {
  it('finds the service when the answer of its creation is lost', async () => {
    const shop = await world.install();
    const service = await create(shop);
    await remove(shop, service);
    await fault(shop, 'timeoutAfter');
    expect(await reactivate(shop, service.id)).toMatchObject({service: {id: service.id, status: 'active'}});
    expect(await shopifyServices(shop)).toEqual(['North']);
  });

  it('is finished by the same call again', async () => {
    const shop = await world.install();
    const service = await create(shop);
    await remove(shop, service);
    await fault(shop, 'timeoutBefore');
    await expect(reactivate(shop, service.id)).rejects.toMatchObject({retryable: true});
    expect(await listServices(world.ctx, shop)).toMatchObject([{status: 'removed'}]);
    expect(await reactivate(shop, service.id)).toMatchObject({service: {id: service.id, status: 'active'}});
    expect(await shopifyServices(shop)).toEqual(['North']);
  });

  it('is finished by the next list after a crash between Shopify and the database', async () => {
    const shop = await world.install();
    const service = await create(shop);
    await remove(shop, service);
    const {service: again} = await reactivate(shop, service.id);
    await services(world.db).updateOne(
      {shop},
      {
        $set: {
          status: 'removed',
          shopifyId: service.shopifyId,
          locationId: service.locationId,
          reactivation: {name: 'North', at: new Date()},
        },
      },
    );
    expect(await listServices(world.ctx, shop)).toMatchObject([
      {id: service.id, status: 'active', shopifyId: again.shopifyId, locationId: again.locationId},
    ]);
  });

  it('makes one service when two people do it at once', async () => {
    const shop = await world.install();
    const service = await create(shop);
    await remove(shop, service);
    const outcomes = await Promise.allSettled([reactivate(shop, service.id), reactivate(shop, service.id)]);
    expect(outcomes.some(({status}) => status === 'fulfilled')).toBe(true);
    const refused = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const error of refused) expect(error).toMatchObject({code: 'idempotency_in_progress'});
    expect(await shopifyServices(shop)).toEqual(['North']);
    expect(await listServices(world.ctx, shop)).toMatchObject([{id: service.id, status: 'active'}]);
  });
});
