/** Changes what is available of items at locations, all changes of a call or none. Scope: write_inventory. */
import type {AdjustAvailableMutation, AdjustAvailableMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

// Shopify: the key is required, and remembered for 24 hours; a replay answers what the first call did.
export const adjustAvailable = operation<AdjustAvailableMutation, AdjustAvailableMutationVariables>(`#graphql
  mutation AdjustAvailable($input: InventoryAdjustQuantitiesInput!, $key: String!) {
    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
      inventoryAdjustmentGroup {
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
