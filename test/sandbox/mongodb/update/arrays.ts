/** Update operators of arrays: each computes the new array from the current one. */
import {compare, equal} from '../bson/compare.ts';
import {toNumber} from '../bson/numbers.ts';
import {bsonType, type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {parseSort, sortBy} from '../query/sort.ts';
import {isOperators} from '../query/types.ts';
import {equality} from '../query/values.ts';
import {type Application} from './operators.ts';

type Input = Pick<Application, 'argument' | 'path' | 'compile'>;

function arrayOf(current: unknown, operator: string, path: readonly string[]): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw new CommandError(2, `The field '${path.join('.')}' must be an array but is of another type (${operator})`);
}

function whole(modifiers: Doc, name: string): number | undefined {
  const value = modifiers[name];
  if (value === undefined) return undefined;
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new CommandError(2, `The value for ${name} must be an integer value`);
  }
  return toNumber(value);
}

const pushModifiers = new Set(['$each', '$slice', '$sort', '$position']);

/** `$push`, with `$each`, `$position`, `$sort` and `$slice`, which apply in this order. */
export function push(current: unknown, {argument, path}: Input): unknown[] {
  const array = arrayOf(current, '$push', path);
  if (!isDoc(argument) || !('$each' in argument)) return [...array, argument];
  const unknown = Object.keys(argument).find((key) => !pushModifiers.has(key));
  if (unknown !== undefined) throw new CommandError(2, `Unrecognized clause in $push: ${unknown}`);
  const added = argument['$each'];
  if (!Array.isArray(added)) throw new CommandError(2, 'The argument to $each in $push must be an array');
  const position = whole(argument, '$position') ?? array.length;
  const sorted = sortArray(array.toSpliced(position, 0, ...(added as unknown[])), argument['$sort']);
  const slice = whole(argument, '$slice');
  if (slice === undefined) return sorted;
  if (slice === 0) return [];
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
}

const docOf = (item: unknown): Doc => (isDoc(item) ? item : {});

function sortArray(array: unknown[], sort: unknown): unknown[] {
  if (sort === undefined) return array;
  if (isDoc(sort)) {
    return sortBy(array, docOf, parseSort(sort));
  }
  const direction = isNumeric(sort) ? toNumber(sort) : NaN;
  if (direction !== 1 && direction !== -1) throw new CommandError(2, 'The $sort element value must be either 1 or -1');
  return array.toSorted((a, b) => compare(a, b) * direction);
}

/** `$addToSet`, with `$each`. */
export function addToSet(current: unknown, {argument, path}: Input): unknown {
  const array = arrayOf(current, '$addToSet', path);
  const each = isDoc(argument) && '$each' in argument ? argument : undefined;
  if (each && Object.keys(each).length > 1)
    throw new CommandError(2, `Found unexpected fields after $each in $addToSet`);
  const added = each ? each['$each'] : [argument];
  if (!Array.isArray(added)) throw new CommandError(14, 'The argument to $each in $addToSet must be an array');
  const result = [...array];
  for (const item of added as unknown[]) if (!result.some((other) => equal(other, item))) result.push(item);
  return result.length === array.length && current !== undefined ? current : result;
}

/** `$pop`: 1 the last, -1 the first. */
export function pop(current: unknown, {argument, path}: Input): unknown {
  const end = isNumeric(argument) ? toNumber(argument) : NaN;
  if (end !== 1 && end !== -1) throw new CommandError(9, '$pop expects 1 or -1');
  if (current === undefined) return undefined;
  if (!Array.isArray(current))
    throw new CommandError(14, `Path '${path.join('.')}' contains an element of non-array type`);
  return end === 1 ? current.slice(0, -1) : current.slice(1);
}

/** `$pull`: by value, by operators on each element, or by a query on each document. */
export function pull(current: unknown, {argument, path, compile}: Input): unknown {
  if (current === undefined) return undefined;
  if (!Array.isArray(current)) throw new CommandError(2, `Cannot apply $pull to a non-array value: ${path.join('.')}`);
  return unlessSame(current, keepFor(argument, compile));
}

function keepFor(condition: unknown, compile: Input['compile']): (item: unknown) => boolean {
  if (isOperators(condition)) {
    const matches = compile.field('element', condition);
    return (item) => !matches({element: item});
  }
  if (isDoc(condition)) {
    const matches = compile.filter(condition);
    return (item) => !isDoc(item) || !matches(item);
  }
  const test = equality(condition, bsonType(condition) === 'BSONRegExp');
  return (item) => !test(item);
}

/** `$pullAll`: every element equal to one of a list. */
export function pullAll(current: unknown, {argument, path}: Input): unknown {
  if (!Array.isArray(argument)) throw new CommandError(2, '$pullAll requires an array argument');
  if (current === undefined) return undefined;
  if (!Array.isArray(current))
    throw new CommandError(2, `Cannot apply $pullAll to a non-array value: ${path.join('.')}`);
  return unlessSame(current, (item) => !argument.some((other) => equal(other, item)));
}

function unlessSame(array: unknown[], keep: (item: unknown) => boolean): unknown[] {
  const kept = array.filter(keep);
  return kept.length === array.length ? array : kept;
}
