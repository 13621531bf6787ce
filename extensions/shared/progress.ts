/** What an order page says of one request, and what can be done about it. Pure; texts are keys of the locale files. */
import type {Delivery, FulfillmentRequest, RequestFailure} from '../../core/wire.ts';
import type {RequestAction} from './api.ts';
import {addressChangeNotes, isAddressAlarm} from './addressChange.ts';
import {cancellationNotes, isAlarm as isCancelAlarm, isKnownToService, isUndelivered} from './cancellation.ts';
import {isHeld, tones, type Tone} from './status.ts';

export interface Badge {
  key: string;
  tone: Tone;
}

/** One sentence of a request. */
export type Note =
  | {kind: 'text'; key: string; values?: Record<string, string>; at?: string; tone?: 'critical' | 'warning'}
  | {kind: 'failure'; failure: RequestFailure};

export interface Progress {
  badges: Badge[];
  notes: Note[];
  actions: RequestAction[];
  wayOut: WayOut | null;
}

/** Where else a fault can be mended: the service's settings, its address above all; the app's home; a new send. */
export type WayOut = 'address' | 'service' | 'app' | 'send';

/** By the code of a failure. */
export const waysOut: Readonly<Record<string, WayOut>> = {
  email_address_blocked: 'address',
  email_recipient_inactive: 'address',
  email_rejected: 'address',
  email_address_invalid: 'address',
  service_not_active: 'service',
  service_not_found: 'app',
  shopify_unauthorized: 'app',
  shopify_access_denied: 'app',
  order_changed: 'send',
};

const deliveryBadges: Partial<Record<Delivery, Tone>> = {
  delivered: 'success',
  delayed: 'warning',
  bounced: 'critical',
  complained: 'critical',
};

/** Where a request stands, in words, with its ways out. */
/** @param number prints a number in the merchant's language */
export function progressOf(request: FulfillmentRequest, number: (value: number) => string = String): Progress {
  const notes = [...notesOf(request), ...cancellationNotes(request, number), ...addressChangeNotes(request)];
  return {badges: badgesOf(request), notes, actions: actionsOf(request), wayOut: wayOutOf(request)};
}

/** Whether a person has to do something about it. */
export function needsAttention(request: FulfillmentRequest): boolean {
  const {status, failure, delivery} = request;
  if (status === 'failed' || status === 'declined' || isHeld(request) || isUnconfirmed(request)) return true;
  if (isAlarm(request)) return true;
  if (status === 'cancelled') return false;
  return troubles(delivery).length > 0 || (failure !== undefined && status === 'fulfilled');
}

/** Whether a further email wants a person: it did not arrive, or came too late. */
function isAlarm(request: FulfillmentRequest): boolean {
  return isCancelAlarm(request) || isAddressAlarm(request);
}

/** Nobody but the service knows whether the email arrived. */
function isUnconfirmed({status, failure}: FulfillmentRequest): boolean {
  return status === 'unknown' && failure?.code === 'email_unconfirmed';
}

function badgesOf(request: FulfillmentRequest): Badge[] {
  const {status, delivery, cancellation} = request;
  // What is being taken back is not what it was, whatever its status still says.
  if (cancellation && !cancellation.partial && status !== 'cancelled' && cancellation.status === 'pending') {
    return [{key: 'cancellation.badge', tone: 'warning'}];
  }
  const badges: Badge[] = [{key: `status.${status}`, tone: tones[status]}];
  if (isHeld(request)) badges.push({key: 'delivery.blocked', tone: 'critical'});
  const tone = delivery && deliveryBadges[delivery.status];
  if (delivery && tone && status !== 'cancelled') badges.push({key: `delivery.${delivery.status}`, tone});
  return badges;
}

