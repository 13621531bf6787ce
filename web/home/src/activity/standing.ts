/** How fulfillment requests stand: in one badge, in words where there is trouble, and what can be done. */
import type {FulfillmentRequest, HistoryEntry, RequestStatus} from '../../../../core/wire.ts';
import type {Key} from '../i18n/en.ts';
import type {StatusFilter} from '../routes.ts';
import type {Tone} from '../services/standing.ts';

export const statusTones: Record<RequestStatus, Tone> = {
  queued: 'info',
  sending: 'info',
  unknown: 'warning',
  sent: 'info',
  confirmed: 'info',
  fulfilled: 'success',
  declined: 'critical',
  failed: 'critical',
  cancelled: 'neutral',
};

type MessageStatus = NonNullable<FulfillmentRequest['delivery']>['messages'][number]['status'];

export const deliveryTones: Record<MessageStatus, Tone> = {
  pending: 'neutral',
  refused: 'critical',
  accepted: 'info',
  delivered: 'success',
  delayed: 'caution',
  bounced: 'critical',
  complained: 'critical',
};

/** The statuses behind each choice of the filter. */
export const statusesOf: Record<StatusFilter, readonly RequestStatus[]> = {
  any: [],
  moving: ['queued', 'sending', 'unknown'],
  sent: ['sent'],
  confirmed: ['confirmed'],
  fulfilled: ['fulfilled'],
  declined: ['declined'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};

/** How many items a request asks for. */
export function unitsOf({lines}: FulfillmentRequest): number {
  return lines.reduce((sum, {quantity}) => sum + quantity, 0);
}

/** Whether it may change within seconds. */
export function isMoving({status}: FulfillmentRequest): boolean {
  return statusesOf.moving.includes(status);
}

/** What is wrong with a request; null if nothing is. */
export type Trouble =
  | {kind: 'failed' | 'waiting'; failure: NonNullable<FulfillmentRequest['failure']>}
  | {kind: 'declined'; reason: string | null}
  | {kind: 'bounced' | 'complained' | 'delayed' | 'stuck'};

/** A request that is still being worked on after so long stands still, in ms. */
const stuckMs = 10 * 60_000;

export function troubleOf(request: FulfillmentRequest, now = Date.now()): Trouble | null {
  const {status, failure, answer, delivery} = request;
  if (status === 'cancelled') return null;
  if (status === 'failed' && failure) return {kind: 'failed', failure};
  if (status === 'declined') return {kind: 'declined', reason: answer?.reason ?? null};
  if (delivery?.status === 'bounced' || delivery?.status === 'complained') return {kind: delivery.status};
  if (failure) return {kind: 'waiting', failure};
  if (isMoving(request) && now - Date.parse(request.updatedAt) > stuckMs) return {kind: 'stuck'};
  return delivery?.status === 'delayed' ? {kind: 'delayed'} : null;
}

export type Action = 'retry' | 'resend' | 'cancel';

/** What the API takes for a request as it stands (`core/requests/actions.ts`). */
export function actionsOf(request: FulfillmentRequest): Action[] {
  const {status, failure, delivery, history} = request;
  const isRetryable =
    status === 'failed' || (['queued', 'sent', 'confirmed'].includes(status) && failure !== undefined);
  const isSent = status === 'sent' || status === 'fulfilled';
  // What the service has already cannot be cancelled, unless it has declined.
  const wasEmailed = delivery !== null || history.some(({event}) => event === 'sent');
  const isCancellable = status === 'declined' || ((status === 'queued' || status === 'failed') && !wasEmailed);
  return [
    ...(isRetryable ? (['retry'] as const) : []),
    ...(isSent ? (['resend'] as const) : []),
    ...(isCancellable ? (['cancel'] as const) : []),
  ];
}

/** Where a merchant puts right what failed. */
export type WayOut = 'address' | 'order';

const addressCodes = new Set(['email_recipient_inactive', 'email_rejected', 'email_address_invalid']);
const orderCodes = new Set([
  'order_changed',
  'line_not_found',
  'quantity_exceeds_remaining',
  'fulfillment_order_on_hold',
  'fulfillment_order_scheduled',
  'fulfillment_order_closed',
  'fulfillment_order_submitted',
  'shopify_rejected',
]);

export function wayOut(trouble: Trouble): WayOut | null {
  if (trouble.kind === 'bounced' || trouble.kind === 'complained') return 'address';
  if (trouble.kind !== 'failed' && trouble.kind !== 'waiting') return null;
  if (addressCodes.has(trouble.failure.code)) return 'address';
  return orderCodes.has(trouble.failure.code) ? 'order' : null;
}

const events: Record<string, Key> = {
  queued: 'event.queued',
  sending: 'event.sending',
  unknown: 'event.unknown',
  accepted: 'event.accepted',
  sent: 'event.sent',
  confirmed: 'event.confirmed',
  fulfilled: 'event.fulfilled',
  'not fulfilled': 'event.not_fulfilled',
  declined: 'event.declined',
  failed: 'event.failed',
  cancelled: 'event.cancelled',
  retried: 'event.retried',
  resent: 'event.resent',
  delivered: 'event.delivered',
  delayed: 'event.delayed',
  bounced: 'event.bounced',
  complained: 'event.complained',
  opened: 'event.opened',
};

/** What happened, in words. */
export function eventKey({event}: HistoryEntry): Key {
  return events[event] ?? 'event.other';
}

const actors: Record<string, Key> = {
  user: 'by.user',
  app: 'by.app',
  service: 'by.service',
  shopify: 'by.shopify',
  postmark: 'by.postmark',
};

/** Who did it, in words. Names of the shop's staff are not known to the app. */
export function actorKey({by}: HistoryEntry): Key {
  return actors[by.split(':')[0] ?? ''] ?? 'by.app';
}
