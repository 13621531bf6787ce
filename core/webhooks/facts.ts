/** What is kept of a webhook's payload: ids and scopes. Payloads hold customers' names and addresses; those are never stored. */

/** What a record keeps of a payload. */
export interface WebhookFacts {
  /** gids of the things it is about, at most {@link mostIds}; of a customer's orders that are to be erased, all. */
  ids: string[];
  /** Of `app/scopes_update`: the scopes the app has now. */
  scopes?: string[];
}

const mostIds = 100;

// No Customer, no MailingAddress: ids of people are of no use here.
const keptTypes =
  'FulfillmentOrder|FulfillmentOrderLineItem|FulfillmentOrderMerchantRequest|Fulfillment|Order|Location|InventoryItem|Product|BulkOperation';
const keptGid = new RegExp(`^gid://shopify/(?:${keptTypes})/\\d{1,20}$`);

/** The ids in a payload, and its scopes. */
export function factsOf(payload: Record<string, unknown>): WebhookFacts {
  const ids = idsIn(payload);
  for (const id of ordersToRedact(payload)) ids.add(id);
  // Shopify: app/scopes_update {previous: string[], current: string[], …}.
  const current = payload['current'];
  const scopes = Array.isArray(current) ? current.filter((scope) => isScope(scope)) : [];
  return {ids: [...ids], ...(scopes.length > 0 ? {scopes} : {})};
}

/** In the order of the payload. By a list of its own, not by recursion: JSON may be nested deeper than the stack. */
function idsIn(payload: object): Set<string> {
  const ids = new Set<string>();
  const waiting: unknown[] = [payload];
  while (waiting.length > 0 && ids.size < mostIds) {
    const value = waiting.pop();
    if (typeof value === 'string') {
      if (keptGid.test(value)) ids.add(value);
    } else if (typeof value === 'object' && value !== null) {
      // One by one: a call takes only so many arguments.
      for (const [key, inner] of Object.entries(value).toReversed()) waiting.push(orderNamed(key, inner) ?? inner);
    }
  }
  return ids;
}

/** Shopify: bodies about fulfillments and edits name their order by its number alone. */
function orderNamed(key: string, value: unknown): string | null {
  return key === 'order_id' && typeof value === 'number' && Number.isSafeInteger(value)
    ? `gid://shopify/Order/${value}`
    : null;
}

function isScope(scope: unknown): scope is string {
  return typeof scope === 'string' && /^[a-z_]{1,80}$/.test(scope);
}

/** Shopify: customers/redact names orders by their numbers, all of a customer's; none may be missed. The body's size bounds them. */
function ordersToRedact({orders_to_redact: orders}: Record<string, unknown>): string[] {
  const numbers: unknown[] = Array.isArray(orders) ? orders : [];
  return numbers.flatMap((id) => (Number.isSafeInteger(id) ? `gid://shopify/Order/${Number(id)}` : []));
}
