/** The merchant's own active locations. Shopify: those of fulfillment services are left out unless asked for. Scope: read_locations. */
import type {MerchantLocationsQuery, MerchantLocationsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const merchantLocations = operation<MerchantLocationsQuery, MerchantLocationsQueryVariables>(`#graphql
  query MerchantLocations($after: String) {
    locations(first: 250, after: $after) {
      nodes {
        id
        name
        isFulfillmentService
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
