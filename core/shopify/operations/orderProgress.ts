/** What of an order is fulfilled by now: read before a fulfillment is made again whose outcome is not known. */
import type {OrderProgressQuery, OrderProgressQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const orderProgress = operation<OrderProgressQuery, OrderProgressQueryVariables>(`#graphql
  query OrderProgress($id: ID!) {
    order(id: $id) {
      id
      fulfillments(first: 50) {
        id
        status
        createdAt
        fulfillmentLineItems(first: 100) {
          nodes {
            quantity
            lineItem {
              id
            }
          }
        }
      }
    }
  }
`);
