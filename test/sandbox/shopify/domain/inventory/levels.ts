// Stocking an item at a location, and what happens to its quantities there.
import type {ShopContext} from '../../contract.ts';
import {gid, numberOf} from '../ids.ts';
import type {Location} from '../locations/record.ts';
import type {State} from '../state.ts';
import {nowText, timeText} from '../time.ts';
import {quantityNames, type InventoryItem, type InventoryLevel, type QuantityName} from './record.ts';

/** The item's level at a location, active or not. */
export function levelAt(item: InventoryItem, location: Location): InventoryLevel | undefined {
  return item.levels.find((level) => level.location === location);
}

/** The item's active levels at active locations: where it is stocked. */
export function activeLevels(item: InventoryItem): InventoryLevel[] {
  return item.levels.filter((level) => level.isActive && level.location.isActive);
}

/** Whether an item is stocked at a location. */
export function isStockedAt(item: InventoryItem, location: Location): boolean {
  return levelAt(item, location)?.isActive === true;
}

/** A new active level with nothing in it. */
export function createLevel(state: State, now: Date, item: InventoryItem, location: Location): InventoryLevel {
  const level: InventoryLevel = {
    __typename: 'InventoryLevel',
    id: `${gid('InventoryLevel', location.levelNumber)}?inventory_item_id=${numberOf(item.id)}`,
    createdAt: timeText(now),
    updatedAt: timeText(now),
    isActive: true,
    item,
    location,
    amounts: {available: 0, committed: 0, damaged: 0, incoming: 0, quality_control: 0, reserved: 0, safety_stock: 0},
    updatedAtByName: {},
    deactivationAlert: null,
  };
  item.levels.push(level);
  location.levels.add(level);
  return state.inventoryLevels.add(level);
}

/** on_hand: all states but incoming (rules §3). */
export function onHand(level: InventoryLevel): number {
  return quantityNames.reduce((sum, name) => (name === 'incoming' ? sum : sum + level.amounts[name]), 0);
}

/** A quantity by its name. Shopify: an untracked item has none (rules §3). */
export function quantity(level: InventoryLevel, name: QuantityName | 'on_hand'): number {
  if (!level.item.tracked) return 0;
  return name === 'on_hand' ? onHand(level) : level.amounts[name];
}

/** Changes one quantity and tells the app. */
export function change(context: ShopContext, level: InventoryLevel, name: QuantityName, delta: number): void {
  if (delta === 0) return;
  const at = nowText(context);
  level.amounts[name] += delta;
  level.updatedAt = at;
  level.updatedAtByName[name] = at;
  if (name !== 'incoming') level.updatedAtByName.on_hand = at;
  if (name === 'available') context.emit('inventory_levels/update', levelPayload(level));
}

/** Body of inventory_levels/connect, /update and /disconnect: REST's form. */
export function levelPayload(level: InventoryLevel): object {
  return {
    inventory_item_id: Number(numberOf(level.item.id)),
    location_id: Number(numberOf(level.location.id)),
    available: level.item.tracked ? level.amounts.available : null,
    updated_at: level.updatedAt,
    admin_graphql_api_id: level.id,
  };
}

/** Takes units from available into committed, for a fulfillment order; answers how many: none where nothing is counted. */
export function commit(
  context: ShopContext,
  item: InventoryItem | null,
  location: Location | null,
  units: number,
): number {
  const level = item && location ? levelAt(item, location) : undefined;
  if (!level?.item.tracked) return 0;
  change(context, level, 'available', -units);
  change(context, level, 'committed', units);
  return units;
}

/** Takes units out of committed: back to available, or gone as shipped. */
export function uncommit(
  context: ShopContext,
  item: InventoryItem | null,
  location: Location | null,
  units: number,
  to: 'available' | 'gone',
): void {
  const level = item && location ? levelAt(item, location) : undefined;
  if (!level || units === 0) return;
  change(context, level, 'committed', -units);
  if (to === 'available') change(context, level, 'available', units);
}
