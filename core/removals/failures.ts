/** What a removal could not move: counted by reason, and all of it by pages. */
import {createHash} from 'node:crypto';
import {ObjectId, type Collection, type Document, type Filter} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {requests} from '../requests/store.ts';
import type {Removal, RemovalFailure, RemovalFailureGroup, RemovalFailures} from '../wire.ts';
import {latestRemoval, removalItems, removalOrders, type StoredRemoval} from './store.ts';

type Kind = RemovalFailure['kind'];
interface Reason {
  code: string;
  message: string;
}

/** Failures and reasons that come with the removal itself, which a page asks for every other second. */
const mostAtOnce = 50;
const mostReasons = 20;
/** Failures of a page, unless asked otherwise. */
const perPage = 100;
const mostPerPage = 1000;

/** Where failures of one kind are. */
interface Source {
  kind: Kind;
  count(): Promise<number>;
  /** null: failed without a reason. */
  reasons(): Promise<{reason: Reason | null; count: number}[]>;
  /** @param reason undefined: whatever it is */
  find(
    after: ObjectId | null,
    limit: number,
    reason: Reason | null | undefined,
  ): Promise<{cursor: string; failure: RemovalFailure}[]>;
}

/** The failures as they come with the removal: the first, how many of each reason, how many on all. */
export async function failuresOf(
  ctx: Pick<Context, 'db'>,
  removal: StoredRemoval,
): Promise<Pick<Removal, 'failed' | 'failureGroups' | 'failedCount'>> {
  const sources = sourcesOf(ctx, removal);
  const counts = await Promise.all(sources.map((source) => source.count()));
  const failedCount = counts.reduce((sum, count) => sum + count, 0);
  if (failedCount === 0) return {failed: [], failureGroups: [], failedCount};
  const [{items}, groups] = await Promise.all([pageOf(sources, null, mostAtOnce, undefined), groupsOf(sources)]);
  const failureGroups = groups
    .slice(0, mostReasons)
    .map(({key, kind, reason, count}) => ({key, kind, ...said(reason), count}));
  return {failed: items, failureGroups, failedCount};
}

export interface FailuresAsked {
  /** Of the page before; null: from the start. */
  cursor: string | null;
  /** The key of a {@link RemovalFailureGroup}. */
  group?: string | undefined;
  limit?: number | undefined;
}

/**
 * A page of what the latest removal of a service could not move: orders first, then items, then requests.
 * @throws AppError `not_found` (it never had one), `invalid_input` for a cursor that is none
 */
export async function readFailures(
  ctx: Pick<Context, 'db'>,
  shop: string,
  serviceId: string,
  {cursor, group, limit = perPage}: FailuresAsked,
): Promise<RemovalFailures> {
  const sources = sourcesOf(ctx, await latestRemoval(ctx.db, shop, serviceId));
  const size = Math.min(mostPerPage, Math.max(1, limit));
  if (group === undefined) return pageOf(sources, cursor, size, undefined);
  const wanted = (await groupsOf(sources)).find(({key}) => key === group);
  // None is left of it: all of them were moved meanwhile.
  if (!wanted) return {items: [], nextCursor: null};
  const own = sources.filter(({kind}) => kind === wanted.kind);
  return pageOf(own, cursor, size, wanted.reason);
}

async function pageOf(
  sources: readonly Source[],
  cursor: string | null,
  size: number,
  reason: Reason | null | undefined,
): Promise<RemovalFailures> {
  const from = cursor === null ? null : placeOf(cursor);
  const found: Awaited<ReturnType<Source['find']>> = [];
  const first = from ? sources.findIndex(({kind}) => kind === from.kind) : 0;
  for (const source of first < 0 ? [] : sources.slice(first)) {
    const after = from && source.kind === from.kind ? from.after : null;
    found.push(...(await source.find(after, size + 1 - found.length, reason)));
    if (found.length > size) break;
  }
  const shown = found.slice(0, size);
  return {
    items: shown.map(({failure}) => failure),
    nextCursor: found.length > size ? (shown.at(-1)?.cursor ?? null) : null,
  };
}

