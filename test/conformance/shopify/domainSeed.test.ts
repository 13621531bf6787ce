// The sandbox's own controls for a store of size: many at once, another app's token, where everything is.
import {expect, it} from 'vitest';
import {at, list, newShop, statesOf, text, useShopify, type Json} from './domainKit.ts';

useShopify();

it('makes many products and many orders in one call, as single calls make them, routed at once', async () => {
  const shop = await newShop();
  const {locationId} = await shop.service('Warehouse');
  const product = (title: string) => ({title, variants: [{sku: title, inventory: [{locationId, available: 9}]}]});
  const made = await shop.control('products', {many: [product('A'), product('B'), product('A')]});
  const items = list(made, 'products').map((each) => text(each, 'variants.0.inventoryItemId'));
  const [first, second] = list(made, 'products').map((each) => text(each, 'variants.0.id'));
  const handles = await shop.merchant('{ products(first: 5) { nodes { handle } } }');
  expect(list(handles, 'products.nodes').map((each) => at(each, 'handle'))).toEqual(['a', 'b', 'a-1']);

  const placed = await shop.control('orders', {
    many: [{lineItems: [{variantId: first, quantity: 2}]}, {lineItems: [{variantId: second, quantity: 1}]}],
  });
  expect(list(placed, 'orders').map((each) => text(each, 'name'))).toEqual(['#1001', '#1002']);
  const [fulfillmentOrder] = await shop.fulfillmentOrders(text(placed, 'orders.0.id'));
  expect(statesOf(fulfillmentOrder ?? null)).toBe('OPEN/UNSUBMITTED');
  expect(at(fulfillmentOrder ?? null, 'assignedLocation.location.id')).toBe(locationId);
  expect(await shop.stock(items[0] ?? '', locationId)).toEqual([7, 2, 9]);

  const one = text(await shop.control('products', product('C')), 'product.variants.0.id');
  const order = await shop.order([{variantId: one, quantity: 2}]);
  expect(order.name).toBe('#1003');
  const {items: all, lines} = (await shop.control('snapshot')) as {items: Json[]; lines: Json[]};
  expect(all.map((each) => at(each, 'levels.0.amounts'))).toMatchObject([
    {available: 7, committed: 2},
    {available: 8, committed: 1},
    {available: 9},
    {available: 7, committed: 2},
  ]);
  expect(lines.map((line) => at(line, 'remaining'))).toEqual([2, 1, 2]);
});

it('refuses a lot with one wrong body whole', async () => {
  const shop = await newShop();
  const answer = await shop.control('products', {many: [{title: 'Good', variants: [{sku: 'G'}]}, {title: 'Bad'}]});
  expect(text(answer, 'error')).toContain('variants');
  expect(list(await shop.merchant('{ products(first: 5) { nodes { id } } }'), 'products.nodes')).toEqual([]);
});

it('lets another app have a service, which this app sees and cannot delete (§1: an app changes only its own)', async () => {
  const shop = await newShop();
  const other = text(await shop.controlGet('token', {app: 'other'}), 'accessToken');
  const create = `mutation { fulfillmentServiceCreate(name: "Theirs") {
    fulfillmentService { id location { id } } userErrors { message } } }`;
  const made = await shop.as(other, create);
  const id = text(made.data, 'fulfillmentServiceCreate.fulfillmentService.id');
  const seen = await shop.app('{ shop { fulfillmentServices { id serviceName } } }');
  expect(list(seen, 'shop.fulfillmentServices').map((each) => at(each, 'serviceName'))).toEqual(['Manual', 'Theirs']);
  const deleted = await shop.app(
    'mutation($id: ID!) { fulfillmentServiceDelete(id: $id, inventoryAction: DELETE) { deletedId userErrors { message } } }',
    {id},
  );
  expect(at(deleted, 'fulfillmentServiceDelete')).toEqual({
    deletedId: null,
    userErrors: [{message: 'Fulfillment service could not be found.'}],
  });
});

it('adds up the points of all calls, whatever the log still keeps', async () => {
  const shop = await newShop();
  for (let call = 0; call < 3; call += 1) await shop.app('query Where { location { id } }');
  const sums = await shop.controlGet('points');
  expect(at(sums, 'app.Where')).toEqual({calls: 3, points: 3, throttled: 0});
});
