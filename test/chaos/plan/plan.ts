/** The plan of a run: who asks for what and when, and what breaks and when. The same options, the same plan. */
import {planCalls, planNative, type PlannedCall, type PlannedOrder} from './calls.ts';
import {Chance} from './chance.ts';
import {planChanges, type PlannedChange} from './changes.ts';
import {planEpisodes, type Episode} from './episodes.ts';
import type {ChaosOptions} from './options.ts';

export interface PlannedService {
  name: string;
  fulfillOn: 'email' | 'confirmation';
  /** The first is the service's own. */
  addresses: string[];
}

export interface Plan {
  options: ChaosOptions;
  /** The same in every shop. */
  services: PlannedService[];
  orders: PlannedOrder[];
  calls: PlannedCall[];
  changes: PlannedChange[];
  episodes: Episode[];
  /** What each process's clock is off by, in ms. */
  clocks: {workers: number[]; webs: number[]};
}

const services: PlannedService[] = [
  {name: 'Email One', fulfillOn: 'email', addresses: ['one@email.example']},
  {
    name: 'Email Three',
    fulfillOn: 'email',
    addresses: ['three@email.example', 'three.desk@email.example', 'three.night@email.example'],
  },
  {name: 'Confirm Two', fulfillOn: 'confirmation', addresses: ['two@confirm.example', 'two.desk@confirm.example']},
];

/** The most by which a process's clock is off, in ms. */
const skewMs = 3000;

export function makePlan(options: ChaosOptions): Plan {
  const chance = new Chance(options.seed);
  const own = planCalls(chance, options, services.length);
  const native = planNative(new Chance(options.seed + 4), options, services.length, own.orders.length);
  const orders = [...own.orders, ...native.orders];
  const calls = [...own.calls, ...native.calls].toSorted((a, b) => a.atMs - b.atMs);
  const clock = () => chance.between(-skewMs, skewMs);
  return {
    options,
    services,
    orders,
    calls,
    // By a chance of its own, so that plans of before stay what they were.
    changes: planChanges(new Chance(options.seed + 2), {orders, calls}),
    episodes: planEpisodes(chance, options),
    clocks: {
      workers: Array.from({length: options.workers}, clock),
      webs: Array.from({length: options.webs}, clock),
    },
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(6)} s`;

/** For people: one line for each thing that breaks, and how many calls there are of each kind. */
export function describePlan({options, orders, calls, changes, episodes, clocks}: Plan): string {
  const kinds = Map.groupBy(calls, ({kind}) => kind);
  const changed = Map.groupBy(changes, ({kind}) => kind);
  return [
    `plan of seed ${options.seed}: ${options.requests} requests, ${options.workers} workers, ${options.webs} web processes, ${options.shops} shops, ${options.seconds} s`,
    `orders: ${orders.length}; calls: ${[...kinds].map(([kind, list]) => `${list.length} ${kind}`).join(', ')}; answers given up: ${calls.filter(({loseAfterMs}) => loseAfterMs !== null).length}`,
    `changed afterwards: ${[...changed].map(([kind, list]) => `${list.length} × ${kind}`).join(', ')}`,
    `clocks off by: workers ${clocks.workers.join(', ')} ms; web ${clocks.webs.join(', ')} ms`,
    ...episodes.map(({atMs, forMs, what}) => `${seconds(atMs)}  for ${seconds(forMs)}  ${JSON.stringify(what)}`),
  ].join('\n');
}
