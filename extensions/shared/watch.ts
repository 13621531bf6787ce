/** How long, and how often, a page looks for news of an order's requests by itself. */
import type {FulfillmentRequest, OrderFulfillment} from '../../core/wire.ts';

/** Seconds before each look after the last news: quick at first, ever slower, about seven minutes in all. */
const usualPauses = [2, 2, 2, 3, 3, 5, 5, 5, 10, 10, 15, 15, 20, 30, 30, 30, 60, 60, 60, 60];
/** The same where nothing is under way, but the merchant may send items from the page's menu, of which a block hears nothing. */
export const idlePauses: readonly number[] = [15, 30, 60, 60, 60];
/** However often there is news, such as an email that is tried again all day. */
const lookLimit = 100;
/** So long after its last change an email may still be reported as delivered, or a service may answer at once. */
const freshMs = 10 * 60_000;

/** Whether something is expected to happen to a request soon. @param now in ms since 1970 */
export function isUnderWay(
  {status, delivery, fulfillOn, updatedAt, cancellation, addressChange}: FulfillmentRequest,
  now: number,
): boolean {
  for (const told of [cancellation, addressChange]) {
    if (told?.status === 'pending') return true;
    // Whether it arrives, and whether it came in time.
    if (told && !told.acknowledged && now - Date.parse(told.sentAt ?? updatedAt) < freshMs) return true;
  }
  switch (status) {
    case 'queued':
    case 'sending':
    case 'unknown':
    case 'confirmed':
      return true;
    case 'sent':
      return fulfillOn !== 'confirmation' || now - Date.parse(updatedAt) < freshMs;
    case 'fulfilled':
      return delivery?.status === 'accepted' && now - Date.parse(updatedAt) < freshMs;
    case 'declined':
    case 'failed':
    case 'cancelled':
      return false;
  }
}

export interface WatchOptions {
  /** The order as it is shown. */
  order: () => OrderFulfillment;
  /** Reads the order anew and shows it. */
  look: () => Promise<void>;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  stopped: () => boolean;
  /** Whether requests that are not there yet are expected, as while the merchant sends items in another window. */
  expectsMore: boolean;
  /** Seconds before each look; ends at the first news. Without it the usual ones, from news to news. */
  pauses?: readonly number[];
}

/** `settled`: nothing more is expected soon; `paused`: it takes longer than a page should look by itself. */
export type WatchEnd = 'settled' | 'paused' | 'news' | 'stopped';

/** Looks again and again until nothing more is expected, or for so long without news. */
export async function watch({order, look, wait, stopped, expectsMore, pauses}: WatchOptions): Promise<WatchEnd> {
  let known = signOf(order());
  let step = 0;
  let waits = expectsMore;
  for (let looks = 0; looks < lookLimit; looks++) {
    if (!waits && !order().requests.some((one) => isUnderWay(one, Date.now()))) return 'settled';
    const pause = (pauses ?? usualPauses)[step++];
    if (pause === undefined) return 'paused';
    await wait(pause * 1000);
    if (stopped()) return 'stopped';
    await look();
    if (stopped()) return 'stopped';
    const seen = signOf(order());
    if (seen !== known) {
      if (pauses) return 'news';
      known = seen;
      step = 0;
      waits = false;
    }
  }
  return 'paused';
}

/** Changes whenever there is news of a request. */
function signOf({requests}: OrderFulfillment): string {
  return requests
    .map(({id, status, updatedAt, delivery, cancellation, addressChange}) => {
      const told = [cancellation, addressChange].map((one) => [
        one?.status,
        one?.sentAt,
        one?.delivery?.status,
        one?.acknowledged?.kind,
      ]);
      return [id, status, updatedAt, delivery?.status, told].join();
    })
    .join(';');
}
