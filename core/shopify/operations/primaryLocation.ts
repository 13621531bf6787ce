/** The shop's primary location. Shopify: it is the location of the built-in service "manual". Scope: write_fulfillments. */
import type {PrimaryLocationQuery, PrimaryLocationQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const primaryLocation = operation<PrimaryLocationQuery, PrimaryLocationQueryVariables>(`#graphql
  query PrimaryLocation {
    shop {
      fulfillmentServices {
        type
        location {
          id
          isActive
        }
      }
    }
  }
`);
