/** What a shop's domain looks like. A token must never be sent to anything else. */
import {AppError} from '../errors.ts';

/** Whether the text is a shop's permanent domain, such as `a-shop.myshopify.com`. */
export function isShopDomain(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/.test(text);
}

/** The domain itself.
 * @throws AppError `invalid_input` if it is not a shop's. */
export function shopDomain(text: string): string {
  if (isShopDomain(text)) return text;
  throw new AppError('invalid_input', {details: {expected: 'a shop domain'}});
}
