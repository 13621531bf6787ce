/** Further places that stock one inventory item, where a product's page did not hold them all. Scope: read_inventory. */
import type {InventoryLevelsQuery, InventoryLevelsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {stockLevel} from './stockLevel.ts';

export const inventoryLevels = operation<InventoryLevelsQuery, InventoryLevelsQueryVariables>(`#graphql
  query InventoryLevels($inventoryItemId: ID!, $after: String) {
    inventoryItem(id: $inventoryItemId) {
      inventoryLevels(first: 250, after: $after) {
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
  ${stockLevel}
`);
