/** Requests fulfillment in Shopify, so that the admin shows the items as in progress. */
import type {FulfillmentOrderSubmitMutation, FulfillmentOrderSubmitMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

// Shopify: needs write_third_party_fulfillment_orders, even for the app's own service.
export const fulfillmentOrderSubmit = operation<
  FulfillmentOrderSubmitMutation,
  FulfillmentOrderSubmitMutationVariables
>(`#graphql
  mutation FulfillmentOrderSubmit(
    $id: ID!
    $lines: [FulfillmentOrderLineItemInput!]
    $message: String
    $notifyCustomer: Boolean
  ) {
    fulfillmentOrderSubmitFulfillmentRequest(
      id: $id
      fulfillmentOrderLineItems: $lines
      message: $message
      notifyCustomer: $notifyCustomer
    ) {
      submittedFulfillmentOrder {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);
