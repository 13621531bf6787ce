/** What a removed service had: its variants, with what has become of each, for review before they are stocked there again. */
import {ObjectId, type Filter} from 'mongodb';
import {fullTitle, readVariantsById} from '../../assignments/variants.ts';
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {numericId} from '../../ids.ts';
import {removalItems, type StoredRemovalItem} from '../../removals/store.ts';
import type {FormerAssignment, FormerAssignments} from '../../wire.ts';
import {servicesByLocation} from '../byLocation.ts';
import {findOwnService} from '../find.ts';
import {lastRemoval} from './lastRemoval.ts';

/** Variants of a page: five reads of Shopify. */
const perPage = 100;

/**
 * A page of what the service had when it was last removed, as Shopify shows it now.
 * @param cursor of the page before
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `invalid_input`, `shopify_*`
 */
export async function readFormerAssignments(
  ctx: Context,
  shop: string,
  id: string,
  cursor: string | null,
): Promise<FormerAssignments> {
  const had = await whatItHad(ctx, shop, id);
  if (!had) return {items: [], nextCursor: null, total: 0, remark: nothingKnown};
  const [{items, nextCursor}, total] = await Promise.all([
    pageOf(ctx, had, cursor, perPage),
    removalItems(ctx.db).countDocuments(had),
  ]);
  return {items: await withPresent(ctx, shop, items), nextCursor, total};
}

/** Variants of a page of ids alone: what one job takes. */
const idsPerPage = 5000;

/**
 * The ids of all variants it had, without a look at Shopify: to stock them all again, however many they are.
 * @param cursor of the page before
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `invalid_input`
 */
export async function readFormerVariantIds(
  ctx: Context,
  shop: string,
  id: string,
  cursor: string | null,
): Promise<{items: string[]; nextCursor: string | null}> {
  const had = await whatItHad(ctx, shop, id);
  if (!had) return {items: [], nextCursor: null};
  const {items, nextCursor} = await pageOf(ctx, had, cursor, idsPerPage);
  return {items: items.flatMap(({variantId}) => variantId ?? []), nextCursor};
}

/** What finds the variants of its last removal; null if it had none. */
async function whatItHad(ctx: Context, shop: string, id: string): Promise<Filter<StoredRemovalItem> | null> {
  const service = await findOwnService(ctx, shop, id);
  const removal = await lastRemoval(ctx, service);
  return removal && {shop, removalId: removal._id, variantId: {$ne: null}};
}

async function pageOf(
  {db}: Context,
  had: Filter<StoredRemovalItem>,
  cursor: string | null,
  limit: number,
): Promise<{items: StoredRemovalItem[]; nextCursor: string | null}> {
  const page = await removalItems(db)
    .find({...had, ...(cursor === null ? {} : {_id: {$gt: cursorId(cursor)}})})
    .sort({_id: 1})
    .limit(limit + 1)
    // In one reply; DocumentDB also loses the cursor of a sorted find that needs more.
    .batchSize(limit + 1)
    .toArray();
  const items = page.slice(0, limit);
  const last = page.length > limit ? items.at(-1) : undefined;
  return {items, nextCursor: last?._id.toHexString() ?? null};
}

const nothingKnown = {
  code: 'assignments_unknown',
  message:
    'This service was not removed by this app, so what was assigned to it is not known. Assign its products on their pages.',
};

function cursorId(cursor: string): ObjectId {
  if (/^[0-9a-f]{24}$/.test(cursor)) return new ObjectId(cursor);
  throw new AppError('invalid_input', {details: {parameter: 'cursor'}});
}

async function withPresent(ctx: Context, shop: string, had: StoredRemovalItem[]): Promise<FormerAssignment[]> {
  const ids = had.flatMap(({variantId}) => (variantId === null ? [] : [variantId]));
  if (ids.length === 0) return [];
  const [found, services] = await Promise.all([readVariantsById(ctx.admin(shop), ids), servicesByLocation(ctx, shop)]);
  const byId = new Map(found.map((variant) => [numericId(variant.id), variant]));
  const serviceAt = (locationId: string) => services.get(numericId(locationId))?._id.toHexString() ?? null;
  return had.map((item) => {
    const variantId = item.variantId ?? '';
    const now = byId.get(numericId(variantId));
    return {
      variantId,
      title: now ? fullTitle(now) : item.title,
      sku: now ? now.sku : item.sku,
      exists: now !== undefined,
      stockedAt: (now?.stockedAt ?? []).map(({locationId, name}) => ({
        locationId,
        name,
        serviceId: serviceAt(locationId),
      })),
      units: item.units,
    };
  });
}
