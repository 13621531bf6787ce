/** One request to the API, as its handlers see it. */
import type {EventPoster} from '../events/poster.ts';
import type {State} from '../state.ts';
import {ApiError} from './errors.ts';

/** Names by which a fault picks calls; `send` is every call that sends, single or batch. */
export const operations = [
  'send',
  'email',
  'batch',
  'search',
  'details',
  'bounces',
  'activate',
  'suppressions',
  'streams',
  'webhooks',
  'server',
] as const;
export type Operation = (typeof operations)[number];

export interface Call {
  state: State;
  events: EventPoster;
  /** The groups of the route's path. */
  params: string[];
  /** Query values by lower-cased name. Postmark: names match without case. */
  query: ReadonlyMap<string, string>;
  /** The JSON body. @throws ApiError 402 if it is not JSON. */
  json(): unknown;
  /** Whether the token is `POSTMARK_API_TEST`: validate, keep nothing. */
  test: boolean;
}

export interface Route {
  method: string;
  path: RegExp;
  operations: readonly Operation[];
  /** The largest body, in bytes. */
  limit?: number;
  handle(call: Call): unknown;
}

/** `count` (1 to 500) and `offset`, both required, together at most 10000.
 * @throws ApiError with `code` and a text that names the parameter. */
export function paging(call: Call, code: number): {count: number; offset: number} {
  const read = (name: string, least: number, most: number): number => {
    const text = call.query.get(name);
    if (text === undefined) throw new ApiError(code, `Parameter '${name}' is required but was left out.`);
    if (!/^-?\d+$/.test(text)) throw new ApiError(code, `Parameter '${name}' should be an integer.`);
    const value = Number(text);
    if (value < least || value > most) {
      throw new ApiError(code, `Parameter '${name}' should be between ${least} and ${most}.`);
    }
    return value;
  };
  const count = read('count', 1, 500);
  const offset = read('offset', 0, 10_000);
  if (count + offset > 10_000) {
    throw new ApiError(code, "The sum of parameters 'count' and 'offset' should not be greater than 10000.");
  }
  return {count, offset};
}
