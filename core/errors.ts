/** The one error class of the app, and the table of all it can say. */
import {callErrors} from './errors/calls.ts';
import type {ErrorEntry} from './errors/entry.ts';
import {outsideErrors} from './errors/outside.ts';
import {requestErrors} from './errors/requests.ts';
import {serviceErrors} from './errors/services.ts';

/**
 * Every failure a person or a caller can meet, with its HTTP status, whether trying again can help, and its sentence.
 * The API, the extensions and the request's `failure` all speak these codes; add a code to its part before you use it.
 */
export const errorTable = {
  ...callErrors,
  ...serviceErrors,
  ...requestErrors,
  ...outsideErrors,
} as const satisfies Record<string, ErrorEntry>;

/** A key of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

export interface AppErrorOptions {
  /** What a program can read: field errors, ids. Never a customer's data, never a secret. */
  details?: unknown;
  /** The sentence for people, where the table's own is too general. */
  message?: string;
  /** For the log alone. */
  cause?: unknown;
  /** Do not try again before so many milliseconds have passed. */
  retryAfterMs?: number;
}

/** The one error class of the app: a code, an HTTP status, a sentence for people, and whether trying again can help. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const entry = errorTable[code];
    super(options.message ?? entry.message, options.cause === undefined ? {} : {cause: options.cause});
    this.name = 'AppError';
    this.code = code;
    this.status = entry.status;
    this.retryable = entry.retryable;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }
}
