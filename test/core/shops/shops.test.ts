/** What the app knows of the shops that installed it. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {loadShop, markUninstalled, rememberShop, shops} from '../../../core/shops/shops.ts';
import {sessions} from '../../../core/shops/sessionStore.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const stored = (shop: string) => shops(world.db).findOne({_id: shop});
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

it('reads a shop from Shopify once a day', async () => {
  const shop = await world.install();
  await rememberShop(world.ctx, shop);
  const details = await loadShop(world.ctx, shop);
  expect(details).toEqual({
    name: expect.any(String),
    contactEmail: expect.stringContaining('@'),
    ianaTimezone: expect.stringMatching(/^[A-Z]\w+/),
    currencyCode: expect.stringMatching(/^[A-Z]{3}$/),
  });
  await loadShop(world.ctx, shop);
  expect(await world.operations(shop)).toEqual(['ShopDetails']);
  await shops(world.db).updateOne({_id: shop}, {$set: {refreshedAt: hoursAgo(25), 'details.name': 'Old'}});
  expect(await loadShop(world.ctx, shop)).toEqual(details);
  expect(await world.operations(shop)).toHaveLength(2);
});

it('uses what it knows while Shopify does not answer, but never makes it up', async () => {
  const shop = await world.install();
  const details = await loadShop(world.ctx, shop);
  await shops(world.db).updateOne({_id: shop}, {$set: {refreshedAt: hoursAgo(25)}});
  await world.control(shop, 'POST', 'faults', {operation: 'ShopDetails', kind: 'error', rate: 1});
  expect(await loadShop(world.ctx, shop)).toEqual(details);
  await shops(world.db).deleteOne({_id: shop});
  await expect(loadShop(world.ctx, shop)).rejects.toMatchObject({code: 'shopify_unavailable'});
  await expect(loadShop(world.ctx, 'nobody.myshopify.com')).rejects.toMatchObject({code: 'shopify_unauthorized'});
});

it('remembers when the app was installed, and when again', async () => {
  const shop = await world.install();
  await rememberShop(world.ctx, shop);
  const first = await stored(shop);
  await rememberShop(world.ctx, shop);
  expect(await stored(shop)).toEqual(first);
  await markUninstalled(world.ctx, shop);
  expect((await stored(shop))?.uninstalledAt).toBeInstanceOf(Date);
  expect(await sessions(world.db).countDocuments({shop})).toBe(0);
  await rememberShop(world.ctx, shop);
  expect(await stored(shop)).toMatchObject({uninstalledAt: null});
});

it('does not heed the message of an uninstall that comes after a new install', async () => {
  const shop = await world.install();
  await rememberShop(world.ctx, shop);
  await markUninstalled(world.ctx, shop, hoursAgo(1));
  expect(await stored(shop)).toMatchObject({uninstalledAt: null});
  expect(await sessions(world.db).countDocuments({shop})).toBe(1);
});
