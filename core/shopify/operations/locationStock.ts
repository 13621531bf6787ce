/** What a location stocks, a page at a time. Scopes: read_locations, read_inventory, read_products. */
import type {LocationStockQuery, LocationStockQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const locationStock = operation<LocationStockQuery, LocationStockQueryVariables>(`#graphql
  query LocationStock($locationId: ID!, $after: String) {
    location(id: $locationId) {
      inventoryLevels(first: 100, after: $after) {
        nodes {
          isActive
          quantities(names: ["available"]) {
            name
            quantity
          }
          item {
            tracked
            variant {
              id
              title
              sku
              product {
                id
                title
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
  }
`);
