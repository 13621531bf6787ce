/** Notices as the API shows them: as a part of their request. */
import {deliveryOf} from '../requests/delivery.ts';
import {isKnownToService, isWithdrawn, type StoredEntry, type StoredRequest} from '../requests/types.ts';
import type {AddressChange, Cancellation, Told} from '../wire.ts';
import {inForce} from './store.ts';
import type {Acknowledged, StoredNotice} from './types.ts';

/** What of a request the service is told not to ship: the last that was said of it, or is about to be. */
export function cancellationIn(request: StoredRequest, notices: readonly StoredNotice[]): Cancellation | null {
  const last = notices.findLast(({kind}) => kind === 'cancellation');
  if (last) return cancellationToWire(last);
  if (!isWithdrawn(request) || !(isKnownToService(request) || request.status !== 'cancelled')) return null;
  // Asked for, and not carried out yet.
  return {
    status: 'pending',
    sentAt: null,
    quantity: unitsOf(request.lines),
    partial: false,
    delivery: null,
    acknowledged: null,
    dismissed: false,
  };
}

/** The last change of the address that the service is told of, while that still says something. */
export function addressChangeIn(request: StoredRequest, notices: readonly StoredNotice[]): AddressChange | null {
  const last = inForce(notices, request).findLast(({kind}) => kind === 'change');
  return last ? toldToWire(last, ['readdressed', 'shipped']) : null;
}

function cancellationToWire(notice: StoredNotice): Cancellation {
  const {lines, remaining} = notice;
  return {
    ...toldToWire(notice, ['stopped', 'shipped']),
    quantity: unitsOf(lines),
    partial: remaining.length > 0,
  };
}

/** @param answers those that the service can give to it */
function toldToWire<Answer extends Acknowledged>(notice: StoredNotice, answers: readonly Answer[]): Told<Answer> {
  const {status, sendingAt, acknowledgement, dismissedAt, failure} = notice;
  const kind = answers.find((one) => one === acknowledgement?.kind);
  return {
    status: status === 'sent' || status === 'failed' ? status : 'pending',
    sentAt: sendingAt?.toISOString() ?? null,
    delivery: deliveryOf(notice),
    acknowledged: acknowledgement && kind ? {kind, at: acknowledgement.at.toISOString()} : null,
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
