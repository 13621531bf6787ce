/** Registers a fulfillment service, which gives it a location of its own. Scope: write_fulfillments. */
import type {
  CreateFulfillmentServiceMutation,
  CreateFulfillmentServiceMutationVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const createFulfillmentService = operation<
  CreateFulfillmentServiceMutation,
  CreateFulfillmentServiceMutationVariables
>(`#graphql
  mutation CreateFulfillmentService($name: String!, $callbackUrl: URL!) {
    fulfillmentServiceCreate(
      name: $name
      callbackUrl: $callbackUrl
      trackingSupport: false
      inventoryManagement: false
      requiresShippingMethod: true
    ) {
      fulfillmentService {
        id
        serviceName
        handle
        type
        callbackUrl
        location {
          id
          name
        }
      }
      userErrors {
        field
        message
      }
    }
  }
`);
