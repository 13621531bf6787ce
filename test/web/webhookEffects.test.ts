/** What webhooks of the app itself and of privacy law make it do. */
import {Session} from '@shopify/shopify-api';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {createSessionStorage} from '../../core/shops/sessions.ts';
import {offlineSessionId} from '../../core/shops/sessionStore.ts';
import {rememberShop, shops} from '../../core/shops/shops.ts';
import {reprocessWebhooks} from '../../core/webhooks/process.ts';
import {shopCollections} from '../../core/webhooks/redactShop.ts';
import {webhooks} from '../../core/webhooks/store.ts';
import {jobsCollection} from '../../jobs/contracts.ts';
import {hmac, testShop} from './support/signed.ts';
import {failureOf, startWeb, type Web} from './support/web.ts';

const otherShop = 'b-shop.myshopify.com';

let web: Web;
beforeAll(async () => {
  web = await startWeb({webhooks: true});
});
afterAll(() => web.close());
beforeEach(async () => {
  await web.background.idle();
  await web.clear();
  web.looks.length = 0;
});

async function storeSession(shop: string): Promise<void> {
  await rememberShop(web.ctx, shop);
  await createSessionStorage(web.ctx).storeSession(
    new Session({
      id: offlineSessionId(shop),
      shop,
      state: '',
      isOnline: false,
      accessToken: 'shpat_of_the_test',
      scope: 'read_orders',
      expires: new Date(Date.now() + 3_600_000),
    }),
  );
}

async function sent(topic: string, payload: object, extra: Parameters<Web['webhook']>[2] = {}): Promise<void> {
  expect((await web.webhook(topic, payload, extra)).status).toBe(200);
  await web.background.idle();
}

describe('app/uninstalled', () => {
  test('marks the shop and forgets its tokens, and no other shop’s', async () => {
    await storeSession(testShop);
    await storeSession(otherShop);
    await sent('app/uninstalled', {myshopify_domain: testShop});
    expect((await shops(web.db).findOne({_id: testShop}))?.uninstalledAt).toBeInstanceOf(Date);
    expect((await shops(web.db).findOne({_id: otherShop}))?.uninstalledAt).toBeNull();
    const storage = createSessionStorage(web.ctx);
    expect(await storage.loadSession(offlineSessionId(testShop))).toBeUndefined();
    expect(await storage.loadSession(offlineSessionId(otherShop))).toBeDefined();
  });

  test('that comes after a new install changes nothing', async () => {
    await storeSession(testShop);
    await sent('app/uninstalled', {myshopify_domain: testShop}, {triggeredAt: new Date(Date.now() - 60_000)});
    expect((await shops(web.db).findOne({_id: testShop}))?.uninstalledAt).toBeNull();
    expect(await createSessionStorage(web.ctx).loadSession(offlineSessionId(testShop))).toBeDefined();
  });
});

const scopeOf = async () => (await createSessionStorage(web.ctx).loadSession(offlineSessionId(testShop)))?.scope;

describe('app/scopes_update', () => {
  test('brings the session’s scopes up to date', async () => {
    await storeSession(testShop);
    const payload = {previous: ['read_orders'], current: ['read_orders', 'write_inventory']};
    await sent('app/scopes_update', payload, {triggeredAt: new Date(Date.now() + 1_000)});
    expect(await scopeOf()).toBe('read_orders,write_inventory');
  });

  test('that is older than the session does not', async () => {
    await storeSession(testShop);
    await sent('app/scopes_update', {current: ['read_products']}, {triggeredAt: new Date(Date.now() - 60_000)});
    expect(await scopeOf()).toBe('read_orders');
  });
});

/** Collections that name no shop, each for a reason: addresses that Postmark blocks for all shops are kept as a hash alone. */
const ofNoShop = ['addressBlocks'];

/** A document of the shop in every collection there is, whether the app knows that it holds a shop's or not. */
async function fill(shop: string): Promise<string[]> {
  const there = (await web.db.listCollections().toArray()).map(({name}) => name);
  const names = [...new Set([...there, ...shopCollections])].filter(
    (name) => name !== jobsCollection && !ofNoShop.includes(name),
  );
  for (const name of names) {
    const collection = web.db.collection<{_id: string; shop?: string}>(name);
    const indexes = there.includes(name) ? await collection.indexes() : [];
    const unique = indexes.filter((index) => index.unique).flatMap(({key}) => Object.keys(key as object));
    const own = unique.filter((key) => key !== '_id' && key !== 'shop' && !key.includes('.'));
    const keyed = name === 'shops' || name === 'couriers';
    await collection.insertOne({
      ...Object.fromEntries(own.map((key) => [key, `of ${shop}`])),
      ...(keyed ? {_id: shop} : {_id: `${name} of ${shop}`, shop}),
    });
  }
  await web.db.collection(jobsCollection).insertOne({name: 'deliver', data: {shop}, failedAt: new Date()});
  await shops(web.db).updateOne({_id: shop}, {$set: {installedAt: new Date(0), uninstalledAt: new Date(0)}});
  return [...names, jobsCollection];
}

/** As the sweeper does when the time of what was put off has come. @returns how many records it looked at */
async function lookAgain(): Promise<number> {
  await webhooks(web.db).updateMany({}, {$set: {heldUntil: new Date(0)}});
  return reprocessWebhooks({ctx: web.ctx, deliver: async () => {}});
}

