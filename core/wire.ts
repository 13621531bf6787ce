/** The shapes of the app's JSON API. Types alone, so that the extensions can import them. Ids of Shopify's things are gids. */

/** ISO 8601, UTC. */
export type Timestamp = string;

export type ServiceStatus = 'active' | 'paused' | 'removing' | 'removed';

/** When an order's items count as fulfilled: once the email is accepted, or once the service confirms. */
export type FulfillOn = 'email' | 'confirmation';

export interface ServiceSettings {
  /** Further addresses; each gets a message of its own. */
  additionalEmails: string[];
  /** BCP 47: the language of the emails to this service. */
  locale: string;
  /** Where the service's replies go; null: the shop's contact address. */
  replyTo: string | null;
  fulfillOn: FulfillOn;
  showCustomerPhone: boolean;
  showCustomerEmail: boolean;
  showOrderNote: boolean;
  showPrices: boolean;
}

export interface Service {
  /** Ours for own services; Shopify's gid for those of other apps. */
  id: string;
  name: string;
  /** null for services of other apps. */
  email: string | null;
  status: ServiceStatus;
  ownedByThisApp: boolean;
  locationId: string | null;
  shopifyId: string | null;
  /** null for services of other apps. */
  settings: ServiceSettings | null;
  createdAt: Timestamp | null;
  updatedAt: Timestamp | null;
}

/** Body of `POST /api/services`; `PATCH` takes any part of it. */
export type ServiceInput = {name: string; email: string} & Partial<ServiceSettings>;

export interface VariantAssignment {
  id: string;
  title: string;
  sku: string | null;
  /** The service of this app at whose location the variant is stocked; null: none. */
  serviceId: string | null;
  stockedAt: {locationId: string; name: string; available: number | null}[];
}

export type RequestStatus =
  'queued' | 'sending' | 'unknown' | 'sent' | 'confirmed' | 'fulfilled' | 'declined' | 'failed' | 'cancelled';

export type Delivery = 'accepted' | 'delivered' | 'delayed' | 'bounced' | 'complained';

export interface RequestLine {
  fulfillmentOrderId: string;
  fulfillmentOrderLineItemId: string;
  quantity: number;
  sku: string | null;
}

export interface RequestFailure {
  code: string;
  message: string;
  retryable: boolean;
}

export interface HistoryEntry {
  at: Timestamp;
  /** What happened: a status, or a word such as `opened`. */
  event: string;
  /** Who: `user:<Shopify user id>`, `app`, `service`, `shopify`, `postmark`. */
  by: string;
  /** A code or a short text of ours; never a customer's data. */
  detail?: string;
}

export interface FulfillmentRequest {
  id: string;
  orderId: string;
  orderName: string;
  serviceId: string;
  serviceName: string;
  locationId: string;
  status: RequestStatus;
  lines: RequestLine[];
  /** Postmark's word on each message, worst first; null before anything was accepted. */
  delivery: {
    status: Delivery;
    opened: boolean;
    messages: {address: string; messageId: string | null; status: Delivery | 'refused' | 'pending'}[];
  } | null;
  answer: {kind: 'confirmed' | 'declined'; at: Timestamp; reason: string | null} | null;
  failure?: RequestFailure;
  history: HistoryEntry[];
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface FulfillmentOrderLine {
  id: string;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  /** What Shopify still has to fulfil of it. */
  remaining: number;
  /** How many of them can be asked for now; 0 with a reason in `blocked` of the fulfillment order or in an open request. */
  requestable: number;
}

export interface FulfillmentOrder {
  id: string;
  status: string;
  requestStatus: string;
  /** Our service; null: a merchant location or another app's service. */
  serviceId: string | null;
  locationName: string;
  lines: FulfillmentOrderLine[];
  /** Why nothing of it can be sent; absent if it can. */
  blocked?: {code: string; message: string};
}

export interface OrderFulfillment {
  order: {id: string; name: string};
  fulfillmentOrders: FulfillmentOrder[];
  requests: FulfillmentRequest[];
}

/** Body of `POST /api/orders/:id/requests`. */
export interface CreateRequestsInput {
  /** Absent: all that remains at services. */
  lines?: {fulfillmentOrderLineItemId: string; quantity: number}[];
  /** Whether Shopify tells the customer when the fulfillment is made. Default false. */
  notifyCustomer?: boolean;
  trackingInfo?: {number: string; company?: string; url?: string};
  /** From the merchant to the service, printed in the email; never stored after it is sent. */
  message?: string;
}

export interface ApiError {
  error: {code: string; message: string; details?: unknown};
}
