/** The sessions of Shopify's library, in MongoDB. */
import {Session} from '@shopify/shopify-api';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {createLogger} from '../../../core/logger.ts';
import {createSessionStorage} from '../../../core/shops/sessions.ts';
import {sessions} from '../../../core/shops/sessionStore.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const log = createLogger('silent', 'test');
const storage = (key = 1) =>
  createSessionStorage({config: {ENCRYPTION_KEY: Buffer.alloc(32, key).toString('base64')}, log, db: database.db});
const session = (shop: string) =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: '',
    isOnline: false,
    scope: 'write_fulfillments,read_orders',
    accessToken: 'shpat_secret',
    expires: new Date('2030-01-01T00:00:00Z'),
    refreshToken: 'shprt_secret',
    refreshTokenExpires: new Date('2030-03-01T00:00:00Z'),
  });

it('gives back what it was given, and replaces it', async () => {
  const given = session('a.myshopify.com');
  expect(await storage().storeSession(given)).toBe(true);
  const loaded = await storage().loadSession(given.id);
  expect(loaded?.toObject()).toEqual(given.toObject());
  expect(loaded?.equals(given)).toBe(true);
  const {refreshToken: _, ...bare} = given.toObject();
  const next = new Session({...bare, accessToken: 'shpat_next'});
  await storage().storeSession(next);
  expect((await storage().loadSession(given.id))?.toObject()).toEqual(next.toObject());
});

it('keeps no token in the clear', async () => {
  await storage().storeSession(session('b.myshopify.com'));
  const stored = await sessions(database.db).findOne({shop: 'b.myshopify.com'});
  expect(JSON.stringify(stored)).not.toContain('secret');
});

it("keeps a user's session without the person's name or address", async () => {
  const online = new Session({
    ...session('c.myshopify.com').toObject(),
    id: 'c.myshopify.com_7',
    isOnline: true,
    onlineAccessInfo: {
      expires_in: 60,
      associated_user_scope: 'read_orders',
      associated_user: {id: 7, first_name: 'Ada', email: 'ada@example.com'},
    },
  });
  await storage().storeSession(online);
  expect((await storage().loadSession(online.id))?.onlineAccessInfo?.associated_user).toEqual({id: 7});
  expect(JSON.stringify(await sessions(database.db).findOne({_id: online.id}))).not.toMatch(/ada/i);
});

it('finds the sessions of a shop, and deletes', async () => {
  const store = storage();
  await store.storeSession(session('d.myshopify.com'));
  await store.storeSession(new Session({...session('d.myshopify.com').toObject(), id: 'd.myshopify.com_1'}));
  await store.storeSession(session('e.myshopify.com'));
  expect((await store.findSessionsByShop('d.myshopify.com')).map(({id}) => id).toSorted()).toEqual([
    'd.myshopify.com_1',
    'offline_d.myshopify.com',
  ]);
  await store.deleteSession('d.myshopify.com_1');
  await store.deleteSessions(['offline_d.myshopify.com']);
  expect(await store.findSessionsByShop('d.myshopify.com')).toEqual([]);
  expect(await store.loadSession('offline_d.myshopify.com')).toBeUndefined();
  expect(await store.findSessionsByShop('e.myshopify.com')).toHaveLength(1);
});

it('counts a session as absent when its key is lost', async () => {
  await storage(1).storeSession(session('f.myshopify.com'));
  expect(await storage(2).loadSession('offline_f.myshopify.com')).toBeUndefined();
  expect(await storage(2).findSessionsByShop('f.myshopify.com')).toEqual([]);
});
