/** What a send of many orders would do or did, put together from its parts. Pure. */
import type {FulfillmentRequest, ManyRequestsAnswer} from '../../../core/wire.ts';

export type Skipped = ManyRequestsAnswer['skipped'][number];

/** Orders with the same reason. */
export interface ReasonGroup {
  reason: {code: string; message: string};
  /** Their names, such as "#1001"; an order without one is named by its id. */
  orders: string[];
}

export const nothingYet: ManyRequestsAnswer = {accepted: [], skipped: [], services: []};

/** Two answers as one: what goes to the same service is added up. */
export function merge(a: ManyRequestsAnswer, b: ManyRequestsAnswer): ManyRequestsAnswer {
  const services = new Map(a.services.map((one) => [one.serviceId, one]));
  for (const one of b.services) {
    const known = services.get(one.serviceId);
    const sum = known ? {orders: known.orders + one.orders, units: known.units + one.units} : {};
    services.set(one.serviceId, {...one, ...sum});
  }
  return {
    accepted: [...a.accepted, ...b.accepted],
    skipped: [...a.skipped, ...b.skipped],
    services: [...services.values()],
  };
}

/** By reason, the most frequent first. */
export function reasonsOf(skipped: Skipped[]): ReasonGroup[] {
  return grouped(skipped.map(({orderId, orderName, reason}) => ({reason, order: orderName ?? orderId})));
}

/** Why requests failed or were declined, by reason. */
export function troublesOf(requests: FulfillmentRequest[]): ReasonGroup[] {
  return grouped(
    requests.flatMap(({status, failure, orderName}) => {
      if (status !== 'failed' && status !== 'declined') return [];
      return [{reason: failure ?? {code: status, message: ''}, order: orderName}];
    }),
  );
}

function grouped(items: {reason: {code: string; message: string}; order: string}[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const {reason, order} of items) {
    // A code may stand for several sentences, as with what Shopify refused.
    const key = `${reason.code} ${reason.message}`;
    const group = groups.get(key) ?? {reason, orders: []};
    groups.set(key, group);
    if (!group.orders.includes(order)) group.orders.push(order);
  }
  // oxlint-disable-next-line unicorn/no-array-sort -- a fresh array; toSorted is younger than the hosts we build for (ES2022)
  return [...groups.values()].sort((a, b) => b.orders.length - a.orders.length);
}

/** A list in parts of at most `size`. */
export function partsOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({length: Math.ceil(list.length / size)}, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
