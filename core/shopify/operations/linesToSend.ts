/** Further lines of a long fulfillment order, as an email shows them. */
import type {LinesToSendQuery, LinesToSendQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const linesToSend = operation<LinesToSendQuery, LinesToSendQueryVariables>(`#graphql
  query LinesToSend($id: ID!, $after: String) {
    fulfillmentOrder(id: $id) {
      lineItems(first: 50, after: $after) {
        nodes {
          id
          remainingQuantity
          totalQuantity
          sku
          productTitle
          variantTitle
          requiresShipping
          image {
            url(transform: {maxWidth: 128, maxHeight: 128, crop: CENTER})
          }
          weight {
            value
            unit
          }
          lineItem {
            id
            quantity
            customAttributes {
              key
              value
            }
            discountedUnitPriceSet {
              shopMoney {
                amount
                currencyCode
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
