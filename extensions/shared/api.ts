/** The app's API for orders and their fulfillment requests, as the extensions call it. */
import type {CreateRequestsInput, EmailPreview, FulfillmentRequest, OrderFulfillment} from '../../core/wire.ts';
import {call, numericId, type Result} from './call.ts';

export {numericId, type Problem, type Result} from './call.ts';

/** What a merchant can do with a request. */
export type RequestAction = 'retry' | 'resend' | 'cancel' | 'dismiss' | 'arrived' | 'not-arrived';

export interface OrdersApi {
  /** What of an order is where, what can be sent, and its requests. */
  fulfillment: (orderId: string) => Promise<Result<OrderFulfillment>>;
  /** Sends lines of an order to their services.
   * @param key the same for each repeat of the same send, so that it happens once */
  send: (orderId: string, input: CreateRequestsInput, key: string) => Promise<Result<{requests: FulfillmentRequest[]}>>;
  /** The emails that a send would make; nothing is stored or sent. */
  preview: (orderId: string, input: CreateRequestsInput) => Promise<Result<{previews: EmailPreview[]}>>;
  /** Tries a failed step again, sends the email once more, cancels, puts an alarm aside, or says whether the email arrived. */
  act: (requestId: string, action: RequestAction) => Promise<Result<{request: FulfillmentRequest}>>;
}

/** The API for orders. */
export const ordersApi: OrdersApi = {
  fulfillment: (orderId) => call(`${pathOf(orderId)}/fulfillment`),
  send: (orderId, body, key) => call(`${pathOf(orderId)}/requests`, {method: 'POST', body, key}),
  preview: (orderId, body) => call(`${pathOf(orderId)}/preview`, {method: 'POST', body}),
  act: (requestId, action) => call(`/api/requests/${requestId}/${action}`, {method: 'POST'}),
};

function pathOf(orderId: string): string {
  return `/api/orders/${numericId(orderId)}`;
}
