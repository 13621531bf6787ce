/** A product's variants with the places that stock them, 250 at a time. Scopes: read_products, read_inventory. */
import type {ProductVariantsQuery, ProductVariantsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const productVariants = operation<ProductVariantsQuery, ProductVariantsQueryVariables>(`#graphql
  query ProductVariants($productId: ID!, $after: String) {
    product(id: $productId) {
      id
      variants(first: 250, after: $after) {
        nodes {
          id
          title
          sku
          inventoryItem {
            id
            tracked
            inventoryLevels(first: 100) {
              nodes {
                id
                isActive
                location {
                  id
                  name
                }
                quantities(names: ["available"]) {
                  name
                  quantity
                }
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
`);
