/** From a stored request to one email and one fulfillment, against the stand-ins over HTTP. */
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createRequests} from '../../../core/requests/create.ts';
import {cancelRequest, resendRequest} from '../../../core/requests/actions.ts';
import {getRequest, listRequests} from '../../../core/requests/list.ts';
import {editService} from '../../../core/services/edit.ts';
import type {FulfillmentRequest} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});

let keys = 0;
const caller = () => ({idempotencyKey: `key-${++keys}`, by: 'user:1'});
const ask = (order: TestOrder, input: unknown = {}) => createRequests(world.ctx, world.shop, order.id, input, caller());
const now = (request: FulfillmentRequest | undefined) => getRequest(world.ctx, world.shop, request?.id ?? '');
const choose = (order: TestOrder, ...quantities: number[]) => ({
  lines: quantities.flatMap((quantity, at) =>
    quantity > 0 ? [{fulfillmentOrderLineItemId: order.lines[at]?.id, quantity}] : [],
  ),
});
const displayed = async (order: TestOrder) =>
  (
    await world.outside.graphql<{order: {displayFulfillmentStatus: string; fulfillments: {id: string}[]}}>(
      'query ($id: ID!) { order(id: $id) { displayFulfillmentStatus fulfillments(first: 20) { id } } }',
      {id: order.id},
    )
  ).order;

describe('a request', () => {
  it('is emailed with exactly the lines and quantities asked for, and fulfilled', async () => {
    const service = await world.activate();
    const order = await world.order(service.id, [2, 5, 1]);
    const [request] = await ask(order, choose(order, 2, 3));
    expect(request).toMatchObject({status: 'queued', serviceId: service.id, orderName: order.name});
    await world.drain();

    expect(await now(request)).toMatchObject({status: 'fulfilled', delivery: {status: 'accepted'}});
    const [email, ...others] = await world.outside.inbox();
    expect(others).toEqual([]);
    expect(email?.To).toBe(service.email);
    expect(email?.Subject).toContain(order.name);
    expect(email?.TextBody).toContain(order.lines[0]?.sku);
    expect(email?.TextBody).toContain(order.lines[1]?.sku);
    expect(email?.TextBody).not.toContain(order.lines[2]?.sku);
    const after = await order.read();
    const remaining = after.fulfillmentOrders.flatMap(({lines}) => lines.map((line) => line.remaining));
    expect(remaining.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    expect(await displayed(order)).toMatchObject({displayFulfillmentStatus: 'PARTIALLY_FULFILLED', fulfillments: [{}]});

    const [rest] = await ask(order);
    await world.drain();
    expect(await now(rest)).toMatchObject({status: 'fulfilled', lines: [{quantity: 2}, {quantity: 1}]});
    expect(await displayed(order)).toMatchObject({displayFulfillmentStatus: 'FULFILLED', fulfillments: [{}, {}]});
  });

  it('goes to each of several services with its own items alone', async () => {
    const [north, south] = [await world.activate(), await world.activate()];
    const [first, second] = [await world.order(north.id, [1]), await world.order(south.id, [1])];
    const variants = await world.outside.graphql<{
      orders: {nodes: {id: string; lineItems: {nodes: {variant: {id: string}}[]}}[]};
    }>('query { orders(first: 50, reverse: true) { nodes { id lineItems(first: 1) { nodes { variant { id } } } } } }');
    const variantOf = (order: TestOrder) =>
      variants.orders.nodes.find(({id}) => id === order.id)?.lineItems.nodes[0]?.variant.id;
    const {order} = await world.outside.control<{order: {id: string}}>('orders', {
      lineItems: [
        {variantId: variantOf(first), quantity: 1},
        {variantId: variantOf(second), quantity: 2},
      ],
    });
    const made = await until('both fulfillment orders', async () => {
      try {
        return await createRequests(world.ctx, world.shop, order.id, {}, caller());
      } catch {
        return null;
      }
    });
    expect(made.map(({serviceId}) => serviceId).toSorted()).toEqual([north.id, south.id].toSorted());
    await world.drain();
    const inbox = await world.outside.inbox();
    expect(new Set(inbox.map(({To}) => To))).toEqual(new Set([north.email, south.email]));
    expect(inbox).toHaveLength(2);
    const toNorth = inbox.find(({To}) => To === north.email);
    expect(toNorth?.TextBody).toContain(first.lines[0]?.sku);
    expect(toNorth?.TextBody).not.toContain(second.lines[0]?.sku);
  });

  it('leaves nothing of the customer in the database', async () => {
    const service = await world.activate();
    const order = await world.order(service.id, [1], {
      email: 'anna.larsson@example.com',
      note: 'Leave it with the neighbour',
    });
    await ask(order, {message: 'Please hurry'});
    await world.drain();
    expect((await world.outside.inbox())[0]?.TextBody).toContain('Please hurry');
    const collections = await world.ctx.db.listCollections().toArray();
    const documents = await Promise.all(collections.map(({name}) => world.ctx.db.collection(name).find().toArray()));
    const dump = JSON.stringify(documents);
    expect(dump).toContain(order.id);
    for (const secret of [
      'Anna',
      'Larsson',
      'Storgatan',
      '111 22',
      '+46',
      'anna.larsson',
      'neighbour',
      'Please hurry',
    ]) {
      expect(dump).not.toContain(secret);
    }
  });
});

describe('before the email', () => {
  it.each([
    [
      'on hold',
      'fulfillment_order_on_hold',
      'mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER}) { userErrors { message } } }',
    ],
    [
      'fulfilled past the app',
      'order_changed',
      'mutation ($id: ID!) { fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: $id}]}) { userErrors { message } } }',
    ],
  ])('a fulfillment order that is %s meanwhile ends the request unsent: %s', async (_what, code, mutation) => {
    const service = await world.activate();
    const order = await world.order(service.id, [2]);
    const [request] = await ask(order);
    const [one] = (await order.read()).fulfillmentOrders;
    await world.outside.graphql(mutation, {id: one?.id});
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'failed', failure: {code}});
    expect(await world.outside.inbox()).toEqual([]);
  });

  it('a fulfillment order that was split meanwhile is followed by its lines', async () => {
    const service = await world.activate();
    const order = await world.order(service.id, [1, 3]);
    const [request] = await ask(order, choose(order, 0, 2));
    const [one] = (await order.read()).fulfillmentOrders;
    const split = await world.outside.graphql<{fulfillmentOrderSplit: {userErrors: unknown[]}}>(
      `mutation ($id: ID!, $line: ID!) {
        fulfillmentOrderSplit(fulfillmentOrderSplits: [{fulfillmentOrderId: $id, fulfillmentOrderLineItems: [{id: $line, quantity: 3}]}]) {
          userErrors { message }
        }
      }`,
      {id: one?.id, line: order.lines[1]?.id},
    );
    expect(split.fulfillmentOrderSplit.userErrors).toEqual([]);
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'fulfilled', lines: [{quantity: 2, sku: order.lines[1]?.sku}]});
    expect(await world.outside.inbox()).toHaveLength(1);
  });

  it('a request can be cancelled, and its items asked for again', async () => {
    const service = await world.activate();
    const order = await world.order(service.id, [1]);
    const [request] = await ask(order);
    await expect(ask(order)).rejects.toMatchObject({code: 'line_already_requested'});
    expect(await cancelRequest(world.ctx, world.shop, request?.id ?? '', 'user:1')).toMatchObject({
      status: 'cancelled',
    });
    await world.drain();
    expect(await world.outside.inbox()).toEqual([]);
    await expect(ask(order)).resolves.toHaveLength(1);
  });
});

