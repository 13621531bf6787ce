/** Shows which service ships each variant of a product. */
import type {Context} from '../context.ts';
import {gid} from '../ids.ts';
import type {VariantAssignment} from '../wire.ts';
import {showVariants} from './show.ts';
import {readVariants} from './variants.ts';

/** The product's variants with their service and every place that stocks them.
 * Shopify has no other record of an assignment: a variant is assigned to a service if it is stocked at the service's location.
 * @param productId number or gid
 * @throws AppError `product_not_found`, `invalid_input` (no id of a product), `shopify_*` */
export async function readAssignments(ctx: Context, shop: string, productId: string): Promise<VariantAssignment[]> {
  return showVariants(ctx, shop, await readVariants(ctx.admin(shop), gid('Product', productId)));
}
