/** Calls to the app's own API, as an extension may make them: every outcome is a value, nothing throws. */
import type {ApiError, CreateRequestsInput, FulfillmentRequest, OrderFulfillment} from '../../core/wire.ts';

/** Why a call failed. */
export interface Problem {
  /** A code of the app's API, or `offline`, `no_answer`, `unreadable`. */
  code: string;
  /** The API's own sentence, in English; null where there is none. */
  message: string | null;
  /** Whether the same call may succeed if it is made again. */
  retryable: boolean;
}

export type Result<T> = {ok: true; value: T} | {ok: false; problem: Problem};

export interface OrdersApi {
  /** What of an order is where, what can be sent, and its requests. */
  fulfillment: (orderId: string) => Promise<Result<OrderFulfillment>>;
  /** Sends lines of an order to their services.
   * @param key the same for each repeat of the same send, so that it happens once */
  send: (orderId: string, input: CreateRequestsInput, key: string) => Promise<Result<{requests: FulfillmentRequest[]}>>;
}

/** After this long without an answer a call counts as lost. */
const deadlineMs = 20_000;

/** The API for orders. Shopify: a relative URL resolves against app_url, and the session token is added by the host. */
export const ordersApi: OrdersApi = {
  fulfillment: (orderId) => call(`/api/orders/${numericId(orderId)}/fulfillment`),
  send: (orderId, input, key) =>
    call(`/api/orders/${numericId(orderId)}/requests`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': key},
      body: JSON.stringify(input),
    }),
};

/** The number in a gid, as the API's paths want it. */
export function numericId(gid: string): string {
  return /(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? '';
}

interface Sent {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
}

async function call<T>(path: string, sent?: Sent): Promise<Result<T>> {
  let response: Response;
  try {
    response = await beforeDeadline(
      fetch(path, {...sent, headers: {Accept: 'application/json', ...sent?.headers}}),
      deadlineMs,
    );
  } catch (error) {
    return failed(error === lost ? 'no_answer' : 'offline', null, true);
  }
  let body: T | ApiError;
  try {
    body = await beforeDeadline<T | ApiError>(response.json(), deadlineMs);
  } catch {
    // Not the app's answer, but that of something in between, or it was cut off.
    return failed('unreadable', null, true);
  }
  if (response.ok) return {ok: true, value: body as T};
  const {code, message} = errorOf(body);
  return failed(code, message, response.status >= 500 || response.status === 429 || code === 'idempotency_in_progress');
}

function failed(code: string, message: string | null, retryable: boolean): {ok: false; problem: Problem} {
  return {ok: false, problem: {code, message, retryable}};
}

function errorOf(body: unknown): {code: string; message: string | null} {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  if (typeof error !== 'object' || error === null) return {code: 'unreadable', message: null};
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable',
    message: 'message' in error && typeof error.message === 'string' ? error.message : null,
  };
}

const lost = Symbol('lost');

/** No AbortSignal: whether the host's fetch takes one from its worker is nowhere said. A late answer is dropped. */
function beforeDeadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(lost), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
