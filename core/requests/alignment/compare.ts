/** Compares what open requests of an order hold with what Shopify still wants shipped from their locations. Pure. */
import {sameId} from '../../ids.ts';
import type {FulfillmentOrderFacts, OrderFacts} from '../orderFacts.ts';
import type {StoredLine, StoredRequest, WithdrawReason} from '../types.ts';

export type Claim = Pick<StoredRequest, '_id' | 'locationId' | 'lines'>;

export interface Finding {
  /** What is there, under the ids it has now. */
  lines: StoredLine[];
  /** What is not there any more. */
  missing: StoredLine[];
  /** Why it is missing, as far as the fulfillment orders tell. */
  reason: WithdrawReason;
  /** The merchant asked in Shopify to have it back. */
  cancelAsked: boolean;
}

/** @param claims every open request of the order, oldest first: the older one keeps what is left. @returns a finding for each */
export function compare(facts: OrderFacts, claims: readonly Claim[]): Finding[] {
  const open = facts.fulfillmentOrders.filter(({status}) => status !== 'CLOSED' && status !== 'CANCELLED');
  const free = new Map(open.flatMap(({lines}) => lines.map(({id, remaining}) => [id, remaining] as const)));
  const kept = claims.map((claim) => claim.lines.map((line) => keep(claim, line, open, free)));
  return claims.map((claim, index) => {
    const lines: StoredLine[] = [];
    const missing: StoredLine[] = [];
    for (const [at, line] of claim.lines.entries()) {
      const same = kept[index]?.[at] ?? null;
      if (same) lines.push(same);
      let left = line.quantity - (same?.quantity ?? 0);
      for (const moved of elsewhere(claim, line, claims, open)) {
        const quantity = Math.min(left, free.get(moved.fulfillmentOrderLineItemId) ?? 0);
        if (quantity < 1) continue;
        take(free, moved.fulfillmentOrderLineItemId, quantity);
        left -= quantity;
        lines.push({...line, ...moved, quantity});
      }
      if (left > 0) missing.push({...line, quantity: left});
    }
    return {lines, missing, reason: reasonOf(facts, open, claim, missing), cancelAsked: cancelAsked(open, claim)};
  });
}

function take(free: Map<string, number>, id: string, quantity: number): void {
  free.set(id, (free.get(id) ?? 0) - quantity);
}

const isAt = ({locationId}: FulfillmentOrderFacts, claim: Claim) =>
  locationId !== null && sameId(locationId, claim.locationId);

/** What is left of a line under the id it had. */
function keep(
  claim: Claim,
  line: StoredLine,
  open: readonly FulfillmentOrderFacts[],
  free: Map<string, number>,
): StoredLine | null {
  const holder = open.find(
    (one) => isAt(one, claim) && one.lines.some(({id}) => id === line.fulfillmentOrderLineItemId),
  );
  const quantity = Math.min(line.quantity, free.get(line.fulfillmentOrderLineItemId) ?? 0);
  if (!holder || quantity < 1) return null;
  take(free, line.fulfillmentOrderLineItemId, quantity);
  return {...line, fulfillmentOrderId: holder.id, quantity};
}

/** Where else at the location the same item of the order is: fulfillment orders split, merge and are replaced. */
function elsewhere(
  claim: Claim,
  line: StoredLine,
  claims: readonly Claim[],
  open: readonly FulfillmentOrderFacts[],
): Pick<StoredLine, 'fulfillmentOrderId' | 'fulfillmentOrderLineItemId'>[] {
  // A line is in one request at a time, this one's others included.
  const held = new Set(claims.flatMap(({lines}) => lines.map((one) => one.fulfillmentOrderLineItemId)));
  return open
    .filter((one) => isAt(one, claim))
    .flatMap((one) =>
      one.lines
        .filter(({id, lineItemId}) => lineItemId === line.lineItemId && !held.has(id))
        .map(({id}) => ({fulfillmentOrderId: one.id, fulfillmentOrderLineItemId: id})),
    );
}

function reasonOf(
  {cancelled}: OrderFacts,
  open: readonly FulfillmentOrderFacts[],
  claim: Claim,
  missing: readonly StoredLine[],
): WithdrawReason {
  if (cancelled) return 'order_cancelled';
  const others = open.filter((one) => !isAt(one, claim)).flatMap(({lines}) => lines);
  const isMoved = missing.every(({lineItemId, quantity}) => {
    const there = others.filter((one) => one.lineItemId === lineItemId);
    return there.reduce((sum, {remaining}) => sum + remaining, 0) >= quantity;
  });
  return isMoved ? 'moved' : 'order_changed';
}

function cancelAsked(open: readonly FulfillmentOrderFacts[], claim: Claim): boolean {
  const own = new Set(claim.lines.map((line) => line.fulfillmentOrderId));
  return open.some(({id, requestStatus}) => requestStatus === 'CANCELLATION_REQUESTED' && own.has(id));
}
