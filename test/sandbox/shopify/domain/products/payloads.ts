// Webhook bodies about products: REST's form.
import {numberOf} from '../ids.ts';
import type {Product} from './record.ts';

/** Body of products/create and products/update. */
export function productPayload(product: Product): object {
  return {
    id: Number(numberOf(product.id)),
    admin_graphql_api_id: product.id,
    title: product.title,
    handle: product.handle,
    status: product.status.toLowerCase(),
    vendor: product.vendor,
    tags: product.tags.join(', '),
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    variants: product.variantList.map((variant) => ({
      id: Number(numberOf(variant.id)),
      admin_graphql_api_id: variant.id,
      product_id: Number(numberOf(product.id)),
      inventory_item_id: Number(numberOf(variant.inventoryItem.id)),
      title: variant.title,
      sku: variant.inventoryItem.sku,
      price: variant.price,
      position: variant.position,
    })),
  };
}
