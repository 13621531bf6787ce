/** Open fulfillment orders at a location of a service of this app. Scope: read_assigned_fulfillment_orders. */
import type {OrdersAtLocationQuery, OrdersAtLocationQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

// Shopify: without an assignment status it shows all that are not closed.
export const ordersAtLocation = operation<OrdersAtLocationQuery, OrdersAtLocationQueryVariables>(`#graphql
  query OrdersAtLocation($locationId: ID!, $first: Int!, $after: String) {
    assignedFulfillmentOrders(locationIds: [$locationId], first: $first, after: $after) {
      nodes {
        id
        orderId
        orderName
        status
        requestStatus
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
