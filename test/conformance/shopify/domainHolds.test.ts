// Rules §2: holds, progress, schedules.
import {describe, expect, it} from 'vitest';
import {actionsOf, at, list, newShop, statesOf, text, unitsOf, useShopify} from './domainKit.ts';
import {done, messages, run, Word} from './domainCalls.ts';

useShopify();

const hold = 'fulfillmentOrderHold';
const release = 'fulfillmentOrderReleaseHold';
const because = {reason: new Word('AWAITING_PAYMENT')};

async function atMerchant(more: object = {}) {
  const shop = await newShop();
  const order = await shop.order(
    [
      {title: 'Card', price: '1', quantity: 3},
      {title: 'Pen', price: '2', quantity: 1},
    ],
    more,
  );
  const one = at(order.fulfillmentOrders, '0');
  return {...shop, order, one, id: text(one, 'id'), line: text(one, 'lineItems.nodes.0.id')};
}

describe('holds', () => {
  it('holds all and releases: ON_HOLD and back to OPEN (§2 table)', async () => {
    const {app, id, order, webhooks} = await atMerchant();
    const held = at(
      await done(app, hold, {id, fulfillmentHold: {...because, reasonNotes: 'card declined'}}),
      'fulfillmentOrder',
    );
    expect(statesOf(held)).toBe('ON_HOLD/UNSUBMITTED');
    expect(actionsOf(held)).toEqual(['RELEASE_HOLD', 'HOLD', 'MOVE']);
    const found = await app(
      `query($id: ID!) { order(id: $id) { displayFulfillmentStatus lineItems(first: 2) { nodes { fulfillableQuantity unfulfilledQuantity } }
        fulfillmentOrders(first: 1) { nodes { fulfillmentHolds { reason displayReason reasonNotes handle heldByRequestingApp } } } } }`,
      {id: order.id},
    );
    expect(text(found, 'order.displayFulfillmentStatus')).toBe('ON_HOLD');
    expect(at(found, 'order.lineItems.nodes.0')).toEqual({fulfillableQuantity: 0, unfulfilledQuantity: 3});
    expect(at(found, 'order.fulfillmentOrders.nodes.0.fulfillmentHolds')).toEqual([
      {
        reason: 'AWAITING_PAYMENT',
        displayReason: 'Awaiting payment',
        reasonNotes: 'card declined',
        handle: '',
        heldByRequestingApp: true,
      },
    ]);
    const open = at(await done(app, release, {id}), 'fulfillmentOrder');
    expect(statesOf(open)).toBe('OPEN/UNSUBMITTED');
    expect(await webhooks('fulfillment_orders/placed_on_hold')).toMatchObject([
      {fulfillment_order: {id, status: 'on_hold', fulfillment_holds: [{reason: 'awaiting_payment'}]}},
    ]);
    expect(await webhooks('fulfillment_orders/hold_released')).toMatchObject([
      {fulfillment_order: {id, status: 'open'}},
    ]);
  });

  it('holds a part; the rest goes on in a new one (§2 Holds)', async () => {
    const {app, id, line} = await atMerchant();
    const lines = [{id: line, quantity: 1}];
    const payload = await done(app, hold, {id, fulfillmentHold: {...because, fulfillmentOrderLineItems: lines}});
    expect(text(payload, 'fulfillmentOrder.id')).toBe(id);
    expect(unitsOf(at(payload, 'fulfillmentOrder'))).toEqual(['1/1']);
    expect(statesOf(at(payload, 'remainingFulfillmentOrder'))).toBe('OPEN/UNSUBMITTED');
    expect(unitsOf(at(payload, 'remainingFulfillmentOrder'))).toEqual(['2/2', '1/1']);
    const again = await run(app, hold, {
      id,
      fulfillmentHold: {...because, handle: 'b', fulfillmentOrderLineItems: lines},
    });
    expect(at(again, 'userErrors.0.code')).toBe('FULFILLMENT_ORDER_NOT_SPLITTABLE');
  });

  it('refuses zero, repeated and too many units, a repeated handle and the eleventh hold (§2 Holds)', async () => {
    const {app, id, line, merchant} = await atMerchant();
    const codeOf = async (input: Record<string, string | {id: string; quantity: number}[]>) =>
      at(await run(app, hold, {id, fulfillmentHold: {...because, ...input}}), 'userErrors.0.code');
    expect(await codeOf({fulfillmentOrderLineItems: [{id: line, quantity: 0}]})).toBe('GREATER_THAN_ZERO');
    const twice = [line, line].map((each) => ({id: each, quantity: 1}));
    expect(await codeOf({fulfillmentOrderLineItems: twice})).toBe('DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS');
    expect(await codeOf({fulfillmentOrderLineItems: [{id: line, quantity: 9}]})).toBe('INVALID_LINE_ITEM_QUANTITY');
    await done(app, hold, {id, fulfillmentHold: {...because, handle: 'h1'}});
    expect(await codeOf({handle: 'h1'})).toBe('DUPLICATE_FULFILLMENT_HOLD_HANDLE');
    for (let n = 2; n <= 10; n += 1) await done(app, hold, {id, fulfillmentHold: {...because, handle: `h${n}`}});
    expect(await codeOf({handle: 'h11'})).toBe('FULFILLMENT_ORDER_HOLD_LIMIT_REACHED');
    // The limit is the app's own: another app may still hold, and releasing without ids releases everyone's.
    const full = await app('query($id: ID!) { fulfillmentOrder(id: $id) { supportedActions { action } } }', {id});
    expect(actionsOf(at(full, 'fulfillmentOrder'))).toEqual(['RELEASE_HOLD', 'MOVE']);
    await done(merchant, hold, {id, fulfillmentHold: because});
    expect(statesOf(at(await done(app, release, {id}), 'fulfillmentOrder'))).toBe('OPEN/UNSUBMITTED');
  });

  it('refuses what a service was asked for, is at work on, or has shipped (§2 table)', async () => {
    const {app, service, product, order} = await newShop();
    const {locationId} = await service('Nord');
    const [variant] = await product({sku: 'A', inventory: [{locationId, available: 10}]});
    const made = await order([{variantId: variant?.id, quantity: 2}]);
    const id = text(made.fulfillmentOrders, '0.id');
    const refused = async () => messages(await run(app, hold, {id, fulfillmentHold: because}));
    const never = ['The fulfillment order is not in a state to be held.'];
    await done(app, 'fulfillmentOrderSubmitFulfillmentRequest', {id});
    expect(await refused()).toEqual(never);
    await done(app, 'fulfillmentOrderAcceptFulfillmentRequest', {id});
    expect(await refused()).toEqual(never);
    await done(app, 'fulfillmentOrderSubmitCancellationRequest', {id});
    expect(await refused()).toEqual(never);
    await done(app, 'fulfillmentOrderRejectCancellationRequest', {id});
    expect(await refused()).toEqual(never);
    const shipped = {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: id}]};
    await done(app, 'fulfillmentCreate', {fulfillment: shipped}, 'fulfillment { id }');
    expect(await refused()).toEqual(never);
  });

  it('stays held until the last hold goes', async () => {
    const {app, id} = await atMerchant();
    const place = async (handle: string) =>
      text(
        await done(app, hold, {id, fulfillmentHold: {...because, handle}}, 'fulfillmentHold { id }'),
        'fulfillmentHold.id',
      );
    const [one, two] = [await place('one'), await place('two')];
    expect(text(await done(app, release, {id, holdIds: [one]}), 'fulfillmentOrder.status')).toBe('ON_HOLD');
    expect(text(await done(app, release, {id, holdIds: [two]}), 'fulfillmentOrder.status')).toBe('OPEN');
    expect(messages(await run(app, release, {id}))).toHaveLength(1);
  });

  it('lists held ones by manualHoldsFulfillmentOrders', async () => {
    const {app, id} = await atMerchant();
    await done(app, hold, {id, fulfillmentHold: because});
    const found = await app('{ manualHoldsFulfillmentOrders(first: 9) { nodes { id } } }');
    expect(list(found, 'manualHoldsFulfillmentOrders.nodes')).toEqual([{id}]);
  });
});

