/** Gives back what a service accepted but will not ship: the fulfillment order can be requested again. */
import type {FulfillmentOrderCloseMutation, FulfillmentOrderCloseMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentOrderClose = operation<
  FulfillmentOrderCloseMutation,
  FulfillmentOrderCloseMutationVariables
>(`#graphql
  mutation FulfillmentOrderClose($id: ID!, $message: String) {
    fulfillmentOrderClose(id: $id, message: $message) {
      fulfillmentOrder {
        id
        status
        requestStatus
      }
      userErrors {
        field
        message
      }
    }
  }
`);
