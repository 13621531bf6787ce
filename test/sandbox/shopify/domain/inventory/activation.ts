// inventoryActivate, inventoryDeactivate and inventoryBulkToggleActivation (rules §3).
import type {Resolvers, ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import type {Location} from '../locations/record.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {activeLevels, change, createLevel, levelAt, levelPayload, onHand} from './levels.ts';
import type {InventoryItem, InventoryLevel} from './record.ts';

interface ActivateArgs {
  inventoryItemId: string;
  locationId: string;
  available?: number | null;
  onHand?: number | null;
}

/** Stocks an item at a location; a level that was unstocked comes back as it was, quantities and all (rules §3). */
export function activate(context: ShopContext, item: InventoryItem, location: Location): InventoryLevel {
  const known = levelAt(item, location);
  if (known?.isActive) return known;
  const level = known ?? createLevel(stateOf(context), context.now(), item, location);
  level.isActive = true;
  level.updatedAt = nowText(context);
  context.emit('inventory_levels/connect', levelPayload(level));
  return level;
}

/** Unstocks: the row stays, inactive, with its quantities (rules §3). */
export function deactivate(context: ShopContext, level: InventoryLevel): void {
  level.isActive = false;
  level.updatedAt = nowText(context);
  const {inventory_item_id, location_id} = levelPayload(level) as {inventory_item_id: number; location_id: number};
  context.emit('inventory_levels/disconnect', {inventory_item_id, location_id});
}

function refuseLevel(field: string[], message: string, inventoryLevel: InventoryLevel | null = null) {
  return {inventoryLevel, userErrors: [userError(field, message)]};
}

function inventoryActivate(_root: unknown, args: ActivateArgs, context: ShopContext) {
  requireGid('InventoryItem', args.inventoryItemId);
  requireGid('Location', args.locationId);
  const state = stateOf(context);
  const given = {available: args.available ?? null, onHand: args.onHand ?? null};
  if (given.available !== null && given.onHand !== null) {
    const message = 'Not allowed to set both available and on_hand quantities.';
    return {inventoryLevel: null, userErrors: [userError(['available'], message), userError(['onHand'], message)]};
  }
  const item = state.inventoryItems.get(args.inventoryItemId);
  // The text for an unknown item is unverified.
  if (!item)
    return refuseLevel(['inventoryItemId'], "The product couldn't be stocked because the product wasn't found.");
  const location = state.locations.get(args.locationId);
  if (!location?.isActive) {
    return refuseLevel(['locationId'], "The product couldn't be stocked because the location wasn't found.");
  }
  const known = levelAt(item, location);
  if (known?.isActive) {
    const name = given.available === null ? 'an on_hand' : 'available';
    const field = given.available === null ? 'onHand' : 'available';
    return given.available === null && given.onHand === null
      ? {inventoryLevel: known, userErrors: []}
      : refuseLevel(
          [field],
          `Not allowed to set ${name} quantity when the item is already active at the location.`,
          known,
        );
  }
  const level = activate(context, item, location);
  // Shopify: a quantity for an item that is not tracked is ignored (rules §3).
  if (item.tracked && given.available !== null)
    change(context, level, 'available', given.available - level.amounts.available);
  if (item.tracked && given.onHand !== null) change(context, level, 'available', given.onHand - onHand(level));
  return {inventoryLevel: level, userErrors: []};
}

function inventoryDeactivate(_root: unknown, args: {inventoryLevelId: string}, context: ShopContext) {
  requireGid('InventoryLevel', args.inventoryLevelId);
  const level = stateOf(context).inventoryLevels.get(args.inventoryLevelId);
  if (!level) {
    // A level is gone only with its location or its product.
    const message = "The product couldn't be unstocked because the location was deleted.";
    return {userErrors: [userError(null, message)]};
  }
  if (!level.isActive) return {userErrors: []};
  if (activeLevels(level.item).length <= 1) {
    const message = `The product couldn't be unstocked from ${level.location.name} because products need to be stocked at a minimum of 1 location.`;
    return {userErrors: [userError(null, message)]};
  }
  // Shopify: not refused for committed stock while another level is active (rules §3).
  deactivate(context, level);
  return {userErrors: []};
}

interface ToggleArgs {
  inventoryItemId: string;
  inventoryItemUpdates: {locationId: string; activate: boolean}[];
}

/** Shopify: a failure nulls both the item and the levels (rules §3). */
function refuseToggle(field: string[], message: string, code: string) {
  return {inventoryItem: null, inventoryLevels: null, userErrors: [userError(field, message, code)]};
}

function inventoryBulkToggleActivation(_root: unknown, args: ToggleArgs, context: ShopContext) {
  requireGid('InventoryItem', args.inventoryItemId);
  const state = stateOf(context);
  const item = state.inventoryItems.get(args.inventoryItemId);
  if (!item) {
    // The text is unverified; the code is the schema's.
    return refuseToggle(['inventoryItemId'], 'The inventory item was not found.', 'INVENTORY_ITEM_NOT_FOUND');
  }
  const wanted = new Map<Location, boolean>(activeLevels(item).map((level) => [level.location, true]));
  for (const [index, update] of args.inventoryItemUpdates.entries()) {
    requireGid('Location', update.locationId);
    const location = state.locations.get(update.locationId);
    if (!location?.isActive) {
      const message = "The quantity couldn't be updated because the location was not found.";
      return refuseToggle(['inventoryItemUpdates', String(index), 'locationId'], message, 'LOCATION_NOT_FOUND');
    }
    wanted.set(location, update.activate);
  }
  if (![...wanted.values()].includes(true)) {
    const index = args.inventoryItemUpdates.findLastIndex((update) => !update.activate);
    const location = state.locations.get(args.inventoryItemUpdates[index]?.locationId ?? '');
    const message = `The variant couldn't be unstocked from ${location?.name ?? ''} because products need to be stocked at a minimum of 1 location.`;
    return refuseToggle(
      ['inventoryItemUpdates', String(index), 'locationId'],
      message,
      'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION',
    );
  }
  for (const [location, active] of wanted) {
    const level = levelAt(item, location);
    if (active) activate(context, item, location);
    else if (level?.isActive) deactivate(context, level);
  }
  const levels = args.inventoryItemUpdates.flatMap(({locationId}) => {
    const location = state.locations.get(locationId);
    const level = location && levelAt(item, location);
    return level ? [level] : [];
  });
  return {inventoryItem: item, inventoryLevels: levels, userErrors: []};
}

export const activationResolvers: Resolvers = {
  Mutation: {inventoryActivate, inventoryDeactivate, inventoryBulkToggleActivation},
};
