/** Accepts a fulfillment request for a service of this app: the fulfillment order is then in progress. */
import type {FulfillmentOrderAcceptMutation, FulfillmentOrderAcceptMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentOrderAccept = operation<
  FulfillmentOrderAcceptMutation,
  FulfillmentOrderAcceptMutationVariables
>(`#graphql
  mutation FulfillmentOrderAccept($id: ID!) {
    fulfillmentOrderAcceptFulfillmentRequest(id: $id) {
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
