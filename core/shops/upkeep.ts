/** What is seen to for each shop at most hourly: what happened in Shopify while webhooks were lost, and what is kept no longer. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {askForAdoption} from '../requests/courier/lease.ts';
import {notices} from '../notices/store.ts';
import {mattersForMs} from '../requests/destination/matters.ts';
import {requests} from '../requests/store.ts';
import {noticeServices} from '../services/notice.ts';
import {shops} from './shops.ts';

const everyMs = 3_600_000;

/**
 * Sees to the shops whose turn it is.
 * @param signal stops after the shop under way (the process is asked to end)
 * @param budgetMs stops after so long; the rest has its turn at the next call
 */
export async function upkeep(ctx: Context, signal: AbortSignal, budgetMs: number): Promise<void> {
  const until = performance.now() + budgetMs;
  while (!signal.aborted && performance.now() < until) {
    const shop = await takeNext(ctx);
    if (shop === null) return;
    try {
      await upkeepShop(ctx, shop);
    } catch (error) {
      // Shopify away, or the shop disconnected: its next turn comes.
      ctx.log.warn({err: error, shop}, 'the upkeep of a shop was not finished');
      if (!(error instanceof AppError)) throw error;
    }
  }
}

/** Takes the turn of the shop that waits longest, so that each has one worker's. */
async function takeNext({db}: Context): Promise<string | null> {
  const now = new Date();
  const taken = await shops(db).findOneAndUpdate(
    {
      uninstalledAt: null,
      $or: [{upkeepAt: {$exists: false}}, {upkeepAt: {$lt: new Date(now.getTime() - everyMs)}}],
    },
    {$set: {upkeepAt: now}},
    {sort: {upkeepAt: 1}},
  );
  return taken?._id ?? null;
}

/** One shop's turn. @throws AppError `shopify_*`; what needs no Shopify is done by then */
export async function upkeepShop(ctx: Context, shop: string): Promise<void> {
  await forgetClosed(ctx, shop);
  // From here on it is asked for by itself (`core/requests/sweep.ts`), also where no webhook ever came.
  await askForAdoption(ctx.db, shop);
  await noticeServices(ctx, shop);
}

/** Deletes requests that were closed longer ago than they are to be kept. */
async function forgetClosed({db, config, log}: Context, shop: string): Promise<void> {
  const closedAt = {$lt: new Date(Date.now() - config.RETENTION_DAYS * 86_400_000)};
  const {deletedCount} = await requests(db).deleteMany({shop, open: false, closedAt});
  await notices(db).deleteMany({shop, updatedAt: closedAt});
  await forgetDestinations(db, shop);
  if (deletedCount > 0) log.info({shop, deletedCount}, 'deleted requests that are kept no longer');
}

/** What the service was told of the address is of use as long as a change of it still matters. */
async function forgetDestinations(db: Context['db'], shop: string): Promise<void> {
  // What was closed before that was forgotten then.
  const closedAt = {$gte: ago(4 * mattersForMs), $lt: ago(2 * mattersForMs)};
  const over = {shop, open: false, closedAt, destination: {$exists: true}};
  await requests(db).updateMany(over, {$unset: {destination: ''}});
  await notices(db).updateMany({shop, said: {$exists: true}, updatedAt: closedAt}, {$unset: {said: ''}});
}

const ago = (ms: number) => new Date(Date.now() - ms);
