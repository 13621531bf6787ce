/** Notices as the API shows them: as a part of their request. */
import {deliveryOf} from '../requests/delivery.ts';
import {isKnownToService, isWithdrawn, type StoredEntry, type StoredRequest} from '../requests/types.ts';
import type {Cancellation} from '../wire.ts';
import type {StoredNotice} from './types.ts';

/** What of a request the service is told not to ship: the last that was said of it, or is about to be. */
export function cancellationIn(request: StoredRequest, notices: readonly StoredNotice[]): Cancellation | null {
  const last = notices.findLast(({kind}) => kind === 'cancellation');
  if (last) return cancellationToWire(last);
  if (!isWithdrawn(request) || !(isKnownToService(request) || request.status !== 'cancelled')) return null;
  // Asked for, and not carried out yet.
  return {
    status: 'pending',
    quantity: unitsOf(request.lines),
    partial: false,
    delivery: null,
    acknowledged: null,
    dismissed: false,
  };
}

function cancellationToWire(notice: StoredNotice): Cancellation {
  const {status, lines, remaining, acknowledgement, dismissedAt, failure} = notice;
  return {
    status: status === 'sent' || status === 'failed' ? status : 'pending',
    quantity: unitsOf(lines),
    partial: remaining.length > 0,
    delivery: deliveryOf(notice),
    acknowledged: acknowledgement && {...acknowledgement, at: acknowledgement.at.toISOString()},
    dismissed: dismissedAt !== null,
    ...(failure ? {failure} : {}),
  };
}

const unitsOf = (lines: readonly {quantity: number}[]) => lines.reduce((sum, {quantity}) => sum + quantity, 0);

/** Of no use to a merchant: steps on the way of an email. */
const inner = new Set(['sending', 'unknown']);

/** What of a notice's history belongs into its request's, in words of that: `cancellation sent`. */
export function historyOf({kind, history}: StoredNotice): StoredEntry[] {
  return history.filter(({event}) => !inner.has(event)).map((entry) => ({...entry, event: `${kind} ${entry.event}`}));
}
