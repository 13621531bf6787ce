/** Every address, by what opens it: without it, or with a wrong one, nothing is told and nothing changes. */
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {webhookCredentials} from '../../core/email/webhookCredentials.ts';
import {hmac, testShop, webhookHeaders} from '../web/support/signed.ts';
import {failureOf, startWeb, type Web} from '../web/support/web.ts';
import {addressesOf, type Address} from './support/addresses.ts';
import {wrongAuthorizations} from './support/tokens.ts';

/** What opens an address. */
type Key = 'session token' | 'signature' | 'password' | 'link' | 'nothing';

/** The addresses outside of `/api`, all of which takes a session token. A new one belongs here, or a test fails. */
const keys: Record<string, Key> = {
  'POST /fulfillment-service/fulfillment_order_notification': 'signature',
  'POST /postmark/events': 'password',
  'GET /r/:token': 'link',
  'POST /r/:token': 'link',
  'GET /print/packing-slips/:token': 'link',
  'GET /print/email-preview/:token': 'link',
  // They name no shop.
  'GET /healthz': 'nothing',
  'GET /readyz': 'nothing',
  'GET /metrics': 'nothing',
  'GET /r/preview': 'nothing',
  'GET /': 'nothing',
  'GET /services/new': 'nothing',
  'GET /services/:id': 'nothing',
  'GET /services/:id/removal': 'nothing',
  'GET /services/:id/reactivation': 'nothing',
  'GET /activity': 'nothing',
  'GET /activity/:id': 'nothing',
  'GET /home/assets/*file': 'nothing',
};

const nameOf = ({method, path}: Address) => `${method} ${path}`;

function keyOf(address: Address): Key | undefined {
  if (address.path.startsWith('/api/')) return 'session token';
  if (address.path.startsWith('/webhooks/')) return 'signature';
  return keys[nameOf(address)];
}

let web: Web;
let all: Address[];
beforeAll(async () => {
  web = await startWeb();
  all = addressesOf(web.app);
});
afterAll(() => web.close());
beforeEach(async () => {
  await web.clear();
  web.looks.length = 0;
});

const openedBy = (key: Key) => all.filter((address) => keyOf(address) === key);
/** An id that fits whatever the parameter is. */
const concrete = (path: string) => path.replaceAll(/:\w+/g, '65f000000000000000000000');

async function expectNothingChanged() {
  await web.background.idle();
  expect(await web.everything()).toEqual({});
  expect(web.looks).toEqual([]);
}

test('each address is known to this table, and each row is an address', () => {
  expect(all.filter((address) => keyOf(address) === undefined).map(nameOf)).toEqual([]);
  expect(Object.keys(keys).filter((name) => !all.some((address) => nameOf(address) === name))).toEqual([]);
  expect(openedBy('session token').length).toBeGreaterThan(20);
  expect(openedBy('signature').length).toBeGreaterThan(20);
});

describe('a session token', () => {
  test('is asked for at every address of the API, and none of the wrong ones opens it', async () => {
    // The shop has opened the app: its access token is there, and no question to Shopify stands between a wrong token and the answer.
    await web.call('/api/requests');
    const before = await web.everything();
    const wrong = await wrongAuthorizations();
    const opened: string[] = [];
    for (const address of openedBy('session token')) {
      for (const [what, authorization] of Object.entries(wrong)) {
        const reply = await web.call(concrete(address.path), {
          method: address.method,
          token: null,
          headers: {'Idempotency-Key': 'k', ...(authorization === null ? {} : {Authorization: authorization})},
          ...(address.method === 'GET' ? {} : {body: {name: 'Warehouse', email: 'w@example.com'}}),
        });
        if (reply.status !== 401 || failureOf(reply).code !== 'unauthenticated') {
          opened.push(`${nameOf(address)} with ${what}: ${reply.status} ${reply.text}`);
        }
      }
    }
    expect(opened).toEqual([]);
    expect(await web.everything()).toEqual(before);
    expect(web.looks).toEqual([]);
  });

  test('is not taken from a query, a cookie or a body', async () => {
    const token = (await wrongAuthorizations())['a good token without its scheme'] ?? '';
    for (const address of openedBy('session token')) {
      const reply = await web.call(`${concrete(address.path)}?id_token=${token}&access_token=${token}`, {
        method: address.method,
        token: null,
        headers: {Cookie: `session=${token}; id_token=${token}`},
        ...(address.method === 'GET' ? {} : {body: {id_token: token}}),
      });
      expect(failureOf(reply)).toMatchObject({status: 401, code: 'unauthenticated'});
    }
    await expectNothingChanged();
  });
});

