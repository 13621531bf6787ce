/** Marks items as fulfilled. Shopify: not idempotent; read `fulfillments` before a repeat. */
import type {FulfillmentCreateMutation, FulfillmentCreateMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const fulfillmentCreate = operation<FulfillmentCreateMutation, FulfillmentCreateMutationVariables>(`#graphql
  mutation FulfillmentCreate($fulfillment: FulfillmentInput!) {
    fulfillmentCreate(fulfillment: $fulfillment) {
      fulfillment {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);
