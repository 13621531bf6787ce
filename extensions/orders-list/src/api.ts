/** The app's API for many orders at once. */
import type {FulfillmentRequest, ManyRequestsAnswer} from '../../../core/wire.ts';
import {call, numericId, type Result} from '../../shared/call.ts';

export interface RequestPage {
  items: FulfillmentRequest[];
  nextCursor: string | null;
}

export interface ManyOrdersApi {
  /** What a send of these orders would do; nothing is stored. */
  check: (orderIds: string[]) => Promise<Result<ManyRequestsAnswer>>;
  /** Sends all that remains at services.
   * @param key the same for each repeat of the same send, so that it happens once */
  send: (orderIds: string[], notifyCustomer: boolean, key: string) => Promise<Result<ManyRequestsAnswer>>;
  /** The shop's requests, newest first. */
  requests: (limit: number, cursor: string | null) => Promise<Result<RequestPage>>;
}

/** Reading 50 orders and their services may wait for Shopify's rate limit. */
const deadlineMs = 60_000;

export const manyOrdersApi: ManyOrdersApi = {
  check: (orderIds) =>
    call('/api/requests', {method: 'POST', body: {orderIds: orderIds.map(numericId), dryRun: true}, deadlineMs}),
  send: (orderIds, notifyCustomer, key) =>
    call('/api/requests', {method: 'POST', key, body: {orderIds: orderIds.map(numericId), notifyCustomer}, deadlineMs}),
  requests: (limit, cursor) => call(`/api/requests?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`),
};
