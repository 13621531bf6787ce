/** A fulfillment request as it is stored: ids and quantities, never a customer's data. */
import type {ObjectId} from 'mongodb';
import type {Delivery, FulfillOn, HistoryEntry, RequestFailure, RequestLine, RequestStatus} from '../wire.ts';

/** A line, with the order's own line item: it outlives the fulfillment order's ids, which die in splits and moves. */
export interface StoredLine extends RequestLine {
  lineItemId: string;
  /** gid: what an assignment of the variant elsewhere would leave behind. Absent: not known. */
  variantId?: string | null;
}

/** One email to one address of the service. */
export interface StoredMessage {
  /** The key the email is found by at Postmark: request, revision, recipient. */
  key: string;
  address: string;
  state: 'pending' | 'sending' | 'accepted' | 'refused';
  /** Refused because mail to the address is blocked; what the address is like is said by that, not by this. */
  blocked?: boolean;
  messageId: string | null;
  delivery: Delivery | null;
  opened: boolean;
  /** When the delivery came to be what it is, by Postmark's word. Absent: as it was sent. */
  deliveryAt?: Date;
}

/** What goes out by email, once and only once: a request, or a notice about one. */
export interface Mailed {
  _id: ObjectId;
  shop: string;
  /** 0; a resend by the merchant raises it, and so makes a new email. */
  revision: number;
  /** Sends tried in this revision that surely did not arrive. */
  attempts: number;
  /** How often a worker died while it held this. */
  crashes: number;
  messages: StoredMessage[];
  /** An email of the present revision bounced, or was complained about. */
  undelivered?: boolean;
  failure: RequestFailure | null;
  /** Of the worker that took it last; a worker with a lower one writes nothing. */
  fence: number;
  /** Since when the first email of this revision may be at Postmark. */
  sendingAt: Date | null;
  /** Since when a word on the delivery of its emails has been waited for; put on by each look that brought none. Absent: none is
   * expected any more. */
  quietSince?: Date;
  /** Not looked at before; null: nothing to do. */
  dueAt: Date | null;
  history: StoredEntry[];
  createdAt: Date;
  updatedAt: Date;
}

/** Messages of which it is decided that they did not go out: to be sent, under the same keys. */
export function toBeSent(messages: readonly StoredMessage[]): StoredMessage[] {
  return messages.map((one) => (one.state === 'sending' ? {...one, state: 'pending'} : one));
}

/** What has not been sent yet. */
export function unsent(now: Date, by: string): Omit<Mailed, '_id' | 'shop'> {
  return {
    revision: 0,
    attempts: 0,
    crashes: 0,
    messages: [],
    failure: null,
    fence: 0,
    sendingAt: null,
    dueAt: now,
    history: [{at: now, event: 'queued', by}],
    createdAt: now,
    updatedAt: now,
  };
}

/** One line of a history. */
export type StoredEntry = Omit<HistoryEntry, 'at'> & {at: Date};

/** A part of an address that changes by itself. `place`: all but the recipient's name and phone. */
export type AddressPart = 'place' | 'name' | 'phone';

/** What the service was told of where the items go: fingerprints (`destination/fingerprint.ts`), never an address. */
export interface StoredDestination {
  /** Of what it was told last. null: nothing yet. */
  told: string | null;
  /** Of what the email under way says. */
  saying: string | null;
  /** The parts that were the order's: they follow it. */
  follows: AddressPart[];
  /** How often it was told anew. */
  changes: number;
}

export interface StoredRequest extends Mailed {
  orderId: string;
  orderName: string;
  serviceId: string;
  serviceName: string;
  locationId: string;
  fulfillOn: FulfillOn;
  lines: StoredLine[];
  /** The fence of the worker that has it in hand, before it is `sending`; null: nobody. */
  takenBy?: number | null;
  /** `preparing`: lines are reserved while the other requests of the same call are written; never shown, never sent. */
  status: RequestStatus | 'preparing';
  /** Whether it holds its lines, so that no other request can ask for them (partial unique index). */
  open: boolean;
  notifyCustomer: boolean;
  trackingInfo: {number: string; company?: string; url?: string} | null;
  /** Waits until one of these addresses takes mail again, each by its key of `core/email/health/blocks.ts`. Absent: for none. */
  waitsFor?: string[];
  /** The merchant's words to the service; removed once sent. */
  message: string | null;
  /** The fulfillment in Shopify: the intent is written before the call, `done` once it stands. */
  fulfillment: {intentAt: Date; id: string | null; done: boolean} | null;
  /** Shopify's own request, where the service is to confirm: written before it is submitted. */
  submission: {intentAt: Date; accepted: boolean} | null;
  answer: {kind: 'confirmed' | 'declined'; at: Date; reason: string | null} | null;
  closedAt: Date | null;
  withdrawal?: StoredWithdrawal;
  /** Absent: before its first email, and once it is of no use any more. */
  destination?: StoredDestination;
  /** It is to be compared with what Shopify has. Absent: nobody asked. */
  alignDueAt?: Date;
  /** When it was compared last. */
  alignedAt?: Date;
  /** A notice about it did not arrive, or came too late: a person has to see to it. */
  noticeAlarm?: boolean;
}

/** Why a request is taken back. */
export type WithdrawReason =
  'merchant' | 'service_removed' | 'order_cancelled' | 'order_changed' | 'moved' | 'fulfillment_cancelled';

/** A request is to be taken back: written before anything is done about it; the courier carries it out. */
export interface StoredWithdrawal {
  at: Date;
  by: string;
  reason: WithdrawReason;
  /** Whether nothing is left to do: the service is told, and Shopify's own request is resolved. */
  settled: boolean;
  dueAt: Date;
  attempts: number;
  /** It was fulfilled before it could be taken back. */
  tooLate?: boolean;
}

/** Whether it is being taken back: nothing else may happen to it. */
export function isWithdrawn({withdrawal}: Pick<StoredRequest, 'withdrawal'>): boolean {
  return withdrawal?.settled === false;
}

/** Whether the service has its email and goes by it. */
export function isKnownToService({messages, answer}: Pick<StoredRequest, 'messages' | 'answer'>): boolean {
  return messages.some(({state}) => state === 'accepted') && answer?.kind !== 'declined';
}

/** Keys of a revision's messages begin so: an email sent once more is another email. */
export const keyPrefix = ({_id, revision}: Pick<Mailed, '_id' | 'revision'>) => `${_id.toHexString()}.${revision}.`;

/** The messages of the present revision; before any was made, those of the one before. */
export function ofRevision(mailed: Pick<Mailed, '_id' | 'revision'>, messages: StoredMessage[]): StoredMessage[] {
  for (let revision = mailed.revision; revision >= 0; revision--) {
    const own = messages.filter(({key}) => key.startsWith(keyPrefix({...mailed, revision})));
    if (own.length > 0) return own;
  }
  return [];
}
