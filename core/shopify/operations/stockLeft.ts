/** What a location stocks, as plain numbers: the cheapest look at all of it. Scope: read_inventory. */
import type {StockLeftQuery, StockLeftQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {movableQuantities} from './movableQuantities.ts';

export const stockLeft = operation<StockLeftQuery, StockLeftQueryVariables>(`#graphql
  query StockLeft($locationId: ID!, $after: String) {
    location(id: $locationId) {
      inventoryLevels(first: 250, after: $after) {
        nodes {
          ...MovableQuantities
          item {
            id
            sku
            tracked
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
