/** What update and findAndModify share: compiling an update, applying it to a stored document, upserting. */
import {updateByPipeline} from '../aggregate/pipeline.ts';
import {identical} from '../bson/compare.ts';
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {type Positions} from '../query/path.ts';
import {parseSort, type SortField} from '../query/sort.ts';
import {type Matcher} from '../query/types.ts';
import {type Collection} from '../store/collection.ts';
import {type Stored} from '../store/collectionIndex.ts';
import {compileUpdate, type Update, type UpdateContext} from '../update/update.ts';
import {upsertBase} from '../update/upsert.ts';
import {filterContext, pipelineContext, type Request} from './command.ts';

export interface Updater {
  update: Update;
  context: UpdateContext;
  sortOf(sort: unknown): SortField[];
}

/** Compiles an update with the variables of its command.
 * @throws CommandError if it is not valid */
export function updaterOf(request: Request, update: unknown, arrayFilters: unknown, variables: Doc): Updater {
  const context: UpdateContext = {
    ...filterContext(variables),
    runPipeline: (doc, pipeline) => updateByPipeline(doc, pipeline, pipelineContext(request, variables)),
  };
  return {update: compileUpdate(update, arrayFilters, context), context, sortOf: parseSort};
}

/** @throws CommandError FailedToParse for a replacement or an order in a multi-update */
export function checkUpdate({update}: Updater, multi: boolean, statement: Doc): void {
  if (!multi) return;
  if (update.kind === 'replacement')
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  if (statement['sort'] !== undefined) throw new CommandError(9, 'Cannot specify sort with multi=true');
}

/** Updates one stored document; whether anything changed. `matches` is needed if the update is positional.
 * @throws CommandError, and then nothing has changed */
export function updateStored(
  collection: Collection,
  stored: Stored,
  {update}: Updater,
  matches: Matcher | undefined,
): boolean {
  const positions: Positions = new Map();
  matches?.(stored.doc, positions);
  const next = update.apply(stored.doc, positions, false);
  if (identical(stored.doc, next)) return false;
  collection.replace(stored, next);
  return true;
}

/** Inserts what an upsert makes of its query; the new document. */
export function upsert(collection: Collection, filter: Doc, {update}: Updater): Doc {
  const base = upsertBase(filter, update.kind === 'replacement');
  return collection.insert(update.apply(base, new Map(), true));
}
