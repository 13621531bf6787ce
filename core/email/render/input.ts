/** What the email to a fulfillment service is made of: all that the renderer is told, as Shopify holds it. */

export interface RequestEmailInput {
  /** `request`: the first email; `resend`: the same request sent once more; `test`: nothing is to be shipped. */
  kind: 'request' | 'resend' | 'test';
  /** Our request's id, printed small as a reference. */
  requestId: string;
  /** 1 for the first; a higher number says that this email replaces the earlier ones. */
  revision: number;
  /** ISO 8601: when the request was made. */
  createdAt: string;
  /** BCP 47: the service's language. What we have no catalogue for falls back: exact tag, language, English. */
  locale: string;
  serviceName: string;
  shop: {
    name: string;
    /** Shown as the address for questions; replies go where the mailer's `replyTo` says. */
    contactEmail: string;
    phone?: string | null;
    /** As in `example.myshopify.com`. */
    domain: string;
    /** IANA, as in `Asia/Bangkok`; dates are shown in it. Unknown ones show UTC, and say so. */
    timeZone: string;
  };
  order: {
    /** Shopify's `order.name`, as in `#1001`. */
    name: string;
    /** ISO 8601: Shopify's `order.createdAt`. */
    date: string;
  };
  /** The fulfillment order's destination; null: there is nothing to ship to, and the email says so. */
  shipTo: EmailShipTo | null;
  /** Its title, as in `DHL Express`. */
  shippingMethod: string | null;
  /** At least one. Only what this service is to ship, in the order's own sequence. */
  lines: EmailLine[];
  /** Shopify's `order.note`, by the customer or the merchant. Left out unless `show.orderNote`. */
  orderNote: string | null;
  /** The merchant's word to the service with this request; always shown. */
  merchantMessage: string | null;
  show: {customerPhone: boolean; customerEmail: boolean; orderNote: boolean; prices: boolean};
  /** The service's page for this request. Anything but an https URL is left out, unless it is on this machine itself. */
  responseUrl?: string | null;
}

/** Shopify's `MailingAddress` and `FulfillmentOrderDestination` names. */
export interface EmailShipTo {
  name: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  /** Its name, as in `California`. */
  province: string | null;
  /** As in `CA`. Shopify: a `FulfillmentOrderDestination` has none; the order's `shippingAddress` does. */
  provinceCode: string | null;
  /** ISO 3166-1 alpha-2. */
  countryCode: string | null;
  /** The customer's; left out unless `show.customerPhone`. */
  phone: string | null;
  /** The customer's; left out unless `show.customerEmail`. */
  email: string | null;
}

export interface EmailLine {
  title: string;
  /** null where the product has one variant alone (Shopify's `Default Title` counts as null, too). */
  variantTitle: string | null;
  sku: string | null;
  /** How many to ship now; a whole number from 1. */
  quantity: number;
  /** How many the customer ordered; where it is more than `quantity`, the email says "2 of 5". */
  orderedQuantity: number;
  /** Line item properties (`customAttributes`): personalisation and options. All are shown; leave out what is internal. */
  properties: {key: string; value: string}[];
  /** Of one unit; null or 0: not known. */
  weight: {value: number; unit: 'GRAMS' | 'KILOGRAMS' | 'OUNCES' | 'POUNDS'} | null;
  /** https alone; shown as a square: ask Shopify for `transform: {maxWidth: 128, maxHeight: 128, crop: CENTER}`. */
  imageUrl: string | null;
  /** Of one unit; `amount` is Shopify's decimal string. Left out unless `show.prices`. */
  unitPrice: {amount: string; currencyCode: string} | null;
}
