// Shopify's ids: numbers that count up, each type from a base of its own, so that an id of one type never passes for another's.
import {GraphQLError} from 'graphql';

const types = [
  'Shop',
  'Domain',
  'Location',
  'FulfillmentService',
  'Product',
  'ProductVariant',
  'InventoryItem',
  'InventoryLevel',
  'InventoryAdjustmentGroup',
  'Order',
  'LineItem',
  'ShippingLine',
  'MailingAddress',
  'Refund',
  'RefundLineItem',
  'FulfillmentOrder',
  'FulfillmentOrderLineItem',
  'FulfillmentOrderDestination',
  'FulfillmentOrderMerchantRequest',
  'FulfillmentHold',
  'DeliveryMethod',
  'Fulfillment',
  'FulfillmentLineItem',
  'FulfillmentEvent',
  'DeliveryProfile',
  'DeliveryLocationGroup',
  'DeliveryZone',
  'DeliveryCountry',
  'DeliveryMethodDefinition',
  'DeliveryRateDefinition',
  'DeliveryProfileItem',
  'Job',
] as const;

/** The types that have numbered ids here. */
export type IdType = (typeof types)[number];

/** Hands out numbers, per type: the same calls give the same ids in every run. */
export class Ids {
  readonly #last = new Map<IdType, number>(types.map((type, index) => [type, (index + 1) * 10_000_000]));

  /** The next number of a type. */
  next(type: IdType): number {
    const number = (this.#last.get(type) ?? 0) + 1;
    this.#last.set(type, number);
    return number;
  }

  /** The next gid of a type. */
  gid(type: IdType): string {
    return gid(type, this.next(type));
  }
}

/** `gid://shopify/Order/1`. */
export function gid(type: string, number: number | string): string {
  return `gid://shopify/${type}/${number}`;
}

interface ParsedGid {
  type: string;
  number: string;
  parameters: string;
}

/** The parts of a gid, or undefined for anything else; an id of zero is malformed for Shopify too. */
export function parseGid(id: string): ParsedGid | undefined {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([1-9]\d*|manual)(?:\?(.*))?$/.exec(id);
  return match?.[1] && match[2] ? {type: match[1], number: match[2], parameters: match[3] ?? ''} : undefined;
}

/** The number in one of our own gids, as text. */
export function numberOf(id: string): string {
  const parsed = parseGid(id);
  if (!parsed) throw new Error(`Not an id of the sandbox: ${id}`);
  return parsed.number;
}

/** A gid in the one form under which it is kept.
 * Shopify: a service's id carries `?id=true` in some answers and not in others (rules §1). */
export function canonicalId(id: string): string {
  return id.endsWith('?id=true') ? id.slice(0, -'?id=true'.length) : id;
}

/** Shopify: the top-level error for a malformed or zero gid (rules §2). */
export function invalidId(message: string): GraphQLError {
  return new GraphQLError(message, {extensions: {code: 'RESOURCE_NOT_FOUND'}});
}

/** Checks the form and the type of an id.
 * @throws GraphQLError `Invalid id: <gid>` with code RESOURCE_NOT_FOUND. */
export function requireGid(type: string, id: string): void {
  if (parseGid(id)?.type !== type) throw invalidId(`Invalid id: ${id}`);
}
