/** Variants by their ids, with the places that stock them. Scopes: read_products, read_inventory. */
import type {VariantsByIdQuery, VariantsByIdQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {stockLevel} from './stockLevel.ts';

export const variantsById = operation<VariantsByIdQuery, VariantsByIdQueryVariables>(`#graphql
  query VariantsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on ProductVariant {
        id
        title
        sku
        product {
          title
        }
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
    }
  }
  ${stockLevel}
`);
