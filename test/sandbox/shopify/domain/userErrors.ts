// What mutations answer when they refuse.

/** One entry of a payload's `userErrors`; `code` is null where Shopify's type has the field but gives no code. */
export interface UserError {
  field: string[] | null;
  message: string;
  code: string | null;
}

/** A user error as Shopify words it. */
export function userError(field: string[] | null, message: string, code: string | null = null): UserError {
  return {field, message, code};
}
