/** The fulfillment orders of one order: what remains, where, and whether it can be fulfilled. */
import type {OrderFulfillmentOrdersQuery, OrderFulfillmentOrdersQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {lineFacts} from './lineFacts.ts';

export const orderFulfillmentOrders = operation<
  OrderFulfillmentOrdersQuery,
  OrderFulfillmentOrdersQueryVariables
>(`#graphql
  query OrderFulfillmentOrders($id: ID!, $after: String) {
    order(id: $id) {
      id
      name
      cancelledAt
      fulfillmentOrders(first: 20, after: $after) {
        nodes {
          id
          status
          requestStatus
          supportedActions {
            action
          }
          assignedLocation {
            name
            location {
              id
            }
          }
          lineItems(first: 100) {
            nodes {
              ...LineFacts
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
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
