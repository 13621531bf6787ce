// product(s), productVariant(s) and their fields.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {numberOf, requireGid} from '../ids.ts';
import {activeLevels, quantity} from '../inventory/levels.ts';
import {cents, money} from '../money.ts';
import {search, type Fields} from '../search.ts';
import {stateOf} from '../state.ts';
import {variantsBulkUpdate} from './update.ts';
import {productDelete} from './delete.ts';
import type {Product, ProductVariant} from './record.ts';

interface ListArgs extends PageArgs {
  query?: string | null;
}

const productFields: Fields<Product> = {
  '': (product) => [product.title, product.vendor, ...product.variantList.map((variant) => variant.inventoryItem.sku)],
  id: (product) => [product.id],
  title: (product) => [product.title],
  handle: (product) => [product.handle],
  status: (product) => [product.status],
  vendor: (product) => [product.vendor],
  tag: (product) => product.tags,
  sku: (product) => product.variantList.map((variant) => variant.inventoryItem.sku),
  created_at: (product) => [product.createdAt],
  updated_at: (product) => [product.updatedAt],
};

const variantFields: Fields<ProductVariant> = {
  '': (variant) => [variant.title, variant.product.title, variant.inventoryItem.sku],
  id: (variant) => [variant.id],
  sku: (variant) => [variant.inventoryItem.sku],
  title: (variant) => [variant.title],
  barcode: (variant) => [variant.barcode],
  product_id: (variant) => [variant.product.id],
  product_status: (variant) => [variant.product.status],
  location_id: (variant) => activeLevels(variant.inventoryItem).map((level) => level.location.id),
  updated_at: (variant) => [variant.updatedAt],
};

/** What is available of a variant, at all locations. */
function inventoryQuantity(variant: ProductVariant): number {
  return activeLevels(variant.inventoryItem).reduce((sum, level) => sum + quantity(level, 'available'), 0);
}

function products(_root: unknown, args: ListArgs & {sortKey?: string}, context: ShopContext) {
  const found = search(stateOf(context).products.all(), args.query, productFields);
  if (args.sortKey === 'TITLE') found.sort((a, b) => a.title.localeCompare(b.title));
  return connection(found, args);
}

function productVariants(_root: unknown, args: ListArgs & {sortKey?: string}, context: ShopContext) {
  const found = search(stateOf(context).variants.all(), args.query, variantFields);
  if (args.sortKey === 'SKU') {
    found.sort((a, b) => (a.inventoryItem.sku ?? '').localeCompare(b.inventoryItem.sku ?? ''));
  }
  return connection(found, args);
}

function priceRange(product: Product, _args: unknown, context: ShopContext) {
  const prices = product.variantList.map((variant) => cents(variant.price));
  const {currencyCode} = stateOf(context).shop;
  return {
    minVariantPrice: money(Math.min(...prices), currencyCode),
    maxVariantPrice: money(Math.max(...prices), currencyCode),
  };
}

export const productResolvers: Resolvers = {
  QueryRoot: {
    product: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('Product', args.id);
      return stateOf(context).products.get(args.id) ?? null;
    },
    products,
    productsCount: (_root: unknown, args: {query?: string | null; limit?: number | null}, context: ShopContext) =>
      count(search(stateOf(context).products.all(), args.query, productFields), args.limit),
    productVariant: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('ProductVariant', args.id);
      return stateOf(context).variants.get(args.id) ?? null;
    },
    productVariants,
    productVariantsCount: (
      _root: unknown,
      args: {query?: string | null; limit?: number | null},
      context: ShopContext,
    ) => count(search(stateOf(context).variants.all(), args.query, variantFields), args.limit),
  },
  Product: {
    legacyResourceId: (product: Product) => numberOf(product.id),
    variants: (product: Product, args: PageArgs) => connection(product.variantList, args),
    variantsCount: (product: Product) => count(product.variantList),
    totalVariants: (product: Product) => product.variantList.length,
    hasOnlyDefaultVariant: (product: Product) =>
      product.variantList.length === 1 && product.variantList[0]?.title === 'Default Title',
    hasOutOfStockVariants: (product: Product) =>
      product.variantList.some((variant) => variant.inventoryItem.tracked && inventoryQuantity(variant) <= 0),
    totalInventory: (product: Product) =>
      product.variantList.reduce((sum, variant) => sum + inventoryQuantity(variant), 0),
    tracksInventory: (product: Product) => product.variantList.some((variant) => variant.inventoryItem.tracked),
    priceRangeV2: priceRange,
    mediaCount: () => count([]),
    metafields: (_product: Product, args: PageArgs) => connection([], args),
    media: (_product: Product, args: PageArgs) => connection([], args),
    images: (_product: Product, args: PageArgs) => connection([], args),
    collections: (_product: Product, args: PageArgs) => connection([], args),
  },
  ProductVariant: {
    legacyResourceId: (variant: ProductVariant) => numberOf(variant.id),
    sku: (variant: ProductVariant) => variant.inventoryItem.sku,
    displayName: (variant: ProductVariant) => `${variant.product.title} - ${variant.title}`,
    inventoryQuantity,
    sellableOnlineQuantity: inventoryQuantity,
    availableForSale: (variant: ProductVariant) =>
      !variant.inventoryItem.tracked || variant.inventoryPolicy === 'CONTINUE' || inventoryQuantity(variant) > 0,
    selectedOptions: (variant: ProductVariant) => [{name: 'Title', value: variant.title}],
    metafields: (_variant: ProductVariant, args: PageArgs) => connection([], args),
    media: (_variant: ProductVariant, args: PageArgs) => connection([], args),
    deliveryProfile: (_variant: ProductVariant, _args: unknown, context: ShopContext) =>
      // Only the general profile exists here, and it covers every variant.
      stateOf(context).deliveryProfiles.all()[0] ?? null,
  },
  Mutation: {productVariantsBulkUpdate: variantsBulkUpdate, productDelete},
};
