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
  /** Where the merchant is told that emails to the service do not arrive; null: nowhere. */
  alertEmail: string | null;
  fulfillOn: FulfillOn;
  showCustomerPhone: boolean;
  showCustomerEmail: boolean;
  showOrderNote: boolean;
  showPrices: boolean;
}

/** Why a service ended though nobody removed it in the app. */
export type ServiceEnd = 'deleted_in_shopify' | 'app_uninstalled';

/** Why Postmark sends nothing to an address; of these a complaint cannot be taken back by us. */
export type BlockReason = 'HardBounce' | 'SpamComplaint' | 'ManualSuppression';

/** An address of a service, and how mail to it fares. */
export interface AddressHealth {
  address: string;
  /** `blocked`: mail to it is held back. Else how the last request's email to it fared; `unused`: none was sent yet. */
  state: 'unused' | Delivery | 'refused' | 'blocked';
  /** Of a blocked one; null: not known. */
  reason?: BlockReason | null;
  /** Whether the merchant can have mail sent to it again. */
  canReactivate?: boolean;
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
  /** Of a removed one that ended so; its open requests were ended with it. */
  ended?: {at: Timestamp; reason: ServiceEnd};
  /** In `GET /api/services` and `GET /api/services/:id`, for own services. */
  glance?: ServiceGlance;
}

/** How a service stands, at a glance. */
export interface ServiceGlance {
  /** Requests under way: queued, sending, unknown, sent and not fulfilled yet, confirmed. */
  open: number;
  /** Requests that need a person: failed, bounced, complained, declined, stuck. */
  attention: number;
  lastEmail: {at: Timestamp; orderName: string; delivery: Delivery | null} | null;
  /** Bounces and complaints in the last 30 days. */
  bounces: number;
  /** Each address, in the order they are set. */
  addresses: AddressHealth[];
  /** The address for alerts, if they do not arrive there. Absent: they do, or none are wanted. */
  alertTrouble?: AddressHealth;
  /** Requests that wait because no address takes mail. */
  waiting: number;
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
  /** The service of another app it is stocked at, if any: shown, and changed only by the merchant's explicit choice. */
  otherService?: {id: string; name: string} | null;
  /** Units of open orders that are committed where it is stocked now; they stay there when it is assigned elsewhere. */
  committed?: number;
  /** Open requests of ours that hold it. */
  openRequests?: number;
}

/** Body of `PUT /api/products/:id/assignments`. */
export interface AssignInput {
  assignments: {variantId: string; serviceId: string | null}[];
  /** Keep it stocked where it is, too. Default false: it is unstocked elsewhere. */
  keepElsewhere?: boolean;
  /** Move what is available to the new location. Default false. */
  moveStock?: boolean;
}

/** `POST /api/assignments` and `GET /api/assignments/:id`: assigning many products, a job with progress. */
export interface AssignmentJob {
  id: string;
  status: 'queued' | 'running' | 'done' | 'cancelled';
  serviceId: string | null;
  total: number;
  done: number;
  failed: {variantId: string; title: string; code: string; message: string}[];
  createdAt: Timestamp;
  finishedAt: Timestamp | null;
}

/** `POST /api/requests`: many orders at once. With `dryRun` nothing is stored, and this is the summary to show before. */
export interface ManyRequestsAnswer {
  accepted: string[];
  skipped: {orderId: string; orderName: string | null; reason: {code: string; message: string}}[];
  /** What goes to whom. */
  services: {serviceId: string; name: string; orders: number; units: number}[];
}

/** `POST /api/orders/:id/preview`: the emails a send would make, as the services will see them; nothing is stored or sent. */
export interface EmailPreview {
  serviceId: string;
  serviceName: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  /** Where the HTML can be looked at for some minutes; null where the choice is too long for an address. */
  url: string | null;
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
  /** When its items count as fulfilled. */
  fulfillOn?: FulfillOn;
  /** What the fulfillment in Shopify carries, or will; absent: none is known. */
  trackingInfo?: {number: string; company?: string; url?: string};
  failure?: RequestFailure;
  /** What the service is told not to ship, by another email; absent: there is nothing to tell it. */
  cancellation?: Cancellation;
  /** The last change of the address that the service is told by another email; absent: there is none. */
  addressChange?: AddressChange;
  history: HistoryEntry[];
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

/** A further email that tells a service of something about a request it has. */
export interface Told<Answer extends string> {
  /** `pending`: it is about to go out, or whether it went out is looked up. */
  status: 'pending' | 'sent' | 'failed';
  /** When it went out, or was tried last; null: not yet. */
  sentAt: Timestamp | null;
  delivery: FulfillmentRequest['delivery'];
  /** The service's word on it. */
  acknowledged: {kind: Answer; at: Timestamp} | null;
  /** Whether the merchant has seen to what it raised. */
  dismissed: boolean;
  failure?: RequestFailure;
}

/** It is not to ship what it was asked to; it stopped that in time, or had shipped already. */
export interface Cancellation extends Told<'stopped' | 'shipped'> {
  /** How many units it names. */
  quantity: number;
  /** Whether something of the request is to be shipped all the same. */
  partial: boolean;
}

/** The address is another than its email named; it goes to the new one, or was shipped to the earlier one already. */
export type AddressChange = Told<'readdressed' | 'shipped'>;

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
  /** When its items count as fulfilled; absent where there is no service of ours. */
  fulfillOn?: FulfillOn;
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

export type * from './wire/removals.ts';
