// Rules §2: what an app sees of fulfillment orders is filtered by its scopes, silently.
import {expect, it} from 'vitest';
import type {ShopContext} from '../../sandbox/shopify/contract.ts';
import {isVisible} from '../../sandbox/shopify/domain/fulfillmentOrders/access.ts';
import {controls, createState} from '../../sandbox/shopify/domain/index.ts';
import {createLocation} from '../../sandbox/shopify/domain/locations/create.ts';
import {State} from '../../sandbox/shopify/domain/state.ts';

/** A shop with one fulfillment order at the merchant's and one at the service of the app "own". */
function shop() {
  const state = createState('scopes.myshopify.com');
  if (!(state instanceof State)) throw new Error('Not a state.');
  let pending: (() => void)[] = [];
  const contextOf = (id: string, ...scopes: string[]): ShopContext => ({
    domain: state.domain,
    state,
    app: {id, url: 'https://app.example', scopes: new Set(scopes)},
    now: () => new Date('2026-07-01T00:00:00Z'),
    later: (_ms, work) => pending.push(work),
    emit: () => undefined,
    notifyService: () => undefined,
  });
  const context = contextOf('own');
  controls.orders(context, {lineItems: [{title: 'Card', price: '1', quantity: 1}]});
  controls.orders(context, {lineItems: [{title: 'Pen', price: '1', quantity: 1}]});
  for (const work of pending) work();
  pending = [];
  const [merchant, service] = state.fulfillmentOrders.all();
  if (!merchant || !service) throw new Error('Not routed.');
  service.location = createLocation(state, context.now(), {name: 'Nord', address: state.shop.address});
  service.location.fulfillmentService = {
    __typename: 'FulfillmentService',
    id: 'gid://shopify/FulfillmentService/1?id=true',
    serviceName: 'Nord',
    handle: 'nord',
    callbackUrl: null,
    inventoryManagement: false,
    trackingSupport: false,
    requiresShippingMethod: true,
    type: 'THIRD_PARTY',
    location: service.location,
    appId: 'own',
  };
  return (app: string, scope: string) => {
    const caller = contextOf(app, scope);
    return [isVisible(caller, merchant), isVisible(caller, service)];
  };
}

it.each([
  ['own', 'read_merchant_managed_fulfillment_orders', [true, false]],
  ['own', 'write_assigned_fulfillment_orders', [false, true]],
  ['other', 'write_assigned_fulfillment_orders', [false, false]],
  ['other', 'read_third_party_fulfillment_orders', [false, true]],
  ['own', 'read_orders', [false, false]],
])('the app "%s" with %s sees %j', (app, scope, expected) => {
  expect(shop()(app, scope)).toEqual(expected);
});
