/** Open fulfillment orders at a location of a service of this app, with their lines. Scope: read_assigned_fulfillment_orders. */
import type {OrdersWithLinesAtLocationQuery, OrdersWithLinesAtLocationQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const ordersWithLinesAtLocation = operation<
  OrdersWithLinesAtLocationQuery,
  OrdersWithLinesAtLocationQueryVariables
>(`#graphql
  query OrdersWithLinesAtLocation($locationId: ID!, $first: Int!, $lines: Int!, $after: String) {
    assignedFulfillmentOrders(locationIds: [$locationId], first: $first, after: $after) {
      nodes {
        id
        orderId
        orderName
        status
        requestStatus
        lineItems(first: $lines) {
          nodes {
            id
            remainingQuantity
            inventoryItemId
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
`);
