/** The failures that the extensions beside the order's own can meet; their locale files have a sentence for each. */
import {translatedCodes} from './words.ts';

/** Of any call to the app. */
export const callCodes = [
  'offline',
  'no_answer',
  'unreadable',
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid_input',
  'rate_limited',
  'internal',
  'database_unavailable',
  'shopify_unavailable',
  'shopify_throttled',
  'shopify_outcome_unknown',
  'shopify_unauthorized',
  'shopify_access_denied',
  'shopify_rejected',
] as const;

/** Of sending many orders, and of what became of them. */
export const manyOrdersCodes = [...translatedCodes, 'declined'] as const;

/** Of packing slips. */
export const slipCodes = [...callCodes, 'order_not_found', 'nothing_to_fulfill', 'service_not_found'] as const;

/** Of assigning products. */
export const assignmentCodes = [
  ...callCodes,
  'idempotency_key_reused',
  'idempotency_in_progress',
  'service_not_found',
  'service_not_active',
  'service_owned_by_other_app',
  'product_not_found',
  'variant_not_found',
  'last_location',
] as const;
