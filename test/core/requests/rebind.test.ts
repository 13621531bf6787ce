/** What was given back in part is asked for together with the rest: Shopify replaces one fulfillment order, and each line finds its own. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {giveBack} from '../../../core/requests/actions.ts';
import {answerRequest} from '../../../core/requests/answer/answer.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {getRequest} from '../../../core/requests/list.ts';
import {createWorld, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('a part that was declined goes out with what remains of its line', async () => {
  const service = await world.activate({fulfillOn: 'confirmation'});
  const order = await world.order(service.id, [3]);
  const ask = async (idempotencyKey: string, input: object) => {
    const [request] = await createRequests(world.ctx, world.shop, order.id, input, {idempotencyKey, by: 'user:1'});
    if (!request) throw new Error('No request was made.');
    await world.drain();
    return request;
  };
  const part = await ask('part', {lines: [{fulfillmentOrderLineItemId: order.lines[0]?.id, quantity: 1}]});
  const link = {shop: world.shop, requestId: part.id};
  const declined = await answerRequest(world.ctx, link, {kind: 'decline', reason: 'Out of stock'});
  if (!declined) throw new Error('It could not be declined.');
  await giveBack(world.ctx, declined);
  const rest = await ask('rest', {});
  const {status, lines} = await getRequest(world.ctx, world.shop, rest.id);
  expect({status, units: lines.map(({quantity}) => quantity)}).toEqual({status: 'sent', units: [1, 2]});
  const {fulfillmentOrders} = await order.read();
  const there = new Map(fulfillmentOrders.flatMap((one) => one.lines.map(({id, remaining}) => [id, remaining])));
  expect(lines.map(({fulfillmentOrderLineItemId}) => there.get(fulfillmentOrderLineItemId))).toEqual([1, 2]);
});
