/** A request that is taken back while it is marked as fulfilled in Shopify: the mark goes with it, unless it is shipped. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {answerRequest} from '../../../core/requests/answer/answer.ts';
import {findRequest} from '../../../core/requests/store.ts';
import {until} from '../../support/sandboxClient.ts';
import {createDesk, isCancelled, type Desk} from './support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

/** What became of an order's fulfillments in Shopify. */
const marks = async ({id}: {id: string}) => {
  const {order} = await desk.world.outside.graphql<{order: {fulfillments: {status: string}[]}}>(
    'query ($id: ID!) { order(id: $id) { fulfillments(first: 9) { status } } }',
    {id},
  );
  return order.fulfillments.map(({status}) => status);
};

/** Emailed and marked; the app does not know of the mark. */
const marked = async () => {
  const order = await desk.world.order(desk.service.id, [2]);
  const request = await desk.ask(order);
  await desk.shopifyFault('fulfillmentCreate', 'timeoutAfter', 1);
  await desk.world.drain();
  expect(await marks(order)).toEqual(['SUCCESS']);
  expect(await desk.now(request)).toMatchObject({status: 'sent'});
  return {order, request};
};

describe('a mark in Shopify that is made while the request is taken back', () => {
  it.each([null, 'error', 'timeoutBefore', 'timeoutAfter'])(
    'goes with it, and the service is told (Shopify at that: %s)',
    async (kind) => {
      const {order, request} = await marked();
      if (kind) await desk.shopifyFault('fulfillmentCancel', kind, 1);
      expect(await desk.cancel(request)).toMatchObject({cancellation: {status: 'pending'}});
      await desk.world.drain();
      await desk.cancel(request);
      await desk.comes(request, 'the cancellation', isCancelled);
      expect(await marks(order)).toEqual(['CANCELLED']);
      expect(await desk.cancellations()).toHaveLength(1);
      expect(await desk.isFree(order)).toBe(true);
      expect(await desk.ask(order, 'again')).toMatchObject({status: 'queued'});
    },
  );

  it('is under way at that moment: the same', async () => {
    const order = await desk.world.order(desk.service.id, [1]);
    const request = await desk.ask(order);
    await desk.world.outside.control('faults', {operation: 'fulfillmentCreate', kind: 'latency', rate: 1, ms: 300});
    const draining = desk.world.drain();
    await until('the mark to be under way', async () => {
      const stored = await findRequest(desk.world.ctx.db, desk.world.shop, request.id);
      return stored.fulfillment !== null;
    });
    await desk.cancel(request);
    await draining;
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await marks(order)).not.toContain('SUCCESS');
    expect(await desk.cancellations()).toHaveLength(1);
  });

  it('stays where the service says that it is shipped, and the merchant is told', async () => {
    const {order, request} = await desk.sent();
    await desk.shopifyFault('fulfillmentCreate', 'timeoutAfter', 1);
    const link = {shop: desk.world.shop, requestId: request.id};
    await answerRequest(desk.world.ctx, link, {kind: 'confirm', tracking: {number: 'T1'}});
    await desk.world.drain();
    await desk.cancel(request);
    const after = await desk.comes(request, 'the end', ({status}) => status === 'fulfilled');
    expect(after.history.at(-1)).toMatchObject({event: 'not cancelled'});
    expect(await marks(order)).toEqual(['SUCCESS']);
    expect(await desk.cancellations()).toEqual([]);
  });
});
