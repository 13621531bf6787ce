// The store of a removal test is what it says it is: a test that measures by it must know.
import {afterAll, beforeAll, expect, it} from 'vitest';
import {startShopify, type RunningShopify} from '../../sandbox/shopify/server.ts';
import {adminCaller} from '../../support/adminCaller.ts';
import {buildBigStore} from '../../support/bigStore.ts';
import {SandboxClient} from '../../support/sandboxClient.ts';
import {heldAt, remainingByLine, snapshot, unitsByItem, wronglyCommitted} from '../../support/snapshot.ts';

let shopify: RunningShopify;
beforeAll(async () => {
  shopify = await startShopify({apiKey: 'key', apiSecret: 'shpss_big', appUrl: 'http://127.0.0.1:9'});
});
afterAll(() => shopify.close());

it('builds items and open fulfillment orders in every state at one service', async () => {
  const client = new SandboxClient({shopify: shopify.url, postmark: '', shop: 'big.myshopify.com'});
  const app = await adminCaller(client, 'app');
  const service = async (name: string) => {
    const made = await app<{fulfillmentServiceCreate: {fulfillmentService: {location: {id: string}}}}>(
      'mutation($name: String!) { fulfillmentServiceCreate(name: $name) { fulfillmentService { location { id } } userErrors { message } } }',
      {name},
    );
    return made.fulfillmentServiceCreate.fulfillmentService.location.id;
  };
  const [locationId, destinationId] = [await service('Here'), await service('There')];
  const store = await buildBigStore(client, {items: 200, fulfillmentOrders: 44, locationId, destinationId});

  const now = await snapshot(client);
  const here = heldAt(now, locationId);
  expect(wronglyCommitted(now)).toEqual([]);
  expect(here.items).toHaveLength(200);
  expect(now.items.filter(({sku, tracked}) => sku?.startsWith('BIG-') && !tracked)).toHaveLength(40);
  const sold = Object.entries(unitsByItem(now)).filter(([, {committed = 0}]) => committed > 0);
  // 5 % of 200, and the one at the destination.
  expect(sold).toHaveLength(11);
  expect(new Set(here.lines.map(({status, requestStatus}) => `${status}/${requestStatus}`))).toEqual(
    new Set([
      'OPEN/UNSUBMITTED',
      'OPEN/SUBMITTED',
      'OPEN/REJECTED',
      'IN_PROGRESS/UNSUBMITTED',
      'IN_PROGRESS/ACCEPTED',
      'IN_PROGRESS/CANCELLATION_REQUESTED',
      'IN_PROGRESS/CANCELLATION_REJECTED',
      'INCOMPLETE/CLOSED',
      'ON_HOLD/UNSUBMITTED',
    ]),
  );
  // 44, and one that is parted.
  expect(new Set(here.lines.map(({fulfillmentOrderId}) => fulfillmentOrderId)).size).toBe(45);
  const ofSplit = here.lines.filter(({orderId}) => orderId === store.splitOrder);
  expect(new Set(ofSplit.map(({fulfillmentOrderId}) => fulfillmentOrderId)).size).toBe(2);
  expect(heldAt(now, destinationId).lines.map(({orderId}) => orderId)).toEqual(store.ordersAtDestination);
  expect(store.ordersAtDestination.length).toBeGreaterThan(0);
  expect(Object.values(remainingByLine(now)).every((units) => units > 0)).toBe(true);
});