describe('the address', () => {
  it('that is blocked makes the request wait, leaves the order unfulfilled, and a mended one gets it', async () => {
    const service = await world.activate({email: 'HardBounce@bounce-testing.postmarkapp.com'});
    const first = await world.order(service.id, [1]);
    await ask(first);
    await world.drain();
    const order = await world.order(service.id, [1]);
    const [request] = await ask(order);
    await world.drain();
    expect(await now(request)).toMatchObject({
      status: 'queued',
      failure: {code: 'email_address_blocked', retryable: true},
    });
    expect(await displayed(order)).toMatchObject({displayFulfillmentStatus: 'UNFULFILLED', fulfillments: []});

    await editService(world.ctx, world.shop, service.id, {email: 'mended@warehouse.example'}, 'user:1');
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'fulfilled'});
    expect((await world.outside.inbox()).at(-1)?.To).toBe('mended@warehouse.example');
  });

  it('is one of several: each gets a message of its own, and a dead one does not stop the others', async () => {
    const service = await world.activate({
      additionalEmails: ['second@warehouse.example', 'SpamComplaint@bounce-testing.postmarkapp.com'],
    });
    await ask(await world.order(service.id, [1]));
    await world.drain();
    await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
    const [request] = await ask(await world.order(service.id, [1]));
    await world.drain();
    expect(new Set((await world.outside.inbox()).map(({To}) => To))).toEqual(
      new Set(['second@warehouse.example', service.email]),
    );
    const stored = await now(request);
    expect(stored).toMatchObject({status: 'fulfilled'});
    expect(stored.delivery?.messages.map(({status}) => status).toSorted()).toEqual(['accepted', 'accepted', 'refused']);
  });
});

describe('sent once more', () => {
  it('is a second email that says so; nothing is fulfilled twice', async () => {
    const service = await world.activate();
    const order = await world.order(service.id, [2]);
    const [request] = await ask(order);
    await world.drain();
    await resendRequest(world.ctx, world.shop, request?.id ?? '', 'user:1');
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'fulfilled'});
    const [first, second] = await world.outside.inbox();
    expect(second?.Metadata['message']).not.toBe(first?.Metadata['message']);
    expect((await displayed(order)).fulfillments).toHaveLength(1);
  });
});

describe('where the service is to confirm', () => {
  it('Shopify shows the items as in progress, and nothing is fulfilled yet', async () => {
    const service = await world.activate({fulfillOn: 'confirmation'});
    const order = await world.order(service.id, [3, 1]);
    const [request] = await ask(order, choose(order, 2));
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'sent'});
    expect(await world.outside.inbox()).toHaveLength(1);
    const {fulfillmentOrders} = await order.read();
    expect(fulfillmentOrders.map(({requestStatus}) => requestStatus).toSorted()).toEqual(['ACCEPTED', 'UNSUBMITTED']);
    expect((await displayed(order)).fulfillments).toEqual([]);
  });
});

describe('many', () => {
  it('are sent in batches, each once', async () => {
    const service = await world.activate();
    const orders = await Promise.all(Array.from({length: 60}, () => world.order(service.id, [1, 2])));
    await Promise.all(orders.map((order) => ask(order)));
    await world.drain();
    const {items} = await listRequests(world.ctx, world.shop, {serviceId: service.id, limit: 100});
    expect(items.map(({status}) => status)).toEqual(items.map(() => 'fulfilled'));
    expect(items).toHaveLength(60);
    const subjects = (await world.outside.inbox()).map(({Subject}) => Subject);
    expect(new Set(subjects).size).toBe(60);
    expect(subjects).toHaveLength(60);
  });
});
