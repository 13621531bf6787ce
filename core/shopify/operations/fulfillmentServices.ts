/** Every fulfillment service of the shop: ours, other apps' and Shopify's own "manual" one. A plain list, without pages. */
import type {FulfillmentServicesQuery, FulfillmentServicesQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentServices = operation<FulfillmentServicesQuery, FulfillmentServicesQueryVariables>(`#graphql
  query FulfillmentServices {
    shop {
      fulfillmentServices {
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
    }
  }
`);
