/** Where fulfillment orders go now: read to be compared with what was said of it, or to be said, never stored. */
import type {DestinationsQuery, DestinationsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {whereTo} from './whereTo.ts';

export const destinations = operation<DestinationsQuery, DestinationsQueryVariables>(`#graphql
  query Destinations($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on FulfillmentOrder {
        id
        ...WhereTo
      }
    }
  }
  ${whereTo}
`);
