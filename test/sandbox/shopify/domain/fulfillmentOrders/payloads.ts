// Webhook bodies about fulfillment orders: thin, gids and status words, no lines, no address (rules §7).
import type {FulfillmentOrder} from './record.ts';

/** `{id, status, request_status}` in lower case. */
export function thin(fulfillmentOrder: FulfillmentOrder): {id: string; status: string; request_status: string} {
  return {
    id: fulfillmentOrder.id,
    status: fulfillmentOrder.status.toLowerCase(),
    request_status: fulfillmentOrder.requestStatus.toLowerCase(),
  };
}
