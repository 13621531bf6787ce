// Rules §1: fulfillment services and their locations.
import {describe, expect, it} from 'vitest';
import {at, list, newShop, text, useShopify} from './domainKit.ts';
import {done, messages, run, Word} from './domainCalls.ts';

useShopify();

const fields =
  'fulfillmentService { id handle serviceName type callbackUrl requiresShippingMethod inventoryManagement location { id name } }';
const create = 'fulfillmentServiceCreate';

describe('create', () => {
  it('makes an active location with the name, the shop address and the flags of a service (§1 Effect)', async () => {
    const shop = await newShop();
    const {id, locationId} = await shop.service('Nord 3PL');
    expect(id).toMatch(/^gid:\/\/shopify\/FulfillmentService\/\d+\?id=true$/);
    const found = await shop.app(
      `query($id: ID!) { location(id: $id) { name isActive isFulfillmentService fulfillsOnlineOrders shipsInventory
        address { address1 countryCode } fulfillmentService { id type } }
        shop { shopAddress { address1 countryCodeV2 } } }`,
      {id: locationId},
    );
    expect(at(found, 'location')).toMatchObject({
      name: 'Nord 3PL',
      isActive: true,
      isFulfillmentService: true,
      fulfillsOnlineOrders: true,
      shipsInventory: false,
      fulfillmentService: {id, type: 'THIRD_PARTY'},
    });
    expect(at(found, 'location.address.address1')).toBe(at(found, 'shop.shopAddress.address1'));
  });

  it('makes the handle from the name: diacritics, punctuation and underscores (§1 handle)', async () => {
    const {app} = await newShop();
    const payload = await done(app, create, {name: 'Café_Nord & Söhne, Inc.'}, fields);
    expect(text(payload, 'fulfillmentService.handle')).toBe('cafe_nord-sohne-inc');
  });

  it.each([
    ['', ["Name can't be blank"]],
    ['Manual', ['Name is reserved']],
    ['gift_card', ['Name is reserved']],
    [' Nord', ['Name cannot begin with a whitespace character']],
    ['Nord ', ['Name cannot end with a whitespace character']],
    ['WEST', ['Name has already been taken']],
    ['West!', ['Name has already been taken']],
  ])('refuses the name %j (§1 userErrors)', async (name, expected) => {
    const {app, service} = await newShop();
    await service('West');
    const payload = await run(app, create, {name}, fields);
    expect(payload).toEqual({
      fulfillmentService: null,
      userErrors: expected.map((message) => ({field: ['name'], message})),
    });
  });

  it('tells several errors together, and takes callback URLs of the app and the shop alone (§1 callbackUrl)', async () => {
    const {app, domain} = await newShop();
    const bad = await run(app, create, {name: '', callbackUrl: 'https://example.com/x'}, fields);
    expect(messages(bad)).toEqual(["Name can't be blank", 'Callback url is not allowed']);
    const ftp = await run(app, create, {name: 'A', callbackUrl: 'ftp://127.0.0.1/x'}, fields);
    expect(list(ftp, 'userErrors')).toEqual([
      {field: ['callbackUrl'], message: 'Callback url protocol ftp:// is not supported'},
    ]);
    const own = await done(app, create, {name: 'A', callbackUrl: 'http://127.0.0.1:9/fulfillment-service'}, fields);
    expect(text(own, 'fulfillmentService.callbackUrl')).toBe('http://127.0.0.1:9/fulfillment-service');
    await done(app, create, {name: 'B', callbackUrl: `https://${domain}/x`}, fields);
  });
});

