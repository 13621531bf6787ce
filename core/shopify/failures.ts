/** The one place that says what each failure of Shopify means: which error it is, and whether the change may have happened. */
import {AppError, type ErrorCode} from '../errors.ts';

export type OperationKind = 'query' | 'mutation';

/** A top-level error of a GraphQL answer. */
export interface GraphQLFailure {
  message: string;
  path?: readonly (string | number)[];
  code: string | null;
}

/** Shopify gave up in the midst of it. */
const interrupted = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT']);

/** Shopify looked at it and did not do it. */
const refusals: Record<string, {code: ErrorCode; message?: string}> = {
  ACCESS_DENIED: {code: 'shopify_access_denied'},
  MAX_COST_EXCEEDED: {code: 'shopify_rejected'},
  BAD_REQUEST: {code: 'shopify_rejected'},
  INVALID_VARIABLE: {code: 'shopify_rejected'},
  INVALID_FIELD_ARGUMENTS: {code: 'shopify_rejected'},
  RESOURCE_NOT_FOUND: {code: 'not_found', message: 'Shopify does not know this id. Reload and try again.'},
};

/** One top-level error as ours. Its message may repeat an argument, so it stays in `details` and out of the sentence.
 * @param executed whether the document was run at all (the answer had `data`): what is refused before that never happened */
export function graphQLError(failure: GraphQLFailure, kind: OperationKind, executed: boolean): AppError {
  const details = {errors: [{message: failure.message, code: failure.code}]};
  if (failure.code === 'THROTTLED') return new AppError('shopify_throttled', {details});
  const refusal = failure.code === null ? undefined : refusals[failure.code];
  if (refusal) return new AppError(refusal.code, {details, ...(refusal.message ? {message: refusal.message} : {})});
  const stopped = failure.code !== null && interrupted.has(failure.code);
  if (!stopped && !executed) return new AppError('shopify_rejected', {details});
  return new AppError(kind === 'mutation' ? 'shopify_outcome_unknown' : 'shopify_unavailable', {details});
}

/** Of several errors the one that leaves most in doubt. */
export function worstError(errors: readonly AppError[]): AppError | undefined {
  const order: ErrorCode[] = ['shopify_outcome_unknown', 'shopify_unavailable', 'shopify_throttled'];
  return errors.toSorted((a, b) => rank(order, a) - rank(order, b))[0];
}

function rank(order: readonly ErrorCode[], error: AppError): number {
  const at = order.indexOf(error.code);
  return at === -1 ? order.length : at;
}

/** Shopify: 402 the shop is frozen, 403 forbidden (often for fraud), 404 gone, 423 locked.
 * https://shopify.dev/docs/api/usage/response-codes */
const shopStates: Record<number, {reason: string; message: string}> = {
  402: {
    reason: 'frozen',
    message: 'Shopify has frozen this shop until its bill is paid. The app goes on once it is open again.',
  },
  403: {reason: 'forbidden', message: 'Shopify does not let the app into this shop. Ask Shopify Support why.'},
  404: {reason: 'gone', message: 'Shopify does not know this shop any more.'},
  423: {reason: 'locked', message: 'Shopify has locked this shop. Ask Shopify Support why.'},
};

/** What an HTTP status other than 2xx means. 401 and 429 are for the caller to act on first. */
export function statusError(status: number, kind: OperationKind): AppError {
  const details = {httpStatus: status};
  if (status === 401) return new AppError('shopify_unauthorized', {details});
  if (status === 429) return new AppError('shopify_throttled', {details});
  const state = shopStates[status];
  if (state)
    return new AppError('shopify_unauthorized', {details: {...details, reason: state.reason}, message: state.message});
  if (status >= 500 || status === 408) {
    return new AppError(kind === 'mutation' ? 'shopify_outcome_unknown' : 'shopify_unavailable', {details});
  }
  return new AppError('shopify_rejected', {details});
}

/** Node: the codes of a connection that never came about, so that no byte of the request was sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a failed `fetch` surely sent nothing. */
export function surelyNotSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // With several addresses for a host, Node tries each and throws an AggregateError: all must have failed to connect.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(surelyNotSent);
  const {code} = error as NodeJS.ErrnoException;
  if (code !== undefined && neverConnected.has(code)) return true;
  return surelyNotSent(error.cause);
}