describe('a signature of Shopify', () => {
  const body = JSON.stringify({kind: 'FULFILLMENT_REQUEST', id: 1, admin_graphql_api_id: 'gid://shopify/Order/1'});

  test('is asked for at every address of a webhook or callback, and none of the wrong ones opens it', async () => {
    const opened: string[] = [];
    for (const address of openedBy('signature')) {
      const topic = address.path.replace('/webhooks/', '');
      const headers = webhookHeaders(topic, body);
      const {'X-Shopify-Hmac-Sha256': signature = '', ...unsigned} = headers;
      const hex = Buffer.from(signature, 'base64').toString('hex');
      const wrong: [string, Record<string, string>, string][] = [
        ['no signature', unsigned, body],
        ['an empty one', {...unsigned, 'X-Shopify-Hmac-Sha256': ''}, body],
        ['one of another secret', {...headers, 'X-Shopify-Hmac-Sha256': hmac(body, 'another')}, body],
        ['one of an empty secret', {...headers, 'X-Shopify-Hmac-Sha256': hmac(body, ' ')}, body],
        ['one of another body', headers, body.replace('/1"', '/2"')],
        ['one with a byte changed', {...headers, 'X-Shopify-Hmac-Sha256': `x${signature.slice(1)}`}, body],
        ['one in hex', {...headers, 'X-Shopify-Hmac-Sha256': hex}, body],
        ['one cut short', {...headers, 'X-Shopify-Hmac-Sha256': signature.slice(0, 10)}, body],
        ['one of nothing', {...headers, 'X-Shopify-Hmac-Sha256': hmac('')}, ''],
      ];
      for (const [what, given, sent] of wrong) {
        const reply = await web.call(address.path, {body: sent, token: null, headers: given});
        if (reply.status !== 401 || failureOf(reply).code !== 'invalid_signature') {
          opened.push(`${nameOf(address)} with ${what}: ${reply.status} ${reply.text}`);
        }
      }
    }
    expect(opened).toEqual([]);
    await expectNothingChanged();
  });

  test('does not make a body good that is none, or too large', async () => {
    const large = JSON.stringify({x: 'x'.repeat(1024 * 1024)});
    for (const {path} of openedBy('signature')) {
      const topic = path.replace('/webhooks/', '');
      const tooLarge = await web.call(path, {body: large, token: null, headers: webhookHeaders(topic, large)});
      expect(failureOf(tooLarge)).toMatchObject({status: 413, code: 'body_too_large'});
      // The callback says nothing that is read.
      if (!path.startsWith('/webhooks/')) continue;
      for (const broken of ['{"id":', 'null', '"text"', '1', '[}']) {
        const reply = await web.call(path, {body: broken, token: null, headers: webhookHeaders(topic, broken)});
        expect(failureOf(reply)).toMatchObject({status: 400, code: 'invalid_json'});
      }
    }
    await expectNothingChanged();
  });

  test('opens each once: what is sent again is answered, and not done again', async () => {
    const named = JSON.stringify({...(JSON.parse(body) as object), shop_domain: testShop});
    for (const {path} of openedBy('signature').filter((one) => one.path.startsWith('/webhooks/'))) {
      const topic = path.replace('/webhooks/', '');
      // What Shopify says its content is, is not relied on.
      const headers = {...webhookHeaders(topic, named, {id: topic}), 'Content-Type': 'text/plain'};
      const once = await web.call(path, {body: named, token: null, headers});
      await web.background.idle();
      const looks = web.looks.length;
      const before = await web.everything();
      const again = await web.call(path, {body: named, token: null, headers});
      await web.background.idle();
      expect({path, first: once.status, second: again.status}).toEqual({path, first: 200, second: 200});
      expect(web.looks.length).toBe(looks);
      expect(await web.everything()).toEqual(before);
    }
  });
});

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test('a body signed for one shop or one thing ends no shop, whatever its headers say', async () => {
  await web.call('/api/requests');
  const before = await web.everything();
  const bodies = [
    {id: 1},
    {myshopify_domain: 'b-shop.myshopify.com'},
    {shop_domain: 'b-shop.myshopify.com'},
    {shop_domain: {$ne: 'x'}},
  ];
  for (const topic of ['app/uninstalled', 'shop/redact']) {
    for (const payload of bodies) expect((await web.webhook(topic, payload)).status).toBe(422);
  }
  await web.background.idle();
  expect(await web.everything()).toEqual(before);
});

describe('the password of Postmark’s webhook', () => {
  const event = {
    RecordType: 'Delivery',
    MessageID: 'm',
    Recipient: 'w@example.com',
    DeliveredAt: '2026-11-01T10:00:00Z',
  };

  test('is asked for, and none of the wrong ones opens it', async () => {
    const {user, password} = webhookCredentials(web.ctx.config.POSTMARK_SERVER_TOKEN);
    const wrong = [
      null,
      'Basic',
      basic(''),
      basic(':'),
      basic(`${user}:`),
      basic(`:${password}`),
      basic(`${user}:${password}x`),
      basic(`admin:${password}`),
      basic(`${user}:${web.ctx.config.POSTMARK_SERVER_TOKEN}`),
      `Bearer ${password}`,
    ];
    for (const {method, path} of openedBy('password')) {
      for (const authorization of wrong) {
        const headers: Record<string, string> = authorization === null ? {} : {Authorization: authorization};
        const reply = await web.call(path, {method, body: event, token: null, headers});
        expect(failureOf(reply)).toMatchObject({status: 401, code: 'unauthenticated'});
        expect(reply.headers.get('WWW-Authenticate')).toMatch(/^Basic /);
      }
    }
    await expectNothingChanged();
  });

  test('opens each event once, and nothing that is none', async () => {
    const {user, password} = webhookCredentials(web.ctx.config.POSTMARK_SERVER_TOKEN);
    const headers = {Authorization: basic(`${user}:${password}`)};
    const path = '/postmark/events';
    for (const body of ['{', '', 'null', '[]', '"x"', '{}', '{"RecordType":{"$gt":""}}', '{"RecordType":""}']) {
      const reply = await web.call(path, {method: 'POST', body, token: null, headers});
      expect([400, 422]).toContain(reply.status);
    }
    const large = await web.call(path, {body: JSON.stringify({x: 'x'.repeat(2 ** 20)}), token: null, headers});
    expect(failureOf(large)).toMatchObject({status: 413});
    await expectNothingChanged();
    for (let n = 0; n < 3; n++) expect((await web.call(path, {body: event, token: null, headers})).status).toBe(200);
    expect(await web.db.collection('emailEvents').countDocuments()).toBe(1);
  });
});
