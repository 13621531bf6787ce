// What the mutations of quantities have in common: reasons, documents, levels, stale checks, and applying (rules §3).
import {GraphQLError} from 'graphql';
import type {ShopContext} from '../../contract.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError, type UserError} from '../userErrors.ts';
import {change, levelAt, onHand} from './levels.ts';
import type {InventoryLevel, QuantityName} from './record.ts';

const reasons = new Set([
  'correction',
  'cycle_count_available',
  'damaged',
  'movement_canceled',
  'movement_created',
  'movement_received',
  'movement_updated',
  'other',
  'promotion',
  'quality_control',
  'received',
  'reservation_created',
  'reservation_deleted',
  'reservation_updated',
  'restock',
  'safety_stock',
  'shrinkage',
]);

/** The names that can be adjusted; on_hand and committed cannot (rules §3). */
const adjustable = ['available', 'damaged', 'incoming', 'quality_control', 'reserved', 'safety_stock'] as const;
type Adjustable = (typeof adjustable)[number];

export interface Place {
  inventoryItemId: string;
  locationId: string;
}

export interface Applied {
  level: InventoryLevel;
  name: QuantityName;
  delta: number;
  ledgerDocumentUri: string | null;
}

/** Whether a name can be adjusted. */
export function isAdjustable(name: string): name is Adjustable {
  return adjustable.some((known) => known === name);
}

/** Shopify: only these reasons (rules §3). */
export function reasonErrors(reason: string): UserError[] {
  return reasons.has(reason)
    ? []
    : [userError(['input', 'reason'], 'The specified reason is invalid.', 'INVALID_REASON')];
}

/** A reference document is a URI. */
export function documentErrors(uri: string | null | undefined): UserError[] {
  const bad = typeof uri === 'string' && !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(uri);
  const message = 'The specified reference document is invalid.';
  return bad ? [userError(['input', 'referenceDocumentUri'], message, 'INVALID_REFERENCE_DOCUMENT')] : [];
}

/** The active level of a place, or the error. Shopify: ITEM_NOT_STOCKED_AT_LOCATION until 2026-10 (rules §3). */
export function levelOf(context: ShopContext, place: Place, field: string[]): InventoryLevel | UserError {
  const state = stateOf(context);
  const item = state.inventoryItems.get(place.inventoryItemId);
  if (!item) {
    const message = 'The specified inventory item could not be found.';
    return userError([...field, 'inventoryItemId'], message, 'INVALID_INVENTORY_ITEM');
  }
  const location = state.locations.get(place.locationId);
  if (!location) {
    return userError([...field, 'locationId'], 'The specified location could not be found.', 'INVALID_LOCATION');
  }
  const level = levelAt(item, location);
  if (level?.isActive) return level;
  const message = 'The specified inventory item is not stocked at the location.';
  return userError([...field, 'locationId'], message, 'ITEM_NOT_STOCKED_AT_LOCATION');
}

/** Shopify: changeFromQuantity must be present, null for "no check" (rules §3). */
export function requireChangeFrom(input: object, type: string): void {
  if ('changeFromQuantity' in input) return;
  throw new GraphQLError(`${type}.changeFromQuantity must be provided. Pass null to change without a check.`, {
    extensions: {code: 'INVALID_FIELD_ARGUMENTS'},
  });
}

/** Against what the caller believed. */
export function staleErrors(expected: number | null | undefined, actual: number, field: string[]): UserError[] {
  const stale = typeof expected === 'number' && expected !== actual;
  const message = 'The changeFromQuantity argument no longer matches the persisted quantity.';
  return stale ? [userError([...field, 'changeFromQuantity'], message, 'CHANGE_FROM_QUANTITY_STALE')] : [];
}

/** Applies all changes and answers their group; available and its like mirror into on_hand (rules §3). */
export function apply(
  context: ShopContext,
  input: {reason: string; referenceDocumentUri?: string | null},
  list: Applied[],
) {
  const effective = list.filter(({level, delta}) => delta !== 0 && level.item.tracked);
  // Shopify: all-zero deltas give no group, and no error (rules §3).
  if (effective.length === 0) return {inventoryAdjustmentGroup: null, userErrors: []};
  const changes = effective.flatMap(({level, name, delta, ledgerDocumentUri}) => {
    change(context, level, name, delta);
    const entry = {delta, item: level.item, location: level.location, ledgerDocumentUri};
    const own = {...entry, name, quantityAfterChange: level.amounts[name]};
    return name === 'incoming' ? [own] : [own, {...entry, name: 'on_hand', quantityAfterChange: onHand(level)}];
  });
  const inventoryAdjustmentGroup = {
    __typename: 'InventoryAdjustmentGroup',
    id: stateOf(context).ids.gid('InventoryAdjustmentGroup'),
    createdAt: nowText(context),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    staffMember: null,
    changes,
  };
  return {inventoryAdjustmentGroup, userErrors: []};
}

/** A payload that refuses. */
export function refuse(userErrors: UserError[]) {
  return {inventoryAdjustmentGroup: null, userErrors};
}

/** Shopify: a ledger document is forbidden for available, and required otherwise (rules §3). */
export function ledgerErrors(name: string, uri: string | null, field: string[]): UserError[] {
  const at = [...field, 'ledgerDocumentUri'];
  if (name === 'available') {
    const message = 'A ledger document URI is not allowed when adjusting available.';
    return uri === null ? [] : [userError(at, message, 'INVALID_AVAILABLE_DOCUMENT')];
  }
  if (uri === null) {
    const message = 'A ledger document URI is required except when adjusting available.';
    return [userError(at, message, 'INVALID_QUANTITY_DOCUMENT')];
  }
  const internal = 'Internal (gid://shopify/) ledger documents are not allowed to be adjusted via API.';
  return uri.startsWith('gid://shopify/') ? [userError(at, internal, 'INTERNAL_LEDGER_DOCUMENT')] : [];
}
