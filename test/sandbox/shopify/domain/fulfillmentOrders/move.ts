// fulfillmentOrderMove (rules §4): work moves, stock does not.
import type {ShopContext} from '../../contract.ts';
import {requireGid} from '../ids.ts';
import {commit, uncommit} from '../inventory/levels.ts';
import type {Location} from '../locations/record.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {requireVisible} from './access.ts';
import {supports} from './actions.ts';
import {setStatus} from './assignedLocation.ts';
import {createFulfillmentOrder, type NewLine} from './create.ts';
import {isWhole, remaining, rest, select, take, type LineInput} from './lines.ts';
import {isAvailableAt} from './locationsForMove.ts';
import {requestedLines, thinWithLocation} from './payloads.ts';
import type {FulfillmentOrder} from './record.ts';
import {isMergeable} from './siblings.ts';

interface MoveArgs {
  id: string;
  newLocationId: string;
  fulfillmentOrderLineItems?: LineInput[] | null;
}

type Refusal = [field: string[] | null, message: string, code?: string];

// Shopify: said of many reasons; for those but "closed" it is unverified (rules §4).
const cannotChange = 'Cannot change location.';

/** Why a fulfillment order cannot go to a location, before its lines are looked at. */
function refusalOf(
  context: ShopContext,
  one: FulfillmentOrder,
  destination: Location | undefined,
): Refusal | undefined {
  if (!destination?.isActive) return [['id'], 'Location not found.'];
  if (one.progressReported) {
    const message = 'Cannot move a fulfillment order that has progress reported.';
    return [['id'], message, 'CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS'];
  }
  if (one.requestStatus === 'SUBMITTED') {
    return [null, 'Cannot move submitted fulfillment order that is at a 3PL fulfillment service.'];
  }
  if (!supports(one, 'MOVE', context.app.id) || destination === one.location) return [null, cannotChange];
  return undefined;
}

/** The commitments of units go from one location's stock to another's; on_hand stays where it is. */
function shiftCommitments(context: ShopContext, units: readonly NewLine[], from: Location, to: Location): NewLine[] {
  return units.map((unit) => {
    uncommit(context, unit.lineItem.inventoryItem, from, unit.committed ?? 0, 'available');
    return {...unit, committed: commit(context, unit.lineItem.inventoryItem, to, unit.quantity)};
  });
}

/** All of it, nothing shipped yet: the same fulfillment order and lines, at another location.
 * Shopify: so it is described also where the destination has another of the order. */
function moveWhole(context: ShopContext, one: FulfillmentOrder, destination: Location): void {
  for (const line of one.lines) {
    const item = line.lineItem.inventoryItem;
    uncommit(context, item, one.location, line.committed, 'available');
    line.committed = commit(context, item, destination, line.remainingQuantity);
  }
  one.location = destination;
  one.requestStatus = 'UNSUBMITTED';
  setStatus(one, one.status === 'ON_HOLD' ? 'ON_HOLD' : 'OPEN');
}

/** A part, or what remains beside what was shipped: a new fulfillment order at the destination.
 * Shopify: one that is there already is closed, and its lines are recreated in the new one (exact case unverified, rules §4). */
function movePart(context: ShopContext, from: FulfillmentOrder, units: readonly NewLine[], destination: Location) {
  const {order} = from;
  const there = order.fulfillmentOrderList.find(
    (other) => other !== from && other.location === destination && isMergeable(other),
  );
  const lines = shiftCommitments(context, units, from.location, destination);
  if (there) {
    for (const unit of take(context, there, rest(there, []))) {
      const known = lines.find((line) => line.lineItem === unit.lineItem);
      if (known) {
        known.quantity += unit.quantity;
        known.committed = (known.committed ?? 0) + (unit.committed ?? 0);
      } else lines.push(unit);
    }
    there.updatedAt = nowText(context);
    setStatus(there, 'CLOSED');
  }
  return createFulfillmentOrder(context, {order, location: destination, lines, commit: false});
}

function refused(field: string[] | null, message: string, code: string | null = null) {
  return {
    movedFulfillmentOrder: null,
    originalFulfillmentOrder: null,
    remainingFulfillmentOrder: null,
    userErrors: [userError(field, message, code)],
  };
}

/** The mutation. */
export function move(_root: unknown, args: MoveArgs, context: ShopContext) {
  requireGid('Location', args.newLocationId);
  const original = requireVisible(context, args.id);
  const destination = stateOf(context).locations.get(args.newLocationId);
  const refusal = refusalOf(context, original, destination);
  if (refusal) return refused(...refusal);
  const selected = select(original, args.fulfillmentOrderLineItems);
  if (typeof selected === 'string') return refused(null, selected);
  if (!destination || selected.some(({line}) => !isAvailableAt(line, destination))) return refused(null, cannotChange);
  const whole = isWhole(original, selected);
  // A held one cannot be parted, as for a partial hold (unverified for moves).
  if (!whole && original.status === 'ON_HOLD') return refused(null, cannotChange);

  const source = original.location;
  const requested = requestedLines(selected);
  const untouched = original.lines.every((line) => line.remainingQuantity === line.totalQuantity);
  let moved = original;
  if (whole && untouched) moveWhole(context, original, destination);
  else {
    moved = movePart(context, original, take(context, original, selected), destination);
    if (remaining(original) === 0) {
      original.holds = [];
      setStatus(original, 'CLOSED');
    }
  }
  original.updatedAt = nowText(context);
  moved.updatedAt = original.updatedAt;
  context.emit('fulfillment_orders/moved', {
    original_fulfillment_order: thinWithLocation(original),
    moved_fulfillment_order: thinWithLocation(moved),
    source_location: {id: source.id},
    destination_location_id: destination.id,
    fulfillment_order_line_items_requested: requested,
  });
  return {
    movedFulfillmentOrder: moved,
    originalFulfillmentOrder: original,
    remainingFulfillmentOrder: whole ? null : original,
    userErrors: [],
  };
}
