/** Where fulfillment orders are, and what remains of them. Scopes: any read_*_fulfillment_orders. */
import type {FulfillmentOrderPlacesQuery, FulfillmentOrderPlacesQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentOrderPlaces = operation<
  FulfillmentOrderPlacesQuery,
  FulfillmentOrderPlacesQueryVariables
>(`#graphql
  query FulfillmentOrderPlaces($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on FulfillmentOrder {
        id
        status
        requestStatus
        assignedLocation {
          location {
            id
          }
        }
        lineItems(first: 250) {
          nodes {
            remainingQuantity
            inventoryItemId
          }
        }
      }
    }
  }
`);
