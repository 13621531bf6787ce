/** Inventory items by their ids, as `stockToMove` reads them: those that came while a removal ran, or go to a place of their own. */
import type {ItemsToMoveQuery, ItemsToMoveQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {movableItem} from './movableItem.ts';

export const itemsToMove = operation<ItemsToMoveQuery, ItemsToMoveQueryVariables>(`#graphql
  query ItemsToMove($ids: [ID!]!, $destinationId: ID!) {
    nodes(ids: $ids) {
      ... on InventoryItem {
        ...MovableItem
      }
    }
  }
  ${movableItem}
`);
