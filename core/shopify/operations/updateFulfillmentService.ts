/** Renames a fulfillment service and its location. Scope: write_fulfillments.
 * Shopify: `requiresShippingMethod` falls back to true when it is left out, so every flag is sent each time. */
import type {
  UpdateFulfillmentServiceMutation,
  UpdateFulfillmentServiceMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const updateFulfillmentService = operation<
  UpdateFulfillmentServiceMutation,
  UpdateFulfillmentServiceMutationVariables
>(`#graphql
  mutation UpdateFulfillmentService($id: ID!, $name: String!, $callbackUrl: URL!) {
    fulfillmentServiceUpdate(
      id: $id
      name: $name
      callbackUrl: $callbackUrl
      trackingSupport: false
      inventoryManagement: false
      requiresShippingMethod: true
    ) {
      fulfillmentService {
        id
        serviceName
        location {
          id
        }
      }
      userErrors {
        field
        message
      }
    }
  }
`);
