/** What a location stocks, as plain numbers: the cheapest look at all of it; with the variants it costs a third more. Scopes: read_inventory,
 * read_products. */
import type {StockLeftQuery, StockLeftQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {movableQuantities} from './movableQuantities.ts';

export const stockLeft = operation<StockLeftQuery, StockLeftQueryVariables>(`#graphql
  query StockLeft($locationId: ID!, $after: String, $withVariants: Boolean!) {
    location(id: $locationId) {
      inventoryLevels(first: 250, after: $after) {
        nodes {
          ...MovableQuantities
          item {
            id
            sku
            tracked
            variant @include(if: $withVariants) {
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
