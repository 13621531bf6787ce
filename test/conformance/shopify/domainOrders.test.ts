// Rules §2: orders, their routing, what the admin shows of them, and their end.
import {describe, expect, it, vi} from 'vitest';
import {at, list, newShop, statesOf, text, unitsOf, useShopify} from './domainKit.ts';
import {done, Word} from './domainCalls.ts';

useShopify();

const address = {
  firstName: 'Ada',
  lastName: 'Lane',
  company: 'Looms',
  address1: '1 Main St',
  city: 'New York',
  provinceCode: 'NY',
  countryCode: 'US',
  zip: '10001',
  phone: '+12125550100',
};

describe('routing', () => {
  it('comes a moment later, and tells of each fulfillment order (§2)', async () => {
    const shop = await newShop();
    // Long enough to look before, on a machine that is busy with other tests, too.
    vi.stubEnv('SANDBOX_ROUTING_MS', '1000');
    const made = await shop.control('orders', {lineItems: [{title: 'Card', price: '1', quantity: 1}]});
    vi.unstubAllEnvs();
    const id = text(made, 'order.id');
    expect(await shop.fulfillmentOrders(id)).toEqual([]);
    await expect.poll(() => shop.fulfillmentOrders(id), {interval: 5, timeout: 10_000}).toHaveLength(1);
    const [one] = await shop.fulfillmentOrders(id);
    expect(await shop.webhooks('fulfillment_orders/order_routing_complete')).toEqual([
      {fulfillment_order: {id: text(one, 'id'), status: 'open', request_status: 'unsubmitted'}},
    ]);
  });

  it('sends each line to a location that stocks it: one fulfillment order per location', async () => {
    const shop = await newShop();
    const nord = await shop.service('Nord');
    const depot = await shop.location('Depot');
    const [both, onlyDepot, poor, untracked] = await shop.product(
      {
        sku: 'both',
        inventory: [
          {locationId: depot, available: 9},
          {locationId: nord.locationId, available: 9},
        ],
      },
      {sku: 'depot', inventory: [{locationId: depot, available: 9}]},
      {
        sku: 'poor',
        inventory: [
          {locationId: nord.locationId, available: 1},
          {locationId: depot, available: 9},
        ],
      },
      {sku: 'untracked', tracked: false, inventory: [{locationId: nord.locationId}]},
    );
    const lines = [both, onlyDepot, poor, untracked].map((variant) => ({variantId: variant?.id, quantity: 2}));
    const order = await shop.order([...lines, {title: 'Card', price: '1', quantity: 1}]);
    const places = order.fulfillmentOrders.map((one) => [
      text(one, 'assignedLocation.name'),
      list(one, 'lineItems.nodes').map((line) => at(line, 'sku')),
    ]);
    expect(places).toEqual([
      ['Nord', ['both', 'untracked']],
      ['Depot', ['depot', 'poor']],
      ['Shop location', [null]],
    ]);
    expect(await shop.stock(both?.itemId ?? '', nord.locationId)).toEqual([7, 2, 9]);
    expect(await shop.stock(untracked?.itemId ?? '', nord.locationId)).toEqual([0, 0, 0]);
  });

  it('leaves an order alone that was cancelled before', async () => {
    const shop = await newShop();
    const made = await shop.control('orders', {lineItems: [{title: 'Card', price: '1', quantity: 1}]});
    const orderId = text(made, 'order.id');
    await done(shop.merchant, 'orderCancel', {orderId, reason: new Word('OTHER'), restock: true}, 'job { done }');
    const later = await shop.order([{title: 'Card', price: '1', quantity: 1}]);
    expect(later.fulfillmentOrders).toHaveLength(1);
    expect(await shop.fulfillmentOrders(orderId)).toEqual([]);
  });
});

