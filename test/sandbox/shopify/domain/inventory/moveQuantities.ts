// inventoryMoveQuantities: between states at ONE location, never between locations (rules §3).
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {userError} from '../userErrors.ts';
import {quantity} from './levels.ts';
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
} from './quantityRules.ts';

interface Terminal {
  locationId: string;
  name: string;
  changeFromQuantity?: number | null;
  ledgerDocumentUri?: string | null;
}

interface MoveInput {
  reason: string;
  referenceDocumentUri: string;
  changes: {inventoryItemId: string; quantity: number; from: Terminal; to: Terminal}[];
}

const maxDocuments = 2;

/** The mutation; whole or not at all. */
export function inventoryMoveQuantities(_root: unknown, {input}: {input: MoveInput}, context: ShopContext) {
  const errors = [...reasonErrors(input.reason), ...documentErrors(input.referenceDocumentUri)];
  const documents = new Set<string>();
  const list: Applied[] = [];
  for (const [index, each] of input.changes.entries()) {
    const field = ['input', 'changes', String(index)];
    requireGid('InventoryItem', each.inventoryItemId);
    if (each.from.locationId !== each.to.locationId) {
      const message = "The quantities can't be moved between different locations.";
      errors.push(userError(field, message, 'DIFFERENT_LOCATIONS'));
      continue;
    }
    if (each.from.name === each.to.name) {
      const message = "The quantity names for each change can't be the same.";
      errors.push(userError(field, message, 'SAME_QUANTITY_NAME'));
      continue;
    }
    if (each.quantity < 0) {
      errors.push(userError([...field, 'quantity'], "The quantity can't be negative.", 'INVALID_QUANTITY_NEGATIVE'));
    }
    for (const [side, sign] of [['from', -1] as const, ['to', 1] as const]) {
      const terminal = each[side];
      const path = [...field, side];
      requireChangeFrom(terminal, 'InventoryMoveQuantityTerminalInput');
      requireGid('Location', terminal.locationId);
      const {name} = terminal;
      if (!isAdjustable(name)) {
        const message = 'The specified quantity name is invalid.';
        errors.push(userError([...path, 'name'], message, 'INVALID_QUANTITY_NAME'));
        continue;
      }
      const ledgerDocumentUri = terminal.ledgerDocumentUri ?? null;
      if (ledgerDocumentUri !== null) documents.add(ledgerDocumentUri);
      errors.push(...ledgerErrors(name, ledgerDocumentUri, path));
      const level = levelOf(context, {inventoryItemId: each.inventoryItemId, locationId: terminal.locationId}, path);
      if ('message' in level) {
        errors.push(level);
        continue;
      }
      errors.push(...staleErrors(terminal.changeFromQuantity, quantity(level, name), path));
      list.push({level, name, delta: sign * each.quantity, ledgerDocumentUri});
    }
  }
  if (documents.size > maxDocuments) {
    const message = 'Only a maximum of 2 ledger document URIs across all changes is allowed.';
    errors.push(userError(['input', 'changes'], message, 'MAXIMUM_LEDGER_DOCUMENT_URIS'));
  }
  return errors.length > 0 ? refuse(errors) : apply(context, input, list);
}
