/** Webhooks and callbacks: signatures, records, what they make the app do, and that a crash loses none. */
import {readFile} from 'node:fs/promises';
import {parse} from 'smol-toml';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {factsOf} from '../../core/webhooks/facts.ts';
import {reprocessWebhooks} from '../../core/webhooks/process.ts';
import {recordWebhook, webhooks} from '../../core/webhooks/store.ts';
import {webhookTopics} from '../../core/webhooks/topics.ts';
import {testShop, webhookHeaders} from './support/signed.ts';
import {failureOf, startWeb, type Web} from './support/web.ts';

let failing = false;
let web: Web;
beforeAll(async () => {
  web = await startWeb({
    deliver(shop) {
      if (failing) return Promise.reject(new Error('the queue is down'));
      looked.push(shop);
      return Promise.resolve();
    },
  });
});
afterAll(() => web.close());

const looked: string[] = [];
beforeEach(async () => {
  await web.background.idle();
  await web.clear();
  looked.length = 0;
  failing = false;
});

const moved = {
  original_fulfillment_order: {id: 'gid://shopify/FulfillmentOrder/1', status: 'open'},
  moved_fulfillment_order: {id: 'gid://shopify/FulfillmentOrder/2', status: 'open'},
};
const path = '/webhooks/fulfillment_orders/moved';

async function refused(sent: string, headers: Record<string, string>, to = path) {
  const reply = await web.call(to, {body: sent, token: null, headers});
  await web.background.idle();
  expect(await web.everything()).toEqual({});
  expect(looked).toEqual([]);
  return failureOf(reply);
}

const deps = () => ({ctx: web.ctx, deliver: (shop: string) => Promise.resolve(void looked.push(shop))});
const letGo = () => webhooks(web.db).updateMany({}, {$set: {heldUntil: new Date(0)}});

test('the topics are those of shopify.app.toml, each at its own address', async () => {
  const toml = parse(await readFile(new URL('../../shopify.app.toml', import.meta.url), 'utf8'));
  const {subscriptions} = toml['webhooks'] as {
    subscriptions: {topics?: string[]; compliance_topics?: string[]; uri: string}[];
  };
  const inFile = subscriptions.map(({topics = [], compliance_topics = [], uri}) => ({
    topics: [...topics, ...compliance_topics],
    uri,
  }));
  expect(inFile.flatMap(({topics}) => topics).toSorted()).toEqual(webhookTopics.toSorted());
  for (const {topics, uri} of inFile) expect(topics.map((topic) => `/webhooks/${topic}`)).toEqual([uri]);
});

describe('a webhook that is not Shopify’s is refused and leaves nothing', () => {
  const body = JSON.stringify(moved);
  const good = webhookHeaders('fulfillment_orders/moved', body);

  const badSignature = {status: 401, code: 'invalid_signature', message: 'The signature of this message is not valid.'};

  test('signed with another secret', async () => {
    const headers = webhookHeaders('fulfillment_orders/moved', body, {secret: 'another'});
    expect(await refused(body, headers)).toMatchObject({...badSignature, details: {reason: 'invalid_hmac'}});
  });

  test('one byte of its body changed', async () => {
    expect(await refused(body.replace('/2', '/3'), good)).toMatchObject(badSignature);
    expect(await refused(`${body} `, good)).toMatchObject(badSignature);
  });

  test('no signature, or none of its other headers', async () => {
    const {'X-Shopify-Hmac-Sha256': signature, ...unsigned} = good;
    expect(await refused(body, unsigned)).toMatchObject({...badSignature, details: {reason: 'missing_hmac'}});
    expect(await refused(body, {'X-Shopify-Hmac-Sha256': signature ?? ''})).toMatchObject({
      ...badSignature,
      details: {reason: 'missing_headers'},
    });
  });

  test('no body', async () => {
    expect(await refused('', webhookHeaders('fulfillment_orders/moved', ''))).toMatchObject(badSignature);
  });

  test('a topic the app knows nothing of', async () => {
    const headers = webhookHeaders('carts/create', body);
    expect(await refused(body, headers, '/webhooks/carts/create')).toMatchObject({status: 404, code: 'not_found'});
    expect(await refused(body, headers, '/webhooks/constructor')).toMatchObject({status: 404, code: 'not_found'});
  });

  test('a topic that is not the one of its address', async () => {
    expect(await refused(body, good, '/webhooks/shop/redact')).toMatchObject({status: 422, code: 'invalid_input'});
  });

  test('a shop that is none, or not the one in its body', async () => {
    const headers = webhookHeaders('fulfillment_orders/moved', body, {shop: 'evil.example.com'});
    expect(await refused(body, headers)).toMatchObject({status: 422, code: 'invalid_input'});
    const redact = JSON.stringify({shop_domain: 'b-shop.myshopify.com'});
    expect(await refused(redact, webhookHeaders('shop/redact', redact), '/webhooks/shop/redact')).toMatchObject({
      status: 422,
      code: 'invalid_input',
    });
  });

  test('signed, but no JSON', async () => {
    expect(await refused('text', webhookHeaders('fulfillment_orders/moved', 'text'))).toMatchObject({
      status: 400,
      code: 'invalid_json',
    });
  });

  test('over 1 MB', async () => {
    const large = JSON.stringify({x: 'x'.repeat(1024 * 1024)});
    expect(await refused(large, webhookHeaders('fulfillment_orders/moved', large))).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
  });
});

