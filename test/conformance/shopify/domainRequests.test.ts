// Rules §2: the fulfillment order state machine between merchant and service.
import {describe, expect, it} from 'vitest';
import {actionsOf, at, list, newShop, statesOf, text, unitsOf, useShopify, type Json} from './domainKit.ts';
import {done, messages, run, Word} from './domainCalls.ts';

useShopify();

const submit = 'fulfillmentOrderSubmitFulfillmentRequest';
const accept = 'fulfillmentOrderAcceptFulfillmentRequest';
const reject = 'fulfillmentOrderRejectFulfillmentRequest';
const requestCancellation = 'fulfillmentOrderSubmitCancellationRequest';
const acceptCancellation = 'fulfillmentOrderAcceptCancellationRequest';
const rejectCancellation = 'fulfillmentOrderRejectCancellationRequest';
const cancel = 'fulfillmentOrderCancel';
const close = 'fulfillmentOrderClose';

const read = `query($id: ID!) { fulfillmentOrder(id: $id) { id status requestStatus supportedActions { action }
  assignedLocation { name location { id } } merchantRequests(first: 9) { nodes { kind message requestOptions responseData } }
  lineItems(first: 9) { nodes { id totalQuantity remainingQuantity } } order { displayFulfillmentStatus } } }`;

/** A shop with a service, and an order of 3 + 1 units at it. */
async function atService(callbackUrl?: string) {
  const shop = await newShop();
  const service = await shop.service('Nord', callbackUrl);
  const inventory = [{locationId: service.locationId, available: 10}];
  const [a, b] = await shop.product({sku: 'A', inventory}, {sku: 'B', inventory});
  const order = await shop.order([
    {variantId: a?.id, quantity: 3},
    {variantId: b?.id, quantity: 1},
  ]);
  const id = text(order.fulfillmentOrders, '0.id');
  const look = async (of = id): Promise<Json> => at(await shop.app(read, {id: of}), 'fulfillmentOrder');
  return {
    ...shop,
    newOrder: shop.order,
    service,
    order,
    id,
    look,
    lines: list(order.fulfillmentOrders, '0.lineItems.nodes'),
  };
}

/** The same, requested and accepted. */
async function accepted() {
  const one = await atService();
  await done(one.app, submit, {id: one.id});
  await done(one.app, accept, {id: one.id});
  return one;
}

describe('submit', () => {
  it('offers the actions of OPEN/UNSUBMITTED at a service (§2 table)', async () => {
    const {look} = await atService();
    const one = await look();
    expect(statesOf(one)).toBe('OPEN/UNSUBMITTED');
    expect(actionsOf(one)).toEqual(['REQUEST_FULFILLMENT', 'CREATE_FULFILLMENT', 'HOLD', 'SPLIT', 'MOVE']);
  });

  it('submits all: same fulfillment order, no remainder, a merchant request (§2)', async () => {
    const {app, id, look, webhooks} = await atService();
    const payload = await done(app, submit, {id, message: 'Please', notifyCustomer: true});
    expect(at(payload, 'unsubmittedFulfillmentOrder')).toBeNull();
    expect(text(payload, 'submittedFulfillmentOrder.id')).toBe(id);
    const one = await look();
    expect(statesOf(one)).toBe('OPEN/SUBMITTED');
    expect(actionsOf(one)).toEqual(['CANCEL_FULFILLMENT_ORDER']);
    expect(list(one, 'merchantRequests.nodes')).toEqual([
      {kind: 'FULFILLMENT_REQUEST', message: 'Please', requestOptions: {notify_customer: true}, responseData: null},
    ]);
    expect(text(one, 'order.displayFulfillmentStatus')).toBe('IN_PROGRESS');
    const [hook] = await webhooks('fulfillment_orders/fulfillment_request_submitted');
    expect(hook).toMatchObject({
      original_fulfillment_order: {id},
      submitted_fulfillment_order: {id, status: 'open', request_status: 'submitted'},
      fulfillment_order_merchant_request: {message: 'Please'},
    });
  });

  it('submits a part: the original keeps it, a new one gets the rest (§2 Partial submit)', async () => {
    const {app, id, lines, order, fulfillmentOrders} = await atService();
    const part = [{id: text(lines[0], 'id'), quantity: 2}];
    const payload = await done(app, submit, {id, fulfillmentOrderLineItems: part});
    expect(text(payload, 'originalFulfillmentOrder.id')).toBe(id);
    expect(text(payload, 'submittedFulfillmentOrder.id')).toBe(id);
    expect(unitsOf(at(payload, 'submittedFulfillmentOrder'))).toEqual(['2/2']);
    const rest = at(payload, 'unsubmittedFulfillmentOrder');
    expect(statesOf(rest)).toBe('OPEN/UNSUBMITTED');
    expect(unitsOf(rest)).toEqual(['1/1', '1/1']);
    expect(await fulfillmentOrders(order.id)).toHaveLength(2);
  });

  it('refuses twice, at a merchant location, and a malformed id at the top level (§2)', async () => {
    const shop = await atService();
    const {app, id} = shop;
    await done(app, submit, {id});
    expect(messages(await run(app, submit, {id}))).toHaveLength(1);
    const own = await shop.newOrder([{title: 'Card', price: '1', quantity: 1}]);
    expect(messages(await run(app, submit, {id: text(own.fulfillmentOrders, '0.id')}))).toHaveLength(1);
    const query = `mutation { ${submit}(id: "gid://shopify/FulfillmentOrder/0") { userErrors { message } } }`;
    const {data, errors} = await shop.answerToApp(query);
    expect(data).toEqual({[submit]: null});
    expect(errors?.[0]).toMatchObject({
      message: 'Invalid id: gid://shopify/FulfillmentOrder/0',
      extensions: {code: 'RESOURCE_NOT_FOUND'},
    });
  });

  it("pings the service's callback URL with the kind alone (§6)", async () => {
    const {app, id, webhooks} = await atService('http://127.0.0.1:9/fulfillment-service');
    await done(app, submit, {id});
    await expect.poll(() => webhooks('fulfillment_order_notification')).toEqual([{kind: 'FULFILLMENT_REQUEST'}]);
  });
});

