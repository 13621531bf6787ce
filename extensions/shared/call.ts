/** Makes calls to the app's own API, as an extension may make them: every outcome is a value, nothing throws. */
import type {ApiError} from '../../core/wire.ts';

/** Why a call failed. */
export interface Problem {
  /** A code of the app's API, or `offline`, `no_answer`, `unreadable`. */
  code: string;
  /** The API's own sentence, in English; null where there is none. */
  message: string | null;
  /** Whether the same call may succeed if it is made again. */
  retryable: boolean;
  /** What the API says beside it, where it does: such as the variants that failed. */
  details?: unknown;
}

export type Result<T> = {ok: true; value: T} | {ok: false; problem: Problem};

/** After this long without an answer a call counts as lost. */
const deadlineMs = 20_000;

/** The number in a gid, as the API's paths want it. */
export function numericId(gid: string): string {
  return /(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? '';
}

export interface Sent {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** The same for each repeat of the same call, so that it has its effect once. */
  key?: string;
  /** For calls that may take longer than the usual 20 s. */
  deadlineMs?: number;
}

/** The host's global, of which every target has this part. */
declare const shopify: {auth: {idToken: () => Promise<string | null>}};

/** Shopify: an app answers 401 with this header where the session token is too old, and a new one would do. */
const retryHeader = 'X-Shopify-Retry-Invalid-Session-Request';

/** Calls the app. Shopify: a relative URL resolves against app_url, and the session token is added by the host. If it expired,
 * as in a modal left open for long, the call is made once more with a new one: it was refused before it did anything.
 * @param path with what the API says of it; `T` is taken at its word */
export async function call<T>(path: string, sent?: Sent): Promise<Result<T>> {
  const patience = sent?.deadlineMs ?? deadlineMs;
  let response: Response;
  try {
    response = await beforeDeadline(fetch(path, optionsOf(sent)), patience);
    if (response.status === 401 && response.headers.has(retryHeader)) {
      const token = await beforeDeadline(
        shopify.auth.idToken().catch(() => null),
        patience,
      );
      if (token !== null) response = await beforeDeadline(fetch(path, optionsOf(sent, token)), patience);
    }
  } catch (error) {
    return failed(error === lost ? 'no_answer' : 'offline', null, true);
  }
  let body: T | ApiError;
  try {
    body = await beforeDeadline<T | ApiError>(response.json(), patience);
  } catch {
    // Not the app's answer, but that of something in between, or it was cut off.
    return failed('unreadable', null, true);
  }
  if (response.ok) return {ok: true, value: body as T};
  const {code, message, details} = errorOf(body);
  const retryable = response.status >= 500 || response.status === 429 || code === 'idempotency_in_progress';
  return failed(code, message, retryable, details);
}

function optionsOf(sent?: Sent, token?: string): RequestInit {
  const headers = {
    Accept: 'application/json',
    ...(token !== undefined && {Authorization: `Bearer ${token}`}),
    ...(sent?.body !== undefined && {'Content-Type': 'application/json'}),
    ...(sent?.key !== undefined && {'Idempotency-Key': sent.key}),
  };
  return {
    ...(sent && {method: sent.method}),
    headers,
    ...(sent?.body !== undefined && {body: JSON.stringify(sent.body)}),
  };
}

function failed(code: string, message: string | null, retryable: boolean, details?: unknown): Result<never> {
  return {ok: false, problem: {code, message, retryable, ...(details !== undefined && {details})}};
}

function errorOf(body: unknown): {code: string; message: string | null; details?: unknown} {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  if (typeof error !== 'object' || error === null) return {code: 'unreadable', message: null};
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable',
    message: 'message' in error && typeof error.message === 'string' ? error.message : null,
    ...('details' in error && {details: error.details}),
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