describe('an order', () => {
  it('has what an email needs', async () => {
    const shop = await newShop();
    const [variant] = await shop.product({title: 'Blue', sku: 'S1', price: '12.5', weight: 0.25});
    const order = await shop.order(
      [{variantId: variant?.id, quantity: 2, customAttributes: [{key: 'Engraving', value: 'Ada'}]}],
      {
        shippingAddress: address,
        shippingLines: [{title: 'Express', price: '4'}],
        email: 'ada@example.com',
        note: 'Ring twice',
        tags: ['vip'],
        test: true,
        financialStatus: 'paid',
      },
    );
    const found = await shop.merchant(
      `query($id: ID!) { order(id: $id) { name email phone note tags test cancelledAt displayFinancialStatus displayFulfillmentStatus
        customer { id } customAttributes { key } shippingLine { title }
        totalPriceSet { shopMoney { amount currencyCode } } currentTotalPriceSet { shopMoney { amount } }
        shippingAddress { name province provinceCode country countryCodeV2 formatted(withName: true) formattedArea }
        lineItems(first: 9) { nodes { title variantTitle name sku quantity requiresShipping customAttributes { key value }
          originalUnitPriceSet { shopMoney { amount } } weight { value unit } variant { id } product { title } } }
        fulfillmentOrders(first: 9) { nodes { remainingLineItemsWeight { value unit } orderName deliveryMethod { methodType presentedName }
          destination { firstName lastName company address1 city province countryCode zip phone email } } } } }`,
      {id: order.id},
    );
    expect(at(found, 'order')).toMatchObject({
      name: '#1001',
      email: 'ada@example.com',
      phone: null,
      note: 'Ring twice',
      tags: ['vip'],
      test: true,
      cancelledAt: null,
      customer: null,
      displayFinancialStatus: 'PAID',
      displayFulfillmentStatus: 'UNFULFILLED',
      totalPriceSet: {shopMoney: {amount: '29.0', currencyCode: 'USD'}},
      shippingLine: {title: 'Express'},
      shippingAddress: {
        name: 'Ada Lane',
        province: 'New York',
        country: 'United States',
        formatted: ['Ada Lane', 'Looms', '1 Main St', 'New York NY 10001', 'United States'],
        formattedArea: 'New York NY, United States',
      },
    });
    expect(at(found, 'order.lineItems.nodes.0')).toMatchObject({
      title: 'Shirt',
      variantTitle: 'Blue',
      name: 'Shirt - Blue',
      sku: 'S1',
      quantity: 2,
      customAttributes: [{key: 'Engraving', value: 'Ada'}],
      originalUnitPriceSet: {shopMoney: {amount: '12.5'}},
    });
    expect(at(found, 'order.fulfillmentOrders.nodes.0')).toEqual({
      remainingLineItemsWeight: {value: 0.5, unit: 'KILOGRAMS'},
      orderName: '#1001',
      deliveryMethod: {methodType: 'SHIPPING', presentedName: 'Express'},
      destination: {
        firstName: 'Ada',
        lastName: 'Lane',
        company: 'Looms',
        address1: '1 Main St',
        city: 'New York',
        province: 'New York',
        countryCode: 'US',
        zip: '10001',
        phone: '+12125550100',
        email: 'ada@example.com',
      },
    });
  });

  it('counts names up, and is found by name, tag, status and date', async () => {
    const shop = await newShop();
    const line = {title: 'Card', price: '1', quantity: 1};
    const first = await shop.order([line], {tags: ['blue']});
    const second = await shop.order([line]);
    expect([first.name, second.name]).toEqual(['#1001', '#1002']);
    const names = async (query: string) =>
      list(
        await shop.app('query($q: String) { orders(first: 9, query: $q) { nodes { name } } }', {q: query}),
        'orders.nodes',
      ).map((each) => text(each, 'name'));
    expect(await names('')).toEqual(['#1001', '#1002']);
    expect(await names('name:#1002')).toEqual(['#1002']);
    expect(await names('tag:blue status:open')).toEqual(['#1001']);
    expect(await names('-tag:blue AND fulfillment_status:unshipped')).toEqual(['#1002']);
    expect(await names(`id:${first.id} OR id:${second.id}`)).toEqual(['#1001', '#1002']);
    expect(await names('created_at:>2999-01-01')).toEqual([]);
  });

  it('is changed by orderUpdate; the destination follows (§2 Destination)', async () => {
    const shop = await newShop();
    const order = await shop.order([{title: 'Card', price: '1', quantity: 1}], {shippingAddress: address});
    const input = {
      id: order.id,
      note: 'New',
      shippingAddress: {firstName: 'Bo', city: 'Oslo', countryCode: new Word('NO')},
    };
    await done(shop.merchant, 'orderUpdate', {input}, 'order { note }');
    const found = await shop.app(
      `query($id: ID!) { order(id: $id) { note fulfillmentOrders(first: 1) { nodes { destination { firstName city countryCode } } } } }`,
      {id: order.id},
    );
    expect(at(found, 'order')).toEqual({
      note: 'New',
      fulfillmentOrders: {nodes: [{destination: {firstName: 'Bo', city: 'Oslo', countryCode: 'NO'}}]},
    });
  });

  it('leaves the destination of what is closed as it was (unverified), and is empty where there is no address', async () => {
    const shop = await newShop();
    const order = await shop.order([{title: 'Card', price: '1', quantity: 2}], {shippingAddress: address});
    const id = text(order.fulfillmentOrders, '0.id');
    const shipped = {
      lineItemsByFulfillmentOrder: [
        {
          fulfillmentOrderId: id,
          fulfillmentOrderLineItems: [{id: text(order.fulfillmentOrders, '0.lineItems.nodes.0.id'), quantity: 2}],
        },
      ],
    };
    await done(shop.app, 'fulfillmentCreate', {fulfillment: shipped}, 'fulfillment { id }');
    await done(
      shop.merchant,
      'orderUpdate',
      {input: {id: order.id, shippingAddress: {city: 'Oslo'}}},
      'order { note }',
    );
    const read = 'query($id: ID!) { fulfillmentOrder(id: $id) { status destination { city firstName } } }';
    const [closed, bare] = [id, (await shop.order([{title: 'Gift', price: '1', quantity: 1}])).fulfillmentOrders];
    expect(at(await shop.app(read, {id: closed}), 'fulfillmentOrder')).toEqual({
      status: 'CLOSED',
      destination: {city: address.city, firstName: address.firstName},
    });
    expect(at(await shop.app(read, {id: text(bare, '0.id')}), 'fulfillmentOrder.destination')).toEqual({
      city: null,
      firstName: null,
    });
  });

  it('refuses a body that it cannot use, with a sentence', async () => {
    const {control} = await newShop();
    const variantId = 'gid://shopify/ProductVariant/1';
    expect(await control('orders', {lineItems: [{variantId, quantity: 1}]})).toEqual({
      error: `There is no variant ${variantId}.`,
    });
    expect(text(await control('orders', {lineItems: []}), 'error')).toMatch(/^lineItems: /);
  });
});

