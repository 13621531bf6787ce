/** Moves a fulfillment order, or some of its lines, to another location that stocks them. Scopes: write_merchant_managed_fulfillment_orders
 * and write_third_party_fulfillment_orders. Not idempotent by key: what stands where it shall be is not moved again. */
import type {MoveFulfillmentOrderMutation, MoveFulfillmentOrderMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const moveFulfillmentOrder = operation<
  MoveFulfillmentOrderMutation,
  MoveFulfillmentOrderMutationVariables
>(`#graphql
  mutation MoveFulfillmentOrder($id: ID!, $newLocationId: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
    fulfillmentOrderMove(id: $id, newLocationId: $newLocationId, fulfillmentOrderLineItems: $lines) {
      movedFulfillmentOrder {
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
