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
  messageId: string | null;
  delivery: Delivery | null;
  opened: boolean;
  /** When the delivery came to be what it is, by Postmark's word. Absent: as it was sent. */
  deliveryAt?: Date;
}

export interface StoredRequest {
  _id: ObjectId;
  shop: string;
  orderId: string;
  orderName: string;
  serviceId: string;
  serviceName: string;
  locationId: string;
  fulfillOn: FulfillOn;
  lines: StoredLine[];
  /** `preparing`: lines are reserved while the other requests of the same call are written; never shown, never sent. */
  status: RequestStatus | 'preparing';
  /** Whether it holds its lines, so that no other request can ask for them (partial unique index). */
  open: boolean;
  /** 0; a resend by the merchant raises it, and so makes a new email. */
  revision: number;
  /** Sends tried in this revision that surely did not arrive. */
  attempts: number;
  /** How often a worker died while it held this request. */
  crashes: number;
  messages: StoredMessage[];
  /** An email of the present revision bounced, or was complained about. */
  undelivered?: boolean;
  notifyCustomer: boolean;
  trackingInfo: {number: string; company?: string; url?: string} | null;
  /** The merchant's words to the service; removed once sent. */
  message: string | null;
  /** The fulfillment in Shopify: the intent is written before the call, `done` once it stands. */
  fulfillment: {intentAt: Date; id: string | null; done: boolean} | null;
  /** Shopify's own request, where the service is to confirm: written before it is submitted. */
  submission: {intentAt: Date; accepted: boolean} | null;
  answer: {kind: 'confirmed' | 'declined'; at: Date; reason: string | null} | null;
  failure: RequestFailure | null;
  /** Of the worker that took it last; a worker with a lower one writes nothing. */
  fence: number;
  /** Since when the first email of this revision may be at Postmark. */
  sendingAt: Date | null;
  /** Not looked at before; null: nothing to do. */
  dueAt: Date | null;
  history: (Omit<HistoryEntry, 'at'> & {at: Date})[];
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
}

/** Keys of a revision's messages begin so: an email sent once more is another email. */
export const keyPrefix = ({_id, revision}: Pick<StoredRequest, '_id' | 'revision'>) =>
  `${_id.toHexString()}.${revision}.`;

/** The messages of the request's present revision; before any was made, those of the one before. */
export function ofRevision(
  request: Pick<StoredRequest, '_id' | 'revision'>,
  messages: StoredMessage[],
): StoredMessage[] {
  for (let revision = request.revision; revision >= 0; revision--) {
    const own = messages.filter(({key}) => key.startsWith(keyPrefix({...request, revision})));
    if (own.length > 0) return own;
  }
  return [];
}
