/** The webhook topics the app subscribes to, and what each asks of it. `shopify.app.toml` lists the same; a test compares them. */

/**
 * What a topic makes the app do:
 * `look`: have the courier look at the shop again, for something it sends may have changed;
 * `adopt`: have it look for requests made in Shopify itself, too;
 * `services`: have the shop's services looked at, for one may have been renamed or deleted;
 * `note`: nothing yet but a record;
 * the others: see `process.ts`.
 */
export type TopicEffect = 'look' | 'adopt' | 'services' | 'note' | 'uninstalled' | 'scopes' | 'redactShop';

const effects = {
  'fulfillment_orders/order_routing_complete': 'look',
  'fulfillment_orders/fulfillment_request_submitted': 'adopt',
  'fulfillment_orders/cancellation_request_submitted': 'look',
  'fulfillment_orders/cancelled': 'look',
  'fulfillment_orders/moved': 'look',
  'fulfillment_orders/split': 'look',
  'fulfillment_orders/merged': 'look',
  'fulfillment_orders/placed_on_hold': 'look',
  'fulfillment_orders/hold_released': 'look',
  'fulfillment_orders/scheduled_fulfillment_order_ready': 'look',
  'fulfillments/create': 'look',
  'fulfillments/update': 'look',
  'orders/cancelled': 'look',
  'orders/edited': 'look',
  'inventory_levels/disconnect': 'note',
  'products/update': 'note',
  'products/delete': 'note',
  'locations/update': 'services',
  'locations/deactivate': 'services',
  'locations/delete': 'services',
  'bulk_operations/finish': 'note',
  'app/uninstalled': 'uninstalled',
  'app/scopes_update': 'scopes',
  // Nothing of a customer is stored, so there is nothing to hand out and nothing to erase: the record that we were asked is
  // the whole answer. Their payloads name the customer, and so are not kept either.
  'customers/data_request': 'note',
  'customers/redact': 'note',
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
