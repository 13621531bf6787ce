/** An inventory item with its variant, and how it stands at the location it is to go to. */
export const movableItem = `#graphql
  fragment MovableItem on InventoryItem {
    id
    sku
    tracked
    variant {
      id
      title
      product {
        title
      }
    }
    inventoryLevel(locationId: $destinationId, includeInactive: true) {
      isActive
      quantities(names: ["available", "damaged", "incoming", "quality_control", "reserved", "safety_stock"]) {
        name
        quantity
      }
    }
  }
`;
