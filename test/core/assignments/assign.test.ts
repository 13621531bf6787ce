/** Assigning variants to services, against the Shopify stand-in. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {assignVariants} from '../../../core/assignments/assign.ts';
import {readAssignments} from '../../../core/assignments/read.ts';
import {numericId} from '../../../core/ids.ts';
import {activateService} from '../../../core/services/activate.ts';
import {listServices} from '../../../core/services/list.ts';
import {services} from '../../../core/services/store.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({OUTSIDE_TIMEOUT_SECONDS: '1'});
});
afterAll(() => world.close());

interface Product {
  id: string;
  variants: {id: string; inventoryItemId: string}[];
}

async function stock() {
  const shop = await world.install();
  const service = await activateService(world.ctx, shop, {name: 'North', email: 'a@b.example'}, 'user:1');
  const {location} = await world.control<{location: {id: string}}>(shop, 'POST', 'locations', {name: 'Second shop'});
  const primary = (
    await world.outside<{shop: {fulfillmentServices: {type: string; location: {id: string}}[]}}>(
      shop,
      '{shop{fulfillmentServices{type location{id}}}}',
    )
  ).shop.fulfillmentServices.find(({type}) => type === 'MANUAL')!.location.id;
  const {product} = await world.control<{product: Product}>(shop, 'POST', 'products', {
    title: 'Shirt',
    variants: [
      {title: 'S', sku: 'S', price: '10.00', tracked: true, inventory: [{locationId: primary, available: 7}]},
      {
        title: 'M',
        sku: 'M',
        price: '10.00',
        tracked: true,
        inventory: [
          {locationId: primary, available: 3},
          {locationId: location.id, available: 4},
        ],
      },
      {title: 'L', sku: 'L', price: '10.00', tracked: false},
    ],
  });
  const [s, m, l] = product.variants.map(({id}) => id) as [string, string, string];
  return {shop, service, primary, second: location.id, product, s, m, l};
}

const assign = (shop: string, product: string, assignments: {variantId: string; serviceId: string | null}[]) =>
  assignVariants(world.ctx, shop, product, {assignments}, 'user:1');
const places = (variants: Awaited<ReturnType<typeof assign>>) =>
  variants.map(({serviceId, stockedAt}) => [serviceId, stockedAt.map(({locationId}) => locationId)]);

it('shows where each variant is stocked; the count of an untracked one is not known', async () => {
  const {shop, product, primary, second} = await stock();
  const variants = await readAssignments(world.ctx, shop, numericId(product.id));
  expect(variants).toMatchObject([
    {title: 'S', sku: 'S', serviceId: null, stockedAt: [{locationId: primary, available: 7}]},
    {title: 'M', serviceId: null},
    {title: 'L', serviceId: null, stockedAt: [{locationId: primary, available: null}]},
  ]);
  expect(new Set(variants[1]?.stockedAt.map(({locationId}) => locationId))).toEqual(new Set([primary, second]));
});

it('stocks variants at the service and nowhere else, tracked or not, and leaves the others alone', async () => {
  const {shop, product, service, primary, s, m, l} = await stock();
  const variants = await assign(shop, numericId(product.id), [
    {variantId: numericId(m), serviceId: service.id},
    {variantId: l, serviceId: service.id},
  ]);
  expect(variants.map(({id}) => id)).toEqual([s, m, l]);
  expect(places(variants)).toEqual([
    [null, [primary]],
    [service.id, [service.locationId]],
    [service.id, [service.locationId]],
  ]);
  expect(await readAssignments(world.ctx, shop, product.id)).toEqual(variants);
});

it('changes nothing when it is run again', async () => {
  const {shop, product, service, s} = await stock();
  const wanted = [{variantId: s, serviceId: service.id}];
  const first = await assign(shop, product.id, wanted);
  await world.control(shop, 'DELETE', 'log');
  expect(await assign(shop, product.id, wanted)).toEqual(first);
  expect(await world.operations(shop)).toEqual(['ProductVariants']);
});

it('brings a variant back to the primary location with the quantity it had there', async () => {
  const {shop, product, service, primary, s} = await stock();
  await assign(shop, product.id, [{variantId: s, serviceId: service.id}]);
  const [variant] = await assign(shop, product.id, [{variantId: s, serviceId: null}]);
  expect(variant).toMatchObject({serviceId: null, stockedAt: [{locationId: primary, available: 7}]});
});

it('takes a variant from the service and leaves it where else it is', async () => {
  const {shop, product, service, second, s} = await stock();
  await assign(shop, product.id, [{variantId: s, serviceId: service.id}]);
  await world.outside(
    shop,
    'mutation($item:ID!,$at:ID!){inventoryBulkToggleActivation(inventoryItemId:$item,inventoryItemUpdates:[{locationId:$at,activate:true}]){userErrors{message}}}',
    {item: product.variants[0]?.inventoryItemId, at: second},
  );
  expect(await readAssignments(world.ctx, shop, product.id)).toMatchObject([{serviceId: service.id}, {}, {}]);
  expect(places(await assign(shop, product.id, [{variantId: s, serviceId: null}]))[0]).toEqual([null, [second]]);
});

it('moves a variant from one service to another', async () => {
  const {shop, product, service, s} = await stock();
  const other = await activateService(world.ctx, shop, {name: 'South', email: 'a@b.example'}, 'user:1');
  await assign(shop, product.id, [{variantId: s, serviceId: service.id}]);
  expect(places(await assign(shop, product.id, [{variantId: s, serviceId: other.id}]))[0]).toEqual([
    other.id,
    [other.locationId],
  ]);
});

it('checks everything before it changes anything', async () => {
  const {shop, product, service, s, m} = await stock();
  const {product: other} = await world.control<{product: Product}>(shop, 'POST', 'products', {
    title: 'Hat',
    variants: [{title: 'One size', sku: 'H', price: '5.00'}],
  });
  await world.outside(shop, 'mutation{fulfillmentServiceCreate(name:"Theirs"){userErrors{message}}}');
  const theirs = (await listServices(world.ctx, shop)).find(({ownedByThisApp}) => !ownedByThisApp)?.id ?? '';
  const good = {variantId: s, serviceId: service.id};
  await world.control(shop, 'DELETE', 'log');
  const refused = async (wanted: {variantId: string; serviceId: string | null}[], code: string) =>
    expect(assign(shop, product.id, wanted)).rejects.toMatchObject({code});
  await refused([good, {variantId: other.variants[0]?.id ?? '', serviceId: service.id}], 'variant_not_found');
  await refused([good, {variantId: m, serviceId: 'f'.repeat(24)}], 'service_not_found');
  await refused([good, {variantId: m, serviceId: theirs}], 'service_owned_by_other_app');
  await refused([good, {...good, serviceId: null}], 'invalid_input');
  await refused([], 'invalid_input');
  await refused([{variantId: 'gid://shopify/Product/1', serviceId: null}], 'invalid_input');
  await expect(assign(shop, '424242', [good])).rejects.toMatchObject({code: 'product_not_found'});
  await expect(readAssignments(world.ctx, shop, '424242')).rejects.toMatchObject({code: 'product_not_found'});
  await services(world.db).updateOne({shop, name: 'North'}, {$set: {status: 'removing'}});
  await refused([good], 'service_not_active');
  expect(await world.operations(shop)).not.toContain('ToggleInventoryActivation');
});

it('does not take a service of another shop', async () => {
  const [here, there] = await Promise.all([stock(), stock()]);
  await expect(
    assign(here.shop, here.product.id, [{variantId: here.s, serviceId: there.service.id}]),
  ).rejects.toMatchObject({code: 'service_not_found'});
});

it.each(['timeoutAfter', 'timeoutBefore'])('does again what a lost answer left in doubt: %s', async (kind) => {
  const {shop, product, service, s} = await stock();
  await world.control(shop, 'POST', 'faults', {operation: 'ToggleInventoryActivation', kind, rate: 1, times: 1});
  const variants = await assign(shop, product.id, [{variantId: s, serviceId: service.id}]);
  expect(places(variants)[0]).toEqual([service.id, [service.locationId]]);
});

it('assigns hundreds of variants, and shows all of them', async () => {
  const {shop, service, primary} = await stock();
  // As on Shopify Plus; the standard plan would take half a minute.
  await world.control(shop, 'POST', 'plan', {restoreRate: 1000, maximumAvailable: 20_000});
  const {product} = await world.control<{product: Product}>(shop, 'POST', 'products', {
    title: 'Many',
    variants: Array.from({length: 260}, (_, index) => ({
      title: `V${index}`,
      sku: `V${index}`,
      price: '1.00',
      tracked: true,
      inventory: [{locationId: primary, available: index}],
    })),
  });
  const variants = await assign(
    shop,
    product.id,
    product.variants.map(({id}) => ({variantId: id, serviceId: service.id})),
  );
  expect(variants.map(({id}) => id)).toEqual(product.variants.map(({id}) => id));
  expect(new Set(variants.map(({serviceId}) => serviceId))).toEqual(new Set([service.id]));
});
