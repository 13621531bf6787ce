/** What an answer of the app's API says. */
import type {ApiError} from '../../../../core/wire.ts';

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

/** A failure of that code. */
export function failed(
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