describe('accept and reject', () => {
  it('accepts: IN_PROGRESS/ACCEPTED, with a frozen location name (§2)', async () => {
    const {app, id, look, service} = await atService();
    await done(app, submit, {id});
    const payload = await done(app, accept, {id, message: 'ok'});
    expect(statesOf(at(payload, 'fulfillmentOrder'))).toBe('IN_PROGRESS/ACCEPTED');
    expect(actionsOf(at(payload, 'fulfillmentOrder'))).toEqual(['CREATE_FULFILLMENT', 'REQUEST_CANCELLATION']);
    await done(app, 'fulfillmentServiceUpdate', {id: service.id, name: 'New name'}, 'fulfillmentService { id }');
    expect(text(await look(), 'assignedLocation.name')).toBe('Nord');
  });

  it('reads the assigned location live while open (§2 assignedLocation)', async () => {
    const {app, look, service} = await atService();
    await done(app, 'fulfillmentServiceUpdate', {id: service.id, name: 'New name'}, 'fulfillmentService { id }');
    expect(text(await look(), 'assignedLocation.name')).toBe('New name');
  });

  it('rejects the whole even if some lines are named; it can be requested again (§2)', async () => {
    const {app, id, lines, look} = await atService();
    await done(app, submit, {id});
    const named = [{fulfillmentOrderLineItemId: text(lines[0], 'id')}];
    await done(app, reject, {id, reason: new Word('INVENTORY_OUT_OF_STOCK'), lineItems: named});
    const one = await look();
    expect(statesOf(one)).toBe('OPEN/REJECTED');
    expect(actionsOf(one)).toContain('REQUEST_FULFILLMENT');
    expect(unitsOf(one)).toEqual(['3/3', '1/1']);
    expect(text(one, 'order.displayFulfillmentStatus')).toBe('REQUEST_DECLINED');
    await done(app, submit, {id});
    expect(statesOf(await look())).toBe('OPEN/SUBMITTED');
  });

  it("refuses both in a wrong state, and for another app's service", async () => {
    const {app, merchant, id, look} = await atService();
    expect(messages(await run(app, accept, {id}))).toHaveLength(1);
    expect(messages(await run(app, reject, {id}))).toHaveLength(1);
    await done(app, submit, {id});
    expect(messages(await run(merchant, accept, {id}))).toHaveLength(1);
    expect(statesOf(await look())).toBe('OPEN/SUBMITTED');
  });

  it('lists assigned ones by assignment status, own services only, without closed ones (§2 Queries)', async () => {
    const {app, id, merchant, service} = await atService();
    const query = `query($status: FulfillmentOrderAssignmentStatus, $at: [ID!]) {
      assignedFulfillmentOrders(first: 9, assignmentStatus: $status, locationIds: $at) { nodes { id } } }`;
    const ids = async (variables: object, caller = app) =>
      list(await caller(query, variables), 'assignedFulfillmentOrders.nodes').map((each) => text(each, 'id'));
    expect(await ids({})).toEqual([id]);
    expect(await ids({status: 'FULFILLMENT_REQUESTED'})).toEqual([]);
    await done(app, submit, {id});
    expect(await ids({status: 'FULFILLMENT_REQUESTED', at: [service.locationId]})).toEqual([id]);
    expect(await ids({}, merchant)).toEqual([]);
    await done(app, accept, {id});
    expect(await ids({status: 'FULFILLMENT_ACCEPTED'})).toEqual([id]);
    await done(app, requestCancellation, {id});
    expect(await ids({status: 'CANCELLATION_REQUESTED'})).toEqual([id]);
    await done(app, acceptCancellation, {id});
    expect(await ids({})).not.toContain(id);
  });
});

