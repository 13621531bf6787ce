/** Accepts that a request is cancelled. Shopify: its units live on in another fulfillment order of the order. Scope: write_assigned_fulfillment_orders. */
import type {
  AcceptCancellationRequestMutation,
  AcceptCancellationRequestMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const acceptCancellationRequest = operation<
  AcceptCancellationRequestMutation,
  AcceptCancellationRequestMutationVariables
>(`#graphql
  mutation AcceptCancellationRequest($id: ID!, $message: String) {
    fulfillmentOrderAcceptCancellationRequest(id: $id, message: $message) {
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
