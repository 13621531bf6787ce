// The shop, its products and profiles; and that the domain fits Shopify's schema.
import {expect, it} from 'vitest';
import {isObjectType} from 'graphql';
import {resolvers} from '../../sandbox/shopify/domain/index.ts';
import {loadAdminSchema} from '../../sandbox/shopify/schema.ts';
import {at, list, newShop, text, useShopify} from './domainKit.ts';
import {done, run} from './domainCalls.ts';

useShopify();

it('names only types and fields that Shopify has', async () => {
  const {schema} = await loadAdminSchema();
  const unknown = Object.entries(resolvers).flatMap(([name, fields]) => {
    const type = schema.getType(name);
    const known = isObjectType(type) ? type.getFields() : {};
    return Object.keys(fields)
      .filter((field) => !known[field])
      .map((field) => `${name}.${field}`);
  });
  expect(unknown).toEqual([]);
});

it('tells of itself', async () => {
  const {app, domain} = await newShop();
  const found =
    await app(`{ shop { id name email contactEmail currencyCode ianaTimezone timezoneOffset weightUnit myshopifyDomain
    primaryDomain { host url } billingAddress { countryCodeV2 formatted } shopAddress { city province provinceCode country } } }`);
  expect(at(found, 'shop')).toMatchObject({
    myshopifyDomain: domain,
    primaryDomain: {host: domain, url: `https://${domain}`},
    currencyCode: 'USD',
    weightUnit: 'KILOGRAMS',
    shopAddress: {city: 'Ottawa', province: 'Ontario', provinceCode: 'ON', country: 'Canada'},
  });
});

it('keeps shops apart', async () => {
  const [one, two] = [await newShop(), await newShop()];
  await one.service('Nord');
  const names = list(await two.app('{ shop { fulfillmentServices { handle } } }'), 'shop.fulfillmentServices');
  expect(names).toEqual([{handle: 'manual'}]);
});

it('finds products and variants by text, title, sku and id, and pages their variants', async () => {
  const shop = await newShop();
  const [a] = await shop.product({title: 'Blue', sku: 'BL-1'}, {title: 'Red', sku: 'RE-1'});
  const find = async (query: string) =>
    list(
      await shop.app('query($q: String) { productVariants(first: 9, query: $q) { nodes { sku } } }', {q: query}),
      'productVariants.nodes',
    ).map((each) => text(each, 'sku'));
  expect(await find('sku:BL-1')).toEqual(['BL-1']);
  expect(await find('sku:re*')).toEqual(['RE-1']);
  expect(await find('blue')).toEqual(['BL-1']);
  expect(await find(`id:${a?.id.split('/').at(-1)}`)).toEqual(['BL-1']);
  const found = await shop.app(
    '{ products(first: 1, query: "title:Shirt") { nodes { title variants(first: 1) { nodes { displayName inventoryQuantity } pageInfo { hasNextPage } } } } }',
  );
  expect(at(found, 'products.nodes.0')).toMatchObject({
    title: 'Shirt',
    variants: {nodes: [{displayName: 'Shirt - Blue'}], pageInfo: {hasNextPage: true}},
  });
});

it('stocks a product at the primary location unless told otherwise, and refuses unknown locations', async () => {
  const shop = await newShop();
  const [variant] = await shop.product({sku: 'A'});
  const found = await shop.app(
    'query($id: ID!) { productVariant(id: $id) { inventoryItem { tracked inventoryLevels(first: 9) { nodes { location { name } } } } } }',
    {id: variant?.id},
  );
  expect(at(found, 'productVariant.inventoryItem')).toEqual({
    tracked: true,
    inventoryLevels: {nodes: [{location: {name: 'Shop location'}}]},
  });
  const bad = {title: 'X', variants: [{inventory: [{locationId: 'gid://shopify/Location/1', available: 1}]}]};
  expect(await shop.control('products', bad)).toEqual({error: 'There is no active location gid://shopify/Location/1.'});
  expect(list(await shop.app('{ products(first: 9) { nodes { id } } }'), 'products.nodes')).toHaveLength(1);
});

