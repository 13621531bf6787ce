/** The host's translations and numbers, a little shorter to call. */
import type {I18n} from '@shopify/ui-extensions/admin';
import type {Problem} from './api.ts';

type Values = Record<string, string>;

export interface Words {
  /** A text of the locale file. */
  text: (key: string, values?: Values) => string;
  /** A text with plural forms; `{{number}}` in it is the count as the locale writes it. */
  count: (key: string, count: number, values?: Values) => string;
  /** A number as the locale writes it. */
  number: (value: number) => string;
  /** A moment as the merchant's language and clock tell it. @param at ISO 8601 */
  date: (at: string) => string;
  /** A failure's sentence in the merchant's language; the API's own where there is no translation. */
  sentence: (problem: Pick<Problem, 'code' | 'message'>) => string;
}

/** @param i18n the host's `shopify.i18n`
 * @param codes the failures that the extension's locale files have a sentence for, as `problems.<code>` */
export function wordsOf(
  i18n: Pick<I18n, 'translate' | 'formatNumber' | 'formatDate'>,
  codes: readonly string[] = translatedCodes,
): Words {
  const translated = new Set(codes);
  return {
    text: (key, values = {}) => i18n.translate(key, values),
    count: (key, count, values = {}) => i18n.translate(key, {...values, count, number: i18n.formatNumber(count)}),
    number: (value) => i18n.formatNumber(value),
    date: (at) => i18n.formatDate(new Date(at), {dateStyle: 'medium', timeStyle: 'short'}),
    sentence: ({code, message}) =>
      translated.has(code) ? i18n.translate(`problems.${code}`) : (message ?? i18n.translate('problems.internal')),
  };
}

/** The failures that an order can meet; the locale files have a sentence for each. */
export const translatedCodes = [
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
  'idempotency_key_reused',
  'idempotency_in_progress',
  'service_not_found',
  'service_not_active',
  'email_address_invalid',
  'order_not_found',
  'request_not_found',
  'line_not_found',
  'line_not_at_service',
  'quantity_invalid',
  'quantity_exceeds_remaining',
  'line_already_requested',
  'nothing_to_fulfill',
  'fulfillment_order_on_hold',
  'fulfillment_order_scheduled',
  'fulfillment_order_closed',
  'fulfillment_order_submitted',
  'request_state_conflict',
  'order_changed',
  'worker_crashed',
  'shopify_unavailable',
  'shopify_throttled',
  'shopify_outcome_unknown',
  'shopify_unauthorized',
  'shopify_access_denied',
  'shopify_rejected',
  'email_address_blocked',
  'service_deleted',
  'app_uninstalled',
  'email_recipient_inactive',
  'email_rejected',
  'email_unavailable',
  'email_outcome_unknown',
  'email_unconfirmed',
  'email_account_blocked',
] as const;
