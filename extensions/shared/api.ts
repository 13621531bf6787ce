/** Calls to the app's own API about one order. */
import type {CreateRequestsInput, FulfillmentRequest, OrderFulfillment} from '../../core/wire.ts';
import {call, numericId, type Result} from './call.ts';

export {numericId, type Problem, type Result} from './call.ts';

export interface OrdersApi {
  /** What of an order is where, what can be sent, and its requests. */
  fulfillment: (orderId: string) => Promise<Result<OrderFulfillment>>;
  /** Sends lines of an order to their services.
   * @param key the same for each repeat of the same send, so that it happens once */
  send: (orderId: string, input: CreateRequestsInput, key: string) => Promise<Result<{requests: FulfillmentRequest[]}>>;
}

/** The API for orders. Shopify: a relative URL resolves against app_url, and the session token is added by the host. */
export const ordersApi: OrdersApi = {
  fulfillment: (orderId) => call(`/api/orders/${numericId(orderId)}/fulfillment`),
  send: (orderId, input, key) =>
    call(`/api/orders/${numericId(orderId)}/requests`, {
      method: 'POST',
      key,
      body: input,
    }),
};
