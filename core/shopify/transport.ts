/** One HTTP request to a shop's Admin API, told apart by what can be known of its outcome. No retries here. */
import {z} from 'zod';
import type {GraphQLFailure} from './failures.ts';
import {askingDispatcher, wasNotAllowed} from '../lastMoment.ts';
import {surelyNotSent} from './failures.ts';
import type {ThrottleStatus} from './pace.ts';
import {apiVersion} from './version.ts';

export interface Cost {
  requested: number;
  /** Absent where Shopify did not run the document. */
  actual: number | null;
  throttle: ThrottleStatus | null;
}

export type Attempt =
  | {kind: 'answer'; data: Record<string, unknown> | null; errors: GraphQLFailure[]; cost: Cost | null}
  | {kind: 'status'; status: number; retryAfterMs: number | null}
  /** Nothing left this machine. */
  | {kind: 'notSent'; cause: unknown}
  /** It may have arrived: a time-out, a broken connection, an answer that is no JSON. */
  | {kind: 'lost'; cause: unknown};

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .union([
      z.string().transform((message) => [{message, code: null}]),
      z.array(
        z
          .object({
            message: z.string().default(''),
            path: z.array(z.union([z.string(), z.number()])).nullish(),
            extensions: z.object({code: z.string().nullish()}).nullish(),
          })
          .transform(({message, path, extensions}) => ({
            message,
            code: extensions?.code ?? null,
            ...(path ? {path} : {}),
          })),
      ),
    ])
    .nullish(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          actualQueryCost: z.number().nullish(),
          throttleStatus: z
            .object({maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number()})
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

export interface PostOptions {
  fetch: typeof fetch;
  shop: string;
  token: string;
  document: string;
  variables: unknown;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  mayCall?: (() => boolean) | undefined;
}

/** Sends one document. Never throws: what went wrong is the answer. */
export async function post(options: PostOptions): Promise<Attempt> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const body = JSON.stringify({query: options.document, variables: options.variables});
  if (options.signal?.aborted) return {kind: 'notSent', cause: options.signal.reason};
  try {
    const response = await options.fetch(`https://${options.shop}/admin/api/${apiVersion}/graphql.json`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'X-Shopify-Access-Token': options.token,
      },
      body,
      // A redirect would repeat the request elsewhere, or as a GET.
      redirect: 'manual',
      ...(options.mayCall ? {dispatcher: askingDispatcher(options.mayCall)} : {}),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) return {kind: 'status', status: response.status, retryAfterMs: retryAfter(response.headers)};
    return read(text);
  } catch (cause) {
    return surelyNotSent(cause) || wasNotAllowed(cause) ? {kind: 'notSent', cause} : {kind: 'lost', cause};
  }
}

function read(text: string): Attempt {
  const result = answerSchema.safeParse(JSON.parse(text));
  if (!result.success) return {kind: 'lost', cause: result.error};
  const {data, errors, extensions} = result.data;
  const cost = extensions?.cost;
  return {
    kind: 'answer',
    data: data ?? null,
    errors: errors ?? [],
    cost: cost
      ? {
          requested: cost.requestedQueryCost,
          actual: cost.actualQueryCost ?? null,
          throttle: cost.throttleStatus ?? null,
        }
      : null,
  };
}

/** HTTP: `Retry-After` in seconds (Shopify sends a decimal number) or as a date. */
function retryAfter(headers: Headers): number | null {
  const text = headers.get('Retry-After');
  if (text === null || text.trim() === '') return null;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
