// Rules §4: moving, splitting and merging fulfillment orders.
import {describe, expect, it} from 'vitest';
import {actionsOf, at, list, newShop, statesOf, text, unitsOf, useShopify} from './domainKit.ts';
import {done, messages, run} from './domainCalls.ts';

useShopify();

const move = 'fulfillmentOrderMove';
const split = 'fulfillmentOrderSplit';
const merge = 'fulfillmentOrderMerge';

/** A service and a second place that both stock the variant; an order of 3 units goes to the service. */
async function twoPlaces() {
  const shop = await newShop();
  const service = await shop.service('Nord');
  const depot = await shop.location('Depot');
  const inventory = [
    {locationId: service.locationId, available: 10},
    {locationId: depot, available: 4},
  ];
  const [variant] = await shop.product({sku: 'A', inventory});
  const order = await shop.order([{variantId: variant?.id, quantity: 3}]);
  const one = at(order.fulfillmentOrders, '0');
  const ids = {id: text(one, 'id'), line: text(one, 'lineItems.nodes.0.id'), item: variant?.itemId ?? ''};
  return {...shop, newOrder: shop.order, service, depot, order, one, variant, ...ids};
}

describe('move', () => {
  it('moves all: same ids, other location, the commitment with it, on_hand where it was (§4 Whole move)', async () => {
    const {app, id, line, item, depot, service, stock, webhooks} = await twoPlaces();
    expect(await stock(item, service.locationId)).toEqual([7, 3, 10]);
    const payload = await done(app, move, {id, newLocationId: depot});
    expect(text(payload, 'movedFulfillmentOrder.id')).toBe(id);
    expect(text(payload, 'originalFulfillmentOrder.id')).toBe(id);
    expect(at(payload, 'remainingFulfillmentOrder')).toBeNull();
    expect(text(payload, 'movedFulfillmentOrder.lineItems.nodes.0.id')).toBe(line);
    expect(text(payload, 'movedFulfillmentOrder.assignedLocation.location.id')).toBe(depot);
    expect(await stock(item, service.locationId)).toEqual([10, 0, 10]);
    expect(await stock(item, depot)).toEqual([1, 3, 4]);
    expect(await webhooks('fulfillment_orders/moved')).toEqual([
      {
        original_fulfillment_order: {id, status: 'open', request_status: 'unsubmitted', assigned_location_id: depot},
        moved_fulfillment_order: {id, status: 'open', request_status: 'unsubmitted', assigned_location_id: depot},
        source_location: {id: service.locationId},
        destination_location_id: depot,
        fulfillment_order_line_items_requested: [{id: line, quantity: 3}],
      },
    ]);
  });

  it('moves a part: a new one at the destination, the original keeps the rest (§4 Partial move)', async () => {
    const {app, id, line, item, depot, stock} = await twoPlaces();
    const payload = await done(app, move, {
      id,
      newLocationId: depot,
      fulfillmentOrderLineItems: [{id: line, quantity: 1}],
    });
    expect(text(payload, 'originalFulfillmentOrder.id')).toBe(id);
    expect(text(payload, 'remainingFulfillmentOrder.id')).toBe(id);
    expect(unitsOf(at(payload, 'originalFulfillmentOrder'))).toEqual(['2/2']);
    expect(text(payload, 'movedFulfillmentOrder.id')).not.toBe(id);
    expect(text(payload, 'movedFulfillmentOrder.lineItems.nodes.0.id')).not.toBe(line);
    expect(unitsOf(at(payload, 'movedFulfillmentOrder'))).toEqual(['1/1']);
    expect(await stock(item, depot)).toEqual([3, 1, 4]);
  });

  it('recreates the lines of an open one at the destination in a new one (§4 Destination already has)', async () => {
    const {app, id, line, depot, order, fulfillmentOrders} = await twoPlaces();
    const part = {id, newLocationId: depot, fulfillmentOrderLineItems: [{id: line, quantity: 1}]};
    const first = text(await done(app, move, part), 'movedFulfillmentOrder.id');
    const second = at(await done(app, move, part), 'movedFulfillmentOrder');
    expect(unitsOf(second)).toEqual(['2/2']);
    expect(text(second, 'id')).not.toBe(first);
    const all = await fulfillmentOrders(order.id);
    expect(all.map((one) => [text(one, 'status'), unitsOf(one).join()])).toEqual([
      ['OPEN', '1/1'],
      ['CLOSED', ''],
      ['OPEN', '2/2'],
    ]);
  });

  it('leaves what was shipped at the old location (§4 Fulfilled units)', async () => {
    const {app, id, line, depot, order, fulfillmentOrders} = await twoPlaces();
    const lines = [{fulfillmentOrderId: id, fulfillmentOrderLineItems: [{id: line, quantity: 2}]}];
    await done(app, 'fulfillmentCreate', {fulfillment: {lineItemsByFulfillmentOrder: lines}}, 'fulfillment { id }');
    const payload = await done(app, move, {id, newLocationId: depot});
    expect(text(payload, 'movedFulfillmentOrder.id')).not.toBe(id);
    expect(unitsOf(at(payload, 'movedFulfillmentOrder'))).toEqual(['1/1']);
    const [old] = await fulfillmentOrders(order.id);
    expect([text(old, 'status'), unitsOf(old ?? null)]).toEqual(['CLOSED', ['2/0']]);
  });

  it('refuses closed, submitted, accepted, unknown and unstocking places, and reported progress (§4 Errors)', async () => {
    const {app, id, depot, newOrder, location, one} = await twoPlaces();
    const empty = await location('Empty');
    const refusal = async (fulfillmentOrder: string, newLocationId: string) =>
      list(await run(app, move, {id: fulfillmentOrder, newLocationId}), 'userErrors');
    expect(await refusal(id, 'gid://shopify/Location/999')).toEqual([
      {field: ['id'], message: 'Location not found.', code: null},
    ]);
    const cannot = [{field: null, message: 'Cannot change location.', code: null}];
    expect(await refusal(id, empty)).toEqual(cannot);
    expect(await refusal(id, text(one, 'assignedLocation.location.id'))).toEqual(cannot);
    await done(app, 'fulfillmentOrderSubmitFulfillmentRequest', {id});
    expect(await refusal(id, depot)).toEqual([
      {
        field: null,
        message: 'Cannot move submitted fulfillment order that is at a 3PL fulfillment service.',
        code: null,
      },
    ]);
    await done(app, 'fulfillmentOrderAcceptFulfillmentRequest', {id});
    expect(await refusal(id, depot)).toEqual(cannot);
    await done(app, 'fulfillmentOrderClose', {id});
    // INCOMPLETE/CLOSED moves, and waits at the new place as if new.
    const moved = at(await done(app, move, {id, newLocationId: depot}), 'movedFulfillmentOrder');
    expect(statesOf(moved)).toBe('OPEN/UNSUBMITTED');
    await done(
      app,
      'fulfillmentCreate',
      {fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: id}]}},
      'fulfillment { id }',
    );
    expect(await refusal(id, empty)).toEqual(cannot);
    const other = await newOrder([{title: 'Card', price: '1', quantity: 1}]);
    const custom = text(other.fulfillmentOrders, '0.id');
    await done(app, 'fulfillmentOrderReportProgress', {id: custom});
    expect(await refusal(custom, depot)).toMatchObject([
      {field: ['id'], code: 'CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS'},
    ]);
  });

  it('moves lines without a variant anywhere, a service too (§4 Custom lines)', async () => {
    const {app, newOrder, service} = await twoPlaces();
    const order = await newOrder([{title: 'Card', price: '1', quantity: 1}]);
    const id = text(order.fulfillmentOrders, '0.id');
    const moved = at(await done(app, move, {id, newLocationId: service.locationId}), 'movedFulfillmentOrder');
    expect(actionsOf(moved)).toEqual(['REQUEST_FULFILLMENT', 'CREATE_FULFILLMENT', 'HOLD', 'MOVE']);
  });

  it('tells where it could go (§4 locationsForMove)', async () => {
    const {app, id, location, service, depot} = await twoPlaces();
    const empty = await location('Empty');
    const found = await app(
      `query($id: ID!) { fulfillmentOrder(id: $id) { locationsForMove(first: 9) { nodes { location { id } movable message
        availableLineItemsCount { count } unavailableLineItems(first: 1) { nodes { id } } } } } }`,
      {id},
    );
    const nodes = list(found, 'fulfillmentOrder.locationsForMove.nodes');
    const of = (place: string) => nodes.find((each) => text(each, 'location.id') === place);
    expect(of(depot)).toMatchObject({movable: true, message: null, availableLineItemsCount: {count: 1}});
    expect(of(service.locationId)).toMatchObject({movable: false, message: 'Current location.'});
    expect(of(empty)).toMatchObject({movable: false, message: 'No items are stocked at this location.'});
    expect(list(of(empty), 'unavailableLineItems.nodes')).toHaveLength(1);
  });

  it('refuses rerouting with the code that fits (§4 Reroute)', async () => {
    const {app, id, newOrder} = await twoPlaces();
    const codeOf = async (fulfillmentOrderIds: string[]) =>
      at(
        await run(app, 'fulfillmentOrdersReroute', {fulfillmentOrderIds}, 'movedFulfillmentOrders { id }'),
        'userErrors.0.code',
      );
    expect(await codeOf([])).toBe('NO_FULFILLMENT_ORDER_IDS');
    expect(await codeOf([id])).toBe('CANNOT_REASSIGN_LOCATION_FOR_FULFILLMENT_ORDERS');
    const other = await newOrder([{title: 'Card', price: '1', quantity: 1}]);
    expect(await codeOf([id, text(other.fulfillmentOrders, '0.id')])).toBe(
      'FULFILLMENT_ORDERS_NOT_FROM_THE_SAME_ORDER',
    );
    await done(app, 'fulfillmentOrderSubmitFulfillmentRequest', {id});
    expect(await codeOf([id])).toBe('FULFILLMENT_ORDERS_STATE_NOT_SUPPORTED');
  });
});

