/** Asks Shopify which product a variant belongs to: the variant's page tells an extension the variant alone. */
import type {Result} from '../../shared/call.ts';

/** The host's `shopify.query`, as far as it is needed. */
export type Query = (
  query: string,
  options: {variables: {id: string}},
) => Promise<{data?: Answer; errors?: {message: string}[]}>;

export interface Answer {
  productVariant: {product: {id: string}} | null;
}

const document = 'query productOf($id: ID!) { productVariant(id: $id) { product { id } } }';

/** @param variantId gid
 * @returns the product's gid */
export async function productOf(query: Query, variantId: string): Promise<Result<string>> {
  try {
    const {data, errors} = await query(document, {variables: {id: variantId}});
    if (data?.productVariant) return {ok: true, value: data.productVariant.product.id};
    const code = errors?.length ? 'shopify_unavailable' : 'variant_not_found';
    return {ok: false, problem: {code, message: null, retryable: code === 'shopify_unavailable'}};
  } catch {
    return {ok: false, problem: {code: 'offline', message: null, retryable: true}};
  }
}
