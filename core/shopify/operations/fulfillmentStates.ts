/** Whether fulfillments still stand. */
import type {FulfillmentStatesQuery, FulfillmentStatesQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentStates = operation<FulfillmentStatesQuery, FulfillmentStatesQueryVariables>(`#graphql
  query FulfillmentStates($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id
        status
      }
    }
  }
`);
