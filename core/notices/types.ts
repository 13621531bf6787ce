/** A notice as it is stored: an email to a service about a request it already has. Ids and quantities, never a customer's data. */
import type {ObjectId} from 'mongodb';
import type {Mailed, WithdrawReason} from '../requests/types.ts';

/** `cancellation`: what is not to be shipped. `change`: where it is to be shipped now. */
export type NoticeKind = 'cancellation' | 'change';

export type NoticeStatus = 'queued' | 'sending' | 'unknown' | 'sent' | 'failed';

/** `stopped`: not shipped; `readdressed`: it goes to the new address; `shipped`: it had left before. */
export type Acknowledged = 'stopped' | 'readdressed' | 'shipped';

export interface NoticeLine {
  /** gid of the order's line item, by which its title is found. */
  lineItemId: string;
  quantity: number;
  sku: string | null;
}

export interface StoredNotice extends Mailed {
  requestId: ObjectId;
  kind: NoticeKind;
  /** What it is about, within the request and the kind: the same is told once. */
  key: string;
  orderId: string;
  orderName: string;
  serviceId: string;
  status: NoticeStatus;
  reason: WithdrawReason | 'address_changed';
  /** What it is about. */
  lines: NoticeLine[];
  /** What of the request is to be shipped all the same. */
  remaining: NoticeLine[];
  /** When the request was made. */
  requestedAt: Date;
  /** Who has the request's email; those who are to get the service's mail now are told, too. */
  addresses: string[];
  /** The service's word on it. */
  acknowledgement: {kind: Acknowledged; at: Date} | null;
  /** The merchant has seen to what it raised. */
  dismissedAt: Date | null;
  /** Of a change: the fingerprint of the address that its last email named, or was to name. */
  said?: string;
  /** Whether the request may not yet say what this one's state means for it. */
  untold?: boolean;
}
