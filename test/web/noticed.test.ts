/** What happens to services in Shopify, past the app, is noticed by webhook: real ones, from the stand-in. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {getService} from '../../core/services/list.ts';
import {operation} from '../../core/shopify/operation.ts';
import {webhooks} from '../../core/webhooks/store.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {until} from '../support/sandboxClient.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

const run = (document: string, variables: Record<string, unknown>) =>
  shop.ctx.admin(shop.shop).run(operation<unknown, Record<string, unknown>>(document), variables);
/** Every webhook of the topic that came is done. */
const done = (topic: string) =>
  until(`${topic} to be processed`, async () => {
    const found = await webhooks(shop.ctx.db)
      .find({shop: shop.shop, topic: topic as never})
      .toArray();
    return found.length > 0 && found.every(({processedAt}) => processedAt !== null);
  });
const looks = async () => {
  const log = await fetch(`${shop.shopifyUrl}/sandbox/log?shop=${shop.shop}`);
  return ((await log.json()) as {operation: string}[]).filter((one) => one.operation === 'FulfillmentServices').length;
};

it('takes over a new name, and is not concerned by the merchant’s own locations', async () => {
  const service = await shop.activate();
  await run(
    'mutation Rename($id: ID!) { fulfillmentServiceUpdate(id: $id, name: "By hand", requiresShippingMethod: true) { userErrors { message } } }',
    {id: service.shopifyId},
  );
  await until('the new name', async () => (await getService(shop.ctx, shop.shop, service.id)).name === 'By hand');
  await done('locations/update');
  await shop.idle();
  const before = await looks();
  const {location} = await shop.outside.control<{location: {id: string}}>('locations', {name: 'Own stock'});
  await shop.outside.graphql(
    'mutation ($id: ID!) { locationEdit(id: $id, input: {name: "Own stock, renamed"}) { userErrors { message } } }',
    {id: location.id},
  );
  await until('its webhook', async () => {
    const ids = {$in: [location.id]};
    const seen = await webhooks(shop.ctx.db).findOne({shop: shop.shop, topic: 'locations/update', ids});
    return seen?.processedAt;
  });
  expect(await looks()).toBe(before);
});

it('tells of a service that was deleted, and ends what was open', async () => {
  const service = await shop.activate();
  const order = await shop.order(service.id, [1]);
  const path = `/api/orders/${numericId(order.id)}/requests`;
  const headers = {'idempotency-key': 'noticed'};
  const {requests} = await shop.client.api<{requests: FulfillmentRequest[]}>('POST', path, {}, headers);
  const {location} = await shop.outside.control<{location: {id: string}}>('locations', {name: 'Takes over'});
  await run(
    'mutation Delete($id: ID!, $to: ID!) { fulfillmentServiceDelete(id: $id, destinationLocationId: $to) { userErrors { message } } }',
    {id: service.shopifyId, to: location.id},
  );
  const request = await until('the request to be ended', async () => {
    const answer = await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${requests[0]?.id}`);
    return answer.request.status === 'failed' && answer.request;
  });
  expect(request.failure).toMatchObject({code: 'service_deleted', message: expect.stringContaining('was not sent')});
  expect(await shop.client.api('GET', `/api/services/${service.id}`)).toMatchObject({
    service: {status: 'removed', ended: {reason: 'deleted_in_shopify'}, glance: {open: 0, attention: 1}},
  });
  await done('locations/delete');
});
