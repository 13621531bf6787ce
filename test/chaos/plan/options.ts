/** What a chaos run is asked to do. */
import {parseArgs} from 'node:util';

export interface ChaosOptions {
  seed: number;
  /** About so many fulfillment requests are asked for. */
  requests: number;
  workers: number;
  webs: number;
  shops: number;
  /** How long things break, in seconds. */
  seconds: number;
  /** The longest that Postmark's search hides an accepted email, in seconds, but for the times when it shows none at all. */
  lagSeconds: number;
  /** How long each absence of the database lasts, in seconds. */
  awaySeconds: number;
  /** Whether recovery is measured afterwards: `kill -9` of the only worker, and the database away. */
  drills: boolean;
}

export const usage = `npm run chaos -- [options]
  --seed N       the same seed, the same plan (1)
  --requests N   about so many fulfillment requests (200)
  --workers N    worker processes (3)
  --webs N       web processes behind one address (2)
  --shops N      shops at once (3)
  --seconds N    how long things break (20, and one more for every 8 requests)
  --lag N        the longest that Postmark's search hides an email, in seconds (60)
  --away N       how long the database is away each time, in seconds (10)
  --no-drills    leave out the two measurements of recovery at the end
  --plan         print the plan, and do nothing`;

/** @throws Error in one sentence about what cannot be read */
export function readOptions(args: string[]): {options: ChaosOptions; planOnly: boolean; help: boolean} {
  const text = {type: 'string'} as const;
  const flag = {type: 'boolean', default: false} as const;
  const {values} = parseArgs({
    args,
    options: {
      seed: text,
      requests: text,
      workers: text,
      webs: text,
      shops: text,
      seconds: text,
      lag: text,
      away: text,
      'no-drills': flag,
      plan: flag,
      help: flag,
    },
  });
  const whole = (
    name: 'seed' | 'requests' | 'workers' | 'webs' | 'shops' | 'seconds' | 'lag' | 'away',
    usual: number,
  ) => {
    const given = values[name];
    if (given === undefined) return usual;
    if (!/^\d{1,9}$/.test(given)) throw new Error(`--${name} takes a whole number.`);
    return Number(given);
  };
  const requests = whole('requests', 200);
  const options: ChaosOptions = {
    seed: whole('seed', 1),
    requests,
    workers: Math.max(1, whole('workers', 3)),
    webs: Math.max(1, whole('webs', 2)),
    shops: Math.max(1, whole('shops', 3)),
    seconds: Math.max(10, whole('seconds', 20 + Math.ceil(requests / 8))),
    lagSeconds: whole('lag', 60),
    awaySeconds: whole('away', 10),
    drills: !values['no-drills'],
  };
  return {options, planOnly: values.plan, help: values.help};
}
