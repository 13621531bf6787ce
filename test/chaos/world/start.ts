/** Starts a run's world: the peers, the wire to the database, the app's processes behind one address, and shops with orders. */
import {MongoClient, type Db} from 'mongodb';
import {freePort} from '../../sandbox/process.ts';
import {startSandbox, type Sandbox} from '../../sandbox/start.ts';
import {customers, type Customers} from '../people/privacy.ts';
import {Shop} from '../people/shop.ts';
import {Warehouse} from '../people/warehouse.ts';
import {Chance} from '../plan/chance.ts';
import type {Plan} from '../plan/plan.ts';
import {Fleet} from './fleet.ts';
import {startFront, type Front} from './front.ts';
import {clockOff, settings} from './settings.ts';
import {startWire, type Wire} from './wire.ts';

export interface ChaosWorld {
  plan: Plan;
  sandbox: Sandbox;
  wire: Wire;
  front: Front;
  fleet: Fleet;
  shops: Shop[];
  /** Gids of the plan's orders, by index. */
  orders: string[];
  warehouse: Warehouse;
  people: Customers;
  /** Straight to the database, past the wire. */
  db: Db;
  /** A further order of one line, for the drills. */
  order(shop: Shop, service: number): Promise<string>;
  /** Ends the app's processes; the peers stay. */
  stopApp(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(plan: Plan): Promise<ChaosWorld> {
  const {options} = plan;
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closers.toReversed()) await end().catch((error: unknown) => console.error(error));
  };
  try {
    const front = await startFront(new Chance(options.seed + 1));
    closers.push(() => front.close());
    const {sandbox, stop} = await startSandbox({peersOnly: true, env: {...settings(options), APP_URL: front.url}});
    closers.push(stop);
    const database = new URL(sandbox.mongodb);
    const wire = await startWire({host: database.hostname, port: Number(database.port)});
    closers.push(() => wire.close());
    const client = await new MongoClient(sandbox.mongodb).connect();
    closers.push(() => client.close());
    database.port = String(wire.port);
    const fleet = new Fleet();
    closers.push(() => fleet.stop());
    await startApp(fleet, front, plan, {...sandbox.env, MONGODB_URI: database.href});

    const urls = {web: front.url, shopify: sandbox.shopify, postmark: sandbox.postmark};
    const shops = Array.from({length: options.shops}, (_, index) => new Shop(urls, `chaos-${index + 1}.myshopify.com`));
    const people = customers();
    const orders = plan.orders.map(() => '');
    // Each shop for itself: only within one does the order of things matter.
    await Promise.all(
      shops.map(async (shop, index) => {
        await shop.setUp(plan.services);
        let last = '';
        for (const [number, order] of plan.orders.entries()) {
          if (order.shop !== index) continue;
          last = await shop.order(order.lines, people.of(number));
          orders[number] = last;
        }
        if (last) await shop.routed(last);
      }),
    );
    let count = orders.length;
    const warehouse = new Warehouse(sandbox.postmark, people.movedMarker);
    closers.push(() => warehouse.close());
    warehouse.open();
    return {
      plan,
      sandbox,
      wire,
      front,
      fleet,
      shops,
      orders,
      warehouse,
      people,
      db: client.db(sandbox.env['MONGODB_DATABASE'] ?? ''),
      async order(shop, service) {
        const order = await shop.order([{service, quantity: 1}], people.of(count++));
        await shop.routed(order);
        return order;
      },
      stopApp: () => fleet.stop(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startApp(fleet: Fleet, front: Front, {clocks}: Plan, env: Record<string, string>): Promise<void> {
  const webs = await Promise.all(clocks.webs.map(async (skew) => ({skew, port: await freePort()})));
  front.targets.push(...webs.map(({port}) => port));
  // The first makes the indexes; the others find them.
  for (const {skew, port} of webs) await fleet.add('web', {...env, ...clockOff(skew), PORT: String(port)});
  await Promise.all(clocks.workers.map((skew) => fleet.add('worker', {...env, ...clockOff(skew)})));
}
