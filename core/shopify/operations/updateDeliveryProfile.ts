/** Changes which locations a delivery profile ships from. Scope: write_shipping. Harmless to repeat. */
import type {UpdateDeliveryProfileMutation, UpdateDeliveryProfileMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const updateDeliveryProfile = operation<
  UpdateDeliveryProfileMutation,
  UpdateDeliveryProfileMutationVariables
>(`#graphql
  mutation UpdateDeliveryProfile($id: ID!, $profile: DeliveryProfileInput!) {
    deliveryProfileUpdate(id: $id, profile: $profile) {
      profile {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);
