/** What a service can answer to a request as it stands. Pure. */
import type {StoredRequest} from '../types.ts';

export interface Offers {
  /** `working`: the app is at it; `over`: cancelled, or declined; `open`: it can be answered, or was. */
  state: 'open' | 'working' | 'over';
  confirm: boolean;
  decline: boolean;
  /** The tracking number by itself, after the confirmation or without one. */
  tracking: boolean;
}

type Answerable = Pick<StoredRequest, 'status' | 'fulfillOn' | 'answer' | 'fulfillment' | 'withdrawal'>;

/** An answer, once given, stands; the tracking number can still be entered and mended. */
export function offersOf({status, fulfillOn, answer, fulfillment, withdrawal}: Answerable): Offers {
  const nothing = {confirm: false, decline: false, tracking: false};
  if (withdrawal?.settled === false) return {state: 'over', ...nothing};
  const done = fulfillment?.done === true;
  switch (status) {
    case 'sent':
    case 'fulfilled': {
      // The mark in Shopify is being made: a tracking number would miss it.
      if (fulfillment && !done) return {state: 'open', ...nothing};
      const unanswered = answer === null;
      // Where the confirmation makes the fulfillment, there is nothing to track before it.
      const shipped = done || fulfillOn === 'email';
      const awaited = fulfillOn === 'email' || !done;
      return {
        state: 'open',
        confirm: unanswered && awaited,
        decline: unanswered && awaited,
        tracking: shipped && answer?.kind !== 'declined',
      };
    }
    case 'confirmed':
      return {state: 'open', ...nothing};
    case 'declined':
    case 'cancelled':
      return {state: 'over', ...nothing};
    case 'preparing':
    case 'queued':
    case 'sending':
    case 'unknown':
    case 'failed':
      return {state: 'working', ...nothing};
  }
}
