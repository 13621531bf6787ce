/** A product's variants with the places that stock them, at most 250 at a time. Scopes: read_products, read_inventory. */
import type {ProductVariantsQuery, ProductVariantsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {stockLevel} from './stockLevel.ts';

export const productVariants = operation<ProductVariantsQuery, ProductVariantsQueryVariables>(`#graphql
  query ProductVariants($productId: ID!, $first: Int!, $after: String) {
    product(id: $productId) {
      id
      title
      variants(first: $first, after: $after) {
        nodes {
          id
          title
          sku
          inventoryItem {
            id
            tracked
            inventoryLevels(first: 100) {
              nodes {
                ...StockLevel
              }
              pageInfo {
                hasNextPage
                endCursor
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  ${stockLevel}
`);
