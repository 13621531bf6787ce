/** find, getMore, killCursors, aggregate, count and distinct. */
import {aggregate as runPipeline, parsePipeline} from '../aggregate/pipeline.ts';
import {keyOf} from '../bson/compare.ts';
import {type Doc, isBson, isDoc, isNumeric} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {compileFilter, compiler} from '../query/filter.ts';
import {findStored, type FindReport} from '../query/find.ts';
import {type Positions, valuesAt} from '../query/path.ts';
import {compileProjection} from '../query/projection.ts';
import {parseSort} from '../query/sort.ts';
import {
  booleanOf,
  checkCollation,
  checkFields,
  checkHint,
  collectionOf,
  type Command,
  docOf,
  filterContext,
  pipelineContext,
  type Request,
  stringOf,
  variablesOf,
  wholeOf,
} from './command.ts';

function atLeastZero(doc: Doc, key: string): number | undefined {
  const value = wholeOf(doc, key);
  if (value !== undefined && value < 0)
    throw new CommandError(2, `BSON field '${key}' value must be >= 0, actual value '${value}'`);
  return value;
}

/** Finds and projects, as `find` does. */
export function findDocs(request: Request, report?: FindReport): Doc[] {
  const {store, db, body} = request;
  const name = collectionOf(body);
  checkCollation(body);
  checkHint(request, name, body);
  for (const key of ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max']) {
    const value = body[key];
    if (value !== undefined && value !== false)
      throw new CommandError(238, `The embedded MongoDB of the sandbox does not support find.${key}`);
  }
  const filter = docOf(body, 'filter', {});
  const context = filterContext(variablesOf(body));
  const sort = parseSort(body['sort']);
  const found = findStored(
    store.find(db, name),
    {filter, sort, skip: atLeastZero(body, 'skip') ?? 0, limit: atLeastZero(body, 'limit') ?? 0},
    context,
    report,
  );
  const project = compileProjection(body['projection'], compiler(context), context.evaluate);
  if (!project) return found.map(({doc}) => doc);
  const positional = JSON.stringify(Object.keys(docOf(body, 'projection', {}))).includes('.$');
  const matches = positional ? compileFilter(filter, context) : undefined;
  return found.map(({doc}) => {
    const positions: Positions = new Map();
    matches?.(doc, positions);
    return project(doc, positions);
  });
}

export const findFields = [
  'find',
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'max',
  'min',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'noCursorTimeout',
  'allowPartialResults',
  'collation',
  'allowDiskUse',
  'let',
];

export const find: Command = {
  fields: findFields,
  run(request) {
    const {db, body, cursors} = request;
    const docs = findDocs(request);
    const batch = atLeastZero(body, 'batchSize');
    return cursors.start(`${db}.${collectionOf(body)}`, docs, batch, booleanOf(body, 'singleBatch', false));
  },
};

export const getMore: Command = {
  fields: ['getMore', 'collection', 'batchSize'],
  run({cursors, db, body}) {
    const id = body['getMore'];
    if (!isBson(id, 'Long'))
      throw new CommandError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
    return cursors.more(id.toString(), `${db}.${stringOf(body, 'collection')}`, atLeastZero(body, 'batchSize'));
  },
};

export const killCursors: Command = {
  fields: ['killCursors', 'cursors'],
  run({cursors, body}) {
    const ids = body['cursors'];
    if (!Array.isArray(ids))
      throw new CommandError(14, "BSON field 'killCursors.cursors' is the wrong type, expected type 'array'");
    const cursorsKilled: unknown[] = [];
    const cursorsNotFound: unknown[] = [];
    for (const id of ids as unknown[]) (cursors.kill(String(id)) ? cursorsKilled : cursorsNotFound).push(id);
    return {cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: []};
  },
};

export const aggregate: Command = {
  fields: ['aggregate', 'pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation', 'hint', 'collation', 'let'],
  run(request) {
    const {store, db, body, cursors} = request;
    checkCollation(body);
    const source = body['aggregate'];
    const pipeline = parsePipeline(body['pipeline']);
    const whole = isNumeric(source) && String(source) === '1';
    if (whole && !('$documents' in (pipeline[0] ?? {}))) {
      throw new CommandError(
        73,
        '{aggregate: 1} is not valid for the stages of this pipeline; a collection is required.',
      );
    }
    const name = whole ? '$cmd.aggregate' : collectionOf(body);
    if (!whole) checkHint(request, name, body);
    if (!isDoc(body['cursor'])) {
      throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    }
    checkFields('cursor', body['cursor'], ['batchSize']);
    const collection = whole ? undefined : store.find(db, name);
    const docs = runPipeline(collection, pipeline, pipelineContext(request, variablesOf(body)));
    return cursors.start(`${db}.${name}`, docs, atLeastZero(body['cursor'], 'batchSize'));
  },
};

export const count: Command = {
  fields: ['count', 'query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run(request) {
    const {store, db, body} = request;
    const name = collectionOf(body);
    checkCollation(body);
    checkHint(request, name, body);
    const filter = docOf(body, 'query', {});
    const limit = Math.abs(wholeOf(body, 'limit') ?? 0);
    const collection = store.find(db, name);
    if (Object.keys(filter).length === 0 && limit === 0 && !body['skip']) return {n: collection?.size ?? 0};
    const options = {filter, limit, skip: atLeastZero(body, 'skip') ?? 0};
    return {n: findStored(collection, options, filterContext({})).length};
  },
};

export const distinct: Command = {
  fields: ['distinct', 'key', 'query', 'hint', 'collation'],
  run(request) {
    const {store, db, body} = request;
    checkCollation(body);
    const parts = stringOf(body, 'key').split('.');
    const found = findStored(store.find(db, collectionOf(body)), {filter: docOf(body, 'query', {})}, filterContext({}));
    const values = new Map<string, unknown>();
    for (const {doc} of found) {
      for (const value of valuesAt(doc, parts, true)) {
        if (value !== undefined && !values.has(keyOf(value))) values.set(keyOf(value), value);
      }
    }
    return {values: [...values.values()]};
  },
};
