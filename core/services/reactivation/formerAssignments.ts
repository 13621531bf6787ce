/** What a removed service had: its variants, with what has become of each, for review before they are stocked there again. */
import {ObjectId} from 'mongodb';
import {fullTitle, readVariantsById} from '../../assignments/variants.ts';
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {numericId} from '../../ids.ts';
import {removalItems, removals, type StoredRemovalItem} from '../../removals/store.ts';
import type {FormerAssignment, FormerAssignments} from '../../wire.ts';
import {servicesByLocation} from '../byLocation.ts';
import {findOwnService} from '../find.ts';

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
  const service = await findOwnService(ctx, shop, id);
  const serviceId = service._id.toHexString();
  const after = cursor === null ? null : cursorId(cursor);
  const removal = await removals(ctx.db).findOne({shop, serviceId, status: {$ne: 'cancelled'}}, {sort: {_id: -1}});
  if (!removal) return {items: [], nextCursor: null, total: 0, remark: nothingKnown};
  const had = {shop, removalId: removal._id, variantId: {$ne: null}};
  const [page, total] = await Promise.all([
    removalItems(ctx.db)
      .find({...had, ...(after ? {_id: {$gt: after}} : {})})
      .sort({_id: 1})
      .limit(perPage + 1)
      .toArray(),
    removalItems(ctx.db).countDocuments(had),
  ]);
  const shown = page.slice(0, perPage);
  const last = page.length > perPage ? shown.at(-1) : undefined;
  return {items: await withPresent(ctx, shop, shown), nextCursor: last?._id.toHexString() ?? null, total};
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
