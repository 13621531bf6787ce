/** The products a service has: what is stocked at its location, a page at a time. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {locationStock} from '../shopify/operations/locationStock.ts';
import {findOwnService} from './find.ts';

export interface ServiceProduct {
  /** gid */
  productId: string;
  title: string;
  /** `available`: null where Shopify does not count. */
  variants: {id: string; title: string; sku: string | null; available: number | null}[];
}

/**
 * @param cursor of the page before; a product whose variants lie on two pages is on both, with its variants of each
 * @throws AppError `service_not_found`, `service_not_active` (it has no location any more), `invalid_input`, `shopify_*`
 */
export async function readServiceProducts(
  ctx: Context,
  shop: string,
  id: string,
  cursor: string | null,
): Promise<{items: ServiceProduct[]; nextCursor: string | null}> {
  const service = await findOwnService(ctx, shop, id);
  if (service.locationId === null) throw new AppError('service_not_active');
  const {location} = await ctx.admin(shop).run(locationStock, {locationId: service.locationId, after: cursor});
  if (!location) throw new AppError('service_not_active');
  const products = new Map<string, ServiceProduct>();
  for (const {isActive, item, quantities} of location.inventoryLevels.nodes) {
    if (!isActive) continue;
    const {product, ...variant} = item.variant;
    const entry = products.get(product.id) ?? {productId: product.id, title: product.title, variants: []};
    const available = quantities.find(({name}) => name === 'available')?.quantity ?? null;
    entry.variants.push({
      id: variant.id,
      title: variant.title,
      sku: variant.sku || null,
      available: item.tracked ? available : null,
    });
    products.set(product.id, entry);
  }
  const {hasNextPage, endCursor} = location.inventoryLevels.pageInfo;
  return {items: [...products.values()], nextCursor: hasNextPage ? endCursor : null};
}
