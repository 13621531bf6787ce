/** Products that came on several pages. */
import type {ServiceProduct} from '../api/app.ts';

/** Each product once, with the variants of all pages. */
export function merged(products: readonly ServiceProduct[]): ServiceProduct[] {
  const byId = new Map<string, ServiceProduct>();
  for (const product of products) {
    const before = byId.get(product.productId);
    byId.set(product.productId, before ? {...before, variants: [...before.variants, ...product.variants]} : product);
  }
  return [...byId.values()];
}
