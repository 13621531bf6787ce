/** Where shipping rates are offered: profiles, their groups of locations, the zones of each group. Scope: read_shipping.
 * Shopify: a location's stock ships to a zone only if the location is in the group and the zone has an active method. */
import type {DeliveryProfilesQuery, DeliveryProfilesQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const deliveryProfiles = operation<DeliveryProfilesQuery, DeliveryProfilesQueryVariables>(`#graphql
  query DeliveryProfiles($after: String) {
    deliveryProfiles(first: 5, after: $after) {
      nodes {
        id
        name
        default
        profileLocationGroups {
          locationGroup {
            id
            locations(first: 250, includeLegacy: true) {
              nodes {
                id
              }
            }
          }
          locationGroupZones(first: 100) {
            nodes {
              zone {
                id
                name
              }
              methodDefinitions(first: 20) {
                nodes {
                  active
                }
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
