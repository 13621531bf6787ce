/** Where every unit and every open line of a shop is: what a removal must leave as it was. */
import type {SandboxClient} from './sandboxClient.ts';

interface OpenLine {
  orderId: string;
  lineItemId: string;
  inventoryItemId: string | null;
  remaining: number;
  locationId: string;
  fulfillmentOrderId: string;
  status: string;
  requestStatus: string;
}

export interface Snapshot {
  items: {
    id: string;
    sku: string | null;
    tracked: boolean;
    levels: {locationId: string; isActive: boolean; amounts: Record<string, number>}[];
  }[];
  /** Each line with units left to ship, of each fulfillment order. */
  lines: OpenLine[];
  locations: {id: string; name: string; isActive: boolean; serviceId: string | null}[];
}

/** Reads it from the sandbox, at once and without a point. */
export function snapshot(client: SandboxClient): Promise<Snapshot> {
  return client.look('snapshot');
}

/** Units by item and state, over all locations where it is stocked: `{"BIG-7": {available: 3, committed: 2}}`. */
export function unitsByItem({items}: Snapshot): Record<string, Record<string, number>> {
  return Object.fromEntries(
    items.map(({id, sku, levels}) => {
      const sums: Record<string, number> = {};
      for (const {amounts} of levels.filter(({isActive}) => isActive)) {
        for (const [name, units] of Object.entries(amounts)) sums[name] = (sums[name] ?? 0) + units;
      }
      return [sku ?? id, sums];
    }),
  );
}

/** Tracked items of which another number of units is committed than open lines are waiting for: there should be none. */
export function wronglyCommitted({items, lines}: Snapshot): string[] {
  const owed = new Map<string, number>();
  for (const {inventoryItemId, locationId, remaining} of lines) {
    const place = `${inventoryItemId} at ${locationId}`;
    owed.set(place, (owed.get(place) ?? 0) + remaining);
  }
  return items
    .filter(({tracked}) => tracked)
    .flatMap(({id, sku, levels}) =>
      levels.flatMap(({locationId, amounts}) => {
        const [committed, due] = [amounts['committed'] ?? 0, owed.get(`${id} at ${locationId}`) ?? 0];
        return committed === due ? [] : [`${sku} at ${locationId}: ${committed} committed, ${due} to ship`];
      }),
    );
}

/** Units that are left to ship of each order line, over all fulfillment orders: a line that is there twice, or lost, shows. */
export function remainingByLine({lines}: Snapshot): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const {lineItemId, remaining} of lines) sums[lineItemId] = (sums[lineItemId] ?? 0) + remaining;
  return sums;
}

/** Items and open lines at a location: what a removal must take away, and what it must bring. */
export function heldAt({items, lines}: Snapshot, locationId: string): {items: string[]; lines: OpenLine[]} {
  return {
    items: items
      .filter(({levels}) => levels.some((level) => level.locationId === locationId && level.isActive))
      .map(({id}) => id),
    lines: lines.filter((line) => line.locationId === locationId),
  };
}
