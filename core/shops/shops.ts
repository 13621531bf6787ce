/** The shops that installed the app: what it must know of each, kept in MongoDB and read anew from Shopify once a day. */
import type {Collection, Db, IndexDescription} from 'mongodb';
import type {Context} from '../context.ts';
import {toAppError} from '../toAppError.ts';
import {shopDetails} from '../shopify/operations/shopDetails.ts';
import {sessions} from './sessionStore.ts';

/** What Shopify says of a shop. The address is the merchant's, never a customer's. */
export interface ShopDetails {
  name: string;
  contactEmail: string;
  /** As in `Asia/Bangkok`. */
  ianaTimezone: string;
  /** ISO 4217 (and a few of Shopify's own). */
  currencyCode: string;
}

export interface StoredShop {
  /** The permanent domain. */
  _id: string;
  /** null until they are read for the first time. */
  details: ShopDetails | null;
  installedAt: Date;
  /** null while the app is installed. */
  uninstalledAt: Date | null;
  /** When `details` were read. */
  refreshedAt: Date | null;
  /** When its upkeep had its last turn. */
  upkeepAt?: Date;
}

export const shopIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'shops',
  indexes: [{key: {uninstalledAt: 1, upkeepAt: 1}, name: 'upkeep'}],
};

const staleAfterMs = 24 * 3_600_000;

type Parts = Pick<Context, 'db' | 'log'>;

export function shops(db: Db): Collection<StoredShop> {
  return db.collection<StoredShop>('shops');
}

/** Whether the shop removed the app. One that is not known counts as installed. */
export async function isUninstalled(db: Db, shop: string): Promise<boolean> {
  return (await shops(db).countDocuments({_id: shop, uninstalledAt: {$ne: null}}, {limit: 1})) > 0;
}

/** The shops that removed the app and are not erased yet. */
export async function uninstalledShops(db: Db): Promise<Set<string>> {
  const gone = await shops(db)
    .find({uninstalledAt: {$ne: null}}, {projection: {_id: 1}})
    .toArray();
  return new Set(gone.map(({_id}) => _id));
}

/** Notes that the app is installed in the shop: at the first time, and again after an uninstall. Harmless to repeat. */
export async function rememberShop(ctx: Pick<Parts, 'db'>, shop: string): Promise<void> {
  const now = new Date();
  await shops(ctx.db).updateOne(
    {_id: shop},
    {$setOnInsert: {details: null, installedAt: now, uninstalledAt: null, refreshedAt: null}},
    {upsert: true},
  );
  await shops(ctx.db).updateOne(
    {_id: shop, uninstalledAt: {$ne: null}},
    {$set: {installedAt: now, uninstalledAt: null, refreshedAt: null}},
  );
}

/** Notes that the app was uninstalled and forgets the shop's tokens, which are dead by then.
 * @param at when it happened (`X-Shopify-Triggered-At`): a message that comes late, after a new install, changes nothing */
export async function markUninstalled(ctx: Parts, shop: string, at: Date = new Date()): Promise<void> {
  await shops(ctx.db).updateOne({_id: shop, installedAt: {$lte: at}, uninstalledAt: null}, {$set: {uninstalledAt: at}});
  await sessions(ctx.db).deleteMany({shop, storedAt: {$lte: at}});
  ctx.log.info({shop}, 'The app was uninstalled');
}

/** What Shopify says of the shop, at most a day old; older if Shopify does not answer just now.
 * @throws AppError `shopify_*` if it was never read and cannot be */
export async function loadShop(ctx: Pick<Context, 'db' | 'log' | 'admin'>, shop: string): Promise<ShopDetails> {
  const stored = await shops(ctx.db).findOne({_id: shop});
  const known = stored?.details ?? null;
  if (known && stored?.refreshedAt && stored.refreshedAt.getTime() > Date.now() - staleAfterMs) return known;
  try {
    const {shop: read} = await ctx.admin(shop).run(shopDetails, {});
    const details: ShopDetails = {
      name: read.name,
      contactEmail: read.contactEmail,
      ianaTimezone: read.ianaTimezone,
      currencyCode: read.currencyCode,
    };
    const now = new Date();
    await shops(ctx.db).updateOne(
      {_id: shop},
      {$set: {details, refreshedAt: now}, $setOnInsert: {installedAt: now, uninstalledAt: null}},
      {upsert: true},
    );
    return details;
  } catch (error) {
    if (!known || !toAppError(error).retryable) throw error;
    ctx.log.warn({shop, err: error}, 'The shop could not be read; what is known of it is used');
    return known;
  }
}
