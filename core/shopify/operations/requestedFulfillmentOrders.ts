/** Fulfillment orders that were requested in Shopify from services of this app, and wait for an answer. */
import type {
  RequestedFulfillmentOrdersQuery,
  RequestedFulfillmentOrdersQueryVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

// Shopify: `assignedFulfillmentOrders` shows those of the asking app's own services alone.
export const requestedFulfillmentOrders = operation<
  RequestedFulfillmentOrdersQuery,
  RequestedFulfillmentOrdersQueryVariables
>(`#graphql
  query RequestedFulfillmentOrders($after: String) {
    assignedFulfillmentOrders(assignmentStatus: FULFILLMENT_REQUESTED, first: 20, after: $after) {
      nodes {
        id
        orderId
        merchantRequests(first: 5, reverse: true) {
          nodes {
            kind
            message
            requestOptions
            sentAt
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
