// The lines of a fulfillment order: what remains, and taking some of it for a request, a split, a move or a hold.
import type {ShopContext} from '../../contract.ts';
import {stateOf} from '../state.ts';
import {addLine, type NewLine} from './create.ts';
import type {FulfillmentOrder, FulfillmentOrderLineItem} from './record.ts';

export interface LineInput {
  id: string;
  quantity: number;
}

export interface Selection {
  line: FulfillmentOrderLineItem;
  quantity: number;
}

export const invalidQuantity = 'Invalid fulfillment order line item quantity requested.';

/** Units that remain to be fulfilled. */
export function remaining(fulfillmentOrder: FulfillmentOrder): number {
  return fulfillmentOrder.lines.reduce((sum, line) => sum + line.remainingQuantity, 0);
}

/** The named units of a fulfillment order, or why they cannot be taken. No lines: all that remains. */
export function select(
  fulfillmentOrder: FulfillmentOrder,
  inputs: readonly LineInput[] | null | undefined,
): Selection[] | string {
  if (!inputs?.length) {
    return fulfillmentOrder.lines
      .filter((line) => line.remainingQuantity > 0)
      .map((line) => ({line, quantity: line.remainingQuantity}));
  }
  const selected: Selection[] = [];
  for (const {id, quantity} of inputs) {
    const line = fulfillmentOrder.lines.find((candidate) => candidate.id === id);
    if (!line) return 'Fulfillment order line item does not exist.';
    const taken = selected.reduce((sum, other) => (other.line === line ? sum + other.quantity : sum), 0);
    if (quantity <= 0 || taken + quantity > line.remainingQuantity) return invalidQuantity;
    selected.push({line, quantity});
  }
  return selected;
}

/** Whether a selection is all that remains. */
export function isWhole(fulfillmentOrder: FulfillmentOrder, selected: readonly Selection[]): boolean {
  return selected.reduce((sum, {quantity}) => sum + quantity, 0) === remaining(fulfillmentOrder);
}

/** What a selection leaves behind. */
export function rest(fulfillmentOrder: FulfillmentOrder, selected: readonly Selection[]): Selection[] {
  return fulfillmentOrder.lines.flatMap((line) => {
    const taken = selected.reduce((sum, other) => (other.line === line ? sum + other.quantity : sum), 0);
    const quantity = line.remainingQuantity - taken;
    return quantity > 0 ? [{line, quantity}] : [];
  });
}

/** Takes units out of a fulfillment order, with what is committed to them; a line that is left empty goes. */
export function take(
  context: ShopContext,
  fulfillmentOrder: FulfillmentOrder,
  selected: readonly Selection[],
): NewLine[] {
  const taken: NewLine[] = [];
  for (const {line, quantity} of selected) {
    const committed = Math.min(line.committed, quantity);
    line.totalQuantity -= quantity;
    line.remainingQuantity -= quantity;
    line.committed -= committed;
    taken.push({lineItem: line.lineItem, quantity, committed});
    if (line.totalQuantity === 0) {
      fulfillmentOrder.lines.splice(fulfillmentOrder.lines.indexOf(line), 1);
      stateOf(context).fulfillmentOrderLineItems.delete(line);
    }
  }
  return taken;
}

/** Takes all that remains, and leaves the lines behind, empty but for what was shipped. */
export function drain(fulfillmentOrder: FulfillmentOrder): NewLine[] {
  return fulfillmentOrder.lines
    .filter((line) => line.remainingQuantity > 0)
    .map((line) => {
      const {lineItem, remainingQuantity: quantity, committed} = line;
      line.totalQuantity -= quantity;
      line.remainingQuantity = 0;
      line.committed = 0;
      return {lineItem, quantity, committed};
    });
}

/** Puts units into a fulfillment order: onto its line of the same order line, or as a new one. */
export function put(context: ShopContext, fulfillmentOrder: FulfillmentOrder, units: readonly NewLine[]): void {
  for (const unit of units) {
    const line = fulfillmentOrder.lines.find((candidate) => candidate.lineItem === unit.lineItem);
    if (line) {
      line.totalQuantity += unit.quantity;
      line.remainingQuantity += unit.quantity;
      line.committed += unit.committed ?? 0;
    } else addLine(context, fulfillmentOrder, unit);
  }
}
