/** Where a fulfillment order goes: its own destination, and the order's address. Shopify: once it is closed, its own may not follow. */
export const whereTo = `#graphql
  fragment WhereTo on FulfillmentOrder {
    destination {
      firstName
      lastName
      company
      address1
      address2
      city
      zip
      province
      countryCode
      phone
      email
    }
    order {
      id
      cancelledAt
      shippingAddress {
        firstName
        lastName
        company
        address1
        address2
        city
        zip
        province
        provinceCode
        countryCodeV2
        phone
      }
    }
  }
`;
