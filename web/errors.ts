/** The one place where errors become answers: `{error: {code, message, details?}}`. */
import type {ErrorRequestHandler, RequestHandler} from 'express';
import {AppError} from '../core/errors.ts';
import {toAppError} from '../core/toAppError.ts';
import type {ApiError} from '../core/wire.ts';

/** Any thrown value as an {@link AppError}: ours as it is, Express's and MongoDB's by their kind, all else as `internal`. */
export function toAnswerable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return fromBodyParser(error) ?? toAppError(error);
}

/** Errors of body-parser and of Express's router carry a `type`, or a status of 4xx alone. */
function fromBodyParser(error: unknown): AppError | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const type = 'type' in error ? error.type : undefined;
  // Their messages can quote the body, so none is passed on, not even as a cause for the log.
  switch (type) {
    case 'entity.too.large':
      return new AppError('body_too_large');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new AppError('invalid_json', {message: 'Send the JSON in UTF-8 and uncompressed.'});
    case 'entity.parse.failed':
    case 'request.aborted':
    case 'request.size.invalid':
      return new AppError('invalid_json');
    default:
      // An address with a malformed percent sign.
      return error instanceof URIError && error.status === 400 ? new AppError('not_found') : null;
  }
}

/** Answers with an error. Server faults are logged whole, everything else by its code. */
export function errorHandler(): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const error = toAnswerable(thrown);
    if (error.status >= 500) req.log.error({err: error, code: error.code}, error.message);
    else req.log.info({code: error.code}, error.message);
    // Too late for an answer: Express ends the connection, so that the caller does not take half of it for the whole.
    if (res.headersSent) {
      next(thrown);
      return;
    }
    if (error.retryAfterMs !== undefined) res.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
    const body: ApiError = {
      error: {
        code: error.code,
        message: error.message,
        ...forCaller(error),
      },
    };
    res.status(error.status).json(body);
  };
}

/** The details a caller can do something with. Why we or Shopify failed, and what Shopify said of a document of ours, is for the log. */
function forCaller({status, details}: AppError): Pick<ApiError['error'], 'details'> {
  if (details === undefined || status >= 500) return {};
  if (typeof details !== 'object' || details === null || !('errors' in details)) return {details};
  const {errors: _errors, ...rest} = details;
  return Object.keys(rest).length > 0 ? {details: rest} : {};
}

/** Ends every request that nothing else answered. */
export function notFound(): RequestHandler {
  return () => {
    throw new AppError('not_found');
  };
}

/** Ends a request whose address exists, but not with this method. */
export function methodNotAllowed(allowed: readonly string[]): RequestHandler {
  const allow = allowed.map((method) => method.toUpperCase()).join(', ');
  return (req, res) => {
    res.set('Allow', allow);
    throw new AppError('method_not_allowed', {message: `${req.method} is not possible here. Use ${allow}.`});
  };
}
