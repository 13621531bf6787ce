/** Measures recovery, once nothing else is broken: `kill -9` of every worker with one to take over, and the database away. */
import {setTimeout as delay} from 'node:timers/promises';
import {until} from '../../support/sandboxClient.ts';
import {carryOut, type CallRecord} from '../people/staff.ts';
import type {PlannedCall} from '../plan/calls.ts';
import type {ChaosWorld} from './start.ts';

export interface Recovery {
  what: string;
  /** To the last email, from the kill or from the moment the database was back; in ms. */
  toLastEmailMs: number;
  /** To the last request being fulfilled. */
  toFulfilledMs: number;
  /** What was asked for meanwhile. */
  calls: CallRecord[];
}

/** Requests under way when it breaks. */
const underWay = 20;

/** Every worker is killed, and one starts at once; the others much later. */
export function killOnlyWorker(world: ChaosWorld): Promise<Recovery> {
  return drill(world, 'kill-9', 'kill -9 of the only worker, a new one starts', async () => {
    const {fleet} = world;
    for (let index = 0; index < fleet.count('worker'); index++) fleet.kill('worker', index, index === 0 ? 0 : 30_000);
    return performance.now();
  });
}

export function databaseAway(world: ChaosWorld, seconds: number): Promise<Recovery> {
  return drill(world, 'database', `database away for ${seconds} s, nothing restarted`, async () => {
    world.wire.cut('refused');
    await delay(seconds * 1000);
    world.wire.mend();
    return performance.now();
  });
}

/** @param breakIt resolves to the moment from which it is counted */
async function drill(world: ChaosWorld, name: string, what: string, breakIt: () => Promise<number>): Promise<Recovery> {
  const {shops, warehouse, db} = world;
  const orders: string[] = [];
  for (let index = 0; index < underWay; index++) {
    const shop = shops[index % shops.length];
    if (shop) orders.push(await world.order(shop, 0));
  }
  const before = warehouse.emails.length;
  const clicks = new AbortController();
  const calls = orders.map((_order, index): PlannedCall => {
    return {
      atMs: 0,
      kind: 'single',
      shop: index % shops.length,
      orders: [index],
      keys: [`drill-${name}-${index}`],
      loseAfterMs: null,
    };
  });
  const asking = Promise.all(
    calls.map((call) => {
      const shop = shops[call.shop];
      if (!shop) throw new Error('There is no shop.');
      return carryOut(call, {shop, orders, until: clicks.signal});
    }),
  );
  // In the midst of it: some are sent, some wait, some are not even asked for.
  await until('the first email', async () => {
    await warehouse.look();
    return warehouse.emails.length > before;
  });
  const began = await breakIt();
  const [start] = [Date.now() - (performance.now() - began)];
  const fulfilled = await until(
    `everything to be fulfilled after: ${what}`,
    async () => {
      // Ids are a shop's own: another has the same ones.
      const $or = calls.map((call) => ({shop: shops[call.shop]?.domain, orderId: orders[call.orders[0] ?? 0]}));
      const count = await db.collection('requests').countDocuments({$or, status: 'fulfilled'});
      return count === orders.length && performance.now();
    },
    120_000,
  );
  const records = await asking;
  clicks.abort();
  await warehouse.look();
  const last = Math.max(start, ...warehouse.emails.slice(before).map(({at}) => at));
  return {what, toLastEmailMs: last - start, toFulfilledMs: fulfilled - began, calls: records};
}
