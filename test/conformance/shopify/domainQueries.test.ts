// Rules §2 and §5: reading fulfillment orders and what belongs to them.
import {expect, it} from 'vitest';
import {at, list, newShop, text, useShopify} from './domainKit.ts';
import {done} from './domainCalls.ts';

useShopify();

it('lists fulfillment orders by status, location and id, closed ones only when asked (§2 Queries)', async () => {
  const shop = await newShop();
  const {locationId} = await shop.service('Nord');
  const [variant] = await shop.product({inventory: [{locationId, available: 9}]});
  const order = await shop.order([
    {variantId: variant?.id, quantity: 1},
    {title: 'Card', price: '1', quantity: 1},
  ]);
  const [there, here] = order.fulfillmentOrders.map((one) => text(one, 'id'));
  const find = async (query: string, includeClosed = false) =>
    list(
      await shop.app(
        'query($q: String, $closed: Boolean) { fulfillmentOrders(first: 9, query: $q, includeClosed: $closed) { nodes { id } } }',
        {q: query, closed: includeClosed},
      ),
      'fulfillmentOrders.nodes',
    ).map((one) => text(one, 'id'));
  expect(await find('status:open')).toEqual([there, here]);
  expect(await find(`assigned_location_id:${locationId.split('/').at(-1)}`)).toEqual([there]);
  expect(await find(`id:${here}`)).toEqual([here]);
  const groups = [{fulfillmentOrderId: there ?? ''}];
  await done(shop.app, 'fulfillmentCreate', {fulfillment: {lineItemsByFulfillmentOrder: groups}}, 'fulfillment { id }');
  expect(await find('')).toEqual([here]);
  expect(await find('', true)).toEqual([there, here]);
});

it('shows a fulfillment from its order, its fulfillment order and by itself', async () => {
  const shop = await newShop();
  const order = await shop.order([{title: 'Card', price: '3', quantity: 2}]);
  const fulfillmentOrderId = text(order.fulfillmentOrders, '0.id');
  const groups = [{fulfillmentOrderId}];
  const made = await done(
    shop.app,
    'fulfillmentCreate',
    {fulfillment: {lineItemsByFulfillmentOrder: groups}},
    'fulfillment { id }',
  );
  const id = text(made, 'fulfillment.id');
  const found = await shop.app(
    `query($order: ID!, $id: ID!) {
      order(id: $order) { fulfillmentsCount { count } fulfillments(first: 5, query: "status:success") { id }
        fulfillmentOrders(first: 1) { nodes { fulfillments(first: 1) { nodes { id } } } } }
      fulfillment(id: $id) { name service { handle } fulfillmentOrders(first: 1) { nodes { id } }
        fulfillmentLineItems(first: 1) { nodes { originalTotalSet { shopMoney { amount } } } } } }`,
    {order: order.id, id},
  );
  expect(at(found, 'order')).toEqual({
    fulfillmentsCount: {count: 1},
    fulfillments: [{id}],
    fulfillmentOrders: {nodes: [{fulfillments: {nodes: [{id}]}}]},
  });
  expect(at(found, 'fulfillment')).toEqual({
    name: '#1001-F1',
    service: {handle: 'manual'},
    fulfillmentOrders: {nodes: [{id: fulfillmentOrderId}]},
    fulfillmentLineItems: {nodes: [{originalTotalSet: {shopMoney: {amount: '6.0'}}}]},
  });
});

it('refuses a connection without a size, and beyond 250', async () => {
  const {answerToApp} = await newShop();
  const without = await answerToApp('{ orders { nodes { id } } }');
  expect(without.errors?.[0]?.message).toBe('you must provide one of first or last');
  const beyond = await answerToApp('{ orders(first: 251) { nodes { id } } }');
  expect(beyond.errors).toHaveLength(1);
});

it('says of what it does not simulate that it does not', async () => {
  const {answerToApp} = await newShop();
  const {errors} = await answerToApp('{ shop { name searchFilters { __typename } } }');
  expect(errors).toMatchObject([{extensions: {code: 'NOT_SIMULATED'}, path: ['shop', 'searchFilters']}]);
});
