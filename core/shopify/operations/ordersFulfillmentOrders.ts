/** The fulfillment orders of many orders at once: what `orderFulfillmentOrders` reads of one, in pages small enough to read many. */
import type {OrdersFulfillmentOrdersQuery, OrdersFulfillmentOrdersQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {lineFacts} from './lineFacts.ts';

export const ordersFulfillmentOrders = operation<
  OrdersFulfillmentOrdersQuery,
  OrdersFulfillmentOrdersQueryVariables
>(`#graphql
  query OrdersFulfillmentOrders($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Order {
        id
        name
        cancelledAt
        fulfillmentOrders(first: 5) {
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
            lineItems(first: 20) {
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
          }
        }
      }
    }
  }
  ${lineFacts}
`);