describe('privacy law', () => {
  test.for(['customers/data_request', 'customers/redact'])('%s is noted, without the customer', async (topic) => {
    const customer = {id: 9, email: 'jane@example.com', phone: '+1 555 0100'};
    await sent(topic, {shop_id: 1, shop_domain: testShop, customer, orders_requested: [1]});
    expect(await webhooks(web.db).find().toArray()).toMatchObject([{shop: testShop, topic, ids: []}]);
    expect(JSON.stringify(await web.everything())).not.toMatch(/jane|555 0100/);
  });

  test('shop/redact erases every document of the shop, and of no other', async () => {
    const names = await fill(testShop);
    await fill(otherShop);
    await sent('shop/redact', {shop_id: 1, shop_domain: testShop});
    await lookAgain();
    const after = await web.everything();
    expect(JSON.stringify(after)).not.toContain(testShop);
    expect(Object.keys(after).toSorted()).toEqual(names.toSorted());
    expect(Object.values(after).map((documents) => documents.length)).toEqual(names.map(() => 1));
  });

  test('shop/redact looks again until nothing is left: a job under way may have written meanwhile', async () => {
    await fill(testShop);
    const asked = [expect.objectContaining({topic: 'shop/redact', processedAt: null})];
    await sent('shop/redact', {shop_id: 1, shop_domain: testShop});
    expect(await web.everything()).toEqual({webhooks: asked});
    await web.db.collection<{_id: string}>('couriers').insertOne({_id: testShop});
    expect(await lookAgain()).toBe(1);
    expect(await web.everything()).toEqual({webhooks: asked});
    expect(await lookAgain()).toBe(1);
    expect(await web.everything()).toEqual({});
  });

  test('shop/redact leaves a shop alone that has installed the app again', async () => {
    // A token that works is the proof.
    expect((await web.call('/api/requests')).status).toBe(200);
    await sent('shop/redact', {shop_id: 1, shop_domain: testShop});
    expect(await shops(web.db).countDocuments({_id: testShop})).toBe(1);
    expect(await createSessionStorage(web.ctx).loadSession(offlineSessionId(testShop))).toBeDefined();
  });

  test('shop/redact erases a shop whose app/uninstalled was lost: its token is dead', async () => {
    await storeSession(testShop);
    await sent('shop/redact', {shop_id: 1, shop_domain: testShop});
    await lookAgain();
    expect(await web.everything()).toEqual({});
  });

  test('shop/redact waits while Shopify cannot say whether the app is there', async () => {
    expect((await web.call('/api/requests')).status).toBe(200);
    await web.sandbox('faults', {operation: 'ShopDetails', kind: 'error', rate: 1});
    await sent('shop/redact', {shop_id: 1, shop_domain: testShop});
    expect(await shops(web.db).countDocuments({_id: testShop})).toBe(1);
    expect(await webhooks(web.db).find().toArray()).toMatchObject([{processedAt: null}]);

    await fetch(`${web.shopify.url}/sandbox/faults`, {method: 'DELETE'});
    await fetch(`${web.shopify.url}/sandbox/uninstall?shop=${testShop}`, {method: 'POST'});
    await expect.poll(() => shops(web.db).findOne({_id: testShop})).toMatchObject({uninstalledAt: expect.any(Date)});
    expect(await lookAgain()).toBe(1);
    await lookAgain();
    expect(await web.everything()).toEqual({});
  });
});

describe('the callback of fulfillment services', () => {
  const path = '/fulfillment-service/fulfillment_order_notification';
  const body = JSON.stringify({kind: 'FULFILLMENT_REQUEST'});
  const headers = {'X-Shopify-Shop-Domain': testShop, 'X-Shopify-Hmac-Sha256': hmac(body)};

  test('has the courier look at the shop', async () => {
    const reply = await web.call(path, {body, token: null, headers});
    expect(reply.status).toBe(200);
    expect(web.looks).toEqual([testShop]);
  });

  test.for([
    [
      'with a wrong signature',
      body,
      {...headers, 'X-Shopify-Hmac-Sha256': hmac(body, 'another')},
      401,
      'invalid_signature',
    ],
    ['without a signature', body, {'X-Shopify-Shop-Domain': testShop}, 401, 'invalid_signature'],
    ['with another body', '{"kind":"CANCELLATION_REQUEST"}', headers, 401, 'invalid_signature'],
    ['without a body', '', headers, 401, 'invalid_signature'],
    ['of a host that is no shop', body, {...headers, 'X-Shopify-Shop-Domain': 'example.com'}, 422, 'invalid_input'],
  ] as const)('%s is refused and does nothing', async ([, text, sentHeaders, status, code]) => {
    const reply = await web.call(path, {method: 'POST', body: text, token: null, headers: sentHeaders});
    expect(failureOf(reply)).toMatchObject({status, code});
    expect(web.looks).toEqual([]);
    expect(await web.everything()).toEqual({});
  });

  test('is not answered with 200 while the look cannot be enqueued', async () => {
    const broken = await startWeb({deliver: () => Promise.reject(new Error('the queue is down: secret detail'))});
    const reply = await broken.call(path, {body, token: null, headers});
    await broken.close();
    expect(failureOf(reply)).toEqual({
      status: 500,
      code: 'internal',
      message: 'Something went wrong on our side. Try again in a minute.',
    });
  });
});
