/** The merchants' part of a plan: orders, and the clicks that ask for them to be shipped. */
import type {Chance} from './chance.ts';
import type {ChaosOptions} from './options.ts';

export interface PlannedOrder {
  /** Index of the shop. */
  shop: number;
  /** One line each; the index of its service and its quantity. */
  lines: {service: number; quantity: number}[];
}

export interface PlannedCall {
  atMs: number;
  /** `native`: by Shopify's own button, past the app. */
  kind: 'single' | 'part' | 'rest' | 'many' | 'twice' | 'two people' | 'native';
  shop: number;
  /** Indexes into the plan's orders. */
  orders: number[];
  /** As sent; `two people` have two, `twice` sends its one two times at once. */
  keys: string[];
  /** The caller gives up on the first answer after so long, and asks again with the same key. */
  loseAfterMs: number | null;
}

type Kind = PlannedCall['kind'];

/** How often each kind, in parts of 100 of the calls. */
const shares: [Kind, number][] = [
  ['single', 48],
  ['part', 12],
  ['many', 6],
  ['twice', 17],
  ['two people', 17],
];

export function planCalls(
  chance: Chance,
  {seed, requests, seconds, shops}: ChaosOptions,
  services: number,
): {orders: PlannedOrder[]; calls: PlannedCall[]} {
  const orders: PlannedOrder[] = [];
  const calls: PlannedCall[] = [];
  const order = (shop: number, quantity: number, most: number): {index: number; requests: number} => {
    const count = chance.between(1, most);
    const lines = Array.from({length: count}, () => ({service: chance.between(0, services - 1), quantity}));
    orders.push({shop, lines});
    return {index: orders.length - 1, requests: new Set(lines.map(({service}) => service)).size};
  };
  let planned = 0;
  while (planned < requests) {
    const shop = chance.between(0, shops - 1);
    const kind = chance.byShare(shares, 'single');
    const atMs = chance.between(0, seconds * 1000);
    const key = `${seed}-${calls.length}`;
    const call = {
      atMs,
      kind,
      shop,
      keys: kind === 'two people' ? [key, `${key}-other`] : [key],
      loseAfterMs: chance.is(0.2) ? chance.between(1, 400) : null,
    };
    if (kind === 'many') {
      const some = Array.from({length: chance.between(5, 20)}, () => order(shop, chance.between(1, 3), 2));
      calls.push({...call, orders: some.map(({index}) => index)});
      planned += some.reduce((sum, one) => sum + one.requests, 0);
    } else if (kind === 'part') {
      const {index} = order(shop, 3, 1);
      calls.push({...call, orders: [index]});
      // The rest is asked for at about the same time, and has to wait until the part is through.
      calls.push({...call, kind: 'rest', orders: [index], keys: [`${key}-rest`], atMs: atMs + chance.between(0, 2000)});
      planned += 2;
    } else {
      const one = order(shop, chance.between(1, 3), 2);
      calls.push({...call, orders: [one.index]});
      planned += one.requests;
    }
  }
  return {orders, calls: calls.toSorted((a, b) => a.atMs - b.atMs)};
}

/** The share of orders that are asked for in Shopify itself, beside the others. */
const nativeShare = 0.05;

/** Further orders, and the clicks on Shopify's own button. By a chance of its own, so that plans of before stay what they were. */
export function planNative(
  chance: Chance,
  {requests, seconds, shops}: ChaosOptions,
  services: number,
  planned: number,
): {orders: PlannedOrder[]; calls: PlannedCall[]} {
  const count = Math.max(1, Math.round(requests * nativeShare));
  const orders = Array.from({length: count}, () => ({
    shop: chance.between(0, shops - 1),
    lines: [{service: chance.between(0, services - 1), quantity: chance.between(1, 3)}],
  }));
  const calls = orders.map(({shop}, index): PlannedCall => {
    const atMs = chance.between(0, seconds * 1000);
    return {atMs, kind: 'native', shop, orders: [planned + index], keys: [], loseAfterMs: null};
  });
  return {orders, calls};
}
