/** Anything thrown as one of the errors that people and callers can meet. */
import {AppError} from './errors.ts';
import {isDatabaseAway} from './mongo/away.ts';

/** Any thrown value as an {@link AppError}: a database that is away by its code, all else as `internal`, with the original as its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) return new AppError('database_unavailable', {cause: error, retryAfterMs: 5_000});
  return new AppError('internal', {cause: error});
}
