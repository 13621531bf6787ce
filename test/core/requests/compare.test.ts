/** What is left of requests, by what Shopify still wants shipped: nothing is counted twice, nothing is lost. */
import {ObjectId} from 'mongodb';
import * as fc from 'fast-check';
import {expect, it} from 'vitest';
import {compare, type Claim} from '../../../core/requests/alignment/compare.ts';
import type {FulfillmentOrderFacts, OrderFacts} from '../../../core/requests/orderFacts.ts';

const here = 'gid://shopify/Location/1';
const there = 'gid://shopify/Location/2';

const one = (
  id: string,
  lines: [id: string, item: string, remaining: number][],
  change: Partial<FulfillmentOrderFacts> = {},
): FulfillmentOrderFacts => ({
  id,
  status: 'OPEN',
  requestStatus: 'UNSUBMITTED',
  fulfillable: true,
  locationId: here,
  locationName: '',
  lines: lines.map(([line, lineItemId, remaining]) => ({
    id: line,
    lineItemId,
    remaining,
    sku: null,
    title: '',
    variantTitle: null,
  })),
  ...change,
});
const order = (fulfillmentOrders: FulfillmentOrderFacts[], cancelled = false): OrderFacts => ({
  id: 'o',
  name: '#1',
  cancelled,
  fulfillmentOrders,
});
const claim = (...lines: [fulfillmentOrder: string, id: string, item: string, quantity: number][]): Claim => ({
  _id: new ObjectId(),
  locationId: here,
  lines: lines.map(([fulfillmentOrderId, fulfillmentOrderLineItemId, lineItemId, quantity]) => ({
    fulfillmentOrderId,
    fulfillmentOrderLineItemId,
    lineItemId,
    quantity,
    sku: null,
  })),
});
const units = (lines: readonly {quantity: number}[]) => lines.reduce((sum, {quantity}) => sum + quantity, 0);
const first = (facts: OrderFacts, ...claims: Claim[]) => compare(facts, claims)[0]!;

it('what is there as it was is the same', () => {
  const asked = claim(['f', 'l', 'i', 2]);
  expect(first(order([one('f', [['l', 'i', 3]])]), asked)).toMatchObject({lines: asked.lines, missing: []});
});

it('what was split is followed to where it is', () => {
  const split = order([one('f', [['l', 'i', 1]]), one('g', [['m', 'i', 2]])]);
  const {lines, missing} = first(split, claim(['f', 'l', 'i', 3]));
  expect(lines.map((line) => [line.fulfillmentOrderId, line.quantity])).toEqual([
    ['f', 1],
    ['g', 2],
  ]);
  expect(missing).toEqual([]);
});

it.each([
  ['gone', order([one('f', [['l', 'i', 1]])]), 'order_changed'],
  ['elsewhere', order([one('f', [['l', 'i', 1]]), one('g', [['m', 'i', 2]], {locationId: there})]), 'moved'],
  ['of a cancelled order', order([one('f', [['l', 'i', 3]], {status: 'CANCELLED'})], true), 'order_cancelled'],
  ['closed', order([one('f', [['l', 'i', 3]], {status: 'CLOSED'})]), 'order_changed'],
])('what is %s is missing: %s', (_, facts, reason) => {
  const finding = first(facts, claim(['f', 'l', 'i', 3]));
  expect(finding.reason).toBe(reason);
  expect(units(finding.lines) + units(finding.missing)).toBe(3);
  expect(units(finding.missing)).toBeGreaterThan(0);
});

it('what another request holds is not taken from it', () => {
  const facts = order([one('g', [['m', 'i', 2]])]);
  const [gone, kept] = compare(facts, [claim(['f', 'l', 'i', 1]), claim(['g', 'm', 'i', 2])]);
  expect(units(gone?.lines ?? [])).toBe(0);
  expect(units(kept?.lines ?? [])).toBe(2);
});

it('a held fulfillment order still has its items', () => {
  const facts = order([one('f', [['l', 'i', 2]], {status: 'ON_HOLD', fulfillable: false})]);
  expect(first(facts, claim(['f', 'l', 'i', 2])).missing).toEqual([]);
});

it('whatever the order looks like, each unit asked for is either there or missing, and none is there twice', () => {
  const amount = fc.integer({min: 0, max: 4});
  const orders = fc.array(fc.tuple(fc.constantFrom(here, there), fc.constantFrom('OPEN', 'CLOSED'), amount, amount), {
    maxLength: 5,
  });
  const asked = fc.array(fc.tuple(fc.nat(4), fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 4})), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(orders, asked, (holders, wanted) => {
      const facts = order(
        holders.map(([locationId, status, a, b], at) =>
          one(
            `f${at}`,
            [
              [`f${at}a`, 'a', a],
              [`f${at}b`, 'b', b],
            ],
            {locationId, status},
          ),
        ),
      );
      const seen = new Set<number>();
      const claims = wanted.flatMap(([at, a, b]) => {
        if (seen.has(at)) return [];
        seen.add(at);
        return [claim([`f${at}`, `f${at}a`, 'a', a], [`f${at}`, `f${at}b`, 'b', b])];
      });
      const findings = compare(facts, claims);
      const taken = new Map<string, number>();
      for (const [index, {lines, missing}] of findings.entries()) {
        for (const item of ['a', 'b']) {
          const of = (all: readonly {lineItemId: string; quantity: number}[]) =>
            units(all.filter(({lineItemId}) => lineItemId === item));
          expect(of(lines) + of(missing)).toBe(of(claims[index]?.lines ?? []));
        }
        for (const {fulfillmentOrderLineItemId: id, quantity} of lines) taken.set(id, (taken.get(id) ?? 0) + quantity);
      }
      for (const {status, locationId, lines} of facts.fulfillmentOrders) {
        for (const {id, remaining} of lines) {
          const most = status === 'CLOSED' || locationId !== here ? 0 : remaining;
          expect(taken.get(id) ?? 0).toBeLessThanOrEqual(most);
        }
      }
    }),
  );
});