describe('a webhook of Shopify', () => {
  test('is recorded by its id, with ids and nothing else of its payload', async () => {
    const order = {
      id: 1,
      admin_graphql_api_id: 'gid://shopify/Order/1',
      email: 'jane@example.com',
      note: 'gid://shopify/Order/1 leave it at the door',
      customer: {admin_graphql_api_id: 'gid://shopify/Customer/9', first_name: 'Jane'},
      shipping_address: {name: 'Jane Doe', address1: '1 Main St', phone: '+1 555 0100'},
    };
    const at = new Date('2026-11-01T10:00:00Z');
    expect((await web.webhook('orders/cancelled', order, {id: 'w1', triggeredAt: at})).status).toBe(200);
    await web.background.idle();
    expect(await web.everything()).toEqual({
      webhooks: [
        {
          _id: `${testShop}:w1`,
          shop: testShop,
          topic: 'orders/cancelled',
          ids: ['gid://shopify/Order/1'],
          triggeredAt: at,
          at: expect.any(Date),
          processedAt: expect.any(Date),
          attempts: 1,
          heldUntil: expect.any(Date),
        },
      ],
    });
    expect(looked).toEqual([testShop]);
  });

  test('comes as Shopify sends it: bytes of any alphabet', async () => {
    const reply = await web.webhook('orders/edited', {note: 'สวัสดี 你好 👋 é', order_edit: {order_id: 1}});
    expect(reply.status).toBe(200);
  });

  test('sent again is answered and not done again, also both at once', async () => {
    const twice = () => web.webhook('fulfillment_orders/moved', moved, {id: 'w2'});
    const replies = await Promise.all([twice(), twice(), twice()]);
    replies.push(await twice());
    await web.background.idle();
    expect(replies.map(({status}) => status)).toEqual([200, 200, 200, 200]);
    expect(looked).toEqual([testShop]);
    expect(await webhooks(web.db).countDocuments()).toBe(1);
  });

  test('with the same id from another shop is another', async () => {
    await web.webhook('fulfillment_orders/moved', moved, {id: 'w3'});
    await web.webhook('fulfillment_orders/moved', moved, {id: 'w3', shop: 'b-shop.myshopify.com'});
    await web.background.idle();
    expect(looked.toSorted()).toEqual([testShop, 'b-shop.myshopify.com']);
  });

  test('is not answered with 200 while it cannot be recorded', async () => {
    const broken = await startWeb();
    await broken.loseDatabase();
    const reply = await broken.webhook('fulfillment_orders/moved', moved);
    expect(failureOf(reply)).toMatchObject({status: 503, code: 'database_unavailable'});
    await broken.close();
  });

  test('may be nested deeper than the stack is', async () => {
    const deep = `${'['.repeat(200_000)}"gid://shopify/Order/7"${']'.repeat(200_000)}`;
    const body = `{"id":"gid://shopify/Order/1","deep":${deep},"last":"gid://shopify/Order/9"}`;
    const headers = webhookHeaders('orders/edited', body, {id: 'deep'});
    expect((await web.call('/webhooks/orders/edited', {body, token: null, headers})).status).toBe(200);
    expect(await webhooks(web.db).findOne({_id: `${testShop}:deep`})).toMatchObject({
      ids: [1, 7, 9].map((n) => `gid://shopify/Order/${n}`),
    });
  });

  test('keeps at most a hundred ids', () => {
    const ids = Array.from({length: 500}, (_, n) => `gid://shopify/Order/${n + 1}`);
    expect(factsOf({ids}).ids).toEqual(ids.slice(0, 100));
  });
});

describe('what was recorded but not done', () => {
  const delivery = {
    shop: testShop,
    topic: 'fulfillment_orders/moved' as const,
    triggeredAt: null,
    facts: {ids: []},
  };

  test('is done by the next to look, once its hold is over', async () => {
    // The process died right after it had answered.
    await recordWebhook(web.db, {...delivery, webhookId: 'w4'});
    expect(await reprocessWebhooks(deps())).toBe(0);
    await letGo();
    const tried = await Promise.all([reprocessWebhooks(deps()), reprocessWebhooks(deps())]);
    expect(tried[0] + tried[1]).toBe(1);
    expect(looked).toEqual([testShop]);
    await letGo();
    expect(await reprocessWebhooks(deps())).toBe(0);
  });

  test('is put off when it fails, for longer each time, and done in the end', async () => {
    failing = true;
    expect((await web.webhook('fulfillment_orders/moved', moved, {id: 'w5'})).status).toBe(200);
    await web.background.idle();
    const [first] = await webhooks(web.db).find().toArray();
    expect(first).toMatchObject({processedAt: null, attempts: 1});
    await letGo();
    const down = {ctx: web.ctx, deliver: () => Promise.reject(new Error('the queue is down'))};
    expect(await reprocessWebhooks(down)).toBe(1);
    const [second] = await webhooks(web.db).find().toArray();
    expect(second).toMatchObject({processedAt: null, attempts: 2});
    expect(Number(second?.heldUntil) - Date.now()).toBeGreaterThan(50_000);
    await letGo();
    expect(await reprocessWebhooks(deps())).toBe(1);
    expect(looked).toEqual([testShop]);
  });

  test('does not keep the sweeper for ever', async () => {
    for (const n of [1, 2, 3]) await recordWebhook(web.db, {...delivery, webhookId: `many-${n}`});
    await letGo();
    expect(await reprocessWebhooks(deps(), 2)).toBe(2);
    expect(await reprocessWebhooks(deps(), 2)).toBe(1);
  });
});