function intents(ids: string[]) {
  return {
    fulfillmentOrderMergeInputs: [{mergeIntents: ids.map((each) => ({fulfillmentOrderId: each}))}],
  };
}

describe('split and merge', () => {
  const splits =
    'fulfillmentOrderSplits { fulfillmentOrder { id } remainingFulfillmentOrder { id } replacementFulfillmentOrder { id } }';
  const merges = 'fulfillmentOrderMerges { fulfillmentOrder { id } }';

  it('splits 1 of 3: the original keeps 2 under its id, a new one has 1 (§4 Split)', async () => {
    const {app, id, line, order, fulfillmentOrders, webhooks} = await twoPlaces();
    const args = {
      fulfillmentOrderSplits: [{fulfillmentOrderId: id, fulfillmentOrderLineItems: [{id: line, quantity: 1}]}],
    };
    const payload = await done(app, split, args, splits);
    const [original, created] = await fulfillmentOrders(order.id);
    expect([text(original, 'id'), unitsOf(original ?? null)]).toEqual([id, ['2/2']]);
    expect(unitsOf(created ?? null)).toEqual(['1/1']);
    expect(at(payload, 'fulfillmentOrderSplits.0')).toEqual({
      fulfillmentOrder: {id},
      remainingFulfillmentOrder: {id: text(created, 'id')},
      replacementFulfillmentOrder: null,
    });
    expect(await webhooks('fulfillment_orders/split')).toMatchObject([
      {fulfillment_order: {id}, remaining_fulfillment_order: {id: text(created, 'id')}},
    ]);
  });

  it('splits a batch whole or not at all, with the known texts (§4 Batches are atomic)', async () => {
    const {app, id, line, order, fulfillmentOrders} = await twoPlaces();
    const good = {fulfillmentOrderId: id, fulfillmentOrderLineItems: [{id: line, quantity: 1}]};
    const unknown = {...good, fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/999'};
    const refused = await run(app, split, {fulfillmentOrderSplits: [good, unknown]}, splits);
    expect(list(refused, 'userErrors')).toEqual([
      {field: null, message: 'Fulfillment order does not exist.', code: 'FULFILLMENT_ORDER_NOT_FOUND'},
    ]);
    const tooMany = {...good, fulfillmentOrderLineItems: [{id: line, quantity: 4}]};
    expect(messages(await run(app, split, {fulfillmentOrderSplits: [tooMany]}, splits))).toEqual([
      'Invalid fulfillment order line item quantity requested.',
    ]);
    const none = {fulfillmentOrderId: id, fulfillmentOrderLineItems: []};
    const code = at(await run(app, split, {fulfillmentOrderSplits: [none]}, splits), 'userErrors.0.code');
    expect(code).toBe('NO_LINE_ITEMS_PROVIDED_TO_SPLIT');
    expect((await fulfillmentOrders(order.id)).map(unitsOf)).toEqual([['3/3']]);
  });

  it('merges at a merchant location, where MERGE is offered; the emptied one closes (§2, §4)', async () => {
    const shop = await newShop();
    const order = await shop.order([{title: 'Card', price: '1', quantity: 3}]);
    const [id, line] = [text(order.fulfillmentOrders, '0.id'), text(order.fulfillmentOrders, '0.lineItems.nodes.0.id')];
    const args = {
      fulfillmentOrderSplits: [{fulfillmentOrderId: id, fulfillmentOrderLineItems: [{id: line, quantity: 1}]}],
    };
    const other = text(
      await done(shop.app, split, args, splits),
      'fulfillmentOrderSplits.0.remainingFulfillmentOrder.id',
    );
    const [one] = await shop.fulfillmentOrders(order.id);
    expect(actionsOf(one ?? null)).toContain('MERGE');
    const payload = await done(shop.app, merge, intents([id, other]), merges);
    expect(list(payload, 'fulfillmentOrderMerges')).toEqual([{fulfillmentOrder: {id}}]);
    const all = await shop.fulfillmentOrders(order.id);
    expect(all.map((each) => [text(each, 'status'), unitsOf(each).join()])).toEqual([
      ['OPEN', '3/3'],
      ['CLOSED', ''],
    ]);
    expect(messages(await run(shop.app, merge, intents([id, other]), merges))).toEqual([
      `Fulfillment order: ${other.split('/').at(-1)} is currently not in a mergeable state.`,
    ]);
    const hooks = await shop.webhooks('fulfillment_orders/merged');
    expect(hooks).toMatchObject([{fulfillment_order_merges: [{fulfillment_order: {id}}]}]);
  });
});
