/** What a location stocks, with the variants: to find those that a merchant names by id or SKU. Scopes: read_inventory, read_products. */
import type {StockWithVariantsQuery, StockWithVariantsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {movableQuantities} from './movableQuantities.ts';

export const stockWithVariants = operation<StockWithVariantsQuery, StockWithVariantsQueryVariables>(`#graphql
  query StockWithVariants($locationId: ID!, $after: String) {
    location(id: $locationId) {
      inventoryLevels(first: 250, after: $after) {
        nodes {
          ...MovableQuantities
          item {
            id
            sku
            tracked
            variant {
              id
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
  ${movableQuantities}
`);
