/** Finds the stored documents that match a query, in order, within skip and limit. */
import {type Doc} from '../bson/types.ts';
import {type Collection} from '../store/collection.ts';
import {type Stored} from '../store/collectionIndex.ts';
import {compileFilter, compiler} from './filter.ts';
import {plan} from './plan.ts';
import {sortBy, type SortField} from './sort.ts';
import {type FilterContext} from './types.ts';

export interface FindOptions {
  filter: Doc;
  sort?: SortField[];
  skip?: number;
  /** 0 or absent: all. */
  limit?: number;
}

/** What was looked at, for `explain`. */
export interface FindReport {
  indexes: string[];
  examined: number;
  sortedInMemory: boolean;
}

/** The matching documents of a collection; of none, if it does not exist.
 * @throws CommandError if the query is not valid */
export function findStored(
  collection: Collection | undefined,
  {filter, sort = [], skip = 0, limit = 0}: FindOptions,
  context: FilterContext,
  report?: FindReport,
): Stored[] {
  const matches = compileFilter(filter, context);
  if (collection === undefined) return [];
  const {candidates, sorted, indexes} = plan(collection, filter, sort, compiler(context));
  const stop = limit > 0 ? skip + limit : Infinity;
  const inOrder = sort.length === 0 || sorted;
  const found: Stored[] = [];
  let examined = 0;
  for (const stored of candidates()) {
    examined++;
    if (!matches(stored.doc)) continue;
    found.push(stored);
    if (inOrder && found.length >= stop) break;
  }
  if (report) Object.assign(report, {indexes, examined, sortedInMemory: !inOrder});
  const ordered = inOrder ? found : sortBy(found, ({doc}) => doc, sort, stop);
  return skip > 0 ? ordered.slice(skip) : ordered;
}
