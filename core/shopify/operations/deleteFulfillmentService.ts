/** Deletes a fulfillment service of this app. Scope: write_fulfillments.
 * Shopify: TRANSFER takes its stock and its work to a merchant's location, KEEP leaves the location to the merchant, DELETE takes it away. */
import type {
  DeleteFulfillmentServiceMutation,
  DeleteFulfillmentServiceMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const deleteFulfillmentService = operation<
  DeleteFulfillmentServiceMutation,
  DeleteFulfillmentServiceMutationVariables
>(`#graphql
  mutation DeleteFulfillmentService(
    $id: ID!
    $inventoryAction: FulfillmentServiceDeleteInventoryAction!
    $destinationLocationId: ID
  ) {
    fulfillmentServiceDelete(
      id: $id
      inventoryAction: $inventoryAction
      destinationLocationId: $destinationLocationId
    ) {
      deletedId
      userErrors {
        field
        message
      }
    }
  }
`);
