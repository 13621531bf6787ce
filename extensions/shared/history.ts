/** What happened to a request, in words. */
import type {HistoryEntry} from '../../core/wire.ts';
import {translatedCodes, type Words} from './words.ts';

/** The events and the people that the locale files have a word for; the app may come to know more. */
export const historyEvents = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'accepted',
  'confirmed',
  'fulfilled',
  'not fulfilled',
  'declined',
  'failed',
  'cancelled',
  'waiting',
  'retried',
  'resent',
  'arrived',
  'not arrived',
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'opened',
  'reduced',
  'cancelling',
  'not cancelled',
  'cancellation queued',
  'cancellation sent',
  'cancellation failed',
  'cancellation resent',
  'cancellation delivered',
  'cancellation delayed',
  'cancellation bounced',
  'cancellation complained',
  'cancellation opened',
  'cancellation stopped',
  'cancellation shipped',
  'cancellation dismissed',
  'change queued',
  'change sent',
  'change failed',
  'change delivered',
  'change delayed',
  'change bounced',
  'change complained',
  'change opened',
  'change readdressed',
  'change shipped',
  'change dismissed',
];
export const historyActors = ['user', 'app', 'service', 'shopify', 'postmark'];
const codes: readonly string[] = translatedCodes;

/** "Nov 23, 2026, 5:00 PM: requested (staff)". */
export function sentenceOf({at, event, by, detail}: HistoryEntry, words: Words): string {
  const word = historyEvents.includes(event) ? event.replaceAll(' ', '_') : 'other';
  const actor = by.split(':')[0] ?? '';
  const values = {
    date: words.date(at),
    event: words.text(`history.events.${word}`),
    actor: words.text(`history.actors.${historyActors.includes(actor) ? actor : 'app'}`),
  };
  const line = words.text('history.line', values);
  return detail !== undefined && codes.includes(detail)
    ? `${line} ${words.sentence({code: detail, message: null})}`
    : line;
}