function notesOf(request: FulfillmentRequest): Note[] {
  const {status, failure, answer, fulfillOn, delivery, cancellation} = request;
  if (cancellation?.status === 'pending' && !cancellation.partial && status !== 'cancelled') return [];
  const failed: Note[] = failure ? [{kind: 'failure', failure}] : [];
  const text = (key: string, more: Omit<Note & {kind: 'text'}, 'kind' | 'key'> = {}): Note => ({
    kind: 'text',
    key: `progress.${key}`,
    ...more,
  });
  switch (status) {
    case 'queued':
      if (!failure) return [text('queued')];
      // Its sentence says what it waits for.
      if (isHeld(request)) return failed;
      return [...failed, text(failure.code === 'service_not_active' ? 'held' : 'retrying')];
    case 'sending':
      return [text('sending')];
    case 'unknown':
      return failure ? failed : [text('unknown')];
    case 'sent': {
      const next = fulfillOn === 'confirmation' ? [text('awaitingAnswer')] : [text('marking')];
      return [...sentTo(request), ...(failure ? [text('notMarked', {tone: 'warning'}), ...failed] : next)];
    }
    case 'confirmed': {
      const next = failure ? [text('notMarked', {tone: 'warning'}), ...failed] : [text('marking')];
      return [text('confirmed', {at: answer?.at ?? request.updatedAt}), ...troubles(delivery), ...next];
    }
    case 'fulfilled': {
      const repeat = failure ? [text('repeatFailed', {tone: 'critical'}), ...failed] : [];
      return [text('fulfilled', {at: momentOf(request, 'fulfilled')}), ...sentTo(request), ...repeat];
    }
    case 'declined':
      return [
        answer?.reason
          ? text('declinedBecause', {values: {reason: answer.reason}, tone: 'critical'})
          : text('declined', {tone: 'critical'}),
        text('free'),
      ];
    case 'failed':
      return [...failed, ...troubles(delivery), text('free')];
    case 'cancelled':
      return [text('cancelled', {at: momentOf(request, 'cancelled')})];
  }
}

/** To whom the email went, and what is known of it. */
function sentTo({delivery}: FulfillmentRequest): Note[] {
  if (!delivery) return [];
  const reached = delivery.messages.filter(({status}) => status === 'accepted' || status === 'delivered');
  const addresses = reached.map(({address}) => address).join(', ');
  const key = delivery.opened ? 'progress.opened' : 'progress.sentTo';
  return [...(addresses ? [{kind: 'text', key, values: {addresses}} as const] : []), ...troubles(delivery)];
}

/** A sentence for each address that the email did not reach, or not yet. */
function troubles(delivery: FulfillmentRequest['delivery']): (Note & {kind: 'text'})[] {
  return (delivery?.messages ?? []).flatMap(({address, status}) => {
    if (status !== 'bounced' && status !== 'complained' && status !== 'delayed' && status !== 'refused') return [];
    const tone = status === 'delayed' ? 'warning' : 'critical';
    return [{kind: 'text', key: `progress.${status}`, values: {address}, tone}];
  });
}

/** When an event last happened; the last change where the history does not say. */
function momentOf({history, updatedAt}: FulfillmentRequest, event: string): string {
  return history.filter((entry) => entry.event === event).at(-1)?.at ?? updatedAt;
}

function actionsOf(request: FulfillmentRequest): RequestAction[] {
  const {status, failure, cancellation} = request;
  const alarm: RequestAction[] = isAlarm(request) ? ['dismiss'] : [];
  if (status === 'cancelled')
    return [...(cancellation && isUndelivered(cancellation) ? (['resend'] as const) : []), ...alarm];
  // Nothing else can be done to what is being taken back.
  if (cancellation?.status === 'pending' && !cancellation.partial) return [];
  const actions: RequestAction[] = isUnconfirmed(request) ? ['arrived', 'not-arrived'] : [];
  const waits = failure && (status === 'queued' || status === 'sent' || status === 'confirmed');
  // What cannot succeed by trying again has another way out.
  const needsMending = failure?.retryable === false || isHeld(request);
  if ((waits || status === 'failed') && !needsMending) actions.push('retry');
  if (status === 'sent' || status === 'fulfilled') actions.push('resend');
  // Sent once more, it is fulfilled all the while.
  const isFulfilled = request.history.some(({event}) => event === 'fulfilled');
  const isUnsent = status === 'queued' || status === 'failed' || status === 'declined';
  const isWithService = status === 'sent' || status === 'confirmed' || status === 'unknown';
  if (!isFulfilled && (isUnsent || (isWithService && isKnownToService(request)))) actions.push('cancel');
  return [...actions, ...alarm];
}

function wayOutOf(request: FulfillmentRequest): WayOut | null {
  const {status, failure, delivery} = request;
  if (status === 'cancelled') return request.cancellation && isUndelivered(request.cancellation) ? 'address' : null;
  if (failure) {
    const known = waysOut[failure.code];
    if (known) return known;
  }
  if (status === 'declined') return 'send';
  if (request.addressChange && isUndelivered(request.addressChange)) return 'address';
  return troubles(delivery).some(({tone}) => tone === 'critical') ? 'address' : null;
}
