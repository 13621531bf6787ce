/** Refuses a request that was submitted to a service: its items can be requested or moved again. Scope: write_assigned_fulfillment_orders. */
import type {
  RejectFulfillmentRequestMutation,
  RejectFulfillmentRequestMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const rejectFulfillmentRequest = operation<
  RejectFulfillmentRequestMutation,
  RejectFulfillmentRequestMutationVariables
>(`#graphql
  mutation RejectFulfillmentRequest($id: ID!, $message: String) {
    fulfillmentOrderRejectFulfillmentRequest(id: $id, message: $message) {
      fulfillmentOrder {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);
