/** Compiles an update (operators, a replacement or a pipeline) into a function from the old document to the new one. */
import {cloneDoc} from '../bson/codec.ts';
import {keyOf} from '../bson/compare.ts';
import {show} from '../bson/show.ts';
import {type Doc, isDoc, put} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {compiler} from '../query/filter.ts';
import {isIndex, type Positions} from '../query/path.ts';
import {type FilterContext} from '../query/types.ts';
import {compileArrayFilters} from './arrayFilters.ts';
import {type Operator, operatorNamed} from './operators.ts';
import {resolvePath} from './paths.ts';

/** What an update needs from outside. */
export interface UpdateContext extends FilterContext {
  /** Runs the stages of a pipeline update on one document. */
  runPipeline(doc: Doc, pipeline: Doc[]): Doc;
}

export interface Update {
  kind: 'operators' | 'replacement' | 'pipeline';
  /** Whether it has a `$` that refers to what the query matched. */
  positional: boolean;
  /** The new document; the old one stays as it is. */
  apply(doc: Doc, positions: Positions, inserting: boolean): Doc;
}

interface Step {
  operator: string;
  run: Operator;
  path: string;
  parts: string[];
  argument: unknown;
}

/** Compiles an update.
 * @throws CommandError FailedToParse, ConflictingUpdateOperators and others, as MongoDB does before it touches a document */
export function compileUpdate(update: unknown, arrayFilters: unknown, context: UpdateContext): Update {
  if (Array.isArray(update)) return pipelineUpdate(update, arrayFilters, context);
  if (!isDoc(update)) throw new CommandError(9, 'Update argument must be either an object or an array');
  const names = Object.keys(update);
  if (names[0] === undefined || !names[0].startsWith('$')) return replacement(update, arrayFilters);
  const steps = names.flatMap((name) => stepsOf(name, update[name])).toSorted(byPath);
  refuseConflicts(steps);
  const filters = compileArrayFilters(arrayFilters, steps, context);
  const compile = compiler(context);
  const now = new Date();
  return {
    kind: 'operators',
    positional: steps.some(({parts}) => parts.includes('$')),
    apply(doc, positions, inserting) {
      const next = cloneDoc(doc);
      for (const {operator, run, parts, argument} of steps) {
        if (operator === '$setOnInsert' && !inserting) continue;
        const paths = resolvePath(next, parts, {positions, arrayFilters: filters});
        for (const path of paths) run({doc: next, path, argument: cloneDoc(argument), now, compile});
      }
      if ('_id' in doc && keyOf(doc['_id']) !== keyOf(next['_id'])) {
        throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
      }
      return next;
    },
  };
}

function pipelineUpdate(pipeline: unknown[], arrayFilters: unknown, context: UpdateContext): Update {
  if (arrayFilters !== undefined) throw new CommandError(9, 'Cannot specify arrayFilters and a pipeline update');
  const stages = pipeline.map((stage) => {
    if (!isDoc(stage)) throw new CommandError(14, 'Each element of the pipeline array must be an object');
    return stage;
  });
  return {
    kind: 'pipeline',
    positional: false,
    apply: (doc) => withId(context.runPipeline(doc, stages), doc['_id']),
  };
}

function replacement(update: Doc, arrayFilters: unknown): Update {
  if (arrayFilters !== undefined) throw new CommandError(9, 'Cannot specify arrayFilters and a replacement');
  const operator = Object.keys(update).find((key) => key.startsWith('$'));
  if (operator !== undefined) {
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${operator}' in '${operator}' is not allowed in the context of an update's replacement document.`,
    );
  }
  return {kind: 'replacement', positional: false, apply: (doc) => withId(update, doc['_id'])};
}

// `_id` stays, and comes first
function withId(next: Doc, id: unknown): Doc {
  if (id === undefined) return cloneDoc(next);
  if (next['_id'] !== undefined && keyOf(next['_id']) !== keyOf(id)) {
    throw new CommandError(
      66,
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(next['_id'])}`,
    );
  }
  return cloneDoc({_id: id, ...next, ...(next['_id'] === undefined ? {} : {_id: id})});
}

function stepsOf(operator: string, fields: unknown): Step[] {
  const run = operatorNamed(operator);
  if (!isDoc(fields)) {
    throw new CommandError(9, `Modifiers operate on fields but we found type other than object for ${operator}`);
  }
  return Object.keys(fields).map((path) => {
    const argument = fields[path];
    if (operator === '$rename') checkRename(path, argument);
    return {operator, run, path, parts: checkedPath(path), argument};
  });
}

function checkedPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.includes(''))
    throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  const [first] = parts;
  if (first === '$' || first?.startsWith('$[')) {
    throw new CommandError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  }
  const odd = parts.find((part) => part.startsWith('$') && part !== '$' && !/^\$\[[a-z0-9A-Z]*\]$/.test(part));
  if (odd !== undefined) {
    throw new CommandError(52, `The dollar ($) prefixed field '${odd}' in '${path}' is not valid for storage.`);
  }
  return parts;
}

function checkRename(path: string, target: unknown): void {
  if (typeof target !== 'string') throw new CommandError(2, `The 'to' field for $rename must be a string: ${path}`);
  if (path === target) throw new CommandError(2, `The source and target field for $rename must differ: ${path}`);
  if (`${path}.${target}`.includes('$')) throw new CommandError(2, `$rename may not be positional: ${path}: ${target}`);
  checkedPath(target);
}

// MongoDB makes new fields in the order of their names, array indexes by number
function byPath(a: Step, b: Step): number {
  for (const [i, part] of a.parts.entries()) {
    const other = b.parts[i];
    if (other === undefined) return 1;
    if (part === other) continue;
    return isIndex(part) && isIndex(other) ? Number(part) - Number(other) : part < other ? -1 : 1;
  }
  return a.parts.length - b.parts.length;
}

// MongoDB: no path may be written twice, nor a path and one below it
function refuseConflicts(steps: Step[]): void {
  const seen: Doc = {};
  const paths = steps.flatMap(({operator, path, argument}) =>
    operator === '$rename' ? [path, String(argument)] : [path],
  );
  for (const path of paths) {
    const other = Object.keys(seen).find(
      (one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`),
    );
    if (other !== undefined) {
      throw new CommandError(
        40,
        `Updating the path '${path}' would create a conflict at '${other.length < path.length ? other : path}'`,
      );
    }
    put(seen, path, true);
  }
}
