/** One call of the app's own API: every outcome is a value, nothing throws. */
import type {ApiError} from '../../../../core/wire.ts';
import {sessionToken} from '../bridge.ts';

/** Why a call failed. */
export interface Problem {
  /** A code of the app's API, or `offline`, `no_answer`, `unreadable`. */
  code: string;
  /** The API's own sentence, in English; null where there is none. */
  message: string | null;
  /** Whether the same call may succeed if it is made again. */
  retryable: boolean;
  /** What of the input cannot be used, by its path in it. */
  fields: FieldProblem[];
}

export interface FieldProblem {
  path: string;
  message: string;
}

export type Result<T> = {ok: true; value: T} | {ok: false; problem: Problem};

/** After this long without an answer a call counts as lost, in ms: longer than the API waits for Shopify. */
const deadlineMs = 30_000;

/** @param path as in `/api/services`
 * @param body sent as JSON */
export async function call<T>(method: string, path: string, body?: unknown): Promise<Result<T>> {
  const first = await attempt<T>(method, path, body);
  // A session token lives for a minute and may have ended on the way: once more with a fresh one.
  if (!first.ok && first.problem.code === 'unauthenticated') return attempt(method, path, body);
  return first;
}

async function attempt<T>(method: string, path: string, body: unknown): Promise<Result<T>> {
  if (!navigator.onLine) return failed('offline', null, true);
  const token = await tokenBefore(deadlineMs);
  if (token === null) return failed('unauthenticated', null, false);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      signal: AbortSignal.timeout(deadlineMs),
    });
    text = await response.text();
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return failed(timedOut ? 'no_answer' : 'offline', null, true);
  }
  return readAnswer<T>(response.status, text);
}

/** What an answer says. */
export function readAnswer<T>(status: number, text: string): Result<T> {
  let body: T | ApiError;
  try {
    body = JSON.parse(text) as T | ApiError;
  } catch {
    // Not the app's answer, but that of something in between, or it was cut off.
    return failed('unreadable', null, true);
  }
  if (status >= 200 && status < 300) return {ok: true, value: body as T};
  if (typeof body !== 'object' || body === null || !('error' in body)) return failed('unreadable', null, true);
  const {code, message, details} = body.error;
  return failed(code, message, status >= 500 || status === 429, fieldsIn(details));
}

function failed(
  code: string,
  message: string | null,
  retryable: boolean,
  fields: FieldProblem[] = [],
): {ok: false; problem: Problem} {
  return {ok: false, problem: {code, message, retryable, fields}};
}

function fieldsIn(details: unknown): FieldProblem[] {
  if (typeof details !== 'object' || details === null || !('problems' in details)) return [];
  if (!Array.isArray(details.problems)) return [];
  return details.problems.filter(isFieldProblem);
}

function isFieldProblem(value: unknown): value is FieldProblem {
  if (typeof value !== 'object' || value === null) return false;
  return 'path' in value && typeof value.path === 'string' && 'message' in value && typeof value.message === 'string';
}

/** The admin gives none once the merchant has signed out; it then says nothing at all. */
async function tokenBefore(ms: number): Promise<string | null> {
  let timer = 0;
  const late = new Promise<null>((resolve) => {
    timer = window.setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([sessionToken(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
