/** Runs one GraphQL document with everything a call needs: token, pace, time-out, and the retries that cannot do harm. */
import type {Config} from '../config.ts';
import {AppError} from '../errors.ts';
import type {Logger} from '../logger.ts';
import type {CallOptions} from './client.ts';
import {backoff, delay} from './delay.ts';
import {graphQLError, statusError, type GraphQLFailure, type OperationKind} from './failures.ts';
import type {Pace} from './pace.ts';
import {post, type Attempt, type Cost} from './transport.ts';

/** Where access tokens come from; see `core/shops/tokens.ts`. */
export interface TokenSource {
  /** @throws AppError `shopify_unauthorized`, `shopify_unavailable` */
  get(shop: string): Promise<string>;
  /** A new token in place of one that Shopify refused.
   * @throws AppError `shopify_unauthorized`, `shopify_unavailable` */
  refresh(shop: string, refused?: string): Promise<string>;
}

export interface CallerParts {
  config: Pick<Config, 'OUTSIDE_TIMEOUT_SECONDS'>;
  log: Logger;
  tokens: TokenSource;
  pace: Pace;
  fetch: typeof fetch;
}

export interface Call {
  shop: string;
  /** The operation's name, for the log and to remember its cost. */
  name: string;
  kind: OperationKind;
  document: string;
  variables: unknown;
  /** Added to the time-out, ms. */
  extraTimeMs?: number;
  /** Points to set aside before the cost is known. */
  expectedCost: number;
}

export interface RawAnswer {
  data: Record<string, unknown> | null;
  errors: GraphQLFailure[];
  cost: Cost | null;
}

export interface Caller {
  /** The answer with its top-level errors, which may belong to parts of it.
   * @throws AppError when there is no answer, or none that says what became of the call */
  call(call: Call, options: CallOptions): Promise<RawAnswer>;
}

/** How long one call may wait in all for Shopify's rate limit, ms: a full standard bucket (2000 points at 100 a second) and a half. */
const patienceMs = 30_000;

/** Shopify: "back off for a second" where nothing better is known. */
const throttledMs = 1000;

type Next = {again: 'throttled' | 'later'; afterMs: number | null; error: AppError} | {again: 'token'; error: AppError};

/** What to do after an attempt: null if it is the answer. */
function judge(attempt: Attempt, kind: OperationKind): Next | AppError | null {
  if (attempt.kind === 'answer') return judgeAnswer(attempt, kind);
  if (attempt.kind === 'status') return judgeStatus(attempt.status, attempt.retryAfterMs, kind);
  const {cause} = attempt;
  if (attempt.kind === 'lost' && kind === 'mutation') return new AppError('shopify_outcome_unknown', {cause});
  return {again: 'later', afterMs: null, error: new AppError('shopify_unavailable', {cause})};
}

function judgeStatus(status: number, retryAfterMs: number | null, kind: OperationKind): Next | AppError {
  const error = statusError(status, kind);
  if (status === 401) return {again: 'token', error};
  if (status === 429) return {again: 'throttled', afterMs: retryAfterMs ?? throttledMs, error};
  return error.code === 'shopify_unavailable' ? {again: 'later', afterMs: retryAfterMs, error} : error;
}

function judgeAnswer(answer: Extract<Attempt, {kind: 'answer'}>, kind: OperationKind): Next | AppError | null {
  const throttled = answer.errors.find(({code}) => code === 'THROTTLED');
  if (throttled) {
    const {requested = 0, throttle = null} = answer.cost ?? {};
    if (throttle && requested > throttle.maximumAvailable) {
      return new AppError('shopify_rejected', {
        details: {errors: [{message: throttled.message, code: 'MAX_COST_EXCEEDED'}]},
      });
    }
    const missing = throttle ? requested - throttle.currentlyAvailable : 0;
    const afterMs = throttle && missing > 0 ? (missing / throttle.restoreRate) * 1000 : throttledMs;
    return {again: 'throttled', afterMs, error: graphQLError(throttled, kind, false)};
  }
  if (!answer.data && answer.errors.length === 0) {
    return judge({kind: 'lost', cause: new Error('Shopify answered with neither data nor errors.')}, kind);
  }
  if (kind === 'query') {
    const errors = answer.errors.map((failure) => graphQLError(failure, kind, answer.data !== null));
    const passing = errors.find(({code}) => code === 'shopify_unavailable');
    if (passing) return {again: 'later', afterMs: null, error: passing};
  }
  return null;
}

/** Makes the one function through which every call goes. */
export function createCaller(parts: CallerParts): Caller {
  const {config, log, tokens, pace} = parts;

  /** One attempt, at the shop's pace. */
  const attempt = async (call: Call, token: string, {signal, mayCall}: CallOptions): Promise<Attempt> => {
    const reservation = pace.reserve(call.shop, call.expectedCost);
    if (!(await delay(reservation.waitMs, signal))) {
      reservation.end('unsent');
      return {kind: 'notSent', cause: signal?.reason};
    }
    const began = performance.now();
    const result = await post({
      fetch: parts.fetch,
      shop: call.shop,
      token,
      document: call.document,
      variables: call.variables,
      timeoutMs: config.OUTSIDE_TIMEOUT_SECONDS * 1000 + (call.extraTimeMs ?? 0),
      signal,
      mayCall,
    });
    reservation.end(result.kind === 'notSent' ? 'unsent' : undefined);
    const cost = result.kind === 'answer' ? result.cost : null;
    if (cost?.throttle) pace.learn(call.shop, cost.throttle);
    log.debug(
      {
        shop: call.shop,
        operation: call.name,
        outcome: result.kind === 'status' ? result.status : result.kind,
        requestedCost: cost?.requested,
        actualCost: cost?.actual,
        errors: result.kind === 'answer' ? result.errors.map(({code}) => code) : undefined,
        ms: Math.round(performance.now() - began),
      },
      'Shopify call',
    );
    return result;
  };

  return {
    async call(call, options) {
      const {signal, mayCall, retries = 3} = options;
      let token = await tokens.get(call.shop);
      let failures = 0;
      let waitedMs = 0;
      let refreshed = false;
      for (;;) {
        const result = await attempt(call, token, options);
        const next = judge(result, call.kind);
        if (next === null && result.kind === 'answer') return result;
        if (next === null || next instanceof AppError) throw next ?? new AppError('internal');
        if (signal?.aborted || mayCall?.() === false) throw next.error;
        if (next.again === 'token') {
          if (refreshed) throw next.error;
          refreshed = true;
          token = await tokens.refresh(call.shop, token);
          continue;
        }
        // Jitter on top of what Shopify asks for: others wait for the same points.
        const afterMs = next.afterMs === null ? backoff(failures) : next.afterMs + Math.random() * 100;
        if (next.again === 'throttled') waitedMs += afterMs;
        else failures += 1;
        if (failures > retries || waitedMs > patienceMs) throw withRetryAfter(next.error, afterMs);
        if (!(await delay(afterMs, signal))) throw next.error;
      }
    },
  };
}

function withRetryAfter(error: AppError, retryAfterMs: number): AppError {
  return new AppError(error.code, {
    message: error.message,
    details: error.details,
    cause: error,
    retryAfterMs: Math.round(retryAfterMs),
  });
}
