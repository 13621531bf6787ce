// Rules §5: fulfillments, their tracking, events and cancellation.
import {describe, expect, it} from 'vitest';
import {at, list, newShop, numberOf, statesOf, text, unitsOf, useShopify, type Json} from './domainKit.ts';
import {done, run, Word} from './domainCalls.ts';

useShopify();

const fields = `fulfillment { id name status displayStatus totalQuantity location { id } service { handle }
  trackingInfo { company number url } fulfillmentLineItems(first: 9) { nodes { quantity lineItem { id } } } }`;
const create = 'fulfillmentCreate';

/** A shop with a service; an order of 3 units there and 2 at the merchant's. */
async function ready() {
  const shop = await newShop();
  const service = await shop.service('Nord');
  const [a] = await shop.product({sku: 'A', inventory: [{locationId: service.locationId, available: 9}]});
  const order = await shop.order([
    {variantId: a?.id, quantity: 3},
    {title: 'Card', price: '1', quantity: 2},
  ]);
  const [there, here] = order.fulfillmentOrders;
  return {
    ...shop,
    newOrder: shop.order,
    service,
    order,
    item: a?.itemId ?? '',
    there: text(there, 'id'),
    here: text(here, 'id'),
    line: text(there, 'lineItems.nodes.0.id'),
  };
}

type Caller = Parameters<typeof run>[0];
type Groups = {fulfillmentOrderId: string; fulfillmentOrderLineItems?: {id: string; quantity: number}[]}[];

const attempt = (app: Caller, lineItemsByFulfillmentOrder: Groups) =>
  run(app, create, {fulfillment: {lineItemsByFulfillmentOrder}}, fields);
const only = async (app: Caller, groups: Groups): Promise<Json[]> => list(await attempt(app, groups), 'userErrors');

/** The same, with the service's part shipped. */
async function shipped() {
  const shop = await ready();
  const payload = await attempt(shop.app, [{fulfillmentOrderId: shop.there}]);
  return {...shop, fulfillmentId: text(payload, 'fulfillment.id')};
}

