// Rules §1: locations, the merchant's and the services'.
import {expect, it} from 'vitest';
import {at, list, newShop, text, useShopify} from './domainKit.ts';
import {done, run} from './domainCalls.ts';

useShopify();

const deactivate = `mutation($id: ID!, $to: ID) { locationDeactivate(locationId: $id, destinationLocationId: $to) @idempotent(key: "off") {
  location { isActive } locationDeactivateUserErrors { field message code } } }`;
const activate = `mutation($id: ID!) { locationActivate(locationId: $id) @idempotent(key: "on") {
  location { isActive } locationActivateUserErrors { field message code } } }`;
const remove = `mutation($id: ID!) { locationDelete(locationId: $id) { deletedLocationId locationDeleteUserErrors { field message code } } }`;

it('answers the primary location without an id', async () => {
  const {app} = await newShop();
  expect(await app('{ location { name isActive } }')).toEqual({location: {name: 'Shop location', isActive: true}});
});

it("refuses location mutations at a service's location (§1 FS locations)", async () => {
  const {merchant, service} = await newShop();
  const {locationId: id} = await service('Nord');
  const off = at(await merchant(deactivate, {id}), 'locationDeactivate.locationDeactivateUserErrors.0');
  expect(off).toMatchObject({
    code: 'PERMANENTLY_BLOCKED_FROM_DEACTIVATION_ERROR',
    message:
      'Location could not be deactivated because it either has a fulfillment service or is the only location with a shipping address.',
  });
  const notFound = {code: 'LOCATION_NOT_FOUND', message: 'Location not found.'};
  expect(at(await merchant(activate, {id}), 'locationActivate.locationActivateUserErrors.0')).toMatchObject(notFound);
  expect(at(await merchant(remove, {id}), 'locationDelete.locationDeleteUserErrors.0')).toMatchObject(notFound);
});

it('does not deactivate the only merchant location (§1)', async () => {
  const {merchant} = await newShop();
  const id = text(await merchant('{ location { id } }'), 'location.id');
  const code = text(await merchant(deactivate, {id}), 'locationDeactivate.locationDeactivateUserErrors.0.code');
  expect(code).toBe('PERMANENTLY_BLOCKED_FROM_DEACTIVATION_ERROR');
});

it('moves stock to the destination when it deactivates, then deletes', async () => {
  const shop = await newShop();
  const [from, to] = [await shop.location('From'), await shop.location('To')];
  const [variant] = await shop.product({inventory: [{locationId: from, available: 3}]});
  const stuck = text(
    await shop.merchant(deactivate, {id: from}),
    'locationDeactivate.locationDeactivateUserErrors.0.code',
  );
  expect(stuck).toBe('HAS_ACTIVE_INVENTORY_ERROR');
  const active = text(await shop.merchant(remove, {id: from}), 'locationDelete.locationDeleteUserErrors.0.code');
  expect(active).toBe('LOCATION_IS_ACTIVE');
  // Another key: Shopify remembers the first answer of a key.
  const off = await shop.merchant(deactivate.replace('"off"', '"again"'), {id: from, to});
  expect(at(off, 'locationDeactivate')).toEqual({location: {isActive: false}, locationDeactivateUserErrors: []});
  expect(await shop.stock(variant?.itemId ?? '', to)).toEqual([3, 0, 3]);
  expect(at(await shop.merchant(remove, {id: from}), 'locationDelete.deletedLocationId')).toBe(from);
});

it("lets only the creating app edit a service's location, and keeps its online orders on (§1)", async () => {
  const {app, merchant, service} = await newShop();
  const {locationId: id} = await service('Nord');
  const fields = 'location { address { address1 formatted } }';
  const edited = await done(app, 'locationEdit', {id, input: {address: {address1: '1 Quay', city: 'Oslo'}}}, fields);
  expect(text(edited, 'location.address.address1')).toBe('1 Quay');
  const foreign = await run(merchant, 'locationEdit', {id, input: {name: 'X'}}, fields);
  expect(at(foreign, 'userErrors.0.code')).toBe('NOT_FOUND');
  const off = await run(app, 'locationEdit', {id, input: {fulfillsOnlineOrders: false}}, fields);
  expect(at(off, 'userErrors.0.code')).toBe('CANNOT_MODIFY_ONLINE_ORDER_FULFILLMENT_FOR_FS_LOCATION');
});

it('refuses a second active location of one name, by the API and by the control', async () => {
  const shop = await newShop();
  await shop.location('Depot');
  const again = await shop.control('locations', {name: 'depot'});
  expect(text(again, 'error')).toBe('You already have a location with this name');
  const names = list(await shop.app('{ locations(first: 9) { nodes { name } } }'), 'locations.nodes');
  expect(names).toHaveLength(2);
});

it('finds locations by name, and names a search term that it does not know', async () => {
  const {app, answerToApp, location} = await newShop();
  await location('East Depot');
  const found = await app('{ locations(first: 9, query: "name:\'East Depot\'") { nodes { name } } }');
  expect(list(found, 'locations.nodes')).toEqual([{name: 'East Depot'}]);
  const {errors} = await answerToApp('{ locations(first: 9, query: "mood:good") { nodes { name } } }');
  expect(errors?.[0]).toMatchObject({
    message: 'The sandbox does not simulate the search term "mood".',
    extensions: {code: 'NOT_SIMULATED'},
  });
});

it('pages with cursors, forwards and backwards', async () => {
  const {app, location} = await newShop();
  for (const name of ['A', 'B', 'C', 'D']) await location(name);
  const query = `query($after: String, $before: String, $first: Int, $last: Int) {
    locations(first: $first, last: $last, after: $after, before: $before) {
      nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const one = at(await app(query, {first: 2}), 'locations');
  expect(one).toMatchObject({nodes: [{name: 'A'}, {name: 'B'}], pageInfo: {hasNextPage: true, hasPreviousPage: false}});
  const two = at(await app(query, {first: 9, after: text(one, 'pageInfo.endCursor')}), 'locations');
  expect(two).toMatchObject({
    nodes: [{name: 'C'}, {name: 'D'}, {name: 'Shop location'}],
    pageInfo: {hasNextPage: false, hasPreviousPage: true},
  });
  const back = at(await app(query, {last: 1, before: text(two, 'pageInfo.startCursor')}), 'locations');
  expect(back).toMatchObject({nodes: [{name: 'B'}], pageInfo: {hasNextPage: true, hasPreviousPage: true}});
});
