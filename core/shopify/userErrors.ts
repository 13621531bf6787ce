/** What to do with the `userErrors` of a mutation's payload. */
import {AppError, type ErrorCode} from '../errors.ts';

export interface UserError {
  field?: string[] | null;
  message: string;
  code?: string | null;
}

export interface UserErrorDetail {
  /** Path into the mutation's arguments, as Shopify names it; null: the whole. */
  field: string[] | null;
  message: string;
  code?: string;
}

/** Shopify's user errors as the details of an {@link AppError}. */
export function userErrorDetails(errors: readonly UserError[]): UserErrorDetail[] {
  return errors.map(({field, message, code}) => ({field: field ?? null, message, ...(code ? {code} : {})}));
}

/** Throws if a mutation's payload carries user errors, or is missing.
 * @throws AppError of the given code (`shopify_rejected` unless told), its details `[{field, message, code?}]`, its sentence
 * the table's own followed by Shopify's. */
export function refuseUserErrors<Payload extends {userErrors: readonly UserError[]}>(
  payload: Payload | null | undefined,
  code: ErrorCode = 'shopify_rejected',
): Payload {
  if (!payload) throw new AppError('shopify_outcome_unknown', {details: {missing: 'payload'}});
  if (payload.userErrors.length === 0) return payload;
  throw userErrorsError(payload.userErrors, code);
}

/** The error {@link refuseUserErrors} throws, for a caller who collects errors rather than throwing them. */
export function userErrorsError(errors: readonly UserError[], code: ErrorCode = 'shopify_rejected'): AppError {
  const details = userErrorDetails(errors);
  const table = new AppError(code);
  const sentences = details.map(({message}) => (/[.!?]$/.test(message) ? message : `${message}.`));
  return new AppError(code, {details, message: [table.message, ...sentences].join(' ')});
}
