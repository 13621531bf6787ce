// Whatever is done to an order, in whatever order: no unit is lost or doubled, and the stock adds up.
import {expect, it} from 'vitest';
import * as fc from 'fast-check';
import {at, list, newShop, text, useShopify, type Json, type TestShop} from './domainKit.ts';
import {run, Word} from './domainCalls.ts';

useShopify();

const read = `query($id: ID!) { order(id: $id) {
  lineItems(first: 9) { nodes { id quantity unfulfilledQuantity } }
  fulfillmentOrders(first: 250) { nodes { id status requestStatus supportedActions { action } assignedLocation { location { id } }
    lineItems(first: 9) { nodes { id totalQuantity remainingQuantity lineItem { id } } } } }
  fulfillments { id status fulfillmentLineItems(first: 9) { nodes { quantity lineItem { id } } } } } }`;

function count(json: Json | undefined, path: string): number {
  const found = at(json, path);
  if (typeof found !== 'number') throw new Error(`No number at ${path}`);
  return found;
}

/** The order's own books: ordered = shipped + remaining, line by line. */
function checkUnits(order: Json): void {
  const open = list(order, 'fulfillmentOrders.nodes').flatMap((one) => list(one, 'lineItems.nodes'));
  const shipped = list(order, 'fulfillments')
    .filter((one) => text(one, 'status') === 'SUCCESS')
    .flatMap((one) => list(one, 'fulfillmentLineItems.nodes'));
  for (const line of list(order, 'lineItems.nodes')) {
    const of = (each: Json) => text(each, 'lineItem.id') === text(line, 'id');
    const remaining = open.filter(of).reduce<number>((sum, each) => sum + count(each, 'remainingQuantity'), 0);
    const gone = shipped.filter(of).reduce<number>((sum, each) => sum + count(each, 'quantity'), 0);
    expect(remaining + gone).toBe(count(line, 'quantity'));
    expect(remaining).toBe(count(line, 'unfulfilledQuantity'));
  }
  for (const one of list(order, 'fulfillmentOrders.nodes')) {
    const left = list(one, 'lineItems.nodes').reduce<number>((sum, line) => sum + count(line, 'remainingQuantity'), 0);
    const status = text(one, 'status');
    expect([status, left > 0]).toEqual([status, status !== 'CLOSED']);
  }
}

/** The locations' books: committed is what remains there, and on_hand only falls by what was shipped from there. */
async function checkStock(shop: TestShop, order: Json, items: Map<string, string>, places: string[]): Promise<void> {
  let onHand = 0;
  for (const [lineId, item] of items) {
    for (const place of places) {
      const remaining = list(order, 'fulfillmentOrders.nodes')
        .filter((one) => text(one, 'assignedLocation.location.id') === place)
        .flatMap((one) => list(one, 'lineItems.nodes'))
        .filter((line) => text(line, 'lineItem.id') === lineId)
        .reduce<number>((sum, line) => sum + count(line, 'remainingQuantity'), 0);
      const [available, committed, all] = (await shop.stock(item, place)).map(Number);
      expect(committed).toBe(remaining);
      expect((available ?? 0) + (committed ?? 0)).toBe(all);
      onHand += all ?? 0;
    }
  }
  const shipped = list(order, 'fulfillments')
    .filter((one) => text(one, 'status') === 'SUCCESS')
    .flatMap((one) => list(one, 'fulfillmentLineItems.nodes'))
    .reduce<number>((sum, line) => sum + count(line, 'quantity'), 0);
  expect(onHand).toBe(items.size * places.length * 20 - shipped);
}

interface Step {
  kind: number;
  which: number;
  line: number;
  quantity: number;
  place: number;
}

const singleStep = fc.record({
  kind: fc.nat(14),
  which: fc.nat(4),
  line: fc.nat(3),
  quantity: fc.integer({min: 1, max: 3}),
  place: fc.nat(1),
});
// Long ways that single steps would seldom go: to a cancellation that is accepted, to one that the merchant ends, to a close, to a merge.
const ways = [
  [0, 2, 4, 5],
  [1, 2, 4, 6],
  [0, 2, 13, 7],
  [10, 11],
];
const steps = fc
  .array(
    fc.oneof(
      {weight: 4, arbitrary: singleStep.map((one) => [one])},
      {
        weight: 1,
        arbitrary: fc
          .tuple(singleStep, fc.constantFrom(...ways))
          .map(([one, kinds]) => kinds.map((kind) => ({...one, which: 0, kind}))),
      },
    ),
    {minLength: 5, maxLength: 15},
  )
  .map((parts) => parts.flat());

