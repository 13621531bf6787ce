/** Erases everything the app holds of a shop. */
import type {Context} from '../context.ts';
import {toAppError} from '../toAppError.ts';
import {shopDetails} from '../shopify/operations/shopDetails.ts';
import {shops} from '../shops/shops.ts';

/** Every collection with documents of shops: under `shop`, or with the shop as their id. */
export const shopCollections = [
  'requests',
  'notices',
  'idempotency',
  'services',
  'couriers',
  'assignmentJobs',
  'assigners',
  'removals',
  'removalItems',
  'removalOrders',
  'removers',
  'alerts',
  'emailEvents',
  'acceptedEmails',
  'sessions',
  'shops',
  'webhooks',
] as const;

/**
 * Erases all documents of a shop that removed the app. Done twice, it does nothing more.
 * Shopify: shop/redact comes 48 hours after the app was uninstalled.
 * @param asked the record of the webhook that asks for it: it stays until a look finds nothing else any more, for a job that
 * was under way may still have written
 * @returns whether to look once more
 * @throws AppError `shopify_*` if it cannot be found out whether the shop has the app again; then nothing was erased
 */
export async function redactShop(ctx: Context, shop: string, asked: string | null = null): Promise<boolean> {
  const {db, log} = ctx;
  if (await hasAppAgain(ctx, shop)) {
    log.warn({shop}, 'asked to erase a shop that has installed the app again; nothing was erased');
    return false;
  }
  // What is still to be done for it; the name is that of `jobs/contracts.ts`, which core does not import.
  let erased = (await db.collection('agendaJobs').deleteMany({'data.shop': shop})).deletedCount;
  for (const name of shopCollections) {
    const {deletedCount} = await db
      .collection<{_id: string; shop?: string}>(name)
      .deleteMany({$or: [{shop}, {_id: shop}], ...(asked === null ? {} : {_id: {$ne: asked}})});
    log.info({shop, collection: name, deletedCount}, 'erased the documents of a shop');
    erased += deletedCount;
  }
  if (asked === null || erased > 0) return erased > 0;
  await db.collection<{_id: string}>('webhooks').deleteOne({_id: asked});
  return false;
}

/** A merchant who comes back within the 48 hours must not lose what is in use. That an uninstall was not noted proves
 * nothing, for its webhook may have been lost: so Shopify is asked. */
async function hasAppAgain(ctx: Context, shop: string): Promise<boolean> {
  const known = await shops(ctx.db).findOne({_id: shop});
  if (!known || known.uninstalledAt !== null) return false;
  try {
    await ctx.admin(shop).run(shopDetails, {});
    return true;
  } catch (error) {
    if (toAppError(error).code === 'shopify_unauthorized') return false;
    throw error;
  }
}
