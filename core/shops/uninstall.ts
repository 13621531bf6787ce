/** The end of an installation, and a new one: nothing is worked on for a shop that removed the app, and nothing goes on by surprise. */
import {assignmentJobs, openJobStatuses} from '../assignments/job/store.ts';
import type {Context} from '../context.ts';
import {endNotices} from '../notices/end.ts';
import {removals} from '../removals/store.ts';
import {forgetAdoption} from '../requests/courier/lease.ts';
import {endRequests} from '../requests/end.ts';
import {requests} from '../requests/store.ts';
import {comparableName} from '../services/rules.ts';
import {historyPush, services} from '../services/store.ts';
import {redactShop} from '../webhooks/redactShop.ts';
import {isUninstalled, markUninstalled, rememberShop, shops, uninstalledShops} from './shops.ts';

type Parts = Pick<Context, 'db' | 'log'>;

/** Shopify sends shop/redact 48 hours after an uninstall. Should it never come, the shop's data goes after so many days. */
const keptDays = 30;

/** Notes an uninstall and ends all work for the shop. Harmless to repeat.
 * @param at when it happened: a message that comes late, after a new install, changes nothing */
export async function uninstallShop(ctx: Parts, shop: string, at: Date): Promise<void> {
  await markUninstalled(ctx, shop, at);
  if (await isUninstalled(ctx.db, shop)) await endWork(ctx, shop);
}

/** Notes an installation. What was open before an uninstall is over for good: nothing of it is sent now. */
export async function installShop(ctx: Parts, shop: string): Promise<void> {
  if (await isUninstalled(ctx.db, shop)) await endWork(ctx, shop);
  await rememberShop(ctx, shop);
}

/**
 * Ends services, jobs and open requests. A service is `removed` and keeps its settings: should the merchant come back before
 * the data is erased, it can be reactivated, and until then takes nothing.
 */
async function endWork(ctx: Parts, shop: string): Promise<void> {
  const {db} = ctx;
  const now = new Date();
  await services(db).deleteMany({shop, status: 'activating'});
  for (const {_id, name} of await services(db).find({shop, live: true}).toArray()) {
    await services(db).updateOne(
      {_id, shop, live: true},
      {
        $set: {
          status: 'removed',
          live: false,
          nameLower: comparableName(name),
          reactivation: null,
          ended: {at: now, reason: 'app_uninstalled'},
          updatedAt: now,
        },
        $push: historyPush('removed', 'shopify', 'app_uninstalled'),
      },
    );
  }
  const over = {status: 'cancelled' as const, finishedAt: now, updatedAt: now};
  await assignmentJobs(db).updateMany({shop, status: {$in: openJobStatuses}}, {$set: over});
  await removals(db).updateMany({shop, open: true}, {$set: {...over, open: false}});
  await forgetAdoption(db, shop);
  await endRequests(ctx, shop, 'app_uninstalled');
  await endNotices(ctx, shop);
}

/** For the sweeper: ends what an uninstall left open because it was being sent, and erases shops whose time is over. */
export async function endUninstalled(ctx: Context): Promise<void> {
  const erasable = new Date(Date.now() - keptDays * 86_400_000);
  const gone = [...(await uninstalledShops(ctx.db))];
  if (gone.length === 0) return;
  const unfinished = await requests(ctx.db).distinct('shop', {shop: {$in: gone}, open: true});
  for (const shop of unfinished) await endWork(ctx, shop);
  const old = await shops(ctx.db)
    .find({uninstalledAt: {$lt: erasable}}, {projection: {_id: 1}})
    .toArray();
  for (const {_id: shop} of old) {
    ctx.log.warn({shop}, 'erasing a shop that removed the app long ago');
    await redactShop(ctx, shop);
  }
}