describe('list', () => {
  it("shows the pseudo service and other apps' services (§1 List)", async () => {
    const {app, merchant, service} = await newShop();
    await service('Ours');
    await done(merchant, create, {name: 'Theirs'}, fields);
    const found = await app('{ shop { fulfillmentServices { id handle type location { name } } } }');
    expect(list(found, 'shop.fulfillmentServices')).toMatchObject([
      {
        id: 'gid://shopify/FulfillmentService/manual',
        handle: 'manual',
        type: 'MANUAL',
        location: {name: 'Shop location'},
      },
      {handle: 'ours', type: 'THIRD_PARTY'},
      {handle: 'theirs', type: 'THIRD_PARTY'},
    ]);
  });

  it('hides service locations without includeLegacy and inactive ones without includeInactive (§1 locations)', async () => {
    const shop = await newShop();
    await shop.service('Nord');
    const locationId = await shop.location('Old');
    const off = `mutation($id: ID!) { locationDeactivate(locationId: $id) @idempotent(key: "1") {
      locationDeactivateUserErrors { message } } }`;
    expect(at(await shop.merchant(off, {id: locationId}), 'locationDeactivate.locationDeactivateUserErrors')).toEqual(
      [],
    );
    const found = await shop.app(`{
      plain: locations(first: 9) { nodes { name } }
      legacy: locations(first: 9, includeLegacy: true) { nodes { name } }
      all: locations(first: 9, includeLegacy: true, includeInactive: true) { nodes { name } } }`);
    const names = (key: string) => list(found, `${key}.nodes`).map((each) => text(each, 'name'));
    expect(names('plain')).toEqual(['Shop location']);
    expect(names('legacy')).toEqual(['Nord', 'Shop location']);
    expect(names('all')).toEqual(['Nord', 'Old', 'Shop location']);
  });
});

describe('update', () => {
  it('resets requiresShippingMethod when it is left out, and renames the location but not the handle (§1 TRAP)', async () => {
    const {app} = await newShop();
    const made = await done(app, create, {name: 'Nord', requiresShippingMethod: false}, fields);
    expect(at(made, 'fulfillmentService.requiresShippingMethod')).toBe(false);
    const id = text(made, 'fulfillmentService.id');
    const renamed = await done(app, 'fulfillmentServiceUpdate', {id, name: 'Süd'}, fields);
    expect(at(renamed, 'fulfillmentService')).toMatchObject({
      serviceName: 'Süd',
      handle: 'nord',
      requiresShippingMethod: true,
      location: {name: 'Süd'},
    });
  });

  it("does not find a service that is gone or another app's (§1 userErrors)", async () => {
    const {app, merchant, service} = await newShop();
    const {id} = await service('Nord');
    const expected = [{field: ['id'], message: 'Fulfillment service could not be found.'}];
    const foreign = await run(merchant, 'fulfillmentServiceUpdate', {id, name: 'Mine'}, fields);
    expect(list(foreign, 'userErrors')).toEqual(expected);
    const gone = 'gid://shopify/FulfillmentService/999?id=true';
    expect(list(await run(app, 'fulfillmentServiceUpdate', {id: gone}, fields), 'userErrors')).toEqual(expected);
    expect(list(await run(app, 'fulfillmentServiceDelete', {id: gone}, 'deletedId'), 'userErrors')).toEqual(expected);
  });
});

