/** Whether a location is there, whose it is, and whether anything is left at it. Scope: read_locations. */
import type {LocationStateQuery, LocationStateQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const locationState = operation<LocationStateQuery, LocationStateQueryVariables>(`#graphql
  query LocationState($id: ID!) {
    location(id: $id) {
      id
      name
      isActive
      hasUnfulfilledOrders
      fulfillmentService {
        id
      }
    }
  }
`);
