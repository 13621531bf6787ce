/** What merchants think better of: requests, orders and addresses that change after the service was asked. */
import type {PlannedCall, PlannedOrder} from './calls.ts';
import type {Chance} from './chance.ts';

export interface PlannedChange {
  /** Index into the plan's orders; each is changed once. */
  order: number;
  shop: number;
  kind: 'cancel request' | 'cancel fulfillment' | 'cancel order' | 'edit order' | 'change address';
  /** When the order's call is made: nobody changes anything before. */
  atMs: number;
  /** Once an email of it is out, or as soon as it is asked for. */
  when: 'emailed' | 'asked';
  /** So long after that. */
  afterMs: number;
}

type Kind = PlannedChange['kind'];

/** In parts of 100 of the changes. */
const shares: [Kind, number][] = [
  ['cancel request', 35],
  ['cancel fulfillment', 15],
  ['cancel order', 15],
  ['edit order', 15],
  ['change address', 20],
];

/** The share of orders that are changed. */
const changed = 0.3;

/** Each kind at least once, where there are enough orders. */
export function planChanges(
  chance: Chance,
  {orders, calls}: {orders: readonly PlannedOrder[]; calls: readonly PlannedCall[]},
): PlannedChange[] {
  const changes: PlannedChange[] = [];
  const kinds = shares.map(([kind]) => kind);
  for (const [order, {shop}] of orders.entries()) {
    const call = calls.find((one) => one.orders.includes(order));
    // What is left of a line that two requests share is for them to agree on: `compare.test.ts`.
    if (!call || call.kind === 'part' || !chance.is(changed)) continue;
    const kind = kinds[changes.length] ?? chance.byShare(shares, 'cancel request');
    const when = chance.is(0.75) ? ('emailed' as const) : ('asked' as const);
    changes.push({order, shop, kind, atMs: call.atMs, when, afterMs: chance.between(0, 2500)});
  }
  return changes;
}
