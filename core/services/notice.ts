/** Notices what happened to a shop's services in Shopify, past the app: by webhook, and by a look now and then. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {numericId} from '../ids.ts';
import {reconcile} from './reconcile.ts';
import {services} from './store.ts';

/** Takes over what changed; a service that was deleted is told as removed, and its open requests are ended.
 * @throws AppError `shopify_*` */
export async function noticeServices(ctx: Context, shop: string): Promise<void> {
  if ((await services(ctx.db).countDocuments({shop}, {limit: 1})) === 0) return;
  await reconcile(ctx, shop);
}

/**
 * The same, for a webhook about locations.
 * @param locationIds gids; those of the merchant are of no concern. Shopify: locations/delete names none
 */
export async function noticeLocations(ctx: Context, shop: string, locationIds: readonly string[]): Promise<void> {
  const own = await services(ctx.db).find({shop, live: true}).toArray();
  const known = new Set(own.flatMap(({locationId}) => (locationId === null ? [] : [numericId(locationId)])));
  if (known.size === 0) return;
  if (locationIds.length > 0 && !locationIds.some((id) => known.has(numericId(id)))) return;
  try {
    await noticeServices(ctx, shop);
  } catch (error) {
    // Disconnected: the next look that can be had sees the same.
    if (!(error instanceof AppError) || error.retryable) throw error;
    ctx.log.warn({err: error, shop}, 'what happened to a location could not be looked into');
  }
}
