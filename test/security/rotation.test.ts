/** Secrets that are changed while the app runs: what the old one signed or sealed stays good while it is named, and no longer. */
import {Session} from '@shopify/shopify-api';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readLink, signLink} from '../../core/links/token.ts';
import {createLogger} from '../../core/logger.ts';
import {createSessionStorage} from '../../core/shops/sessions.ts';
import {sessions} from '../../core/shops/sessionStore.ts';
import {testDatabase, type TestDatabase} from '../support/mongo.ts';
import {sessionToken, testShop, webhookHeaders} from '../web/support/signed.ts';
import {failureOf, startWeb, type Web} from '../web/support/web.ts';

const old = 'the-secret-before';

describe('the client secret', () => {
  let web: Web;
  beforeAll(async () => {
    web = await startWeb({settings: {SHOPIFY_API_SECRET_PREVIOUS: old}});
    // The shop opened the app before the rotation, so its access token is there.
    await web.call('/api/requests');
  });
  afterAll(() => web.close());

  test('before: its session tokens, webhooks, callbacks and links are taken, and so are the new one’s', async () => {
    for (const secret of [old, undefined]) {
      const token = await sessionToken(secret ? {secret} : {});
      expect((await web.call('/api/requests', {token})).status).toBe(200);
      expect((await web.webhook('orders/edited', {id: 1}, secret ? {secret} : {})).status).toBe(200);
      const body = '{"kind":"FULFILLMENT_REQUEST"}';
      const headers = webhookHeaders('x', body, secret ? {secret} : {});
      const path = '/fulfillment-service/fulfillment_order_notification';
      expect((await web.call(path, {body, token: null, headers})).status).toBe(200);
    }
    const fields = {shop: testShop, request: '65f000000000000000000000'};
    const link = signLink({SHOPIFY_API_SECRET: old}, 'answer', fields, new Date(Date.now() + 60_000));
    expect(readLink(web.ctx.config, 'answer', link)).toEqual(fields);
    expect(readLink(web.ctx.config, 'packing slips', link)).toBe('invalid');
  });

  test('before: is as strict as the new one, and signs nothing new', async () => {
    for (const options of [{expiresIn: -60}, {audience: 'another'}, {issuer: 'https://b-shop.myshopify.com'}]) {
      const reply = await web.call('/api/requests', {token: await sessionToken({...options, secret: old})});
      expect(failureOf(reply)).toMatchObject({status: 401, code: 'unauthenticated'});
    }
    const link = signLink(web.ctx.config, 'answer', {shop: testShop}, new Date(Date.now() + 60_000));
    expect(readLink({SHOPIFY_API_SECRET: old}, 'answer', link)).toBe('invalid');
  });

  test('of neither is taken', async () => {
    const secret = 'a third';
    expect((await web.call('/api/requests', {token: await sessionToken({secret})})).status).toBe(401);
    expect((await web.webhook('orders/edited', {id: 1}, {secret})).status).toBe(401);
  });

  test('before: is worth nothing once it is not named any more', async () => {
    const later = await startWeb();
    try {
      expect((await later.call('/api/requests', {token: await sessionToken({secret: old})})).status).toBe(401);
      expect((await later.webhook('orders/edited', {id: 1}, {secret: old})).status).toBe(401);
      const link = signLink({SHOPIFY_API_SECRET: old}, 'answer', {shop: testShop}, new Date(Date.now() + 60_000));
      expect(readLink(later.ctx.config, 'answer', link)).toBe('invalid');
    } finally {
      await later.close();
    }
  });
});

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('the encryption key', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const storage = (current: number, previous?: number) =>
    createSessionStorage({
      config: {ENCRYPTION_KEY: key(current), ...(previous ? {ENCRYPTION_KEY_PREVIOUS: key(previous)} : {})},
      log: createLogger('silent', 'test'),
      db: database.db,
    });
  const id = `offline_${testShop}`;
  const session = new Session({id, shop: testShop, state: '', isOnline: false, accessToken: 'shpat_1'});

  test('before still opens what it sealed; what is written again is sealed with the new one', async () => {
    await storage(1).storeSession(session);
    expect((await storage(2, 1).loadSession(id))?.accessToken).toBe('shpat_1');
    expect(await storage(2).loadSession(id)).toBeUndefined();
    const sealed = (await sessions(database.db).findOne({_id: id}))?.accessToken;

    await storage(2, 1).storeSession(session);
    expect((await sessions(database.db).findOne({_id: id}))?.accessToken).not.toBe(sealed);
    expect((await storage(2).loadSession(id))?.accessToken).toBe('shpat_1');
    expect(await storage(1).loadSession(id)).toBeUndefined();
  });
});
