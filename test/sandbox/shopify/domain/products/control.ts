// POST /sandbox/products: a product with its variants, stocked where the body says.
import {z} from 'zod';
import type {ShopContext} from '../../contract.ts';
import {createLevel} from '../inventory/levels.ts';
import type {InventoryItem} from '../inventory/record.ts';
import {cents, moneyText} from '../money.ts';
import {handleOf} from '../services/validation.ts';
import {stateOf} from '../state.ts';
import {timeText} from '../time.ts';
import {manyOf, parseBody} from '../body.ts';
import {productPayload} from './payloads.ts';
import type {Product, ProductVariant} from './record.ts';

const weight = z.union([
  z.number().nonnegative(),
  z.strictObject({value: z.number().nonnegative(), unit: z.enum(['GRAMS', 'KILOGRAMS', 'OUNCES', 'POUNDS'])}),
]);

const body = z.strictObject({
  title: z.string().min(1),
  vendor: z.string().optional(),
  tags: z.array(z.string()).optional(),
  variants: z
    .array(
      z.strictObject({
        title: z.string().min(1).optional(),
        sku: z.string().nullish(),
        price: z.union([z.string(), z.number()]).optional(),
        barcode: z.string().nullish(),
        tracked: z.boolean().optional(),
        requiresShipping: z.boolean().optional(),
        /** A number is in the shop's own unit. */
        weight: weight.nullish(),
        inventory: z.array(z.strictObject({locationId: z.string(), available: z.int().optional()})).optional(),
      }),
    )
    .min(1),
});

type ProductBody = z.infer<typeof body>;
type VariantBody = ProductBody['variants'][number];

function addVariant(context: ShopContext, product: Product, input: VariantBody): ProductVariant {
  const state = stateOf(context);
  const at = timeText(context.now());
  const itemId = state.ids.gid('InventoryItem');
  const unit = state.shop.weightUnit;
  const base = {
    __typename: 'InventoryItem' as const,
    id: itemId,
    createdAt: at,
    updatedAt: at,
    sku: input.sku ?? null,
    tracked: input.tracked ?? true,
    requiresShipping: input.requiresShipping ?? true,
    weight: typeof input.weight === 'number' ? {value: input.weight, unit} : (input.weight ?? null),
    countryCodeOfOrigin: null,
    provinceCodeOfOrigin: null,
    harmonizedSystemCode: null,
    unitCost: null,
    inventoryHistoryUrl: null,
    trackedEditable: {locked: false, reason: null},
    levels: [],
  };
  const variant: ProductVariant = {
    __typename: 'ProductVariant',
    id: state.ids.gid('ProductVariant'),
    createdAt: at,
    updatedAt: at,
    title: input.title ?? 'Default Title',
    price: moneyText(cents(input.price ?? 0)),
    compareAtPrice: null,
    barcode: input.barcode ?? null,
    position: product.variantList.length + 1,
    taxable: true,
    taxCode: null,
    inventoryPolicy: 'DENY',
    image: null,
    metafield: null,
    requiresComponents: false,
    product,
    // An item and its variant know each other.
    get inventoryItem() {
      return item;
    },
  };
  const item: InventoryItem = {...base, variant};
  state.inventoryItems.add(item);
  state.variants.add(variant);
  product.variantList.push(variant);
  stock(context, item, input);
  return variant;
}

/** Shopify: an item is stocked at one location at least (rules §3); without a word, at the primary one. */
function stock(context: ShopContext, item: InventoryItem, input: VariantBody): void {
  const state = stateOf(context);
  const places = input.inventory?.length ? input.inventory : [{locationId: state.primaryLocation.id, available: 0}];
  for (const {locationId, available} of places) {
    const location = state.locations.get(locationId);
    if (!location?.isActive) throw new Error(`There is no active location ${locationId}.`);
    if (item.levels.some((level) => level.location === location)) {
      throw new Error(`The location ${locationId} is named twice.`);
    }
    createLevel(state, context.now(), item, location).amounts.available = item.tracked ? (available ?? 0) : 0;
  }
}

/** Shopify: a handle that is taken gets a number. */
function freeHandle(context: ShopContext, title: string): string {
  const {productHandles: taken} = stateOf(context);
  const handle = handleOf(title);
  let free = handle;
  for (let number = 1; taken.has(free); number += 1) free = `${handle}-${number}`;
  taken.add(free);
  return free;
}

function addProduct(context: ShopContext, {title, vendor, tags, variants}: ProductBody): object {
  const state = stateOf(context);
  for (const {locationId} of variants.flatMap((variant) => variant.inventory ?? [])) {
    if (!state.locations.get(locationId)?.isActive) throw new Error(`There is no active location ${locationId}.`);
  }
  const at = timeText(context.now());
  const product: Product = {
    __typename: 'Product',
    id: state.ids.gid('Product'),
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
    title,
    handle: freeHandle(context, title),
    status: 'ACTIVE',
    vendor: vendor ?? state.shop.name,
    productType: '',
    description: '',
    descriptionHtml: '',
    tags: tags ?? [],
    featuredImage: null,
    featuredMedia: null,
    isGiftCard: false,
    onlineStoreUrl: null,
    templateSuffix: null,
    category: null,
    requiresSellingPlan: false,
    metafield: null,
    variantList: [],
  };
  state.products.add(product);
  const added = variants.map((variant) => addVariant(context, product, variant));
  context.emit('products/create', productPayload(product));
  return {
    id: product.id,
    variants: added.map((variant) => ({id: variant.id, inventoryItemId: variant.inventoryItem.id})),
  };
}

/** The control `products`: `{title, variants:[…]}` to `{product:{id, variants:[{id, inventoryItemId}]}}`,
 * or `{many:[{title, variants}, …]}` to `{products:[…]}`.
 * @throws Error with a sentence for a body that it cannot use. */
export function productsControl(context: ShopContext, input: unknown): object {
  const many = manyOf(input);
  if (!many) return {product: addProduct(context, parseBody(body, input))};
  return {products: many.map((each) => parseBody(body, each)).map((each) => addProduct(context, each))};
}
