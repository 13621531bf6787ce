// inventorySetQuantities and inventoryAdjustQuantities (rules §3). A call happens whole or not at all.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {userError} from '../userErrors.ts';
import {quantity} from './levels.ts';
import {inventoryMoveQuantities} from './moveQuantities.ts';
import {
  apply,
  documentErrors,
  isAdjustable,
  ledgerErrors,
  levelOf,
  reasonErrors,
  refuse,
  requireChangeFrom,
  staleErrors,
  type Applied,
  type Place,
} from './quantityRules.ts';

const highest = 1_000_000_000;
const highestAdjusted = 2_000_000_000;

interface SetInput {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  quantities: (Place & {quantity: number; changeFromQuantity?: number | null})[];
}

function inventorySetQuantities(_root: unknown, {input}: {input: SetInput}, context: ShopContext) {
  for (const each of input.quantities) {
    requireChangeFrom(each, 'InventoryQuantityInput');
    requireGid('InventoryItem', each.inventoryItemId);
    requireGid('Location', each.locationId);
  }
  const errors = [...reasonErrors(input.reason), ...documentErrors(input.referenceDocumentUri)];
  const {name} = input;
  if (name !== 'available' && name !== 'on_hand') {
    const message = "The quantity name must be either 'available' or 'on_hand'.";
    return refuse([...errors, userError(['input', 'name'], message, 'INVALID_NAME')]);
  }
  const places = input.quantities.map((each) => `${each.inventoryItemId} ${each.locationId}`);
  const list: Applied[] = [];
  for (const [index, each] of input.quantities.entries()) {
    const field = ['input', 'quantities', String(index)];
    if (places.indexOf(places[index] ?? '') !== index) {
      const message = 'The combination of inventoryItemId and locationId must be unique.';
      errors.push(userError([...field, 'locationId'], message, 'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR'));
    }
    const high = "The total quantity can't be higher than 1,000,000,000.";
    const low = "The total quantity can't be lower than -1,000,000,000.";
    if (each.quantity > highest) errors.push(userError([...field, 'quantity'], high, 'INVALID_QUANTITY_TOO_HIGH'));
    if (each.quantity < -highest) errors.push(userError([...field, 'quantity'], low, 'INVALID_QUANTITY_TOO_LOW'));
    const level = levelOf(context, each, field);
    if ('message' in level) errors.push(level);
    else {
      const now = quantity(level, name);
      errors.push(...staleErrors(each.changeFromQuantity, now, field));
      list.push({level, name: 'available', delta: each.quantity - now, ledgerDocumentUri: null});
    }
  }
  return errors.length > 0 ? refuse(errors) : apply(context, input, list);
}

interface AdjustInput {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  changes: (Place & {delta: number; changeFromQuantity?: number | null; ledgerDocumentUri?: string | null})[];
}

function inventoryAdjustQuantities(_root: unknown, {input}: {input: AdjustInput}, context: ShopContext) {
  for (const each of input.changes) {
    requireChangeFrom(each, 'InventoryChangeInput');
    requireGid('InventoryItem', each.inventoryItemId);
    requireGid('Location', each.locationId);
  }
  const errors = [...reasonErrors(input.reason), ...documentErrors(input.referenceDocumentUri)];
  const {name} = input;
  if (!isAdjustable(name)) {
    const message = 'The specified quantity name is invalid.';
    return refuse([...errors, userError(['input', 'name'], message, 'INVALID_QUANTITY_NAME')]);
  }
  const documents = new Set(input.changes.map((each) => each.ledgerDocumentUri ?? null));
  if (documents.size > 1) {
    const message =
      'All changes must have the same ledger document URI or, in the case of adjusting available, no ledger document URI.';
    errors.push(userError(['input', 'changes'], message, 'MAX_ONE_LEDGER_DOCUMENT'));
  }
  const list: Applied[] = [];
  for (const [index, each] of input.changes.entries()) {
    const field = ['input', 'changes', String(index)];
    const ledgerDocumentUri = each.ledgerDocumentUri ?? null;
    errors.push(...ledgerErrors(name, ledgerDocumentUri, field));
    const level = levelOf(context, each, field);
    if ('message' in level) {
      errors.push(level);
      continue;
    }
    const after = quantity(level, name) + each.delta;
    errors.push(...staleErrors(each.changeFromQuantity, quantity(level, name), field));
    if (Math.abs(after) > highestAdjusted) {
      const [word, code] = after > 0 ? ['higher than', 'HIGH'] : ['lower than -', 'LOW'];
      const message = `The quantity can't be ${word.trim()}${after > 0 ? ' ' : ''}2,000,000,000.`;
      errors.push(userError([...field, 'delta'], message, `INVALID_QUANTITY_TOO_${code}`));
    }
    list.push({level, name, delta: each.delta, ledgerDocumentUri});
  }
  return errors.length > 0 ? refuse(errors) : apply(context, input, list);
}

export const quantityResolvers: Resolvers = {
  Mutation: {inventorySetQuantities, inventoryAdjustQuantities, inventoryMoveQuantities},
};
