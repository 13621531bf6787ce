/** The webhook topics the app subscribes to, and what each asks of it. `shopify.app.toml` lists the same; a test compares them. */

/**
 * What a topic makes the app do:
 * `look`: have the courier look at the shop again, for something waits that can be sent now;
 * `align`: have it compare the requests that the webhook is about with what Shopify has, too;
 * `changed`: the same, where the webhook tells of every change of an order and most are of no concern;
 * `adopt`: have it look for requests made in Shopify itself, too;
 * `services`: have the shop's services looked at, for one may have been renamed or deleted;
 * `note`: nothing yet but a record;
 * the others: see `process.ts`.
 */
export type TopicEffect =
  | 'look'
  | 'align'
  | 'changed'
  | 'adopt'
  | 'services'
  | 'note'
  | 'uninstalled'
  | 'scopes'
  | 'redactCustomer'
  | 'redactShop';

const effects = {
  'fulfillment_orders/order_routing_complete': 'look',
  'fulfillment_orders/fulfillment_request_submitted': 'adopt',
  'fulfillment_orders/cancellation_request_submitted': 'align',
  'fulfillment_orders/cancelled': 'align',
  'fulfillment_orders/moved': 'align',
  'fulfillment_orders/split': 'align',
  'fulfillment_orders/merged': 'align',
  'fulfillment_orders/placed_on_hold': 'align',
  'fulfillment_orders/hold_released': 'align',
  'fulfillment_orders/scheduled_fulfillment_order_ready': 'look',
  'fulfillments/create': 'align',
  'fulfillments/update': 'align',
  'orders/cancelled': 'align',
  'orders/edited': 'align',
  'orders/updated': 'changed',
  // Shopify: units that are refunded before they are shipped leave the fulfillment orders, and no webhook of theirs tells of it.
  'refunds/create': 'align',
  'inventory_levels/disconnect': 'note',
  'products/update': 'note',
  'products/delete': 'note',
  'locations/update': 'services',
  'locations/deactivate': 'services',
  'locations/delete': 'services',
  'bulk_operations/finish': 'note',
  'app/uninstalled': 'uninstalled',
  'app/scopes_update': 'scopes',
  // Nothing of a customer is stored, so there is nothing to hand out: the record that we were asked is the whole answer.
  'customers/data_request': 'note',
  // What is erased are the fingerprints of addresses. The payload names the customer, and is not kept; the ids of orders are.
  'customers/redact': 'redactCustomer',
  'shop/redact': 'redactShop',
} as const satisfies Record<string, TopicEffect>;

/** A topic the app subscribes to. */
export type WebhookTopic = keyof typeof effects;

/** Every topic the app subscribes to. */
export const webhookTopics = Object.keys(effects) as WebhookTopic[];

/** Whether the app subscribes to this topic. */
export function isWebhookTopic(topic: string): topic is WebhookTopic {
  return Object.hasOwn(effects, topic);
}

/** What a topic makes the app do. */
export function effectOf(topic: WebhookTopic): TopicEffect {
  return effects[topic];
}
