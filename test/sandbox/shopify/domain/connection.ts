// Relay connections: first/last, after/before, reverse, pageInfo.
import {GraphQLError} from 'graphql';
import {canonicalId, parseGid} from './ids.ts';

export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

export interface Connection<T> {
  nodes: T[];
  edges: {node: T; cursor: string}[];
  pageInfo: {hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null};
}

// Shopify: "first" and "last" take at most 250.
const maxPage = 250;

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, {extensions: {code: 'BAD_REQUEST'}});
}

function cursorOf(item: {id: string}): string {
  return Buffer.from(JSON.stringify({last_id: canonicalId(item.id)})).toString('base64url');
}

function idOf(cursor: string): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && 'last_id' in parsed && typeof parsed.last_id === 'string') {
      return parsed.last_id;
    }
  } catch {
    // Falls through to the error: a cursor that is no JSON is as wrong as one without an id.
  }
  throw badRequest(`Invalid cursor for current pagination sort: ${cursor}`);
}

/** Where the cursor's item stands; one that is gone since is looked for by its number, as ids count up. */
function indexOf(items: readonly {id: string}[], cursor: string): number {
  const id = idOf(cursor);
  const index = items.findIndex((item) => canonicalId(item.id) === id);
  if (index >= 0) return index;
  const number = Number(parseGid(id)?.number ?? 0);
  const later = items.findIndex((item) => Number(parseGid(item.id)?.number ?? 0) > number);
  return (later < 0 ? items.length : later) - 1;
}

function checkSize(name: 'first' | 'last', size: number): void {
  if (size < 0 || size > maxPage) throw badRequest(`${name} must be between 0 and ${maxPage}, but it is ${size}.`);
}

/** One page of a list as a connection.
 * @throws GraphQLError without `first` or `last`, beyond 250, or with a cursor that is none. */
export function connection<T extends {id: string}>(list: readonly T[], args: PageArgs): Connection<T> {
  const {first, last} = args;
  // Shopify refuses a connection without a size with this text.
  if (typeof first !== 'number' && typeof last !== 'number') throw badRequest('you must provide one of first or last');
  if (typeof first === 'number') checkSize('first', first);
  if (typeof last === 'number') checkSize('last', last);
  const all = args.reverse ? list.toReversed() : list;
  let from = args.after ? indexOf(all, args.after) + 1 : 0;
  let to = args.before
    ? Math.max(
        from,
        all.findIndex((item) => canonicalId(item.id) === idOf(args.before ?? '')),
      )
    : all.length;
  if (typeof first === 'number') to = Math.min(to, from + first);
  if (typeof last === 'number') from = Math.max(from, to - last);
  const edges = all.slice(from, to).map((node) => ({node, cursor: cursorOf(node)}));
  return {
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A `Count` of a list. Shopify: counts stop at `limit` and say so. */
export function count(
  list: readonly unknown[],
  limit?: number | null,
): {count: number; precision: 'EXACT' | 'AT_LEAST'} {
  return typeof limit === 'number' && list.length > limit
    ? {count: limit, precision: 'AT_LEAST'}
    : {count: list.length, precision: 'EXACT'};
}
