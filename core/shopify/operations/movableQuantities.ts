/** Every quantity of a level. Shopify: on_hand is all of them but incoming. */
export const movableQuantities = `#graphql
  fragment MovableQuantities on InventoryLevel {
    quantities(
      names: ["available", "committed", "damaged", "incoming", "quality_control", "reserved", "safety_stock"]
    ) {
      name
      quantity
    }
  }
`;
