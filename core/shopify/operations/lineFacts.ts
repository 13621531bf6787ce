/** What the rules read of a fulfillment order's line. */
export const lineFacts = `#graphql
  fragment LineFacts on FulfillmentOrderLineItem {
    id
    remainingQuantity
    sku
    productTitle
    variantTitle
    variant {
      id
    }
    lineItem {
      id
    }
  }
`;
