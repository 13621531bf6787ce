/** What line items of an order are called: they outlive the fulfillment orders. */
import type {LineItemTitlesQuery, LineItemTitlesQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const lineItemTitles = operation<LineItemTitlesQuery, LineItemTitlesQueryVariables>(`#graphql
  query LineItemTitles($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on LineItem {
        id
        title
        variantTitle
        sku
      }
    }
  }
`);
