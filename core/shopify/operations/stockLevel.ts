/** A place that stocks an inventory item, and how much of it. */
export const stockLevel = `#graphql
  fragment StockLevel on InventoryLevel {
    id
    isActive
    location {
      id
      name
      fulfillmentService {
        id
        serviceName
      }
    }
    quantities(names: ["available", "committed"]) {
      name
      quantity
    }
  }
`;
