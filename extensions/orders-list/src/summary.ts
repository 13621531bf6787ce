/** What a send of many orders would do or did, put together from its parts. Pure. */
import type {FulfillmentRequest, ManyRequestsAnswer} from '../../../core/wire.ts';
import {numericId} from '../../shared/call.ts';
import {grouped, type ReasonGroup} from '../../shared/reasons.ts';
import {isHeld} from '../../shared/status.ts';
import type {Words} from '../../shared/words.ts';

export type Skipped = ManyRequestsAnswer['skipped'][number];

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

/** The orders that are left out, by reason. */
export function reasonsOf(skipped: Skipped[], words: Words): ReasonGroup[] {
  return grouped(
    skipped.map(({orderId, orderName, reason}) => {
      const name = orderName ?? words.text('reasons.nameless', {number: numericId(orderId)});
      return {reason, name};
    }),
  );
}

/** Why requests failed, were declined or are held back, by reason. */
export function troublesOf(requests: FulfillmentRequest[]): ReasonGroup[] {
  return grouped(
    requests.flatMap((request) => {
      const {status, failure, orderName} = request;
      if (status !== 'failed' && status !== 'declined' && !isHeld(request)) return [];
      return [{reason: failure ?? {code: status, message: ''}, name: orderName}];
    }),
  );
}

/** A list in parts of at most `size`. */
export function partsOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({length: Math.ceil(list.length / size)}, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
