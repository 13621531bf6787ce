/** Taking requests back, in every state and under every fault: never an email without a cancellation after it, and never two. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {resendRequest} from '../../../core/requests/actions.ts';
import {answerRequest} from '../../../core/requests/answer/answer.ts';
import {askForAdoption} from '../../../core/requests/courier/lease.ts';
import {findRequest} from '../../../core/requests/store.ts';
import {withdrawRequest} from '../../../core/requests/withdraw.ts';
import {notices} from '../../../core/notices/store.ts';
import {createDesk, isCancelled, secondAddress, type Desk} from './support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

describe('a request', () => {
  it('that waits is cancelled at once, and nobody is told', async () => {
    const order = await desk.world.order(desk.service.id, [1]);
    const request = await desk.ask(order);
    expect(await desk.cancel(request)).toMatchObject({status: 'cancelled'});
    await desk.world.drain();
    expect(await desk.now(request)).not.toHaveProperty('cancellation');
    expect(await desk.subjects()).toEqual([]);
    expect(await desk.isFree(order)).toBe(true);
  });

  it('that is sent: the service is told at each address what not to ship, and the items are free again', async () => {
    const {order, request} = await desk.sent();
    expect(await desk.cancel(request)).toMatchObject({status: 'sent', cancellation: {status: 'pending', quantity: 3}});
    // While it is taken back nobody can ask for its items, confirm it, or send it again.
    await expect(desk.ask(order, 'x')).rejects.toMatchObject({code: 'fulfillment_order_submitted'});
    await expect(resendRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1')).rejects.toMatchObject({
      code: 'request_state_conflict',
    });
    const link = {shop: desk.world.shop, requestId: request.id};
    expect(await answerRequest(desk.world.ctx, link, {kind: 'confirm', tracking: null})).toBeNull();

    await desk.world.drain();
    expect(await desk.now(request)).toMatchObject({
      status: 'cancelled',
      cancellation: {status: 'sent', partial: false, delivery: {status: 'accepted'}, acknowledged: null},
    });
    expect(await desk.isFree(order)).toBe(true);
    for (const address of [desk.confirming.email ?? '', secondAddress]) {
      expect(await desk.subjects(address)).toEqual([
        expect.stringContaining(`Order ${order.name}: ship 3 items`),
        expect.stringContaining(`CANCELLED – do not ship: order ${order.name}`),
      ]);
    }
    const email = (await desk.world.outside.inbox()).at(-1);
    for (const {sku} of order.lines) expect(email?.TextBody).toContain(sku);
    expect(email?.TextBody).toContain(`request ${request.id}`);
    for (const secret of ['Anna', 'Larsson', 'Storgatan', 'Stockholm', '+46']) {
      expect(`${email?.HtmlBody}${email?.TextBody}`).not.toContain(secret);
    }
    // Again: nothing more happens.
    expect(await desk.cancel(request)).toMatchObject({status: 'cancelled'});
    await desk.world.drain();
    expect(await desk.cancellations()).toHaveLength(2);
    expect(await desk.ask(order, 'again')).toMatchObject({status: 'queued'});
  });

  it('that is confirmed is cancelled, not fulfilled', async () => {
    const {order, request} = await desk.sent();
    await desk.shopifyFault('fulfillmentCreate', 'error');
    await answerRequest(
      desk.world.ctx,
      {shop: desk.world.shop, requestId: request.id},
      {kind: 'confirm', tracking: null},
    );
    await desk.world.drain();
    expect(await desk.now(request)).toMatchObject({status: 'confirmed'});
    await desk.clearFaults();
    await desk.cancel(request);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.cancellations()).toHaveLength(2);
    expect(await desk.isFree(order)).toBe(true);
  });

  it('that was declined is cancelled without a word to the service', async () => {
    const {order, request} = await desk.sent();
    const link = {shop: desk.world.shop, requestId: request.id};
    await answerRequest(desk.world.ctx, link, {kind: 'decline', reason: 'Out of stock'});
    await desk.cancel(request);
    await desk.world.drain();
    expect(await desk.now(request)).toMatchObject({status: 'cancelled'});
    expect(await desk.cancellations()).toEqual([]);
    expect(await desk.isFree(order)).toBe(true);
  });

  it('that is fulfilled cannot be taken back', async () => {
    const order = await desk.world.order(desk.service.id, [1]);
    const request = await desk.ask(order);
    await desk.world.drain();
    await expect(desk.cancel(request)).rejects.toMatchObject({code: 'request_state_conflict'});
    expect(await desk.now(request)).toMatchObject({status: 'fulfilled'});
  });

  it('that was made in Shopify and is not accepted yet is rejected there', async () => {
    const order = await desk.world.order(desk.service.id, [1]);
    await desk.shopifyFault('fulfillmentOrderAcceptFulfillmentRequest', 'error');
    const [one] = (await order.read()).fulfillmentOrders;
    await desk.world.outside.graphql(
      'mutation ($id: ID!) { fulfillmentOrderSubmitFulfillmentRequest(id: $id) { userErrors { message } } }',
      {id: one?.id},
    );
    await askForAdoption(desk.world.ctx.db, desk.world.shop);
    await desk.world.drain();
    const [adopted] = (await order.read()).requests;
    expect(adopted).toMatchObject({status: 'queued'});
    if (!adopted) return;
    await desk.clearFaults();
    expect(await desk.cancel(adopted)).toMatchObject({status: 'cancelled'});
    await desk.world.drain();
    expect((await order.read()).fulfillmentOrders).toMatchObject([{requestStatus: 'REJECTED'}]);
    expect(await desk.subjects()).toEqual([]);
  });

  it('that the merchant asked Shopify to cancel: that is accepted', async () => {
    const {order, request} = await desk.sent();
    const [one] = (await order.read()).fulfillmentOrders;
    await desk.world.outside.graphql(
      'mutation ($id: ID!) { fulfillmentOrderSubmitCancellationRequest(id: $id) { userErrors { message } } }',
      {id: one?.id},
    );
    await desk.cancel(request);
    await desk.world.drain();
    expect(await desk.now(request)).toMatchObject({status: 'cancelled'});
    const states = (await order.read()).fulfillmentOrders.map(({requestStatus}) => requestStatus);
    expect(states).toContain('CANCELLATION_ACCEPTED');
    expect(await desk.isFree(order)).toBe(true);
  });
});

describe('an email whose outcome is not known', () => {
  it.each([
    ['was accepted', 'timeoutAfter', 1],
    ['was not', 'timeoutBefore', 0],
  ])(
    'and that %s: cancelled once that is known, with a cancellation where there was an email',
    async (_, kind, emails) => {
      const order = await desk.world.order(desk.service.id, [1]);
      const request = await desk.ask(order);
      await desk.postmarkFault({kind, times: 1});
      await desk.world.drain();
      expect(await desk.now(request)).toMatchObject({status: 'unknown'});
      expect(await desk.cancel(request)).toMatchObject({status: 'unknown', cancellation: {status: 'pending'}});
      await desk.comes(request, 'the cancellation', ({status}) => status === 'cancelled');
      await desk.world.drain();
      expect(await desk.subjects()).toHaveLength(2 * emails);
      expect(await desk.cancellations()).toHaveLength(emails);
      expect(await desk.isFree(order)).toBe(true);
    },
  );
});

describe('Shopify', () => {
  it.each(['error', 'timeoutBefore', 'timeoutAfter', 'throttle'])(
    '%s at the close: told at once, cancelled once it is done',
    async (kind) => {
      const {order, request} = await desk.sent();
      await desk.shopifyFault('fulfillmentOrderClose', kind, 1);
      await desk.cancel(request);
      await desk.world.drain();
      expect(await desk.cancellations()).toHaveLength(2);
      // Whoever asks again need not wait.
      await desk.cancel(request);
      await desk.comes(request, 'the cancellation', isCancelled);
      expect(await desk.cancellations()).toHaveLength(2);
      expect(await desk.isFree(order)).toBe(true);
    },
  );

  it('is away for the titles: the SKUs have to do', async () => {
    const {order, request} = await desk.sent();
    await desk.shopifyFault('LineItemTitles', 'error');
    await desk.cancel(request);
    await desk.world.drain();
    expect(await desk.cancellations()).toHaveLength(2);
    const email = (await desk.world.outside.inbox()).at(-1);
    for (const {sku} of order.lines) expect(email?.TextBody).toContain(sku);
    expect(email?.TextBody).not.toContain('Product');
  });
});

describe('Postmark', () => {
  it.each([
    ['times out before it accepted', {kind: 'timeoutBefore', times: 1}],
    ['times out after it accepted', {kind: 'timeoutAfter', times: 1}],
    ['answers 500 after it accepted', {kind: 'error', after: true, times: 1}],
  ])('%s: one cancellation to each address', async (_, fault) => {
    const {request} = await desk.sent();
    await desk.postmarkFault(fault);
    await desk.cancel(request);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.now(request)).toMatchObject({cancellation: {status: 'sent'}});
    expect(await desk.cancellations()).toHaveLength(2);
  });

  it('cannot send for the account: the cancellation waits, says why, and goes out', async () => {
    const {request} = await desk.sent();
    await desk.postmarkFault({kind: 'account'});
    await desk.cancel(request);
    await desk.world.drain();
    expect(await desk.now(request)).toMatchObject({
      status: 'cancelled',
      cancellation: {status: 'pending', failure: {code: 'email_account_blocked'}},
    });
    await desk.clearFaults();
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.cancellations()).toHaveLength(2);
  });
});

it('asked for by many at once, with couriers in between: one cancellation', async () => {
  const {request} = await desk.sent();
  const stored = await findRequest(desk.world.ctx.db, desk.world.shop, request.id);
  const how = {by: 'app', reason: 'service_removed'} as const;
  await Promise.all(
    Array.from({length: 8}, async (_, index) => {
      if (index % 2) await desk.world.drain();
      await withdrawRequest(desk.world.ctx, desk.world.shop, stored, how);
      await desk.world.drain();
    }),
  );
  await desk.comes(request, 'the cancellation', isCancelled);
  expect(await desk.cancellations()).toHaveLength(2);
  expect((await desk.now(request)).history.filter(({event}) => event === 'cancelled')).toMatchObject([
    {by: 'app', detail: 'service_removed'},
  ]);
});
