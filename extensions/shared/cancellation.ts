/** What an order page says of a request that is taken back from its service. Pure; texts are keys of the locale files. */
import type {FulfillmentRequest, Told} from '../../core/wire.ts';
import type {RequestAction} from './api.ts';
import type {Note} from './progress.ts';

/** Whether the service may have the email and go by it: then cancelling means telling it. */
export function isKnownToService({status, delivery}: FulfillmentRequest): boolean {
  return status === 'unknown' || status === 'confirmed' || (delivery !== null && status !== 'declined');
}

/** The word for an action: cancelling what the service knows of, and sending a cancellation again, are more than their names say. */
export function wordOf(action: RequestAction, request: FulfillmentRequest): string {
  if (action === 'cancel' && (request.cancellation || isKnownToService(request))) return 'recall';
  return action === 'resend' && request.status === 'cancelled' ? 'repeat' : action;
}

/** Whether the service could not be told, or had shipped already, and nobody has seen to it. */
export function isAlarm({cancellation}: FulfillmentRequest): boolean {
  if (!cancellation || cancellation.dismissed || cancellation.acknowledged?.kind === 'stopped') return false;
  return cancellation.acknowledged?.kind === 'shipped' || isUndelivered(cancellation);
}

/** Whether it can be sent again with some hope. */
export function isUndelivered({status, delivery}: Pick<Told<string>, 'status' | 'delivery'>): boolean {
  return status === 'failed' || delivery?.status === 'bounced' || delivery?.status === 'complained';
}

const text = (key: string, more: Omit<Note & {kind: 'text'}, 'kind' | 'key'> = {}): Note => ({
  kind: 'text',
  key: `cancellation.${key}`,
  ...more,
});

/** What was told, what became of it, and what the service says. */
export function cancellationNotes({cancellation}: FulfillmentRequest, number: (value: number) => string): Note[] {
  if (!cancellation) return [];
  const {status, delivery, acknowledged, quantity, partial, failure} = cancellation;
  const parts: Note[] = partial ? [text('partial', {values: {number: number(quantity)}})] : [];
  if (acknowledged) {
    const shipped = acknowledged.kind === 'shipped';
    return [...parts, text(acknowledged.kind, {at: acknowledged.at, ...(shipped ? {tone: 'critical'} : {})})];
  }
  const reasons: Note[] = failure ? [{kind: 'failure', failure}] : [];
  if (status === 'failed') return [...parts, text('failed', {tone: 'critical'}), ...reasons];
  if (status === 'pending') return [...parts, text('pending'), ...reasons];
  if (isUndelivered(cancellation)) return [...parts, text('bounced', {tone: 'critical'})];
  return [...parts, text(delivery?.status === 'delivered' ? 'delivered' : 'sent')];
}
