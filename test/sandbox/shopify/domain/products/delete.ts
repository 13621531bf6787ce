// productDelete: the product, its variants and their stock go; orders keep their lines.
import type {ShopContext} from '../../contract.ts';
import {numberOf, requireGid} from '../ids.ts';
import {notSimulated} from '../notSimulated.ts';
import {stateOf} from '../state.ts';
import {userError} from '../userErrors.ts';

/** Deletes a product, at once.
 * @throws GraphQLError NOT_SIMULATED for `synchronous: false`. */
export function productDelete(
  _root: unknown,
  args: {input: {id: string}; synchronous?: boolean | null},
  context: ShopContext,
) {
  requireGid('Product', args.input.id);
  if (args.synchronous === false) throw notSimulated('productDelete with synchronous: false');
  const state = stateOf(context);
  const product = state.products.get(args.input.id);
  if (!product) {
    return {
      deletedProductId: null,
      productDeleteOperation: null,
      shop: state.shop,
      userErrors: [userError(['id'], 'Product does not exist')],
    };
  }
  for (const variant of product.variantList) {
    for (const level of variant.inventoryItem.levels) {
      level.location.levels.delete(level);
      state.inventoryLevels.delete(level);
    }
    state.inventoryItems.delete(variant.inventoryItem);
    state.variants.delete(variant);
  }
  state.products.delete(product);
  state.productHandles.delete(product.handle);
  context.emit('products/delete', {id: Number(numberOf(product.id))});
  return {deletedProductId: product.id, productDeleteOperation: null, shop: state.shop, userErrors: []};
}
