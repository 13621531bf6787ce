/** Listing services and finding one, against the Shopify stand-in. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {activateService} from '../../../core/services/activate.ts';
import {servicesByLocation} from '../../../core/services/byLocation.ts';
import {editService} from '../../../core/services/edit.ts';
import {getService, listServices} from '../../../core/services/list.ts';
import {services} from '../../../core/services/store.ts';
import {numericId} from '../../../core/ids.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const activate = (shop: string, name: string) =>
  activateService(world.ctx, shop, {name, email: 'a@b.example'}, 'user:1');

it("shows ours first, then other apps' without what is not known of them, and not Shopify's own", async () => {
  const shop = await world.install();
  await world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"Another"){userErrors{message}}}');
  const zeta = await activate(shop, 'Zeta');
  const list = await listServices(world.ctx, shop);
  expect(list.map(({name}) => name)).toEqual(['Zeta', 'Another']);
  expect(list[0]).toEqual(zeta);
  expect(list[1]).toMatchObject({ownedByThisApp: false, email: null, settings: null, status: 'active'});
  expect(list[1]?.id).toMatch(/^gid:\/\/shopify\/FulfillmentService\//);
});

it('takes over a name that was changed in Shopify', async () => {
  const shop = await world.install();
  const service = await activate(shop, 'Before');
  await world.asApp(
    shop,
    'mutation Rename($id:ID!){fulfillmentServiceUpdate(id:$id,name:"After"){userErrors{message}}}',
    {
      id: service.shopifyId,
    },
  );
  expect(await listServices(world.ctx, shop)).toMatchObject([{id: service.id, name: 'After'}]);
  expect(await getService(world.ctx, shop, service.id)).toMatchObject({name: 'After'});
  await expect(activate(shop, 'AFTER')).rejects.toMatchObject({code: 'service_name_taken'});
});

it('shows a service that was deleted in Shopify as removed, and frees its name', async () => {
  const shop = await world.install();
  const service = await activate(shop, 'Gone');
  await world.asApp(
    shop,
    'mutation Delete($id:ID!){fulfillmentServiceDelete(id:$id,inventoryAction:DELETE){userErrors{message}}}',
    {id: service.shopifyId},
  );
  expect(await listServices(world.ctx, shop)).toMatchObject([{id: service.id, status: 'removed'}]);
  expect(await servicesByLocation(world.ctx, shop)).toEqual(new Map());
  const again = await activate(shop, 'Gone');
  expect(await listServices(world.ctx, shop)).toMatchObject([
    {id: again.id, status: 'active'},
    {id: service.id, status: 'removed'},
  ]);
});

it('shows a deletion also where somebody changes the service in the same moment, with both', async () => {
  const shop = await world.install();
  const service = await activate(shop, 'Gone meanwhile');
  await world.asApp(
    shop,
    'mutation Delete($id:ID!){fulfillmentServiceDelete(id:$id,inventoryAction:DELETE){userErrors{message}}}',
    {id: service.shopifyId},
  );
  // While Shopify is asked, the merchant saves another address.
  const slow = {operation: 'FulfillmentServices', kind: 'latency', rate: 1, ms: 400, times: 1, caller: 'app'};
  await world.control(shop, 'POST', 'faults', slow);
  const listed = listServices(world.ctx, shop);
  await until('Shopify to be asked', async () => {
    return (await world.control<unknown[]>(shop, 'GET', 'faults')).length === 0;
  });
  await editService(world.ctx, shop, service.id, {email: 'new@b.example'}, 'user:2');
  expect(await listed).toMatchObject([{id: service.id, status: 'removed', email: 'new@b.example'}]);
});

it('shows a service of ours that nothing is known of as paused, and activating its name takes it over', async () => {
  const shop = await world.install();
  const before = await activate(shop, 'Orphan');
  await services(world.db).deleteMany({shop});
  expect(await listServices(world.ctx, shop)).toMatchObject([
    {name: 'Orphan', ownedByThisApp: true, status: 'paused', email: null},
  ]);
  const after = await activate(shop, 'Orphan');
  expect(after).toMatchObject({status: 'active', locationId: before.locationId, shopifyId: before.shopifyId});
  expect(after.id).not.toBe(before.id);
});

it('finds the service of a location, in its own shop alone', async () => {
  const [shop, other] = await Promise.all([world.install(), world.install()]);
  const service = await activate(shop, 'Here');
  const map = await servicesByLocation(world.ctx, shop);
  expect(map.get(numericId(service.locationId ?? ''))?._id.toHexString()).toBe(service.id);
  expect((await servicesByLocation(world.ctx, other)).size).toBe(0);
});

it('does not find what is malformed, unknown, unfinished or of another shop', async () => {
  const [shop, other] = await Promise.all([world.install(), world.install()]);
  const {id} = await activate(shop, 'Mine');
  const missing = {code: 'service_not_found'};
  await expect(getService(world.ctx, other, id)).rejects.toMatchObject(missing);
  await expect(getService(world.ctx, shop, 'f'.repeat(24))).rejects.toMatchObject(missing);
  await expect(getService(world.ctx, shop, '../etc')).rejects.toMatchObject(missing);
  await services(world.db).updateOne({shop}, {$set: {status: 'activating'}});
  await expect(getService(world.ctx, shop, id)).rejects.toMatchObject(missing);
});

it('does not take a service for gone that was activated while Shopify was asked', async () => {
  const shop = await world.install();
  await activate(shop, 'First');
  const client = world.ctx.admin(shop);
  let late: Promise<unknown> | undefined;
  /** Shopify's answer is on its way to the one who looks while somebody else activates a service. */
  const run: typeof client.run = async (operation, variables, options) => {
    const answer = await client.run(operation, variables, options);
    if (operation.name === 'FulfillmentServices') await (late ??= activate(shop, 'Second'));
    return answer;
  };
  const slow = {...world.ctx, admin: () => ({...client, run})};
  await listServices(slow, shop);
  expect((await listServices(world.ctx, shop)).map(({name, status}) => `${name} ${status}`)).toEqual([
    'First active',
    'Second active',
  ]);
});
