/** What was fulfilled of a fulfillment order, newest first: read before a fulfillment is made again whose outcome is not known. */
import type {
  FulfillmentsOfFulfillmentOrderQuery,
  FulfillmentsOfFulfillmentOrderQueryVariables,
} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentsOfFulfillmentOrder = operation<
  FulfillmentsOfFulfillmentOrderQuery,
  FulfillmentsOfFulfillmentOrderQueryVariables
>(`#graphql
  query FulfillmentsOfFulfillmentOrder($id: ID!) {
    fulfillmentOrder(id: $id) {
      fulfillments(first: 20, reverse: true) {
        nodes {
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
  }
`);
