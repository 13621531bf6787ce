/** Finds what stands still: requests that are due with nobody at work on them, and what cut-off calls left behind. */
import type {Context} from '../context.ts';
import {heldShops, shopsToAdoptFor} from './courier/lease.ts';
import {shopsWithNotices} from '../notices/store.ts';
import {abandonedAfterMs} from './idempotency.ts';
import {notWithdrawn, requests} from './store.ts';

/** How often each shop is looked into for requests made in Shopify itself, in ms. */
const reconcileMs = 10 * 60_000;

/** Shops with something due and no courier at work: each should get a visit. */
export async function shopsStandingStill(ctx: Context): Promise<string[]> {
  const now = Date.now();
  await requests(ctx.db).deleteMany({status: 'preparing', createdAt: {$lt: new Date(now - abandonedAfterMs)}});
  const due: unknown[] = await requests(ctx.db).distinct('shop', {
    $or: [
      {status: {$in: ['queued', 'unknown', 'sent', 'confirmed']}, dueAt: {$lte: new Date(now)}},
      // A living worker holds the shop's lease while anything of it is `sending`.
      {status: 'sending'},
      {alignDueAt: {$lte: new Date(now)}, status: {$in: ['queued', 'sent', 'confirmed', 'fulfilled']}, ...notWithdrawn},
      {'withdrawal.settled': false, 'withdrawal.dueAt': {$lte: new Date(now)}},
    ],
  });
  const noticed = await shopsWithNotices(ctx.db);
  const held = await heldShops(ctx.db);
  const shops = new Set([...due, ...noticed, ...(await shopsToAdoptFor(ctx.db, reconcileMs))]);
  return [...shops].filter((shop): shop is string => typeof shop === 'string' && !held.has(shop));
}
