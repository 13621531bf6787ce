/** Reads a product's variants with every place that stocks them. */
import {AppError} from '../errors.ts';
import {numericId} from '../ids.ts';
import type {AdminClient} from '../shopify/client.ts';
import type {ProductVariantsQuery} from '../shopify/generated/operations.ts';
import {inventoryLevels} from '../shopify/operations/inventoryLevels.ts';
import {productVariants} from '../shopify/operations/productVariants.ts';
import type {StoredService} from '../services/store.ts';
import type {VariantAssignment} from '../wire.ts';

export interface StockedAt {
  /** gid. */
  locationId: string;
  name: string;
  available: number;
}

export interface Variant {
  /** gid. */
  id: string;
  title: string;
  sku: string | null;
  inventoryItemId: string;
  /** Whether Shopify counts its stock. */
  tracked: boolean;
  /** Active inventory levels alone. */
  stockedAt: StockedAt[];
}

type VariantNode = NonNullable<ProductVariantsQuery['product']>['variants']['nodes'][number];
type PageInfo = NonNullable<ProductVariantsQuery['product']>['variants']['pageInfo'];
type LevelNode = VariantNode['inventoryItem']['inventoryLevels']['nodes'][number];

/** Every variant of the product. Shopify: up to 2048 of them, 250 to a page.
 * @param productId gid
 * @throws AppError `product_not_found`, `shopify_*` */
export async function readVariants(admin: AdminClient, productId: string): Promise<Variant[]> {
  const variants: Variant[] = [];
  let after: string | null = null;
  do {
    const answer: ProductVariantsQuery = await admin.run(productVariants, {productId, after});
    const page = answer.product?.variants;
    if (!page) throw new AppError('product_not_found');
    for (const node of page.nodes) variants.push(await toVariant(admin, node));
    const {hasNextPage, endCursor}: PageInfo = page.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  return variants;
}

async function toVariant(admin: AdminClient, {id, title, sku, inventoryItem}: VariantNode): Promise<Variant> {
  const levels: LevelNode[] = [...inventoryItem.inventoryLevels.nodes];
  let {hasNextPage, endCursor} = inventoryItem.inventoryLevels.pageInfo;
  while (hasNextPage && endCursor !== null) {
    const more = await admin.run(inventoryLevels, {inventoryItemId: inventoryItem.id, after: endCursor});
    const page = more.inventoryItem?.inventoryLevels;
    if (!page) break;
    levels.push(...page.nodes);
    ({hasNextPage, endCursor} = page.pageInfo);
  }
  return {
    id,
    title,
    sku,
    inventoryItemId: inventoryItem.id,
    tracked: inventoryItem.tracked,
    stockedAt: levels
      .filter(({isActive}) => isActive)
      .map(({location, quantities}) => ({
        locationId: location.id,
        name: location.name,
        available: quantities.find(({name}) => name === 'available')?.quantity ?? 0,
      })),
  };
}

/** A variant as the API shows it. Stocked at several of our services, it shows the first Shopify names. */
export function toAssignment(variant: Variant, services: ReadonlyMap<string, StoredService>): VariantAssignment {
  const service = variant.stockedAt.map(({locationId}) => services.get(numericId(locationId))).find(Boolean);
  return {
    id: variant.id,
    title: variant.title,
    sku: variant.sku,
    serviceId: service?._id.toHexString() ?? null,
    stockedAt: variant.stockedAt.map(({locationId, name, available}) => ({
      locationId,
      name,
      // Shopify: an untracked item has no count worth showing; it always says 0.
      available: variant.tracked ? available : null,
    })),
  };
}