describe('cancellation', () => {
  it('requests one; the payload still says ACCEPTED, a read says CANCELLATION_REQUESTED (§2 SURPRISE)', async () => {
    const {app, id, look} = await accepted();
    const payload = await done(app, requestCancellation, {id, message: 'stop'});
    expect(statesOf(at(payload, 'fulfillmentOrder'))).toBe('IN_PROGRESS/ACCEPTED');
    const one = await look();
    expect(statesOf(one)).toBe('IN_PROGRESS/CANCELLATION_REQUESTED');
    expect(actionsOf(one)).toEqual(['CREATE_FULFILLMENT', 'CANCEL_FULFILLMENT_ORDER']);
    expect(at(one, 'merchantRequests.nodes.1')).toMatchObject({kind: 'CANCELLATION_REQUEST', requestOptions: {}});
  });

  it('accepts it: CLOSED with lines at zero, and the units in another open fulfillment order (§2 SURPRISE)', async () => {
    const {app, id, order, fulfillmentOrders, merchant} = await accepted();
    await done(merchant, requestCancellation, {id});
    const closed = at(await done(app, acceptCancellation, {id}), 'fulfillmentOrder');
    expect(statesOf(closed)).toBe('CLOSED/CANCELLATION_ACCEPTED');
    expect(unitsOf(closed)).toEqual(['0/0', '0/0']);
    expect(actionsOf(closed)).toEqual([]);
    const [, next] = await fulfillmentOrders(order.id);
    expect(statesOf(next ?? null)).toBe('OPEN/UNSUBMITTED');
    expect(unitsOf(next ?? null)).toEqual(['3/3', '1/1']);
  });

  it('gives the units to an open sibling at the location, if there is one', async () => {
    const {app, id, lines, order, fulfillmentOrders} = await atService();
    await done(app, submit, {id, fulfillmentOrderLineItems: [{id: text(lines[0], 'id'), quantity: 2}]});
    await done(app, accept, {id});
    await done(app, requestCancellation, {id});
    await done(app, acceptCancellation, {id});
    const all = await fulfillmentOrders(order.id);
    expect(all.map(statesOf)).toEqual(['CLOSED/CANCELLATION_ACCEPTED', 'OPEN/UNSUBMITTED']);
    expect(unitsOf(all[1] ?? null)).toEqual(['3/3', '1/1']);
  });

  it('rejects it: IN_PROGRESS/CANCELLATION_REJECTED, only CREATE_FULFILLMENT left (§2 table)', async () => {
    const {app, id} = await accepted();
    expect(messages(await run(app, rejectCancellation, {id}))).toHaveLength(1);
    await done(app, requestCancellation, {id});
    const one = at(await done(app, rejectCancellation, {id, message: 'shipped'}), 'fulfillmentOrder');
    expect(statesOf(one)).toBe('IN_PROGRESS/CANCELLATION_REJECTED');
    expect(actionsOf(one)).toEqual(['CREATE_FULFILLMENT']);
  });
});

