/** Outcomes nobody told: time-outs before and after the effect, answers that are none. One email and one fulfillment all the same. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createRequests} from '../../../core/requests/create.ts';
import {getRequest} from '../../../core/requests/list.ts';
import {retryRequest} from '../../../core/requests/actions.ts';
import type {FulfillmentRequest, Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
let service: Service;
beforeAll(async () => {
  world = await createWorld({
    OUTSIDE_TIMEOUT_SECONDS: '0.4',
    POSTMARK_SETTLED_SECONDS: '1',
    COURIER_LEASE_SECONDS: '3',
  });
  service = await world.activate();
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});
afterEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
  await world.outside.postmark('settings', {searchLagMs: 0});
});

const ask = async (order: TestOrder): Promise<FulfillmentRequest> => {
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  if (!request) throw new Error('No request was made.');
  return request;
};
const now = (request: FulfillmentRequest) => getRequest(world.ctx, world.shop, request.id);
/** Couriers come until the request has the status, as the sweeper would send them. */
const becomes = (request: FulfillmentRequest, status: string) =>
  until(
    `the request to be ${status}`,
    async () => {
      await world.drain();
      return (await now(request)).status === status;
    },
    20_000,
  );
const fulfillments = async (order: TestOrder) =>
  (
    await world.outside.graphql<{order: {fulfillments: unknown[]}}>(
      'query ($id: ID!) { order(id: $id) { fulfillments(first: 20) { id } } }',
      {id: order.id},
    )
  ).order.fulfillments;
const eventsOf = async (request: FulfillmentRequest) => (await now(request)).history.map(({event}) => event);

describe('Postmark', () => {
  it.each([
    ['times out before it accepted', {kind: 'timeoutBefore', ms: 5000}],
    ['times out after it accepted', {kind: 'timeoutAfter', ms: 5000}],
    ['resets the connection before it accepted', {kind: 'reset'}],
    ['resets the connection after it accepted', {kind: 'reset', after: true}],
    ['answers HTML with status 200 after it accepted', {kind: 'html', after: true}],
    ['answers 500 before it accepted', {kind: 'error'}],
    ['answers 500 after it accepted', {kind: 'error', after: true}],
    ['stops in the middle of its answer', {kind: 'stall', ms: 5000}],
    ['answers with fewer rows than were asked', {kind: 'shortBatch'}],
  ])('%s: unknown until it is looked up, then one email', async (_name, fault) => {
    const order = await world.order(service.id, [1]);
    await world.outside.postmark('faults', {operation: 'batch', rate: 1, times: 1, ...fault});
    const request = await ask(order);
    await becomes(request, 'fulfilled');
    expect(await eventsOf(request)).toContain('unknown');
    expect(await world.outside.inbox()).toHaveLength(1);
    expect(await fulfillments(order)).toHaveLength(1);
  });

  it.each([
    ['accepts without an ErrorCode', {kind: 'noErrorCode'}],
    ['throttles', {kind: 'throttle'}],
    ['is in maintenance', {kind: 'maintenance'}],
  ])('%s: no look-up is needed, and one email goes out', async (_name, fault) => {
    const order = await world.order(service.id, [1]);
    await world.outside.postmark('faults', {operation: 'batch', rate: 1, times: 1, ...fault});
    const request = await ask(order);
    await world.drain();
    const first = await now(request);
    if (first.status === 'queued') await retryRequest(world.ctx, world.shop, request.id, 'user:1');
    await becomes(request, 'fulfilled');
    expect(await eventsOf(request)).not.toContain('unknown');
    expect(await world.outside.inbox()).toHaveLength(1);
  });

  it('hides an accepted email from search for a while: it is not sent again meanwhile', async () => {
    const order = await world.order(service.id, [1]);
    await world.outside.postmark('settings', {searchLagMs: 700});
    await world.outside.postmark('faults', {operation: 'batch', rate: 1, times: 1, kind: 'timeoutAfter', ms: 5000});
    const request = await ask(order);
    await becomes(request, 'fulfilled');
    expect(await world.outside.inbox()).toHaveLength(1);
  });

  it('cannot send for the account: everything waits, visibly, and goes out once it can', async () => {
    const order = await world.order(service.id, [1]);
    await world.outside.postmark('faults', {operation: 'batch', rate: 1, kind: 'account'});
    const request = await ask(order);
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'queued', failure: {code: 'email_account_blocked'}});
    await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
    await retryRequest(world.ctx, world.shop, request.id, 'user:1');
    await becomes(request, 'fulfilled');
    expect(await world.outside.inbox()).toHaveLength(1);
  });
});

describe('Shopify', () => {
  it.each([
    ['times out before the fulfillment', {kind: 'timeoutBefore', ms: 5000}],
    ['times out after the fulfillment', {kind: 'timeoutAfter', ms: 5000}],
    ['fails instead of making the fulfillment', {kind: 'error'}],
    ['throttles the fulfillment', {kind: 'throttle'}],
  ])('%s: one fulfillment', async (_name, fault) => {
    const order = await world.order(service.id, [2, 1]);
    await world.outside.control('faults', {operation: 'fulfillmentCreate', rate: 1, times: 1, caller: 'app', ...fault});
    const request = await ask(order);
    await becomes(request, 'fulfilled');
    expect(await world.outside.inbox()).toHaveLength(1);
    expect(await fulfillments(order)).toHaveLength(1);
  });

  it('is away while the order is read: nothing is sent, and it goes out later', async () => {
    const order = await world.order(service.id, [1]);
    await world.outside.control('faults', {
      operation: 'FulfillmentOrdersToSend',
      rate: 1,
      kind: 'error',
      caller: 'app',
    });
    const request = await ask(order);
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'queued', failure: {code: 'shopify_unavailable'}});
    expect(await world.outside.inbox()).toEqual([]);
    await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
    await retryRequest(world.ctx, world.shop, request.id, 'user:1');
    await becomes(request, 'fulfilled');
  });

  it('says somebody fulfilled it between the email and our mark: it counts as fulfilled, and nothing is marked twice', async () => {
    const order = await world.order(service.id, [1]);
    await world.outside.control('faults', {
      operation: 'fulfillmentCreate',
      rate: 1,
      times: 1,
      caller: 'app',
      kind: 'error',
    });
    const request = await ask(order);
    await world.drain();
    const [one] = (await order.read()).fulfillmentOrders;
    await world.outside.graphql(
      'mutation ($id: ID!) { fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: $id}]}) { userErrors { message } } }',
      {id: one?.id},
    );
    await becomes(request, 'fulfilled');
    expect(await fulfillments(order)).toHaveLength(1);
  });
});