describe('progress', () => {
  it('reports progress at a merchant location, and opens again (§2 table)', async () => {
    const {app, id, one} = await atMerchant();
    expect(actionsOf(one)).toEqual(['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'MOVE', 'HOLD', 'SPLIT']);
    const working = at(await done(app, 'fulfillmentOrderReportProgress', {id}), 'fulfillmentOrder');
    expect(statesOf(working)).toBe('IN_PROGRESS/UNSUBMITTED');
    expect(actionsOf(working)).toEqual(['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'HOLD', 'MARK_AS_OPEN']);
    expect(statesOf(at(await done(app, 'fulfillmentOrderOpen', {id}), 'fulfillmentOrder'))).toBe('OPEN/UNSUBMITTED');
  });

  it('refuses to open, reschedule or report in a wrong state, with the known texts (§2 Other texts)', async () => {
    const {app, id} = await atMerchant();
    const opened = 'Expected fulfillment order status to be valid but it was open.';
    expect(messages(await run(app, 'fulfillmentOrderOpen', {id}))).toEqual([opened]);
    const later = await run(app, 'fulfillmentOrderReschedule', {id, fulfillAt: '2999-01-01T00:00:00Z'});
    expect(messages(later)).toEqual(['Fulfillment order must be scheduled.']);
    await done(app, hold, {id, fulfillmentHold: because});
    const held = 'Expected fulfillment order status to be valid but it was on_hold.';
    expect(messages(await run(app, 'fulfillmentOrderOpen', {id}))).toEqual([held]);
    const report = 'Cannot report progress on a fulfillment order in this state.';
    expect(messages(await run(app, 'fulfillmentOrderReportProgress', {id}))).toEqual([report]);
  });
});

describe('schedule', () => {
  it('waits SCHEDULED with MARK_AS_OPEN alone, is put off, and opened early (§2 table)', async () => {
    const {app, id, one, order, webhooks} = await atMerchant({fulfillAt: '2999-01-01T00:00:00Z'});
    expect(statesOf(one)).toBe('SCHEDULED/UNSUBMITTED');
    expect(actionsOf(one)).toEqual(['MARK_AS_OPEN']);
    const status = 'query($id: ID!) { order(id: $id) { displayFulfillmentStatus } }';
    expect(at(await app(status, {id: order.id}), 'order.displayFulfillmentStatus')).toBe('SCHEDULED');
    const fulfillAt = '2998-01-01T00:00:00Z';
    const moved = await done(app, 'fulfillmentOrderReschedule', {id, fulfillAt}, 'fulfillmentOrder { fulfillAt }');
    expect(text(moved, 'fulfillmentOrder.fulfillAt')).toBe(fulfillAt);
    await done(app, 'fulfillmentOrderOpen', {id});
    const hooks = await webhooks('fulfillment_orders/scheduled_fulfillment_order_ready');
    expect(hooks).toMatchObject([{fulfillment_order: {id, status: 'open'}}]);
  });

  it('opens by itself when its time comes', async () => {
    const fulfillAt = new Date(Date.now() + 1500).toISOString();
    const {id, app} = await atMerchant({fulfillAt});
    const status = async () =>
      text(await app('query($id: ID!) { fulfillmentOrder(id: $id) { status } }', {id}), 'fulfillmentOrder.status');
    expect(await status()).toBe('SCHEDULED');
    await expect.poll(status, {timeout: 5000}).toBe('OPEN');
  });

  it('sets a deadline', async () => {
    const {app, id} = await atMerchant();
    const deadline = '2999-01-01T00:00:00Z';
    await done(
      app,
      'fulfillmentOrdersSetFulfillmentDeadline',
      {fulfillmentOrderIds: [id], fulfillmentDeadline: deadline},
      'success',
    );
    const found = await app('query($id: ID!) { fulfillmentOrder(id: $id) { fulfillBy } }', {id});
    expect(text(found, 'fulfillmentOrder.fulfillBy')).toBe(deadline);
  });
});
