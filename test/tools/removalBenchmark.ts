/** `npm run benchmark:removal -- --items 10000 --orders 2000 --rate 1000 --rows 100`: how long the removal of a service takes and what
 * it costs, by direct calls and by bulk operations, against the least that Shopify's pace allows for those points.
 * `--rate` is the shop's restore rate (100 standard, 1000 Plus), `--rows` how many rows a bulk operation does in a second,
 * `--only direct|bulk` leaves the other out. */
import {parseArgs} from 'node:util';
import type {Removal, Service} from '../../core/wire.ts';
import {startSandbox} from '../sandbox/start.ts';
import {buildBigStore} from '../support/bigStore.ts';
import {SandboxClient, until} from '../support/sandboxClient.ts';

const {values} = parseArgs({
  options: {
    items: {type: 'string', default: '10000'},
    orders: {type: 'string', default: '2000'},
    rate: {type: 'string', default: '1000'},
    rows: {type: 'string', default: '100'},
    only: {type: 'string'},
  },
});
const [items, fulfillmentOrders, rate, rows] = [values.items, values.orders, values.rate, values.rows].map(Number);
if (!items || !fulfillmentOrders || !rate || !rows)
  throw new Error('--items, --orders, --rate and --rows are numbers.');

/** Shopify: a bucket holds what is restored in twenty seconds. */
const bucket = 20 * rate;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

type Sums = Record<string, {calls: number; points: number; throttled: number}>;

const total = (sums: Sums): number => Object.values(sums).reduce((sum, one) => sum + one.points, 0);

async function measure(way: 'direct' | 'bulk', plan: {items: number; orders: number; rate: number; rows: number}) {
  const {sandbox, stop} = await startSandbox({env: way === 'direct' ? {REMOVAL_BULK_FROM: '1000000000'} : {}});
  const client = new SandboxClient(sandbox);
  const activate = async (name: string) =>
    (await client.api<{service: Service}>('POST', '/api/services', {name, email: 'orders@warehouse.example'})).service;
  const points = async (): Promise<Sums> => (await client.look<{app?: Sums}>('points')).app ?? {};
  const emptyLog = () => fetch(`${sandbox.shopify}/sandbox/log?shop=${sandbox.shop}`, {method: 'DELETE'});
  try {
    const [leaving, staying] = [await activate('Leaving'), await activate('Taking over')];
    await buildBigStore(client, {
      items: plan.items,
      fulfillmentOrders: plan.orders,
      locationId: leaving.locationId ?? '',
      destinationId: staying.locationId ?? '',
    });
    await client.control('plan', {
      restoreRate: plan.rate,
      maximumAvailable: bucket,
      bulkRowsPerSecond: plan.rows,
      full: true,
    });
    const remove = (more: object) =>
      client.api<{removal: Removal}>('POST', `/api/services/${leaving.id}/removal`, {
        destination: {serviceId: staying.id},
        ...more,
      });

    await emptyLog();
    const asked = performance.now();
    await remove({dryRun: true});
    console.log(`Dry run: ${seconds(performance.now() - asked)}, ${total(await points())} points.`);

    await client.control('plan', {full: true});
    await emptyLog();
    const began = performance.now();
    await remove({});
    const removal = await until(
      'the removal to end',
      async () => {
        const now = (await client.api<{removal: Removal}>('GET', `/api/services/${leaving.id}/removal`)).removal;
        return (now.status === 'done' || now.status === 'attention') && now;
      },
      3_600_000,
    );
    const took = performance.now() - began;
    const sums = await points();
    const used = total(sums);
    // What is in the bucket at the start need not be waited for.
    const least = Math.max(0, ((used - bucket) / plan.rate) * 1000);
    const times = least > 0 ? ` (${(took / least).toFixed(2)} times that)` : '';
    const pace = way === 'bulk' ? ` Bulk operations did ${plan.rows} rows a second.` : '';
    console.log(
      `${way}: ${removal.status} after ${seconds(took)} with ${used} points, at ${plan.rate} a second at least ${seconds(least)}` +
        `${times}.${pace}`,
    );
    for (const [operation, one] of Object.entries(sums).toSorted(([, a], [, b]) => b.points - a.points)) {
      const throttled = one.throttled > 0 ? `, ${one.throttled} throttled` : '';
      const [cost, calls] = [String(one.points).padStart(8), String(one.calls).padStart(7)];
      console.log(`  ${operation.padEnd(36)}${cost} points${calls} calls${throttled}`);
    }
  } finally {
    await stop();
  }
}

console.log(`${items} items, ${fulfillmentOrders} open fulfillment orders.`);
for (const way of ['direct', 'bulk'] as const) {
  if (values.only === undefined || values.only === way)
    await measure(way, {items, orders: fulfillmentOrders, rate, rows});
}
