/** Replaces the tracking info of a fulfillment. Harmless to repeat. */
import type {
  FulfillmentTrackingUpdateMutation,
  FulfillmentTrackingUpdateMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentTrackingUpdate = operation<
  FulfillmentTrackingUpdateMutation,
  FulfillmentTrackingUpdateMutationVariables
>(`#graphql
  mutation FulfillmentTrackingUpdate(
    $fulfillmentId: ID!
    $trackingInfo: FulfillmentTrackingInput!
    $notifyCustomer: Boolean
  ) {
    fulfillmentTrackingInfoUpdate(
      fulfillmentId: $fulfillmentId
      trackingInfoInput: $trackingInfo
      notifyCustomer: $notifyCustomer
    ) {
      fulfillment {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);
