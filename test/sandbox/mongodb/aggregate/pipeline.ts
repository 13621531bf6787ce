/** Aggregation pipelines: the first stages through our own query planner, the rest through mingo with our operators. */
import {Aggregator} from 'mingo/aggregator';
import type {Iterator} from 'mingo/lazy';
import type {Options} from 'mingo/types';
import {cloneDoc} from '../bson/codec.ts';
import {toNumber} from '../bson/numbers.ts';
import {type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {compileFilter} from '../query/filter.ts';
import {findStored, type FindOptions, type FindReport} from '../query/find.ts';
import {parseSort} from '../query/sort.ts';
import {type Collection} from '../store/collection.ts';
import {evaluator, hasStage, mingoOptions, translated} from './expressions.ts';
import {lookupStage} from './lookup.ts';
import {promoteDoc, restore} from './promote.ts';
import {bucket, set, sort} from './stages.ts';

/** Where a pipeline runs. */
export interface PipelineContext {
  /** Another collection of the same database. */
  collection(name: string): Collection | undefined;
  /** The variables of `let`. */
  variables: Doc;
}

const streamOnly = new Set(['$changeStream', '$changeStreamSplitLargeEvent']);
const writing = new Set(['$out', '$merge']);
// What mingo does otherwise than MongoDB, or not without running scripts
const unlike = new Set(['$redact', '$setWindowFields']);
const refused = new Set([
  '$collStats',
  '$indexStats',
  '$geoNear',
  '$search',
  '$currentOp',
  '$listSessions',
  '$planCacheStats',
]);

/** Reads a pipeline.
 * @throws CommandError as MongoDB does for stages it does not know, and for what this server lacks */
export function parsePipeline(pipeline: unknown): Doc[] {
  if (!Array.isArray(pipeline)) throw new CommandError(14, "'pipeline' option must be specified as an array");
  return pipeline.map((stage: unknown) => {
    if (!isDoc(stage)) throw new CommandError(14, 'Each element of the pipeline array must be an object');
    const [name, ...more] = Object.keys(stage);
    if (name === undefined || more.length > 0) {
      throw new CommandError(40324, 'A pipeline stage specification object must contain exactly one field.');
    }
    if (streamOnly.has(name)) {
      throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets');
    }
    if (writing.has(name) || unlike.has(name) || refused.has(name)) throw unsupported(`the stage ${name}`);
    if (!hasStage(name)) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return stage;
  });
}

/** Runs a pipeline over a collection.
 * @throws CommandError */
export function aggregate(
  collection: Collection | undefined,
  pipeline: Doc[],
  context: PipelineContext,
  report?: FindReport,
): Doc[] {
  const [find, rest] = leadingFind(pipeline);
  const filters = {evaluate: (expression: unknown) => evaluator(expression, context.variables)};
  const input = findStored(collection, find, filters, report).map(({doc}) => doc);
  return rest.length === 0 ? input : runStages(input, rest, context);
}

/** Runs stages over documents that are not in a collection. */
export function runStages(input: Doc[], stages: Doc[], context: PipelineContext): Doc[] {
  return translated(() =>
    new Aggregator(stages, optionsOf(context)).run<Doc>(input.map((doc) => promoteDoc(cloneDoc(doc)))),
  );
}

const updateStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/** Runs a pipeline update on one document; untouched numbers keep their types.
 * @throws CommandError InvalidOptions for a stage that updates do not have */
export function updateByPipeline(doc: Doc, pipeline: Doc[], context: PipelineContext): Doc {
  for (const stage of parsePipeline(pipeline)) {
    const [name = ''] = Object.keys(stage);
    if (!updateStages.has(name)) throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
  const [result] = runStages([doc], pipeline, context);
  return restore(result ?? {}, promoteDoc(doc), doc) as Doc;
}

// $match, $sort, $skip and $limit at the start, in the order a find has them
function leadingFind(pipeline: Doc[]): [FindOptions, Doc[]] {
  const find: FindOptions = {filter: {}};
  const order = ['$match', '$sort', '$skip', '$limit'];
  let reached = 0;
  let used = 0;
  for (const stage of pipeline) {
    const [name = ''] = Object.keys(stage);
    const place = order.indexOf(name);
    if (place < reached || (place === reached && used > 0 && place > 0)) break;
    const value = stage[name];
    if (name === '$match') find.filter = used === 0 ? filterOf(value) : {$and: [find.filter, filterOf(value)]};
    else if (name === '$sort') find.sort = parseSort(value);
    else if (name === '$skip') find.skip = count(name, value, 0);
    else find.limit = count(name, value, 1);
    reached = place;
    used++;
  }
  return [find, pipeline.slice(used)];
}

function filterOf(value: unknown): Doc {
  if (!isDoc(value)) throw new CommandError(2, 'the match filter must be an expression in an object');
  return value;
}

function count(name: string, value: unknown, least: number): number {
  const number = isNumeric(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(number) || number < least)
    throw new CommandError(2, `invalid argument to ${name} stage: ${number}`);
  return number;
}

const refuse =
  (name: string) =>
  (_items: Iterator, _specification: unknown, _options: Options): Iterator => {
    throw unsupported(`the stage ${name}`);
  };

function optionsOf(context: PipelineContext): Options {
  const filters = {evaluate: (expression: unknown) => evaluator(expression, context.variables)};
  const match = (items: Iterator, filter: unknown, _options: Options) => {
    const matches = compileFilter(filterOf(filter), filters);
    return items.filter((doc: Doc) => matches(doc));
  };
  const lookup = lookupStage((from, pipeline, variables) =>
    aggregate(context.collection(from), parsePipeline(pipeline), {
      ...context,
      variables: {...context.variables, ...variables},
    }),
  );
  const impossible = Object.fromEntries([...writing, ...unlike].map((name) => [name, refuse(name)]));
  const own = {$match: match, $sort: sort, $set: set, $addFields: set, $bucket: bucket, $lookup: lookup};
  const stages = {...own, ...impossible};
  return mingoOptions(stages, context.variables, (name) =>
    Array.from(context.collection(name)?.all() ?? [], ({doc}) => promoteDoc(cloneDoc(doc))),
  );
}