describe('orderCancel', () => {
  const cancel = `mutation($id: ID!, $restock: Boolean!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: $restock) {
    job { done } orderCancelUserErrors { message code } } }`;

  it.each([
    [true, [9, 0, 9]],
    [false, [7, 0, 7]],
  ])('cancels the fulfillment orders; with restock %s the stock is %j', async (restock, expected) => {
    const shop = await newShop();
    const {locationId} = await shop.service('Nord');
    const [variant] = await shop.product({inventory: [{locationId, available: 9}]});
    const order = await shop.order([{variantId: variant?.id, quantity: 2}]);
    expect(at(await shop.merchant(cancel, {id: order.id, restock}), 'orderCancel')).toEqual({
      job: {done: true},
      orderCancelUserErrors: [],
    });
    const [one] = await shop.fulfillmentOrders(order.id);
    expect([statesOf(one ?? null), unitsOf(one ?? null)]).toEqual(['CANCELLED/UNSUBMITTED', ['0/0']]);
    expect(await shop.stock(variant?.itemId ?? '', locationId)).toEqual(expected);
    const found = await shop.app('query($id: ID!) { order(id: $id) { cancelledAt cancelReason } }', {id: order.id});
    expect(at(found, 'order')).toMatchObject({cancelledAt: expect.any(String), cancelReason: 'CUSTOMER'});
    expect(await shop.webhooks('orders/cancelled')).toMatchObject([{admin_graphql_api_id: order.id, name: '#1001'}]);
  });

  it('is refused while something is shipped (§2 orderCancel)', async () => {
    const shop = await newShop();
    const order = await shop.order([{title: 'Card', price: '1', quantity: 1}]);
    const lines = [{fulfillmentOrderId: text(order.fulfillmentOrders, '0.id')}];
    const fulfillment = {fulfillment: {lineItemsByFulfillmentOrder: lines}};
    const made = await done(shop.app, 'fulfillmentCreate', fulfillment, 'fulfillment { id }');
    const refused = await shop.merchant(cancel, {id: order.id, restock: true});
    expect(text(refused, 'orderCancel.orderCancelUserErrors.0.message')).toBe(
      'Cannot cancel an order that has outstanding fulfillments',
    );
    await done(shop.app, 'fulfillmentCancel', {id: text(made, 'fulfillment.id')}, 'fulfillment { id }');
    expect(
      list(await shop.merchant(cancel, {id: order.id, restock: true}), 'orderCancel.orderCancelUserErrors'),
    ).toEqual([]);
  });
});
