/** What came of one call for one thing: done, refused for good, or to be looked at again. */
import {AppError} from '../errors.ts';
import type {BatchOutcome} from '../shopify/client.ts';
import {userErrorsError, type UserError} from '../shopify/userErrors.ts';

/** `again`: nothing is known, or it may pass. */
export type Verdict =
  {kind: 'done'} | {kind: 'refused'; code: string; message: string} | {kind: 'again'; error: AppError};

/** The verdict on a payload; `passing` are the codes of user errors that another look mends. */
export function judge<Answer>(
  outcome: BatchOutcome<Answer> | undefined,
  userErrors: (answer: Answer) => readonly UserError[] | undefined,
  passing: ReadonlySet<string> = new Set(),
): Verdict {
  if (!outcome) return {kind: 'again', error: new AppError('shopify_outcome_unknown')};
  if (outcome.error) {
    const {error} = outcome;
    const {code, message} = error;
    // An id that Shopify does not know any more is a refusal of this thing alone.
    return code === 'not_found' || code === 'shopify_rejected'
      ? {kind: 'refused', code, message}
      : {kind: 'again', error};
  }
  const errors = userErrors(outcome.answer) ?? [];
  if (errors.length === 0) return {kind: 'done'};
  if (errors.every(({code}) => code && passing.has(code))) {
    return {kind: 'again', error: new AppError('shopify_unavailable')};
  }
  const {code, message} = userErrorsError(errors);
  return {kind: 'refused', code, message: message.slice(0, 500)};
}

/** Throws what stopped everything, so that the step is put off; where only some were stopped the others count as progress. */
export function throwIfStuck(verdicts: readonly Verdict[]): void {
  if (verdicts.length === 0) return;
  const stuck = verdicts.flatMap((one) => (one.kind === 'again' ? [one.error] : []));
  if (stuck.length === verdicts.length && stuck[0]) throw stuck[0];
}
