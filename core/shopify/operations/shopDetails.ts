/** What the app needs to know of a shop itself. No scope needed. */
import type {ShopDetailsQuery, ShopDetailsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const shopDetails = operation<ShopDetailsQuery, ShopDetailsQueryVariables>(`#graphql
  query ShopDetails {
    shop {
      name
      contactEmail
      ianaTimezone
      currencyCode
    }
  }
`);
