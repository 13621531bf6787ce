/** What the API reads from paths and headers, checked. */
import {AppError} from '../../core/errors.ts';
import type {Call} from './route.ts';

/** Shopify's number of a thing, from the path.
 * @throws AppError `invalid_input` if it is not a number */
export function numberInPath(call: Call, name: string): string {
  const id = call.param(name);
  if (/^\d{1,20}$/.test(id)) return id;
  throw new AppError('invalid_input', {
    message: 'The id in the address must be a number, as in Shopify’s own addresses.',
    details: {parameter: name},
  });
}

/** The key that makes a repeated call the same call.
 * @throws AppError `idempotency_key_missing`; `invalid_input` if it is not 1 to 255 visible ASCII characters */
export function idempotencyKey(call: Call): string {
  const key = call.header('Idempotency-Key');
  if (!key) throw new AppError('idempotency_key_missing');
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new AppError('invalid_input', {
    message: 'An Idempotency-Key is 1 to 255 visible ASCII characters, without spaces.',
    details: {header: 'Idempotency-Key'},
  });
}

/** The page asked for; null: the first. Shopify's own cursors are handed through.
 * @throws AppError `invalid_input` if it cannot be one */
export function cursorOf({query}: Call): string | null {
  const cursor = typeof query === 'object' && query !== null && 'cursor' in query ? query.cursor : undefined;
  if (cursor === undefined || cursor === '') return null;
  if (typeof cursor === 'string' && /^[\w+/=-]{1,500}$/.test(cursor)) return cursor;
  throw new AppError('invalid_input', {details: {parameter: 'cursor'}});
}

/** A word of the query, if it is there.
 * @throws AppError `invalid_input` if it is no word of letters and digits */
export function textOf({query}: Call, name: string): string | undefined {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string' && /^[\w-]{1,100}$/.test(value)) return value;
  throw new AppError('invalid_input', {details: {parameter: name}});
}

/** How many the caller wants on a page, if it says so.
 * @throws AppError `invalid_input` if it is no number */
export function limitOf(call: Call): number | undefined {
  const value = textOf(call, 'limit');
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new AppError('invalid_input', {details: {parameter: 'limit'}});
}
