/** What was fulfilled of an order, and how much of each item. */
import type {OrderFulfillmentsQuery, OrderFulfillmentsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const orderFulfillments = operation<OrderFulfillmentsQuery, OrderFulfillmentsQueryVariables>(`#graphql
  query OrderFulfillments($id: ID!) {
    order(id: $id) {
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
