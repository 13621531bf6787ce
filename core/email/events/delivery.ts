/** What an event makes of a message's delivery. Pure: events come late, twice and in any order. */
import type {Delivery} from '../../wire.ts';
import type {EmailEvent} from './parse.ts';

/** What is known of a message's delivery. */
export interface Known {
  delivery: Delivery | null;
  opened: boolean;
  /** When it came to be so, by Postmark's clock; absent where it is only concluded. */
  deliveryAt?: Date;
}

export interface Learned extends Known {
  /** The word in the request's history, and a detail of ours; null: nothing that a person would care for. */
  event: string | null;
  detail?: string;
}

/** Postmark: bounce types that say nothing of this email's fate: replies by machines, and requests about lists. */
const remarks = new Set(['AutoResponder', 'Unsubscribe', 'Subscribe', 'AddressChange']);
/** Postmark goes on trying, or the recipient's server waits for something. */
const delays = new Set(['Transient', 'ChallengeVerification']);

/** What is known after an event; null: nothing new. */
export function learn(known: Known, event: EmailEvent): Learned | null {
  switch (event.type) {
    case 'Delivery':
      return to(known, 'delivered', event);
    case 'Bounce':
      return bounced(known, event);
    case 'SpamComplaint':
      return to(known, 'complained', event);
    case 'Open':
    case 'Click':
      return opened(known);
    default:
      // SubscriptionChange is about an address; what is to come may mean anything.
      return null;
  }
}

function bounced(known: Known, event: EmailEvent): Learned | null {
  const {type = 'Unknown', inactive = false} = event.bounce ?? {};
  const detail = inactive ? `${type}: mail to this address is blocked from now on` : type;
  // Postmark: the flag is what counts, not the type.
  if (!inactive && remarks.has(type)) return null;
  return to(known, !inactive && delays.has(type) ? 'delayed' : 'bounced', event, detail);
}

function opened(known: Known): Learned | null {
  if (known.opened) return null;
  // Nobody opens what did not arrive; the word that it did may have been lost.
  const arrived = known.delivery === null || known.delivery === 'accepted' || known.delivery === 'delayed';
  // Without a time: a bounce, whenever it was, says more than what may have been a machine that looked.
  if (arrived) return {delivery: 'delivered', opened: true, event: 'opened'};
  return {...known, opened: true, event: 'opened'};
}

/** How far each tells of the email's way; of those that end it the later one holds. */
const rank: Record<Delivery, number> = {accepted: 0, delayed: 1, delivered: 2, bounced: 2, complained: 3};

function to(known: Known, delivery: Delivery, {at}: EmailEvent, detail?: string): Learned | null {
  const before = known.delivery ?? 'accepted';
  if (rank[delivery] < rank[before]) return null;
  if (rank[delivery] === rank[before] && known.deliveryAt) {
    const later = at.getTime() - known.deliveryAt.getTime();
    // At the same moment the worse word holds.
    if (later < 0 || (later === 0 && (delivery === before || delivery === 'delivered'))) return null;
  }
  const now = {delivery, deliveryAt: at, opened: known.opened};
  // Told again: only its time is news, by which what is told late is known to be old.
  if (delivery === before) return {...now, event: null};
  const short = detail?.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 100);
  return {...now, event: delivery, ...(short ? {detail: short} : {})};
}
