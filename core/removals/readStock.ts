/** What a location stocks, as a plan counts it. */
import type {AdminClient} from '../shopify/client.ts';
import type {StockLeftQuery} from '../shopify/generated/operations.ts';
import {stockLeft} from '../shopify/operations/stockLeft.ts';
import {amountsOf, onHand} from './quantities.ts';

/** An item at a location. */
export interface Stocked {
  inventoryItemId: string;
  /** Where the variants were read, too. */
  variantId: string | null;
  sku: string | null;
  tracked: boolean;
  units: number;
  committed: number;
  incoming: number;
}

/**
 * Everything a location stocks.
 * @param withVariants reads the variants, too; it costs a third more
 * @throws AppError `shopify_*`
 */
export async function readStock(admin: AdminClient, locationId: string, withVariants: boolean): Promise<Stocked[]> {
  const stock: Stocked[] = [];
  let after: string | null = null;
  do {
    const page: StockLeftQuery = await admin.run(stockLeft, {locationId, after, withVariants});
    const levels = page.location?.inventoryLevels;
    for (const {item, quantities} of levels?.nodes ?? []) {
      const amounts = amountsOf(quantities);
      stock.push({
        inventoryItemId: item.id,
        variantId: item.variant?.id ?? null,
        sku: item.sku || null,
        tracked: item.tracked,
        units: onHand(amounts),
        committed: amounts['committed'] ?? 0,
        incoming: amounts['incoming'] ?? 0,
      });
    }
    after = levels?.pageInfo.hasNextPage ? (levels.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return stock;
}
