/** Failures of a call as such: who asks, and how. */
import type {ErrorEntry} from './entry.ts';

export const callErrors = {
  unauthenticated: {status: 401, retryable: false, message: 'Your session has ended. Reload the page and try again.'},
  forbidden: {
    status: 403,
    retryable: false,
    message: 'This app has no access to that. Check its permissions in Shopify.',
  },
  not_found: {
    status: 404,
    retryable: false,
    message: 'There is nothing at this address. Check the link and try again.',
  },
  method_not_allowed: {status: 405, retryable: false, message: 'This address does not take that method.'},
  invalid_json: {status: 400, retryable: false, message: 'The request is not valid JSON. Send a JSON object.'},
  invalid_input: {
    status: 422,
    retryable: false,
    message: 'Some of what was entered cannot be used. Correct it and try again.',
  },
  body_too_large: {status: 413, retryable: false, message: 'The request is larger than 1 MB. Send less at once.'},
  invalid_signature: {status: 401, retryable: false, message: 'The signature of this message is not valid.'},
  rate_limited: {status: 429, retryable: true, message: 'Too many requests. Wait a moment and try again.'},
  internal: {status: 500, retryable: true, message: 'Something went wrong on our side. Try again in a minute.'},
  database_unavailable: {
    status: 503,
    retryable: true,
    message: 'The app cannot reach its database. Try again in a minute.',
  },
  // Idempotency
  idempotency_key_missing: {
    status: 400,
    retryable: false,
    message: 'Send an Idempotency-Key header with this request.',
  },
  idempotency_key_reused: {
    status: 422,
    retryable: false,
    message: 'This Idempotency-Key was already used for another request. Use a new one.',
  },
  idempotency_in_progress: {
    status: 409,
    retryable: true,
    message: 'The same request is still being worked on. Try again in a moment.',
  },
} as const satisfies Record<string, ErrorEntry>;