it('changes variants in bulk, and forgets a deleted product everywhere but in orders', async () => {
  const shop = await newShop();
  const [variant] = await shop.product({sku: 'A'});
  const order = await shop.order([{variantId: variant?.id, quantity: 1}]);
  const productId = text(await shop.app('{ products(first: 1) { nodes { id } } }'), 'products.nodes.0.id');
  const variants = [{id: variant?.id ?? '', price: '9.5', inventoryItem: {tracked: false}}];
  const changed = await done(
    shop.merchant,
    'productVariantsBulkUpdate',
    {productId, variants},
    'productVariants { price inventoryItem { tracked } }',
  );
  expect(list(changed, 'productVariants')).toEqual([{price: '9.50', inventoryItem: {tracked: false}}]);
  await run(shop.merchant, 'productDelete', {input: {id: productId}}, 'deletedProductId');
  const found = await shop.app(
    `query($id: ID!, $item: ID!) { order(id: $id) { lineItems(first: 1) { nodes { title sku variant { id } product { id } } } }
      inventoryItem(id: $item) { id } }`,
    {id: order.id, item: variant?.itemId},
  );
  expect(found).toEqual({
    order: {lineItems: {nodes: [{title: 'Shirt', sku: 'A', variant: null, product: null}]}},
    inventoryItem: null,
  });
  const hooks = await shop.webhooks('products/delete');
  expect(hooks).toEqual([{id: Number(productId.split('/').at(-1))}]);
});

it('has a general profile with the merchant location; a service location is in none (§12)', async () => {
  const shop = await newShop();
  const {locationId} = await shop.service('Nord');
  const found = await shop.app(`{ deliveryProfiles(first: 5) { nodes { default coversAllItems locationsWithoutRatesCount
    unassignedLocations { id }
    profileLocationGroups { locationGroup { locations(first: 9, includeLegacy: true) { nodes { name } } }
      locationGroupZones(first: 9) { nodes { zone { countries { code { countryCode restOfWorld } } }
        methodDefinitions(first: 9) { nodes { active } } } } } } } }`);
  expect(list(found, 'deliveryProfiles.nodes')).toEqual([
    {
      default: true,
      coversAllItems: true,
      locationsWithoutRatesCount: 1,
      unassignedLocations: [{id: locationId}],
      profileLocationGroups: [
        {
          locationGroup: {locations: {nodes: [{name: 'Shop location'}]}},
          locationGroupZones: {
            nodes: [
              {
                zone: {countries: [{code: {countryCode: 'CA', restOfWorld: false}}]},
                methodDefinitions: {nodes: [{active: true}]},
              },
            ],
          },
        },
      ],
    },
  ]);
});

it('answers nodes of every kind, null for what is gone, and says what it does not simulate', async () => {
  const shop = await newShop();
  const order = await shop.order([{title: 'Card', price: '1', quantity: 1}]);
  const one = order.fulfillmentOrders[0];
  const ids = [order.id, text(one, 'id'), text(one, 'lineItems.nodes.0.id'), 'gid://shopify/Order/999'];
  const found = await shop.app('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {ids});
  expect(list(found, 'nodes')).toEqual([
    {__typename: 'Order', id: ids[0]},
    {__typename: 'FulfillmentOrder', id: ids[1]},
    {__typename: 'FulfillmentOrderLineItem', id: ids[2]},
    null,
  ]);
  const {errors} = await shop.answerToApp('{ node(id: "gid://shopify/Metaobject/1") { id } }');
  expect(errors?.[0]).toMatchObject({
    message: 'The sandbox does not simulate node for Metaobject.',
    extensions: {code: 'NOT_SIMULATED'},
  });
});
