import {AppError} from './errors.ts';

/** A number or a gid as Shopify's gid: `gid('Order', 7)`, `gid('Order', 'gid://shopify/Order/7')`.
 * @throws AppError `invalid_input` if it is neither, or a gid of another type. */
export function gid(type: string, id: string | number): string {
  const text = String(id);
  if (/^\d{1,20}$/.test(text)) return `gid://shopify/${type}/${text}`;
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d{1,20})(?:\?.*)?$/.exec(text);
  if (match?.[1] !== type) throw new AppError('invalid_input', {details: {expected: type}});
  return `gid://shopify/${type}/${match[2]}`;
}

/** The number in a gid, as text; whatever follows it (`?id=true`) is left out.
 * Shopify: a fulfillment service's id ends in `?id=true`, but not everywhere; never compare the raw strings. */
export function numericId(id: string): string {
  const match = /(\d+)(?:\?.*)?$/.exec(id);
  if (!match?.[1]) throw new AppError('invalid_input', {details: {expected: 'an id'}});
  return match[1];
}

/** Whether two ids of the same type name the same thing. */
export function sameId(a: string, b: string): boolean {
  return numericId(a) === numericId(b);
}