describe('create', () => {
  it('ships all that remains: name, SUCCESS, FULFILLED, CLOSED, stock gone (§5)', async () => {
    const {app, there, service, item, order, stock, fulfillmentOrders, webhooks} = await ready();
    const trackingInfo = {company: 'UPS', numbers: ['1Z1', '1Z2'], urls: ['https://ups.example/1Z1']};
    const payload = await done(
      app,
      create,
      {fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: there}], trackingInfo, notifyCustomer: true}},
      fields,
    );
    expect(at(payload, 'fulfillment')).toMatchObject({
      name: `${order.name}-F1`,
      status: 'SUCCESS',
      displayStatus: 'FULFILLED',
      totalQuantity: 3,
      location: {id: service.locationId},
      service: {handle: 'nord'},
      trackingInfo: [
        {company: 'UPS', number: '1Z1', url: 'https://ups.example/1Z1'},
        {company: 'UPS', number: '1Z2'},
      ],
    });
    expect(text(payload, 'fulfillment.trackingInfo.1.url')).toContain('1Z2');
    const [one] = await fulfillmentOrders(order.id);
    expect([text(one, 'status'), unitsOf(one ?? null)]).toEqual(['CLOSED', ['3/0']]);
    expect(await stock(item, service.locationId)).toEqual([6, 0, 6]);
    const found = await app('query($id: ID!) { order(id: $id) { displayFulfillmentStatus } }', {id: order.id});
    expect(text(found, 'order.displayFulfillmentStatus')).toBe('PARTIALLY_FULFILLED');
    expect(await webhooks('fulfillments/create')).toMatchObject([
      {name: `${order.name}-F1`, tracking_numbers: ['1Z1', '1Z2']},
    ]);
  });

  it('ships a part: IN_PROGRESS with the rest remaining (§5)', async () => {
    const {app, there, line, order, fulfillmentOrders} = await ready();
    await attempt(app, [{fulfillmentOrderId: there, fulfillmentOrderLineItems: [{id: line, quantity: 1}]}]);
    const [one] = await fulfillmentOrders(order.id);
    expect([statesOf(one ?? null), unitsOf(one ?? null)]).toEqual(['IN_PROGRESS/UNSUBMITTED', ['3/2']]);
  });

  it('checks quantities first, over the whole input (§5 Validation order)', async () => {
    const {app, there, line} = await ready();
    const groups = [
      {fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/999'},
      {fulfillmentOrderId: there, fulfillmentOrderLineItems: [{id: line, quantity: 0}]},
    ];
    expect(await only(app, groups)).toEqual([
      {
        field: ['fulfillment', 'lineItemsByFulfillmentOrder', '1', 'fulfillmentOrderLineItems', '0', 'quantity'],
        message: 'Quantity must be greater than 0',
      },
    ]);
  });

  it('then existence, relations, lines and too many units, each with its text (§5)', async () => {
    const {app, there, here, line, newOrder, service} = await ready();
    const message = async (groups: Groups) => {
      const [error, ...others] = await only(app, groups);
      expect([at(error, 'field'), others]).toEqual([['fulfillment'], []]);
      return text(error, 'message');
    };
    const ghost = 'gid://shopify/FulfillmentOrder/999';
    const one = {fulfillmentOrderId: there};
    expect(await message([one, {fulfillmentOrderId: ghost}])).toBe('Fulfillment order does not exist.');
    const other = await newOrder([{title: 'Card', price: '1', quantity: 1}]);
    const strange = {fulfillmentOrderId: text(other.fulfillmentOrders, '0.id')};
    expect(await message([one, strange])).toMatch(
      /^All fulfillment orders must belong to the same order\. Multiple orders with ids \[\d+, \d+\] were found\.$/,
    );
    const shown = await app('{ location { id } }');
    const places = [service.locationId, text(shown, 'location.id')].map(numberOf).join(', ');
    expect(await message([one, {fulfillmentOrderId: here}])).toBe(
      `All fulfillment orders must be assigned to a single location. Multiple locations with ids [${places}] were found.`,
    );
    const missing = [{id: 'gid://shopify/FulfillmentOrderLineItem/999', quantity: 1}];
    expect(await message([{...one, fulfillmentOrderLineItems: missing}])).toBe(
      'Fulfillment order line item does not exist.',
    );
    const tooMany = [{id: line, quantity: 4}];
    expect(await message([{...one, fulfillmentOrderLineItems: tooMany}])).toBe(
      'Invalid fulfillment order line item quantity requested.',
    );
    await attempt(app, [one]);
    expect(await message([one])).toBe(`Fulfillment order ${numberOf(there)} has an unfulfillable status= closed.`);
  });

  it('answers a malformed id at the top level with "invalid id" (§2)', async () => {
    const {answerToApp} = await ready();
    const query = 'mutation($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) { fulfillment { id } } }';
    const {data, errors} = await answerToApp(query, {
      f: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/0'}]},
    });
    expect(data).toEqual({fulfillmentCreate: null});
    expect(errors?.[0]).toMatchObject({message: 'invalid id', extensions: {code: 'RESOURCE_NOT_FOUND'}});
  });

  it('refuses one that is submitted or held: CREATE_FULFILLMENT is not offered (§2 table)', async () => {
    const {app, there, here} = await ready();
    await done(app, 'fulfillmentOrderSubmitFulfillmentRequest', {id: there});
    await done(app, 'fulfillmentOrderHold', {id: here, fulfillmentHold: {reason: new Word('OTHER')}});
    expect(await only(app, [{fulfillmentOrderId: there}])).toHaveLength(1);
    expect(await only(app, [{fulfillmentOrderId: here}])).toHaveLength(1);
  });

  it('puts one order line of two fulfillment orders into one fulfillment line (§5)', async () => {
    const {app, there, line} = await ready();
    const part = [{fulfillmentOrderId: there, fulfillmentOrderLineItems: [{id: line, quantity: 1}]}];
    const selection = 'fulfillmentOrderSplits { remainingFulfillmentOrder { id } }';
    const made = await done(app, 'fulfillmentOrderSplit', {fulfillmentOrderSplits: part}, selection);
    const other = text(made, 'fulfillmentOrderSplits.0.remainingFulfillmentOrder.id');
    const payload = await attempt(app, [{fulfillmentOrderId: there}, {fulfillmentOrderId: other}]);
    expect(list(payload, 'fulfillment.fulfillmentLineItems.nodes')).toMatchObject([{quantity: 3}]);
  });

  it('gives one winner when two ask for the same units at once', async () => {
    const {app, there} = await ready();
    const both = await Promise.all([1, 2].map(() => attempt(app, [{fulfillmentOrderId: there}])));
    expect(both.filter((each) => at(each, 'fulfillment') !== null)).toHaveLength(1);
  });
});

