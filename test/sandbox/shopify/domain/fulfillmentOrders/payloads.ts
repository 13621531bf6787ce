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

/** The same with the assigned location, as fulfillment_orders/moved has it. */
export function thinWithLocation(fulfillmentOrder: FulfillmentOrder): object {
  return {...thin(fulfillmentOrder), assigned_location_id: fulfillmentOrder.location.id};
}

/** Lines that a mutation asked for. */
export function requestedLines(selected: readonly {line: {id: string}; quantity: number}[]): object[] {
  return selected.map(({line, quantity}) => ({id: line.id, quantity}));
}
