/** The fulfillment request's state machine: which status may follow which. */
import type {RequestStatus} from '../wire.ts';

const next: Record<RequestStatus, readonly RequestStatus[]> = {
  queued: ['sending', 'failed', 'cancelled', 'fulfilled'],
  // fulfilled: an email that was only sent once more.
  sending: ['sent', 'queued', 'unknown', 'failed', 'fulfilled'],
  unknown: ['sent', 'queued', 'failed', 'cancelled', 'fulfilled'],
  // queued: the merchant has the email sent once more.
  sent: ['confirmed', 'fulfilled', 'declined', 'failed', 'cancelled', 'queued'],
  confirmed: ['fulfilled', 'failed', 'cancelled'],
  // cancelled: its fulfillment was cancelled in Shopify.
  fulfilled: ['queued', 'cancelled'],
  declined: ['cancelled'],
  failed: ['queued', 'cancelled'],
  cancelled: [],
};

/** Statuses in which a request holds its lines: nobody else can ask for them. */
export const openStatuses: readonly RequestStatus[] = ['queued', 'sending', 'unknown', 'sent', 'confirmed'];

/** Whether a request in `from` may go to `to`. */
export function canBecome(from: RequestStatus, to: RequestStatus): boolean {
  return next[from].includes(to);
}

/** Whether a request in this status holds its lines. */
export function isOpen(status: RequestStatus): boolean {
  return openStatuses.includes(status);
}

/** Every status. */
export const allStatuses = Object.keys(next) as RequestStatus[];

/** How a request ends that cannot be sent: one that is fulfilled already, and is only sent once more, stays so. */
export function endOf({fulfillment}: {fulfillment: {done: boolean} | null}): 'failed' | 'fulfilled' {
  return fulfillment?.done ? 'fulfilled' : 'failed';
}