describe('afterwards', () => {
  it('replaces the tracking info, also when cancelled; unknown ones are told (§5)', async () => {
    const {app, fulfillmentId, webhooks} = await shipped();
    const update = (id: string) =>
      run(
        app,
        'fulfillmentTrackingInfoUpdate',
        {fulfillmentId: id, trackingInfoInput: {number: '9', company: 'Örtel'}},
        fields,
      );
    await done(app, 'fulfillmentCancel', {id: fulfillmentId}, fields);
    expect(list(await update(fulfillmentId), 'fulfillment.trackingInfo')).toEqual([
      {company: 'Örtel', number: '9', url: null},
    ]);
    expect(list(await update('gid://shopify/Fulfillment/999'), 'userErrors')).toEqual([
      {field: ['fulfillmentId'], message: 'Fulfillment does not exist.'},
    ]);
    expect(await webhooks('fulfillments/update')).toHaveLength(2);
  });

  it('shows the last event as its status (§5)', async () => {
    const {app, fulfillmentId} = await shipped();
    const event = (id: string, status: string) =>
      run(
        app,
        'fulfillmentEventCreate',
        {fulfillmentEvent: {fulfillmentId: id, status: new Word(status)}},
        'fulfillmentEvent { id status }',
      );
    expect(at(await event(fulfillmentId, 'IN_TRANSIT'), 'fulfillmentEvent.status')).toBe('IN_TRANSIT');
    const found = await app(
      'query($id: ID!) { fulfillment(id: $id) { displayStatus inTransitAt deliveredAt events(first: 9) { nodes { status } } } }',
      {id: fulfillmentId},
    );
    expect(at(found, 'fulfillment')).toMatchObject({
      displayStatus: 'IN_TRANSIT',
      deliveredAt: null,
      events: {nodes: [{status: 'IN_TRANSIT'}]},
    });
    expect(list(await event('gid://shopify/Fulfillment/999', 'DELIVERED'), 'userErrors')).toEqual([
      {field: ['fulfillmentEvent', 'fulfillmentId'], message: 'Fulfillment does not exist.'},
    ]);
  });

  it('cancels twice without error; a NEW open fulfillment order takes the units, the old stays CLOSED (§5)', async () => {
    const {app, fulfillmentId, order, item, service, fulfillmentOrders, stock, there} = await shipped();
    for (let n = 0; n < 2; n += 1) {
      const payload = await done(app, 'fulfillmentCancel', {id: fulfillmentId}, fields);
      expect(at(payload, 'fulfillment')).toMatchObject({status: 'CANCELLED', displayStatus: 'CANCELED'});
    }
    const all = await fulfillmentOrders(order.id);
    expect([text(all[0], 'id'), statesOf(all[0] ?? null)]).toEqual([there, 'CLOSED/UNSUBMITTED']);
    expect([statesOf(all[2] ?? null), unitsOf(all[2] ?? null)]).toEqual(['OPEN/UNSUBMITTED', ['3/3']]);
    expect(text(all[2], 'assignedLocation.location.id')).toBe(service.locationId);
    expect(all).toHaveLength(3);
    expect(await stock(item, service.locationId)).toEqual([6, 3, 9]);
    const unknown = await run(app, 'fulfillmentCancel', {id: 'gid://shopify/Fulfillment/999'}, fields);
    expect(list(unknown, 'userErrors')).toEqual([{field: ['id'], message: 'Fulfillment not found.'}]);
  });

  it('gives a partly fulfilled one its units back (§5)', async () => {
    const {app, there, line, order, item, service, fulfillmentOrders, stock} = await ready();
    const part = [{fulfillmentOrderId: there, fulfillmentOrderLineItems: [{id: line, quantity: 1}]}];
    const id = text(await attempt(app, part), 'fulfillment.id');
    await done(app, 'fulfillmentCancel', {id}, fields);
    const all = await fulfillmentOrders(order.id);
    expect(all).toHaveLength(2);
    expect([statesOf(all[0] ?? null), unitsOf(all[0] ?? null)]).toEqual(['OPEN/UNSUBMITTED', ['3/3']]);
    expect(await stock(item, service.locationId)).toEqual([6, 3, 9]);
  });
});
