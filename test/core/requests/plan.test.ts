/** What can be asked for of an order, and what becomes of lines whose ids died. */
import {describe, expect, it} from 'vitest';
import {AppError} from '../../../core/errors.ts';
import type {FulfillmentOrderFacts, OrderFacts} from '../../../core/requests/orderFacts.ts';
import {planRequests, rebindLines, type ChosenLine} from '../../../core/requests/plan.ts';

const fo = (id: number, more: Partial<FulfillmentOrderFacts> = {}, remaining = 3): FulfillmentOrderFacts => ({
  id: `gid://shopify/FulfillmentOrder/${id}`,
  status: 'OPEN',
  requestStatus: 'UNSUBMITTED',
  fulfillable: true,
  locationId: 'gid://shopify/Location/1',
  locationName: 'North',
  lines: [
    {
      id: lineId(id * 10),
      lineItemId: `gid://shopify/LineItem/${id * 100}`,
      remaining,
      sku: `SKU-${id}`,
      title: 'Mug',
      variantTitle: null,
    },
  ],
  ...more,
});
const lineId = (n: number) => `gid://shopify/FulfillmentOrderLineItem/${n}`;
const order = (...fulfillmentOrders: FulfillmentOrderFacts[]): OrderFacts => ({
  id: 'gid://shopify/Order/1',
  name: '#1001',
  cancelled: false,
  fulfillmentOrders,
});
/** Locations 1 and 2 belong to services of ours, 9 to the merchant. */
const serviceAt = (location: string) => ({1: 'north', 2: 'south'})[location.split('/').at(-1) ?? ''];
const choose = (n: number, quantity: number): ChosenLine => ({fulfillmentOrderLineItemId: lineId(n), quantity});
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing thrown';
};

describe('planRequests', () => {
  it('takes all that remains at services when nothing is chosen, one request a location', () => {
    const facts = order(
      fo(1),
      fo(2, {locationId: 'gid://shopify/Location/2'}),
      fo(3),
      fo(9, {locationId: 'gid://shopify/Location/9'}),
    );
    const plans = planRequests(facts, serviceAt, new Set());
    expect(plans.map(({service, lines}) => [service, lines.map(({sku, quantity}) => `${quantity} ${sku}`)])).toEqual([
      ['north', ['3 SKU-1', '3 SKU-3']],
      ['south', ['3 SKU-2']],
    ]);
  });

  it('takes exactly the chosen lines and quantities', () => {
    const [plan] = planRequests(order(fo(1), fo(2)), serviceAt, new Set(), [choose(20, 2)]);
    expect(plan?.lines).toEqual([
      {
        fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/2',
        fulfillmentOrderLineItemId: lineId(20),
        lineItemId: 'gid://shopify/LineItem/200',
        quantity: 2,
        sku: 'SKU-2',
      },
    ]);
  });

  it.each([
    ['line_not_found', [choose(77, 1)], {}],
    ['line_not_at_service', [choose(10, 1)], {locationId: 'gid://shopify/Location/9'}],
    ['line_not_at_service', [choose(10, 1)], {locationId: null}],
    ['quantity_invalid', [choose(10, 0)], {}],
    ['quantity_invalid', [choose(10, -1)], {}],
    ['quantity_invalid', [choose(10, 1.5)], {}],
    ['quantity_exceeds_remaining', [choose(10, 4)], {}],
    ['invalid_input', [choose(10, 1), choose(10, 1)], {}],
    ['invalid_input', [{fulfillmentOrderLineItemId: 'gid://shopify/Order/10', quantity: 1}], {}],
    ['fulfillment_order_on_hold', [choose(10, 1)], {status: 'ON_HOLD', fulfillable: false}],
    ['fulfillment_order_scheduled', [choose(10, 1)], {status: 'SCHEDULED', fulfillable: false}],
    ['fulfillment_order_closed', [choose(10, 1)], {status: 'CLOSED', fulfillable: false}],
    ['fulfillment_order_closed', [choose(10, 1)], {status: 'CANCELLED', fulfillable: false}],
    ['fulfillment_order_submitted', [choose(10, 1)], {requestStatus: 'SUBMITTED', fulfillable: false}],
    ['fulfillment_order_submitted', [choose(10, 1)], {status: 'IN_PROGRESS', requestStatus: 'ACCEPTED'}],
  ] satisfies [string, ChosenLine[], Partial<FulfillmentOrderFacts>][])('refuses with %s', (code, chosen, more) => {
    expect(codeOf(() => planRequests(order(fo(1, more)), serviceAt, new Set(), chosen))).toBe(code);
  });

  it('refuses a line that an open request holds, and leaves it out when all is asked for', () => {
    const held = new Set(['10']);
    expect(codeOf(() => planRequests(order(fo(1)), serviceAt, held, [choose(10, 1)]))).toBe('line_already_requested');
    expect(codeOf(() => planRequests(order(fo(1)), serviceAt, held))).toBe('line_already_requested');
    expect(planRequests(order(fo(1), fo(2)), serviceAt, held)[0]?.lines.map(({sku}) => sku)).toEqual(['SKU-2']);
  });

  it('says why there is nothing to send', () => {
    expect(codeOf(() => planRequests(order(), serviceAt, new Set()))).toBe('nothing_to_fulfill');
    expect(codeOf(() => planRequests(order(fo(1, {}, 0)), serviceAt, new Set()))).toBe('nothing_to_fulfill');
    const onHold = fo(1, {status: 'ON_HOLD', fulfillable: false});
    expect(codeOf(() => planRequests(order(onHold), serviceAt, new Set()))).toBe('fulfillment_order_on_hold');
  });

  it('takes rejected and given-up fulfillment orders: Shopify lets them be requested again', () => {
    const facts = order(fo(1, {requestStatus: 'REJECTED'}), fo(2, {status: 'INCOMPLETE', requestStatus: 'CLOSED'}));
    expect(planRequests(facts, serviceAt, new Set())[0]?.lines).toHaveLength(2);
  });
});

describe('rebindLines', () => {
  const wanted = planRequests(order(fo(1)), serviceAt, new Set(), [choose(10, 2)])[0]?.lines ?? [];
  const moved = (more: Partial<FulfillmentOrderFacts>, remaining: number) => {
    const other = fo(5, more, remaining);
    return {...other, lines: other.lines.map((line) => ({...line, lineItemId: 'gid://shopify/LineItem/100'}))};
  };

  it('keeps ids that still stand', () => {
    expect(rebindLines(order(moved({}, 3), fo(1)), 'gid://shopify/Location/1', wanted)).toEqual(wanted);
  });

  it('follows a line into the fulfillment order that replaced its own', () => {
    const facts = order(fo(1, {status: 'CLOSED', fulfillable: false}, 0), moved({}, 3));
    expect(rebindLines(facts, 'gid://shopify/Location/1', wanted)).toEqual([
      {...wanted[0], fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/5', fulfillmentOrderLineItemId: lineId(50)},
    ]);
  });

  it.each([
    ['less remains', moved({}, 1)],
    ['it moved to another location', moved({locationId: 'gid://shopify/Location/2'}, 3)],
    ['it is on hold', moved({status: 'ON_HOLD', fulfillable: false}, 3)],
  ])('gives up where %s', (_why, now) => {
    expect(rebindLines(order(now), 'gid://shopify/Location/1', wanted)).toBeNull();
  });
});