describe('delete', () => {
  const remove = 'fulfillmentServiceDelete';

  it('TRANSFER moves stock to a merchant location, and refuses any other destination (§1 TRANSFER)', async () => {
    const shop = await newShop();
    const nord = await shop.service('Nord');
    const other = await shop.service('Other');
    const here = await shop.location('Here');
    const [variant] = await shop.product({sku: 'A', inventory: [{locationId: nord.locationId, available: 5}]});
    for (const destinationLocationId of ['gid://shopify/Location/999', other.locationId]) {
      expect(await run(shop.app, remove, {id: nord.id, destinationLocationId}, 'deletedId')).toEqual({
        deletedId: null,
        userErrors: [{field: null, message: 'Invalid destination location.'}],
      });
    }
    const payload = await done(shop.app, remove, {id: nord.id, destinationLocationId: here}, 'deletedId');
    expect(text(payload, 'deletedId')).toBe(nord.id.replace('?id=true', ''));
    expect(await shop.stock(variant?.itemId ?? '', here)).toEqual([5, 0, 5]);
    const gone = await shop.app('query($id: ID!) { location(id: $id) { id } }', {id: nord.locationId});
    expect(gone).toEqual({location: null});
    const blocked = await shop.merchant(
      `mutation($id: ID!) { locationDeactivate(locationId: $id) @idempotent(key: "1") { locationDeactivateUserErrors { code } } }`,
      {id: here},
    );
    const code = text(blocked, 'locationDeactivate.locationDeactivateUserErrors.0.code');
    expect(code).toBe('TEMPORARILY_BLOCKED_FROM_DEACTIVATION_ERROR');
  });

  it('TRANSFER without a destination succeeds while nothing is stocked (§1 TRANSFER)', async () => {
    const shop = await newShop();
    const empty = await shop.service('Empty');
    const full = await shop.service('Full');
    await shop.product({inventory: [{locationId: full.locationId, available: 1}]});
    const gone = await done(shop.app, remove, {id: empty.id}, 'deletedId');
    expect(text(gone, 'deletedId')).toBe(empty.id.replace('?id=true', ''));
    expect(at(await run(shop.app, remove, {id: full.id}, 'deletedId'), 'deletedId')).toBeNull();
  });

  it('KEEP leaves the location to the merchant with its stock (§1 KEEP)', async () => {
    const shop = await newShop();
    const {id, locationId} = await shop.service('Nord');
    const [variant] = await shop.product({inventory: [{locationId, available: 2}]});
    await done(shop.app, remove, {id, inventoryAction: new Word('KEEP')}, 'deletedId');
    const found = await shop.app('query($id: ID!) { location(id: $id) { isFulfillmentService isActive } }', {
      id: locationId,
    });
    expect(found).toEqual({location: {isFulfillmentService: false, isActive: true}});
    expect(await shop.stock(variant?.itemId ?? '', locationId)).toEqual([2, 0, 2]);
  });

  it('DELETE takes the location and its stock; both refuse a destination (§1 DELETE)', async () => {
    const shop = await newShop();
    const {id, locationId} = await shop.service('Nord');
    const here = await shop.location('Here');
    for (const [word, doing] of [
      ['DELETE', 'deleting'],
      ['KEEP', 'keeping'],
    ] as const) {
      const args = {id, inventoryAction: new Word(word), destinationLocationId: here};
      expect(list(await run(shop.app, remove, args, 'deletedId'), 'userErrors')).toEqual([
        {
          field: ['inventoryAction'],
          message: `Inventory action Destination location id should not be present when ${doing} the inventory of the fulfillment service.`,
        },
      ]);
    }
    await done(shop.app, remove, {id, inventoryAction: new Word('DELETE')}, 'deletedId');
    const found = await shop.app(
      'query($id: ID!, $location: ID!) { fulfillmentService(id: $id) { id } location(id: $location) { id } }',
      {id, location: locationId},
    );
    expect(found).toEqual({fulfillmentService: null, location: null});
  });

  it('refuses while a request to the service is under way', async () => {
    const shop = await newShop();
    const {id, locationId} = await shop.service('Nord');
    const here = await shop.location('Here');
    const [variant] = await shop.product({inventory: [{locationId, available: 5}]});
    const order = await shop.order([{variantId: variant?.id, quantity: 1}]);
    const fulfillmentOrder = text(order.fulfillmentOrders, '0.id');
    await done(shop.merchant, 'fulfillmentOrderSubmitFulfillmentRequest', {id: fulfillmentOrder});
    const refused = await run(shop.app, remove, {id, destinationLocationId: here}, 'deletedId');
    expect(at(refused, 'deletedId')).toBeNull();
    await done(shop.app, 'fulfillmentOrderRejectFulfillmentRequest', {id: fulfillmentOrder});
    await done(shop.app, remove, {id, destinationLocationId: here}, 'deletedId');
    const [moved] = await shop.fulfillmentOrders(order.id);
    expect(moved).toMatchObject({requestStatus: 'UNSUBMITTED', assignedLocation: {location: {id: here}}});
    expect(await shop.stock(variant?.itemId ?? '', here)).toEqual([4, 1, 5]);
  });
});