const kinds: readonly Kind[] = ['fulfillmentOrder', 'item', 'request'];

function placeOf(cursor: string): {kind: Kind; after: ObjectId} {
  const [name, id = ''] = cursor.split('-');
  const kind = kinds.find((one) => one === name);
  if (kind && /^[0-9a-f]{24}$/.test(id)) return {kind, after: new ObjectId(id)};
  throw new AppError('invalid_input', {details: {parameter: 'cursor'}});
}

interface Group extends Pick<RemovalFailureGroup, 'key' | 'kind' | 'count'> {
  reason: Reason | null;
}

async function groupsOf(sources: readonly Source[]): Promise<Group[]> {
  const found = await Promise.all(
    sources.map(async (source) => {
      const {kind} = source;
      return (await source.reasons()).map(({reason, count}) => ({key: keyOf(kind, reason), kind, reason, count}));
    }),
  );
  return found.flat().toSorted((a, b) => b.count - a.count || a.key.localeCompare(b.key));
}

function keyOf(kind: Kind, reason: Reason | null): string {
  const parts = JSON.stringify([kind, reason?.code, reason?.message]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 20);
}

function sourcesOf({db}: Pick<Context, 'db'>, removal: StoredRemoval): Source[] {
  const {_id: removalId, shop, serviceId, open, status} = removal;
  const failed = {shop, removalId, state: 'failed' as const};
  const moved = [
    sourceOf('fulfillmentOrder', removalOrders(db), failed, (doc) => ({
      id: doc.fulfillmentOrderId,
      title: doc.orderName,
      reason: doc.failure,
    })),
    sourceOf('item', removalItems(db), failed, (doc) => ({
      id: doc.inventoryItemId,
      title: doc.title,
      reason: doc.failure,
    })),
  ];
  // What could not be taken back is shown once the removal waits for somebody.
  if (!open || status !== 'attention') return moved;
  const held = {shop, serviceId, open: true, status: {$ne: 'preparing' as const}};
  return [
    ...moved,
    sourceOf('request', requests(db), held, (doc) => ({
      id: doc._id.toHexString(),
      title: doc.orderName,
      reason: doc.failure,
    })),
  ];
}

function sourceOf<Doc extends Document & {_id: ObjectId}>(
  kind: Kind,
  collection: Collection<Doc>,
  own: Filter<Doc>,
  read: (doc: Doc) => {id: string; title: string; reason: Reason | null | undefined},
): Source {
  const matching = (more: Filter<Document>): Filter<Doc> => ({...own, ...more});
  return {
    kind,
    count: () => collection.countDocuments(own),
    reasons: async () => {
      const groups = await collection
        .aggregate<{_id?: {code?: unknown; message?: unknown} | null; count: number}>([
          {$match: own},
          {$group: {_id: {code: '$failure.code', message: '$failure.message'}, count: {$sum: 1}}},
        ])
        .toArray();
      // Without a failure the key is empty in MongoDB, and absent in DocumentDB.
      return groups.map(({_id, count}) => ({
        reason: typeof _id?.code === 'string' ? {code: _id.code, message: String(_id.message)} : null,
        count,
      }));
    },
    find: async (after, limit, reason) => {
      const found = await collection
        .find(matching({...(after ? {_id: {$gt: after}} : {}), ...(reason === undefined ? {} : because(reason))}))
        .sort({_id: 1})
        .limit(limit)
        // In one reply; DocumentDB also loses the cursor of a sorted find that needs more.
        .batchSize(limit)
        .toArray();
      return (found as Doc[]).map((doc) => {
        const {id, title, reason: why} = read(doc);
        return {cursor: `${kind}-${doc._id.toHexString()}`, failure: {kind, id, title, ...said(why)}};
      });
    },
  };
}

const said = (reason: Reason | null | undefined) => ({
  code: reason?.code ?? 'internal',
  message: reason?.message ?? '',
});

const because = (reason: Reason | null) =>
  reason ? {'failure.code': reason.code, 'failure.message': reason.message} : {'failure.code': null};
