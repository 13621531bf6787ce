/** What the order page is told beside the states: when items count as fulfilled, and the tracking number. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createRequests} from '../../../core/requests/create.ts';
import {createWorld, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test.each(['email', 'confirmation'] as const)('says that the service fulfils on %s', async (fulfillOn) => {
  const service = await world.activate({fulfillOn});
  const order = await world.order(service.id, [1]);
  const [place] = (await order.read()).fulfillmentOrders;
  expect(place?.fulfillOn).toBe(fulfillOn);
  const options = {idempotencyKey: `shown-${fulfillOn}`, by: 'user:1'};
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, options);
  expect(request?.fulfillOn).toBe(fulfillOn);
  expect(request).not.toHaveProperty('trackingInfo');
});

test('shows the tracking number the merchant gave, and nothing for a place that is no service', async () => {
  const service = await world.activate();
  const order = await world.order(service.id, [1]);
  const trackingInfo = {number: 'TH123', company: 'Thailand Post'};
  const options = {idempotencyKey: 'shown-tracking', by: 'user:1'};
  await createRequests(world.ctx, world.shop, order.id, {trackingInfo}, options);
  expect((await order.read()).requests.map((one) => one.trackingInfo)).toEqual([trackingInfo]);
  const own = await world.order(null, [1]);
  expect((await own.read()).fulfillmentOrders[0]).not.toHaveProperty('fulfillOn');
});
