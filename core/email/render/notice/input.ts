/** What the emails of notices are made of. */
import type {EmailShipTo} from '../input.ts';

/** Of a cancellation. Nothing of the customer is in it. */

export interface NoticeEmailInput {
  /** The id of the request it is about, printed as its reference. */
  requestId: string;
  /** ISO 8601: when the request was made, and when it was cancelled. */
  requestedAt: string;
  createdAt: string;
  /** BCP 47: the service's language. */
  locale: string;
  serviceName: string;
  shop: {name: string; contactEmail: string; domain: string; timeZone: string};
  orderName: string;
  /** What is not to be shipped; at least one. */
  lines: NoticeEmailLine[];
  /** What of the request is to be shipped all the same; empty: nothing. */
  remaining: NoticeEmailLine[];
  /** The service's page of the request. */
  responseUrl: string | null;
}

/** Of a changed address: the request's items, and where they go now. */
export interface ChangeEmailInput extends Omit<NoticeEmailInput, 'remaining'> {
  /** null: there is nothing to ship to any more, and the email says so. */
  shipTo: EmailShipTo | null;
  show: {customerPhone: boolean; customerEmail: boolean};
}

export interface NoticeEmailLine {
  /** null: not known any more; the SKU has to do. */
  title: string | null;
  variantTitle: string | null;
  sku: string | null;
  /** A whole number from 1. */
  quantity: number;
}
