/** `POST /api/requests`: many orders at once, and the summary before. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {requests} from '../../core/requests/store.ts';
import type {ManyRequestsAnswer} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

let count = 0;
const key = () => ({'idempotency-key': `many-${++count}`});
const post = (body: unknown, headers: Record<string, string> = key()) =>
  shop.client.call<ManyRequestsAnswer>('POST', '/api/requests', body, headers);
const stored = () => requests(shop.ctx.db).countDocuments({shop: shop.shop});

describe('many orders', () => {
  it('are counted by service before, without a key, and nothing is stored', async () => {
    const [north, south] = [await shop.activate({name: 'North'}), await shop.activate({name: 'South'})];
    const first = await shop.order(north.id, [2, 3]);
    const second = await shop.order(north.id, [1]);
    const third = await shop.order(south.id, [4]);
    const own = await shop.order(null, [1]);
    const orderIds = [first.id, numericId(second.id), third.id, own.id, '999999999999'];
    const before = await stored();
    const {status, body} = await post({orderIds, dryRun: true}, {});
    expect(status).toBe(200);
    expect(body).toEqual({
      accepted: [first.id, second.id, third.id],
      skipped: [
        {orderId: own.id, orderName: own.name, reason: {code: 'nothing_to_fulfill', message: expect.any(String)}},
        {
          orderId: 'gid://shopify/Order/999999999999',
          orderName: null,
          reason: {code: 'order_not_found', message: expect.any(String)},
        },
      ],
      services: [
        {serviceId: north.id, name: 'North', orders: 2, units: 6},
        {serviceId: south.id, name: 'South', orders: 1, units: 4},
      ],
    });
    expect(await stored()).toBe(before);

    const sent = await post({orderIds});
    expect(sent.status).toBe(202);
    expect(sent.body).toEqual(body);
    expect(await stored()).toBe(before + 3);
    expect(shop.enqueued).toContainEqual({job: 'deliver', of: shop.shop});
  });

  it('need a key to be sent', async () => {
    expect(await post({orderIds: ['1']}, {})).toMatchObject({
      status: 400,
      body: {error: {code: 'idempotency_key_missing'}},
    });
  });

  it('under the same key are the same call; under another, they are taken', async () => {
    const service = await shop.activate();
    const orders = [await shop.order(service.id, [1]), await shop.order(service.id, [2])];
    const before = await stored();
    const body = {orderIds: orders.map(({id}) => id)};
    const headers = key();
    const first = await post(body, headers);
    expect(await post(body, headers)).toMatchObject({body: first.body});
    expect(first.body).toMatchObject({skipped: [], services: [{orders: 2, units: 3}]});
    expect(await stored()).toBe(before + 2);
    expect((await post(body)).body.skipped.map(({reason}) => reason.code)).toEqual([
      'line_already_requested',
      'line_already_requested',
    ]);
  });

  it('finish what a call left that stopped half way', async () => {
    const service = await shop.activate();
    const orders = [await shop.order(service.id, [1]), await shop.order(service.id, [1])];
    const headers = key();
    await post({orderIds: [orders[0]?.id]}, headers);
    const {body} = await post({orderIds: orders.map(({id}) => id)}, headers);
    expect(body).toMatchObject({accepted: orders.map(({id}) => id), skipped: []});
  });

  it('are read many to a query: a hundred in fewer than ten calls of Shopify', async () => {
    const service = await shop.activate();
    const orders = [];
    for (let at = 0; at < 100; at += 20) {
      orders.push(...(await Promise.all(Array.from({length: 20}, () => shop.order(service.id, [1])))));
    }
    await fetch(`${shop.shopifyUrl}/sandbox/log?shop=${shop.shop}`, {method: 'DELETE'});
    const {body} = await post({orderIds: orders.map(({id}) => id)});
    expect(body).toMatchObject({services: [{orders: 100, units: 100}]});
    const log = (await (await fetch(`${shop.shopifyUrl}/sandbox/log?shop=${shop.shop}`)).json()) as {
      operation: string;
    }[];
    expect(log.length).toBeLessThan(10);
  });

  it('of which one has long fulfillment orders are read whole', async () => {
    const service = await shop.activate();
    const long = await shop.order(
      service.id,
      Array.from({length: 25}, () => 1),
    );
    const {body} = await post({orderIds: [long.id], dryRun: true});
    expect(body.services).toEqual([{serviceId: service.id, name: service.name, orders: 1, units: 25}]);
  });
});
