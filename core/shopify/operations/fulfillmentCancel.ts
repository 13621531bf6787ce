/** Takes a fulfillment back: its items are to be fulfilled anew. Shopify: done twice, it changes nothing more. */
import type {FulfillmentCancelMutation, FulfillmentCancelMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentCancel = operation<FulfillmentCancelMutation, FulfillmentCancelMutationVariables>(`#graphql
  mutation FulfillmentCancel($id: ID!) {
    fulfillmentCancel(id: $id) {
      fulfillment {
        id
        status
      }
      userErrors {
        field
        message
      }
    }
  }
`);
