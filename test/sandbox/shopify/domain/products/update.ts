// productVariantsBulkUpdate, as far as assignments need it: price, barcode, and the inventory item's fields.
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {updateItem} from '../inventory/resolvers.ts';
import {cents, moneyText} from '../money.ts';
import {notSimulated} from '../notSimulated.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {productPayload} from './payloads.ts';
import type {ProductVariant} from './record.ts';

interface VariantInput {
  id?: string | null;
  price?: string | number | null;
  barcode?: string | null;
  taxable?: boolean | null;
  inventoryPolicy?: 'CONTINUE' | 'DENY' | null;
  inventoryItem?: Parameters<typeof updateItem>[2] | null;
}

const simulated = new Set(['id', 'price', 'barcode', 'taxable', 'inventoryPolicy', 'inventoryItem']);

function apply(context: ShopContext, variant: ProductVariant, input: VariantInput): void {
  if (input.price !== undefined && input.price !== null) variant.price = moneyText(cents(input.price));
  if (input.barcode !== undefined) variant.barcode = input.barcode;
  if (typeof input.taxable === 'boolean') variant.taxable = input.taxable;
  if (input.inventoryPolicy) variant.inventoryPolicy = input.inventoryPolicy;
  if (input.inventoryItem) updateItem(context, variant.inventoryItem, input.inventoryItem);
  variant.updatedAt = nowText(context);
}

/** Changes variants of one product: all of them or, if one is wrong, none.
 * @throws GraphQLError NOT_SIMULATED for a field that the sandbox does not keep. */
export function variantsBulkUpdate(
  _root: unknown,
  args: {productId: string; variants: VariantInput[]; allowPartialUpdates?: boolean | null},
  context: ShopContext,
) {
  requireGid('Product', args.productId);
  if (args.allowPartialUpdates) throw notSimulated('allowPartialUpdates of productVariantsBulkUpdate');
  for (const name of args.variants.flatMap((variant) => Object.keys(variant))) {
    if (!simulated.has(name)) throw notSimulated(`${name} of productVariantsBulkUpdate`);
  }
  const product = stateOf(context).products.get(args.productId);
  if (!product) {
    const error = userError(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST');
    return {product: null, productVariants: null, userErrors: [error]};
  }
  const found = args.variants.map((input) => product.variantList.find((variant) => variant.id === input.id));
  const userErrors = found.flatMap((variant, index) => {
    const field = ['variants', String(index), 'id'];
    if (variant) return [];
    return args.variants[index]?.id
      ? [userError(field, 'Product variant does not exist', 'PRODUCT_VARIANT_DOES_NOT_EXIST')]
      : [userError(field, 'Product variant is missing ID attribute', 'PRODUCT_VARIANT_ID_MISSING')];
  });
  if (userErrors.length > 0) return {product, productVariants: null, userErrors};
  for (const [index, variant] of found.entries()) {
    const input = args.variants[index];
    if (variant && input) apply(context, variant, input);
  }
  product.updatedAt = nowText(context);
  context.emit('products/update', productPayload(product));
  return {product, productVariants: found, userErrors: []};
}
