/** What an order page says of an address that was changed after the service had it. Pure; texts are keys of the locale files. */
import type {FulfillmentRequest} from '../../core/wire.ts';
import {isUndelivered} from './cancellation.ts';
import type {Note} from './progress.ts';

/** Whether the service may not know of it, or had shipped to the earlier one, and nobody has seen to it. */
export function isAddressAlarm({addressChange}: FulfillmentRequest): boolean {
  if (!addressChange || addressChange.dismissed || addressChange.acknowledged?.kind === 'readdressed') return false;
  return addressChange.acknowledged?.kind === 'shipped' || isUndelivered(addressChange);
}

const text = (key: string, more: Omit<Note & {kind: 'text'}, 'kind' | 'key'> = {}): Note => ({
  kind: 'text',
  key: `addressChange.${key}`,
  ...more,
});

/** What was told, what became of it, and what the service says. */
export function addressChangeNotes({addressChange}: FulfillmentRequest): Note[] {
  if (!addressChange) return [];
  const {status, sentAt, delivery, acknowledged, failure} = addressChange;
  if (acknowledged) {
    const shipped = acknowledged.kind === 'shipped';
    return [text(acknowledged.kind, {at: acknowledged.at, ...(shipped ? {tone: 'critical'} : {})})];
  }
  const reasons: Note[] = failure ? [{kind: 'failure', failure}] : [];
  if (status === 'failed') return [text('failed', {tone: 'critical'}), ...reasons];
  if (status === 'pending') return [text('pending'), ...reasons];
  if (isUndelivered(addressChange)) return [text('bounced', {tone: 'critical'})];
  return [text(delivery?.status === 'delivered' ? 'delivered' : 'sent', sentAt ? {at: sentAt} : {})];
}
