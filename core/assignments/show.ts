/** Variants as the API shows them: with their service, every place that stocks them, and what open orders hold. */
import type {Context} from '../context.ts';
import {numericId} from '../ids.ts';
import {requests} from '../requests/store.ts';
import {ownLocations, servicesByLocation} from '../services/byLocation.ts';
import type {StoredService} from '../services/store.ts';
import type {VariantAssignment} from '../wire.ts';
import type {Variant} from './variants.ts';

/** The variants in the API's shape. */
export async function showVariants(
  ctx: Pick<Context, 'db'>,
  shop: string,
  variants: readonly Variant[],
): Promise<VariantAssignment[]> {
  const [services, ours, open] = await Promise.all([
    servicesByLocation(ctx, shop),
    ownLocations(ctx, shop),
    openRequests(
      ctx,
      shop,
      variants.map(({id}) => id),
    ),
  ]);
  return variants.map((variant) => ({
    ...toAssignment(variant, services, ours),
    openRequests: open.get(variant.id) ?? 0,
  }));
}

/** Stocked at several of our services, a variant shows the first Shopify names. */
function toAssignment(
  {id, title, sku, tracked, stockedAt}: Variant,
  services: ReadonlyMap<string, StoredService>,
  ours: ReadonlySet<string>,
): Omit<VariantAssignment, 'openRequests'> {
  const service = stockedAt.map(({locationId}) => services.get(numericId(locationId))).find(Boolean);
  const other = stockedAt.find((level) => level.service !== null && !ours.has(numericId(level.locationId)));
  return {
    id,
    title,
    sku,
    serviceId: service?._id.toHexString() ?? null,
    stockedAt: stockedAt.map(({locationId, name, available}) => ({
      locationId,
      name,
      // Shopify: an untracked item has no count worth showing; it always says 0.
      available: tracked ? available : null,
    })),
    otherService: other?.service ?? null,
    committed: stockedAt.reduce((sum, {committed}) => sum + committed, 0),
  };
}

/** How many open requests hold each variant. */
async function openRequests(
  {db}: Pick<Context, 'db'>,
  shop: string,
  variantIds: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const wanted = new Set(variantIds);
  const found = requests(db).find(
    {shop, open: true, 'lines.variantId': {$in: [...wanted]}},
    {projection: {'lines.variantId': 1}},
  );
  for await (const {lines} of found) {
    for (const id of new Set(lines.map(({variantId}) => variantId))) {
      if (id && wanted.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
