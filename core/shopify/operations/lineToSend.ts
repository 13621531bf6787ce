/** A fulfillment order's line as an email shows it. */
export const lineToSend = `#graphql
  fragment LineToSend on FulfillmentOrderLineItem {
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
`;
