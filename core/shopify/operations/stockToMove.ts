/** What a location stocks, with what the items are and how they stand at another location. Scopes: read_inventory, read_products. */
import type {StockToMoveQuery, StockToMoveQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {movableItem} from './movableItem.ts';
import {movableQuantities} from './movableQuantities.ts';

export const stockToMove = operation<StockToMoveQuery, StockToMoveQueryVariables>(`#graphql
  query StockToMove($locationId: ID!, $destinationId: ID!, $after: String) {
    location(id: $locationId) {
      inventoryLevels(first: 250, after: $after) {
        nodes {
          ...MovableQuantities
          item {
            ...MovableItem
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
  ${movableItem}
`);
