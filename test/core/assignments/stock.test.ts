/** Assigning with stock: what moves along, what stays, and what is told of it. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {assignVariants} from '../../../core/assignments/assign.ts';
import {readAssignments} from '../../../core/assignments/read.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {services} from '../../../core/services/store.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({OUTSIDE_TIMEOUT_SECONDS: '1'});
});
afterAll(() => world.close());

interface Product {
  id: string;
  variants: {id: string; inventoryItemId: string}[];
}

const ids: string[] = [];
async function place(name: string): Promise<string> {
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {name});
  ids.push(location.id);
  return location.id;
}

async function product(inventory: {locationId: string; available: number}[], tracked = true): Promise<Product> {
  const made = await world.outside.control<{product: Product}>('products', {
    title: 'Shirt',
    variants: [{title: 'S', sku: `S${Math.random()}`, price: '10.00', tracked, inventory}],
  });
  return made.product;
}

const assign = (one: Product, serviceId: string | null, more: {keepElsewhere?: boolean; moveStock?: boolean} = {}) =>
  assignVariants(
    world.ctx,
    world.shop,
    one.id,
    {assignments: [{variantId: one.variants[0]?.id, serviceId}], ...more},
    'user:1',
  );

const stock = async (one: Product) => {
  const [variant] = await readAssignments(world.ctx, world.shop, one.id);
  return Object.fromEntries((variant?.stockedAt ?? []).map(({locationId, available}) => [locationId, available]));
};

describe('stock that goes along', () => {
  it('is what was available at every place, once; the new place keeps what it had', async () => {
    const [service, a, b] = [await world.activate(), await place('A'), await place('B')];
    const one = await product([
      {locationId: a, available: 7},
      {locationId: b, available: 4},
    ]);
    const [variant] = await assign(one, service.id, {moveStock: true});
    expect(variant).toMatchObject({serviceId: service.id});
    expect(await stock(one)).toEqual({[service.locationId ?? '']: 11});
    // Nothing is left behind on the levels that are not active any more.
    await assign(one, null, {moveStock: true});
    const [back] = await readAssignments(world.ctx, world.shop, one.id);
    expect(back?.stockedAt.map(({available}) => available)).toEqual([11]);
  });

  it('leaves the places active that shall stay', async () => {
    const [service, a] = [await world.activate(), await place('C')];
    const one = await product([{locationId: a, available: 5}]);
    await assign(one, service.id, {moveStock: true, keepElsewhere: true});
    expect(await stock(one)).toEqual({[a]: 0, [service.locationId ?? '']: 5});
  });

  it('is nothing where nothing is counted', async () => {
    const [service, a] = [await world.activate(), await place('D')];
    const one = await product([{locationId: a, available: 0}], false);
    await assign(one, service.id, {moveStock: true});
    expect(await stock(one)).toEqual({[service.locationId ?? '']: null});
  });

  it.each(['timeoutAfter', 'timeoutBefore', 'error'])('is moved once though the answer was lost: %s', async (kind) => {
    const [service, a] = [await world.activate(), await place(`E ${kind}`)];
    const one = await product([{locationId: a, available: 9}]);
    await world.outside.control('faults', {operation: 'AdjustAvailable', kind, rate: 1, times: 1});
    await assign(one, service.id, {moveStock: true});
    expect(await stock(one)).toEqual({[service.locationId ?? '']: 9});
  });

  it('that is sold in the same moment is counted again', async () => {
    const [service, a] = [await world.activate(), await place('F')];
    const one = await product([{locationId: a, available: 9}]);
    await world.outside.control('faults', {operation: 'AdjustAvailable', kind: 'latency', ms: 400, rate: 1, times: 1});
    const assigned = assign(one, service.id, {moveStock: true});
    await until('the move to be on its way', async () => {
      const response = await fetch(`${world.shopifyUrl}/sandbox/log?shop=${world.shop}`);
      const log = (await response.json()) as {operation: string}[];
      return log.filter(({operation}) => operation.startsWith('ToggleInventoryActivation')).length > 0;
    });
    await world.outside.graphql(
      `mutation ($item: ID!, $at: ID!) { inventorySetQuantities(input: {name: "available", reason: "correction",
        quantities: [{inventoryItemId: $item, locationId: $at, quantity: 6, changeFromQuantity: null}]})
        @idempotent(key: "sold") { userErrors { message } } }`,
      {item: one.variants[0]?.inventoryItemId, at: a},
    );
    await assigned;
    expect(await stock(one)).toEqual({[service.locationId ?? '']: 6});
  });
});

describe('a variant that stays elsewhere', () => {
  it('is at one service of ours at a time', async () => {
    const [north, south, a] = [await world.activate(), await world.activate(), await place('G')];
    const one = await product([{locationId: a, available: 5}]);
    await assign(one, north.id, {keepElsewhere: true});
    expect(await stock(one)).toEqual({[a]: 5, [north.locationId ?? '']: 0});
    const [variant] = await assign(one, south.id, {keepElsewhere: true});
    expect(variant?.serviceId).toBe(south.id);
    expect(await stock(one)).toEqual({[a]: 5, [south.locationId ?? '']: 0});
  });
});

describe('what is told before', () => {
  it('are the units and the open requests that stay behind, and the service of another app', async () => {
    const service = await world.activate();
    const a = await place('H');
    const one = await product([{locationId: a, available: 8}]);
    await assign(one, service.id, {moveStock: true});
    const variantId = one.variants[0]?.id;
    const {order} = await world.outside.control<{order: {id: string}}>('orders', {
      lineItems: [{variantId, quantity: 3}],
    });
    await until('the order to be asked for', async () =>
      createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'}).catch(() => null),
    );
    expect(await readAssignments(world.ctx, world.shop, one.id)).toMatchObject([
      {serviceId: service.id, otherService: null, committed: 3, openRequests: 1},
    ]);
    await world.drain();
    expect(await readAssignments(world.ctx, world.shop, one.id)).toMatchObject([{committed: 0, openRequests: 0}]);

    const theirs = await world.outside.graphql<{
      fulfillmentServiceCreate: {fulfillmentService: {id: string; location: {id: string}}};
    }>('mutation { fulfillmentServiceCreate(name: "Theirs") { fulfillmentService { id location { id } } } }');
    const {id, location} = theirs.fulfillmentServiceCreate.fulfillmentService;
    const other = await product([{locationId: location.id, available: 2}]);
    expect(await readAssignments(world.ctx, world.shop, other.id)).toMatchObject([
      {serviceId: null, otherService: {id, name: 'Theirs'}},
    ]);
  });

  it('is the paused service of a variant, too; a removed one is refused', async () => {
    const [service, a] = [await world.activate(), await place('I')];
    const one = await product([{locationId: a, available: 8}]);
    await services(world.ctx.db).updateOne({name: service.name}, {$set: {status: 'paused'}});
    expect(await assign(one, service.id)).toMatchObject([{serviceId: service.id}]);
    await services(world.ctx.db).updateOne({name: service.name}, {$set: {status: 'removed'}});
    await expect(assign(one, service.id)).rejects.toMatchObject({code: 'service_not_active'});
  });
});

it('says which variants failed and which are done', async () => {
  const [service, a] = [await world.activate(), await place('J')];
  const {product: two} = await world.outside.control<{product: Product}>('products', {
    title: 'Two',
    variants: ['S', 'M'].map((title) => ({title, sku: title, price: '1', inventory: [{locationId: a, available: 1}]})),
  });
  const [first, second] = two.variants.map(({id}) => id);
  await world.outside.control('faults', {operation: 'ToggleInventoryActivation', kind: 'error', rate: 1, times: 20});
  const assignments = [first, second].map((variantId) => ({variantId, serviceId: service.id}));
  const failed = assignVariants(world.ctx, world.shop, two.id, {assignments}, 'user:1');
  await expect(failed).rejects.toMatchObject({
    details: {failed: [first, second].map((variantId) => ({variantId, code: expect.stringMatching(/^shopify_/)}))},
  });
  await fetch(`${world.shopifyUrl}/sandbox/faults?shop=${world.shop}`, {method: 'DELETE'});
  await assignVariants(world.ctx, world.shop, two.id, {assignments}, 'user:1');
  expect(await readAssignments(world.ctx, world.shop, two.id)).toMatchObject([
    {serviceId: service.id},
    {serviceId: service.id},
  ]);
});
