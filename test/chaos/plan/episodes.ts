/** What breaks, and when. */
import type {Fault as PostmarkFault} from '../../sandbox/postmark/faults.ts';
import type {FaultRule as ShopifyFault} from '../../sandbox/shopify/faults.ts';
import {Chance} from './chance.ts';
import type {ChaosOptions} from './options.ts';

export type Breakage =
  | {kind: 'kill'; process: 'worker' | 'web'; slot: number}
  /** SIGSTOP, and SIGCONT at the end. */
  | {kind: 'freeze'; process: 'worker' | 'web'; slot: number}
  /** Connections are cut and refused, or just carry nothing. */
  | {kind: 'database'; way: 'refused' | 'silent'}
  | {kind: 'shopify'; fault: ShopifyFault}
  | {kind: 'postmark'; fault: Partial<PostmarkFault>}
  /** Postmark refuses the account as a whole: it does not know the token, or takes no mail of it. */
  | {kind: 'account'; way: 'token' | 'sending'}
  /** How long Postmark's search hides an accepted email. */
  | {kind: 'search'; lagMs: number | 'never'};

export interface Episode {
  atMs: number;
  /** Killed processes are started again at its end. */
  forMs: number;
  what: Breakage;
}

/** Longer than a worker's lease in the runs (see `settings.ts`). */
const freezeMs = {least: 4000, most: 7000};

type Make = (chance: Chance, options: ChaosOptions) => Omit<Episode, 'atMs'>;

/**
 * Shorter runs do without a refusal of the account: once refused, it is tried again a minute later, and everything waits until then.
 * Longer ones have it in their first half, so that what comes after it breaks, too.
 */
const accountFromSeconds = 30;

const makers: {make: Make; everySeconds: number}[] = [
  {everySeconds: 8, make: (chance, options) => kill(chance, 'worker', options.workers)},
  {everySeconds: 14, make: (chance, options) => kill(chance, 'web', options.webs)},
  {everySeconds: 16, make: (chance, options) => freeze(chance, 'worker', options.workers)},
  {everySeconds: 25, make: (chance, options) => freeze(chance, 'web', options.webs)},
  {
    everySeconds: 45,
    make: (chance, {awaySeconds}) => ({
      forMs: awaySeconds * 1000,
      what: {kind: 'database', way: chance.of(['refused', 'silent'])},
    }),
  },
  {everySeconds: 3, make: shopify},
  {everySeconds: 3, make: postmark},
  {everySeconds: 12, make: search},
];

/** Each kind at least once, whatever the length. */
export function planEpisodes(chance: Chance, options: ChaosOptions): Episode[] {
  const episodes = makers.flatMap(({make, everySeconds}) => {
    const count = Math.max(1, Math.round(options.seconds / everySeconds));
    return Array.from({length: count}, () => ({
      atMs: chance.between(500, options.seconds * 1000),
      ...make(chance, options),
    }));
  });
  // Of a chance of its own, so that plans of before stay what they were.
  return [...episodes, ...planAccount(new Chance(options.seed + 3), options)].toSorted((a, b) => a.atMs - b.atMs);
}

function planAccount(chance: Chance, {seconds}: ChaosOptions): Episode[] {
  if (seconds < accountFromSeconds) return [];
  const [first, second] = chance.is(0.5) ? (['token', 'sending'] as const) : (['sending', 'token'] as const);
  const half = seconds * 500;
  const episode = (way: 'token' | 'sending', least: number, most: number): Episode => ({
    atMs: chance.between(least, most),
    forMs: chance.between(3000, 10_000),
    what: {kind: 'account', way},
  });
  // The other kind, where the first is over by then.
  return seconds < 200
    ? [episode(first, 500, half)]
    : [episode(first, 500, half / 2), episode(second, half, 1.2 * half)];
}

function kill(chance: Chance, process: 'worker' | 'web', slots: number): Omit<Episode, 'atMs'> {
  return {forMs: chance.between(0, 3000), what: {kind: 'kill', process, slot: chance.between(0, slots - 1)}};
}

function freeze(chance: Chance, process: 'worker' | 'web', slots: number): Omit<Episode, 'atMs'> {
  const forMs = chance.between(freezeMs.least, freezeMs.most);
  return {forMs, what: {kind: 'freeze', process, slot: chance.between(0, slots - 1)}};
}

/** Time-outs: with 0 ms the connection is cut at once, as by a reset. */
const holds = [0, 200, 20_000];

function shopify(chance: Chance): Omit<Episode, 'atMs'> {
  const kind = chance.of(['error', 'timeoutBefore', 'timeoutAfter', 'throttle', 'latency', 'html', 'html'] as const);
  const operation = chance.of([
    undefined,
    undefined,
    'FulfillmentOrdersToSend',
    'fulfillmentCreate',
    'fulfillmentCreate',
    'fulfillmentOrderSubmitFulfillmentRequest',
    'fulfillmentOrderAcceptFulfillmentRequest',
  ]);
  const held = kind === 'timeoutBefore' || kind === 'timeoutAfter';
  const fault: ShopifyFault = {
    kind,
    rate: chance.of(operation === undefined ? [0.05, 0.2] : [0.3, 1]),
    seed: chance.between(1, 1_000_000),
    caller: 'app',
    ...(operation === undefined ? {} : {operation}),
    ...(held ? {ms: chance.of(holds)} : {}),
    ...(kind === 'latency' ? {ms: chance.between(100, 2500)} : {}),
    ...(kind === 'html' ? {after: chance.is(0.5)} : {}),
  };
  return {forMs: chance.between(1000, 5000), what: {kind: 'shopify', fault}};
}

function postmark(chance: Chance): Omit<Episode, 'atMs'> {
  const kind = chance.of([
    'error',
    'reset',
    'timeoutBefore',
    'timeoutAfter',
    'html',
    'noErrorCode',
    'throttle',
    'maintenance',
    'latency',
    'stall',
    'shortBatch',
  ] as const);
  const after = chance.is(0.5);
  const fault: Partial<PostmarkFault> = {
    kind,
    operation: chance.of(['send', 'send', 'search'] as const),
    rate: chance.of([0.3, 1]),
    seed: chance.between(1, 1_000_000),
    ...(kind === 'error' || kind === 'reset' || kind === 'html' ? {after} : {}),
    ...(kind === 'timeoutBefore' || kind === 'timeoutAfter' || kind === 'stall' ? {ms: chance.of(holds)} : {}),
    ...(kind === 'latency' ? {ms: chance.between(100, 2500)} : {}),
  };
  return {forMs: chance.between(1000, 5000), what: {kind: 'postmark', fault}};
}

function search(chance: Chance, {lagSeconds}: ChaosOptions): Omit<Episode, 'atMs'> {
  const lagMs = chance.is(0.3) ? ('never' as const) : chance.between(0, lagSeconds * 1000);
  return {forMs: chance.between(3000, 15_000), what: {kind: 'search', lagMs}};
}
