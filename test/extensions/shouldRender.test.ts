/** Whether the order page offers the action. */
import {resolve} from 'node:path';
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {OrderFulfillment} from '../../core/wire.ts';
import shouldRender from '../../extensions/orders/src/action/should-render.ts';
import {startApi, type ApiServer} from './support/apiServer.ts';
import {hostFetch} from './support/modal.ts';
import {commonOrder, fulfillmentOrder, line, order, orderId} from './support/orders.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi(commonOrder());
});
afterEach(() => api.close());

async function displays(fetchOf = hostFetch): Promise<boolean> {
  const real = globalThis.fetch;
  // The tester knows only the targets that render; what a should-render module sees is the same `shopify`.
  using extension = setUpExtension('admin.order-details.action.render', {
    configSearchDir: resolve(import.meta.dirname, '../../extensions/orders'),
  });
  extension.fetch = fetchOf(api, real);
  extension.shopify.data.selected = [{id: orderId}];
  const {display} = await shouldRender();
  return display;
}

const onHold = {code: 'fulfillment_order_on_hold', message: 'On hold.'};
const cases: [string, OrderFulfillment, boolean][] = [
  ['some items at a service', commonOrder(), true],
  ['no items at a service', order(fulfillmentOrder(1, 'Shop', [line(1, 1)], {serviceId: null})), false],
  ['only items on hold', order(fulfillmentOrder(1, 'Depot', [line(1, 1)], {blocked: onHold})), false],
  ['only requested items', order(fulfillmentOrder(1, 'Depot', [line(1, 1, {requestable: 0})])), false],
  ['only fulfilled items', order(fulfillmentOrder(1, 'Depot', [line(1, 0)])), false],
];

test.each(cases)('%s', async (_, given, expected) => {
  api.order = given;
  expect(await displays()).toBe(expected);
  expect(api.calls.map(({path}) => path)).toEqual(['/api/orders/1001/fulfillment']);
});

test.each(['cutBefore', 'unauthenticated', 'internal', 'html'] as const)(
  'is shown where the app fails (%s), so that the merchant sees why',
  async (fault) => {
    api.order = order();
    api.faults.GET.push(fault);
    expect(await displays()).toBe(true);
  },
);

test('is shown where the app does not answer within three seconds', async () => {
  expect(await displays(() => () => new Promise(() => {}))).toBe(true);
});
