/** Further lines of a fulfillment order that has more than one page of them. */
import type {FulfillmentOrderLinesQuery, FulfillmentOrderLinesQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {lineFacts} from './lineFacts.ts';

export const fulfillmentOrderLines = operation<
  FulfillmentOrderLinesQuery,
  FulfillmentOrderLinesQueryVariables
>(`#graphql
  query FulfillmentOrderLines($id: ID!, $after: String) {
    fulfillmentOrder(id: $id) {
      lineItems(first: 100, after: $after) {
        nodes {
          ...LineFacts
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  ${lineFacts}
`);