describe('cancel and close', () => {
  const notCancelable = "Fulfillment order is not in cancelable request state and can't be canceled.";

  it('cancels a submitted one: CLOSED without lines, a replacement with new ids (§2 Cancel payload)', async () => {
    const {app, id, lines, service, webhooks, stock, order} = await atService();
    await done(app, submit, {id});
    const payload = await done(app, cancel, {id});
    expect(text(payload, 'fulfillmentOrder.status')).toBe('CLOSED');
    expect(unitsOf(at(payload, 'fulfillmentOrder'))).toEqual([]);
    const replacement = at(payload, 'replacementFulfillmentOrder');
    expect(statesOf(replacement)).toBe('OPEN/UNSUBMITTED');
    expect(text(replacement, 'assignedLocation.location.id')).toBe(service.locationId);
    expect(unitsOf(replacement)).toEqual(['3/3', '1/1']);
    const ids = list(replacement, 'lineItems.nodes').map((line) => text(line, 'id'));
    expect(ids).not.toContain(text(lines[0], 'id'));
    expect(messages(await run(app, cancel, {id}))).toEqual([notCancelable]);
    const [hook] = await webhooks('fulfillment_orders/cancelled');
    expect(hook).toMatchObject({
      fulfillment_order: {id, status: 'closed'},
      replacement_fulfillment_order: {id: text(replacement, 'id'), status: 'open'},
    });
    expect(order.fulfillmentOrders).toHaveLength(1);
    const item = text(await app('{ inventoryItems(first: 1) { nodes { id } } }'), 'inventoryItems.nodes.0.id');
    expect(await stock(item, service.locationId)).toEqual([7, 3, 10]);
  });

  it('cancels a waiting one at a merchant location, but not one with reported progress (§2)', async () => {
    const shop = await newShop();
    const order = await shop.order([{title: 'Card', price: '1', quantity: 2}]);
    const id = text(order.fulfillmentOrders, '0.id');
    await done(shop.app, 'fulfillmentOrderReportProgress', {id});
    expect(list(await run(shop.app, cancel, {id}), 'userErrors')).toEqual([
      {
        field: ['id'],
        message: 'Cannot cancel fulfillment order that has had progress reported. Mark as unfulfilled first.',
        code: 'FULFILLMENT_ORDER_HAS_MANUALLY_REPORTED_PROGRESS',
      },
    ]);
    await done(shop.app, 'fulfillmentOrderOpen', {id});
    await done(shop.app, cancel, {id});
  });

  it('does not cancel an accepted one (§2)', async () => {
    const {app, id} = await atService();
    await done(app, submit, {id});
    await done(app, accept, {id});
    expect(messages(await run(app, cancel, {id}))).toEqual([notCancelable]);
  });

  it('closes an accepted one: INCOMPLETE/CLOSED, same id and lines; requesting it again makes a new one (§2)', async () => {
    const {app, id, order, fulfillmentOrders} = await atService();
    await done(app, submit, {id});
    expect(messages(await run(app, close, {id}))).toHaveLength(1);
    await done(app, accept, {id});
    const one = at(await done(app, close, {id, message: 'no stock'}), 'fulfillmentOrder');
    expect(statesOf(one)).toBe('INCOMPLETE/CLOSED');
    expect(actionsOf(one)).toEqual(['REQUEST_FULFILLMENT', 'CREATE_FULFILLMENT', 'HOLD', 'MOVE']);
    expect(unitsOf(one)).toEqual(['3/3', '1/1']);
    const again = await done(app, submit, {id});
    expect(text(again, 'originalFulfillmentOrder.id')).toBe(id);
    expect(text(again, 'submittedFulfillmentOrder.id')).not.toBe(id);
    expect(unitsOf(at(again, 'submittedFulfillmentOrder'))).toEqual(['3/3', '1/1']);
    expect((await fulfillmentOrders(order.id)).map(statesOf)).toEqual(['CLOSED/CLOSED', 'OPEN/SUBMITTED']);
  });

  it('does not close one that is not at a service (§2 Other texts)', async () => {
    const shop = await newShop();
    const order = await shop.order([{title: 'Card', price: '1', quantity: 1}]);
    const payload = await run(shop.app, close, {id: text(order.fulfillmentOrders, '0.id')});
    expect(list(payload, 'userErrors')).toEqual([
      {field: null, message: "The fulfillment order's assigned fulfillment service must be of api type"},
    ]);
  });
});
