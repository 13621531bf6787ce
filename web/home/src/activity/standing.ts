/** How fulfillment requests stand: in one badge, in words where there is trouble, and what can be done. */
import type {FulfillmentRequest, HistoryEntry, RequestStatus, Told} from '../../../../core/wire.ts';
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

/** Waits until an address of its service takes mail again; then it goes out by itself. */
export function isHeld({status, failure}: FulfillmentRequest): boolean {
  return status === 'queued' && failure?.code === 'email_address_blocked';
}

/** Nobody but the service knows whether the email arrived: a person has to ask it. */
function isUnconfirmed({status, failure}: FulfillmentRequest): boolean {
  return status === 'unknown' && failure?.code === 'email_unconfirmed';
}

/** Whether it may change within seconds. */
export function isMoving(request: FulfillmentRequest): boolean {
  const moves = statusesOf.moving.includes(request.status) && !isHeld(request);
  return moves || request.cancellation?.status === 'pending' || request.addressChange?.status === 'pending';
}

/** What is wrong with a request; null if nothing is. */
export type Trouble =
  | {kind: 'failed' | 'waiting' | 'blocked' | 'unconfirmed'; failure: NonNullable<FulfillmentRequest['failure']>}
  | {kind: 'declined'; reason: string | null}
  | {kind: 'bounced' | 'complained' | 'delayed' | 'stuck'}
  // The service does not know that it is not to ship, or has shipped already.
  | {kind: 'untold' | 'shipped'}
  // The same of a new address.
  | {kind: 'untoldAddress' | 'shippedBefore'};

/** A request that is still being worked on after so long stands still, in ms. */
const stuckMs = 10 * 60_000;

export function troubleOf(request: FulfillmentRequest, now = Date.now()): Trouble | null {
  const {status, failure, answer, delivery} = request;
  const alarm = alarmOf(request) ?? addressAlarmOf(request);
  if (alarm) return {kind: alarm};
  if (status === 'cancelled') return null;
  if (status === 'failed' && failure) return {kind: 'failed', failure};
  if (status === 'declined') return {kind: 'declined', reason: answer?.reason ?? null};
  if (delivery?.status === 'bounced' || delivery?.status === 'complained') return {kind: delivery.status};
  if (failure && isUnconfirmed(request)) return {kind: 'unconfirmed', failure};
  if (failure) return {kind: isHeld(request) ? 'blocked' : 'waiting', failure};
  if (isMoving(request) && now - Date.parse(request.updatedAt) > stuckMs) return {kind: 'stuck'};
  return delivery?.status === 'delayed' ? {kind: 'delayed'} : null;
}

/** What of a cancellation wants a person. */
function alarmOf({cancellation}: FulfillmentRequest): 'untold' | 'shipped' | null {
  if (!cancellation || cancellation.dismissed || cancellation.acknowledged?.kind === 'stopped') return null;
  if (cancellation.acknowledged) return 'shipped';
  return isUndelivered(cancellation) ? 'untold' : null;
}

/** What of a changed address wants a person. */
function addressAlarmOf({addressChange}: FulfillmentRequest): 'untoldAddress' | 'shippedBefore' | null {
  if (!addressChange || addressChange.dismissed || addressChange.acknowledged?.kind === 'readdressed') return null;
  if (addressChange.acknowledged) return 'shippedBefore';
  return isUndelivered(addressChange) ? 'untoldAddress' : null;
}

function isUndelivered({status, delivery}: Pick<Told<string>, 'status' | 'delivery'>): boolean {
  return status === 'failed' || delivery?.status === 'bounced' || delivery?.status === 'complained';
}

/** `recall`: cancelling what the service knows of, so that it is told; `repeat`: telling it once more. */
export type Action = 'retry' | 'resend' | 'cancel' | 'recall' | 'repeat' | 'dismiss' | 'arrived' | 'not-arrived';