/** Does a step to some fulfillment order; answers whether Shopify let it. */
async function take(shop: TestShop, order: Json, {kind, ...step}: Step, places: string[]): Promise<boolean> {
  const all = list(order, 'fulfillmentOrders.nodes');
  const one = all[step.which % all.length] ?? null;
  const id = text(one, 'id');
  const lines = list(one, 'lineItems.nodes');
  const line = lines[step.line % Math.max(1, lines.length)];
  const some = line ? [{id: text(line, 'id'), quantity: step.quantity}] : undefined;
  const part = [{fulfillmentOrderId: id, ...(some && {fulfillmentOrderLineItems: some})}];
  const newLocationId = places[step.place] ?? '';
  const shipped = list(order, 'fulfillments').map((each) => text(each, 'id'));
  const shippedId = shipped[step.which % Math.max(1, shipped.length)];
  const merged = all.slice(0, 2).map((each) => ({fulfillmentOrderId: text(each, 'id')}));
  const request = 'fulfillmentOrderSubmitFulfillmentRequest';
  const actions: (() => Promise<Json>)[] = [
    () => run(shop.app, request, {id}),
    () => run(shop.app, request, {id, fulfillmentOrderLineItems: some}),
    () => run(shop.app, 'fulfillmentOrderAcceptFulfillmentRequest', {id}),
    () => run(shop.app, 'fulfillmentOrderRejectFulfillmentRequest', {id}),
    () => run(shop.app, 'fulfillmentOrderSubmitCancellationRequest', {id}),
    () => run(shop.app, 'fulfillmentOrderAcceptCancellationRequest', {id}),
    () => run(shop.app, 'fulfillmentOrderCancel', {id}),
    () => run(shop.app, 'fulfillmentOrderClose', {id}),
    () => run(shop.app, 'fulfillmentOrderMove', {id, newLocationId}),
    () => run(shop.app, 'fulfillmentOrderMove', {id, newLocationId, fulfillmentOrderLineItems: some}),
    () =>
      run(
        shop.app,
        'fulfillmentOrderSplit',
        {fulfillmentOrderSplits: part},
        'fulfillmentOrderSplits { fulfillmentOrder { id } }',
      ),
    () =>
      run(
        shop.app,
        'fulfillmentOrderMerge',
        {fulfillmentOrderMergeInputs: [{mergeIntents: merged}]},
        'fulfillmentOrderMerges { fulfillmentOrder { id } }',
      ),
    () =>
      run(shop.app, 'fulfillmentOrderHold', {
        id,
        fulfillmentHold: {reason: new Word('OTHER'), handle: String(step.which), fulfillmentOrderLineItems: some ?? []},
      }),
    () => run(shop.app, 'fulfillmentCreate', {fulfillment: {lineItemsByFulfillmentOrder: part}}, 'fulfillment { id }'),
    () =>
      shippedId && step.line === 0
        ? run(shop.app, 'fulfillmentCancel', {id: shippedId}, 'fulfillment { id }')
        : run(shop.app, 'fulfillmentOrderReleaseHold', {id}),
  ];
  // fulfillmentOrderSplit demands lines; without one there is nothing to split.
  if (kind === 10 && !some) return false;
  const payload = await actions[kind]?.();
  return payload !== undefined && list(payload, 'userErrors').length === 0;
}

it('loses and doubles nothing (random histories, the same in each run)', async () => {
  const happened = new Set<number>();
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const shop = await newShop();
      const {locationId} = await shop.service('Nord');
      const places = [locationId, await shop.location('Depot')];
      const inventory = places.map((place) => ({locationId: place, available: 20}));
      const variants = await shop.product({sku: 'A', inventory}, {sku: 'B', inventory});
      const made = await shop.order(variants.map(({id}, index) => ({variantId: id, quantity: 2 + index * 2})));
      const look = async () => at(await shop.merchant(read, {id: made.id}), 'order');
      let order = await look();
      const items = new Map(
        list(order, 'lineItems.nodes').map((line, index) => [text(line, 'id'), variants[index]?.itemId ?? '']),
      );
      for (const one of history) {
        if (await take(shop, order, one, places)) happened.add(one.kind);
        order = await look();
        checkUnits(order);
      }
      await checkStock(shop, order, items, places);
    }),
    {numRuns: Number(process.env['SANDBOX_HISTORIES'] ?? 40), seed: 20260701},
  );
  // Every kind of step took effect somewhere, so that the books were checked after each of them.
  expect([...happened].toSorted((a, b) => a - b)).toEqual(Array.from({length: 15}, (_each, kind) => kind));
}, 120_000);
