/** Editing a service, against the Shopify stand-in. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {activateService} from '../../../core/services/activate.ts';
import {editService} from '../../../core/services/edit.ts';
import {listServices} from '../../../core/services/list.ts';
import {services} from '../../../core/services/store.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({OUTSIDE_TIMEOUT_SECONDS: '1'});
});
afterAll(() => world.close());

const activate = (shop: string, name: string) =>
  activateService(world.ctx, shop, {name, email: 'a@b.example', locale: 'de'}, 'user:1');
const edit = (shop: string, id: string, patch: unknown) => editService(world.ctx, shop, id, patch, 'user:2');

it('changes what is named and leaves the rest, without a word to Shopify', async () => {
  const shop = await world.install();
  const before = await activate(shop, 'One');
  await world.control(shop, 'DELETE', 'log');
  const after = await edit(shop, before.id, {email: 'new@b.example', fulfillOn: 'confirmation'});
  expect(after).toEqual({
    ...before,
    email: 'new@b.example',
    settings: {...before.settings, fulfillOn: 'confirmation'},
    updatedAt: after.updatedAt,
  });
  expect(await world.operations(shop)).toEqual([]);
});

it('gives a new name to Shopify, whose location and shipping flag stay as they should be', async () => {
  const shop = await world.install();
  const {id, shopifyId} = await activate(shop, 'Old name');
  expect(await edit(shop, id, {name: ' New name '})).toMatchObject({name: 'New name'});
  const answer = await world.outside<{
    shop: {fulfillmentServices: {id: string; serviceName: string; location: {name: string}; callbackUrl: string}[]};
  }>(
    shop,
    '{shop{fulfillmentServices{id serviceName callbackUrl requiresShippingMethod trackingSupport inventoryManagement location{name}}}}',
  );
  expect(answer.shop.fulfillmentServices.find((one) => one.id === shopifyId)).toMatchObject({
    serviceName: 'New name',
    location: {name: 'New name'},
    callbackUrl: 'https://app.example.com/fulfillment-service',
    requiresShippingMethod: true,
    trackingSupport: false,
    inventoryManagement: false,
  });
});

it('refuses a name in use here or at another app, and changes nothing then', async () => {
  const shop = await world.install();
  const {id} = await activate(shop, 'First');
  await activate(shop, 'Second');
  await world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"Third"){userErrors{message}}}');
  for (const name of ['SECOND', 'third']) {
    await expect(edit(shop, id, {name, email: 'new@b.example'})).rejects.toMatchObject({code: 'service_name_taken'});
  }
  await expect(edit(shop, id, {name: 'Gift_Card'})).rejects.toMatchObject({code: 'service_name_invalid'});
  expect((await listServices(world.ctx, shop)).find((one) => one.id === id)).toMatchObject({
    name: 'First',
    email: 'a@b.example',
  });
});

it('refuses unknown keys, bad values and addresses that receive nothing', async () => {
  const shop = await world.install();
  const {id} = await activate(shop, 'Strict');
  await expect(edit(shop, id, {status: 'removed'})).rejects.toMatchObject({code: 'invalid_input'});
  await expect(edit(shop, id, {email: null})).rejects.toMatchObject({code: 'invalid_input'});
  await expect(edit(shop, id, {replyTo: 'nowhere'})).rejects.toMatchObject({code: 'email_address_invalid'});
});

it("says whose a service is that is not ours, and does not find another shop's", async () => {
  const [shop, other] = await Promise.all([world.install(), world.install()]);
  const {id} = await activate(shop, 'Mine');
  await world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"Theirs"){userErrors{message}}}');
  const theirs = (await listServices(world.ctx, shop)).find(({ownedByThisApp}) => !ownedByThisApp);
  await expect(edit(shop, theirs?.id ?? '', {email: 'x@y.example'})).rejects.toMatchObject({
    code: 'service_owned_by_other_app',
  });
  await expect(edit(other, id, {email: 'x@y.example'})).rejects.toMatchObject({code: 'service_not_found'});
  await expect(edit(shop, '99999999', {email: 'x@y.example'})).rejects.toMatchObject({code: 'service_not_found'});
});

it('does not edit a service that was removed', async () => {
  const shop = await world.install();
  const {id} = await activate(shop, 'Past');
  await services(world.db).updateOne({shop}, {$set: {status: 'removed', live: false}});
  await expect(edit(shop, id, {email: 'x@y.example'})).rejects.toMatchObject({code: 'service_not_active'});
});

it('stores a new name whose answer was lost, and not one that never arrived', async () => {
  const shop = await world.install();
  const {id} = await activate(shop, 'Zero');
  const fault = (kind: string) =>
    world.control(shop, 'POST', 'faults', {operation: 'fulfillmentServiceUpdate', kind, rate: 1, times: 1});
  await fault('timeoutAfter');
  expect(await edit(shop, id, {name: 'Arrived'})).toMatchObject({name: 'Arrived'});
  await fault('timeoutBefore');
  await expect(edit(shop, id, {name: 'Lost'})).rejects.toMatchObject({code: 'shopify_outcome_unknown'});
  expect(await listServices(world.ctx, shop)).toMatchObject([{name: 'Arrived'}]);
});

it('lets one of two changes in the same moment win, and says so to the other', async () => {
  const shop = await world.install();
  const {id} = await activate(shop, 'Busy');
  const outcomes = await Promise.allSettled([
    edit(shop, id, {email: 'one@b.example'}),
    edit(shop, id, {email: 'two@b.example'}),
  ]);
  const refused = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused.length).toBeLessThan(2);
  for (const error of refused) expect(error).toMatchObject({code: 'request_state_conflict', status: 409});
});