/** What the API calls an action. */
export const calls: Record<Action, 'retry' | 'resend' | 'cancel' | 'dismiss' | 'arrived' | 'not-arrived'> = {
  retry: 'retry',
  resend: 'resend',
  cancel: 'cancel',
  recall: 'cancel',
  repeat: 'resend',
  dismiss: 'dismiss',
  arrived: 'arrived',
  'not-arrived': 'not-arrived',
};

/** What the API takes for a request as it stands (`core/requests/actions.ts`). */
export function actionsOf(request: FulfillmentRequest): Action[] {
  const {status, failure, delivery, history, cancellation} = request;
  const alarm: Action[] = (alarmOf(request) ?? addressAlarmOf(request)) ? ['dismiss'] : [];
  if (status === 'cancelled')
    return [...(cancellation && isUndelivered(cancellation) ? (['repeat'] as const) : []), ...alarm];
  // Nothing else can be done to what is being taken back.
  if (cancellation?.status === 'pending' && !cancellation.partial) return [];
  const isRetryable =
    status === 'failed' ||
    (['queued', 'sent', 'confirmed'].includes(status) && failure !== undefined && !isHeld(request));
  const isSent = status === 'sent' || status === 'fulfilled';
  const isKnown = status !== 'declined' && (delivery !== null || history.some(({event}) => event === 'sent'));
  // Sent once more, it is fulfilled all the while.
  const isFulfilled = history.some(({event}) => event === 'fulfilled');
  const isCancellable =
    !isFulfilled && ['queued', 'failed', 'declined', 'unknown', 'sent', 'confirmed'].includes(status);
  const cancel = isKnown || status === 'unknown' ? 'recall' : 'cancel';
  return [
    ...(isUnconfirmed(request) ? (['arrived', 'not-arrived'] as const) : []),
    ...(isRetryable ? (['retry'] as const) : []),
    ...(isSent ? (['resend'] as const) : []),
    ...(isCancellable ? ([cancel] as const) : []),
    ...alarm,
  ];
}

/** Where a merchant puts right what failed. */
export type WayOut = 'address' | 'order';

const addressCodes = new Set([
  'email_address_blocked',
  'email_recipient_inactive',
  'email_rejected',
  'email_address_invalid',
]);
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
  if (['bounced', 'complained', 'untold', 'untoldAddress'].includes(trouble.kind)) return 'address';
  if (!('failure' in trouble)) return null;
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
  waiting: 'event.waiting',
  retried: 'event.retried',
  arrived: 'event.arrived',
  'not arrived': 'event.not_arrived',
  resent: 'event.resent',
  delivered: 'event.delivered',
  delayed: 'event.delayed',
  bounced: 'event.bounced',
  complained: 'event.complained',
  opened: 'event.opened',
  reduced: 'event.reduced',
  cancelling: 'event.cancelling',
  'not cancelled': 'event.not_cancelled',
  'cancellation queued': 'event.cancellation_queued',
  'cancellation sent': 'event.cancellation_sent',
  'cancellation failed': 'event.cancellation_failed',
  'cancellation resent': 'event.cancellation_resent',
  'cancellation delivered': 'event.cancellation_delivered',
  'cancellation delayed': 'event.cancellation_delayed',
  'cancellation bounced': 'event.cancellation_bounced',
  'cancellation complained': 'event.cancellation_complained',
  'cancellation opened': 'event.cancellation_opened',
  'cancellation stopped': 'event.cancellation_stopped',
  'cancellation shipped': 'event.cancellation_shipped',
  'cancellation dismissed': 'event.cancellation_dismissed',
  'change queued': 'event.change_queued',
  'change sent': 'event.change_sent',
  'change failed': 'event.change_failed',
  'change delivered': 'event.change_delivered',
  'change delayed': 'event.change_delayed',
  'change bounced': 'event.change_bounced',
  'change complained': 'event.change_complained',
  'change opened': 'event.change_opened',
  'change readdressed': 'event.change_readdressed',
  'change shipped': 'event.change_shipped',
  'change dismissed': 'event.change_dismissed',
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
