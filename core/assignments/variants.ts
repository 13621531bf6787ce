/** Reads a product's variants with every place that stocks them. */
import {AppError} from '../errors.ts';
import type {AdminClient} from '../shopify/client.ts';
import type {ProductVariantsQuery, VariantsByIdQuery} from '../shopify/generated/operations.ts';
import {inventoryLevels} from '../shopify/operations/inventoryLevels.ts';
import {productVariants} from '../shopify/operations/productVariants.ts';
import {variantsById} from '../shopify/operations/variantsById.ts';

export interface StockedAt {
  /** gid. */
  locationId: string;
  name: string;
  available: number;
  /** Units that open orders hold there. */
  committed: number;
  /** The fulfillment service whose location it is, whichever app's. */
  service: {id: string; name: string} | null;
}

export interface Variant {
  /** gid. */
  id: string;
  title: string;
  productTitle: string;
  sku: string | null;
  inventoryItemId: string;
  /** Whether Shopify counts its stock. */
  tracked: boolean;
  /** Active inventory levels alone. */
  stockedAt: StockedAt[];
}

/** The product's title with the variant's. Shopify: the only variant of a product is called `Default Title`. */
export function fullTitle({productTitle, title}: Pick<Variant, 'productTitle' | 'title'>): string {
  return title === 'Default Title' ? productTitle : `${productTitle} – ${title}`;
}

type VariantNode = NonNullable<ProductVariantsQuery['product']>['variants']['nodes'][number];
type LevelNode = VariantNode['inventoryItem']['inventoryLevels']['nodes'][number];

/** Every variant of the product. Shopify: up to 2048 of them, 250 to a page.
 * @param productId gid
 * @throws AppError `product_not_found`, `shopify_*` */
export async function readVariants(admin: AdminClient, productId: string): Promise<Variant[]> {
  const variants: Variant[] = [];
  let after: string | null = null;
  do {
    const page = await readVariantPage(admin, productId, 250, after);
    variants.push(...page.variants);
    after = page.nextCursor;
  } while (after !== null);
  return variants;
}

/** A page of a product's variants. @throws AppError `product_not_found`, `shopify_*` */
export async function readVariantPage(
  admin: AdminClient,
  productId: string,
  first: number,
  after: string | null,
): Promise<{variants: Variant[]; nextCursor: string | null}> {
  const {product} = await admin.run(productVariants, {productId, first, after});
  if (!product) throw new AppError('product_not_found');
  const variants: Variant[] = [];
  for (const node of product.variants.nodes) variants.push(await toVariant(admin, node, product.title));
  const {hasNextPage, endCursor} = product.variants.pageInfo;
  return {variants, nextCursor: hasNextPage ? endCursor : null};
}

type ById = VariantsByIdQuery['nodes'][number];
const isVariant = (node: ById): node is Extract<ById, {id: string}> => node !== null && 'inventoryItem' in node;

/** Shopify: 1000 points for one query; a variant asks for about 40, should each id of the list count. */
export const variantsPerRead = 20;

/** Variants by their gids, in that order; those that are gone are missing. */
export async function readVariantsById(admin: AdminClient, ids: readonly string[]): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (let at = 0; at < ids.length; at += variantsPerRead) {
    const {nodes} = await admin.run(variantsById, {ids: ids.slice(at, at + variantsPerRead)});
    for (const node of nodes) {
      if (isVariant(node)) variants.push(await toVariant(admin, node, node.product.title));
    }
  }
  return variants;
}

async function toVariant(
  admin: AdminClient,
  {id, title, sku, inventoryItem}: VariantNode,
  productTitle: string,
): Promise<Variant> {
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
    productTitle,
    sku,
    inventoryItemId: inventoryItem.id,
    tracked: inventoryItem.tracked,
    stockedAt: levels
      .filter(({isActive}) => isActive)
      .map(({location, quantities}) => ({
        locationId: location.id,
        name: location.name,
        available: quantities.find(({name}) => name === 'available')?.quantity ?? 0,
        committed: quantities.find(({name}) => name === 'committed')?.quantity ?? 0,
        service: location.fulfillmentService && {
          id: location.fulfillmentService.id,
          name: location.fulfillmentService.serviceName,
        },
      })),
  };
}
