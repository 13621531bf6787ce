/** Stocks and unstocks one inventory item at up to 250 locations at once. Scope: write_inventory. Not idempotent by key, but harmless to repeat. */
import type {
  ToggleInventoryActivationMutation,
  ToggleInventoryActivationMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const toggleInventoryActivation = operation<
  ToggleInventoryActivationMutation,
  ToggleInventoryActivationMutationVariables
>(`#graphql
  mutation ToggleInventoryActivation($inventoryItemId: ID!, $updates: [InventoryBulkToggleActivationInput!]!) {
    inventoryBulkToggleActivation(inventoryItemId: $inventoryItemId, inventoryItemUpdates: $updates) {
      inventoryItem {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
