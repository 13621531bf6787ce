/** Everything an email says about fulfillment orders: read when it is rendered, never stored. */
import type {FulfillmentOrdersToSendQuery, FulfillmentOrdersToSendQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {lineToSend} from './lineToSend.ts';
import {whereTo} from './whereTo.ts';

export const fulfillmentOrdersToSend = operation<
  FulfillmentOrdersToSendQuery,
  FulfillmentOrdersToSendQueryVariables
>(`#graphql
  query FulfillmentOrdersToSend($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on FulfillmentOrder {
        id
        status
        requestStatus
        supportedActions {
          action
        }
        assignedLocation {
          location {
            id
          }
        }
        deliveryMethod {
          presentedName
        }
        ...WhereTo
        order {
          id
          name
          processedAt
          note
          shippingLine {
            title
          }
        }
        lineItems(first: 50) {
          nodes {
            ...LineToSend
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
  ${lineToSend}
  ${whereTo}
`);
