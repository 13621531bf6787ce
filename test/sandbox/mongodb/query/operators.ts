/** The operators of a field's condition: `$eq`, `$in`, `$elemMatch` and the rest. */
import {CommandError, unsupported} from '../errors.ts';
import {bsonType, type Doc, isBson, isDoc, isNumeric} from '../bson/types.ts';
import {toNumber} from '../bson/numbers.ts';
import {anyAt} from './path.ts';
import {type Compiler, isOperators, type Matcher} from './types.ts';
import {equality, membership, ordering, patternTest, typeTest, type ValueTest} from './values.ts';

/** Either a test of each value at the path (array elements too, unless `expand` is false), or a matcher of the document. */
export type Compiled = {test: ValueTest; expand?: boolean} | {matcher: Matcher};

/** Compiles one operator; undefined if it says nothing by itself (`$options`). */
export function fieldOperator(path: string, operator: string, siblings: Doc, compile: Compiler): Compiled | undefined {
  const argument = siblings[operator];
  switch (operator) {
    case '$eq':
      return {test: equality(argument, false)};
    case '$ne':
      if (bsonType(argument) === 'BSONRegExp') throw new CommandError(2, "Can't have regex as arg to $ne.");
      return not(compile.field(path, {$eq: argument}));
    case '$in':
      refuseOperators(argument);
      return {test: membership('$in', argument)};
    case '$nin':
      refuseOperators(argument);
      membership('$nin', argument);
      return not(compile.field(path, {$in: argument}));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return {test: ordering(operator, argument)};
    case '$not': {
      const inner = bsonType(argument) === 'BSONRegExp' ? {$regex: argument} : argument;
      if (!isOperators(inner)) throw new CommandError(2, '$not needs a regex or a document');
      return not(compile.field(path, inner));
    }
    case '$exists': {
      const present: Compiled = {test: (value) => value !== undefined, expand: false};
      const wanted = argument !== false && argument !== null && !(isNumeric(argument) && toNumber(argument) === 0);
      return wanted ? present : not(toMatcher(path, present));
    }
    case '$type':
      return {test: typeTest(argument)};
    case '$regex':
      return {test: regex(argument, siblings)};
    case '$options':
      if (!('$regex' in siblings)) throw new CommandError(2, '$options needs a $regex');
      return undefined;
    case '$size':
      return size(argument);
    case '$mod':
      return {test: modulo(argument)};
    case '$all':
      return all(path, argument, compile);
    case '$elemMatch':
      return elemMatch(path, argument, compile);
    case '$comment':
      return undefined;
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
      throw unsupported(operator);
    default:
      throw new CommandError(2, `unknown operator: ${operator}`);
  }
}

const not = (matcher: Matcher): Compiled => ({matcher: (doc) => !matcher(doc)});

function toMatcher(path: string, compiled: Compiled): Matcher {
  if ('matcher' in compiled) return compiled.matcher;
  const parts = path.split('.');
  return (doc, positions) => anyAt(doc, parts, 0, compiled.test, compiled.expand ?? true, positions);
}

function refuseOperators(list: unknown): void {
  if (Array.isArray(list) && list.some((item) => isOperators(item)))
    throw new CommandError(2, 'cannot nest $ under $in');
}

function regex(argument: unknown, siblings: Doc): ValueTest {
  const given = siblings['$options'];
  if (given !== undefined && typeof given !== 'string') throw new CommandError(2, '$options has to be a string');
  let pattern: {pattern: string; options: string};
  if (typeof argument === 'string') pattern = {pattern: argument, options: given ?? ''};
  else if (isBson(argument, 'BSONRegExp')) {
    if (given && argument.options) throw new CommandError(2, 'options set in both $regex and $options');
    pattern = {pattern: argument.pattern, options: given ?? argument.options};
  } else throw new CommandError(2, '$regex has to be a string');
  const matches = patternTest(pattern);
  return (value) => typeof value === 'string' && matches(value);
}

function size(argument: unknown): Compiled {
  const wanted = isNumeric(argument) ? toNumber(argument) : NaN;
  if (!Number.isInteger(wanted) || wanted < 0) {
    throw new CommandError(2, 'Failed to parse $size. Expected a non-negative whole number');
  }
  return {test: (value) => Array.isArray(value) && value.length === wanted, expand: false};
}

function modulo(argument: unknown): ValueTest {
  if (!Array.isArray(argument) || argument.length !== 2 || !argument.every((item) => isNumeric(item))) {
    throw new CommandError(2, 'malformed mod, needs to be an array of two numbers');
  }
  const [divisor, remainder] = argument.map((item) => Math.trunc(toNumber(item))) as [number, number];
  if (divisor === 0) throw new CommandError(2, 'divisor cannot be 0');
  return (value) => isNumeric(value) && Math.trunc(toNumber(value)) % divisor === remainder;
}

function all(path: string, argument: unknown, compile: Compiler): Compiled {
  if (!Array.isArray(argument)) throw new CommandError(2, '$all needs an array');
  const list: unknown[] = argument;
  if (list.length === 0) return {matcher: () => false};
  const matchers = list.map((item) => {
    if (isDoc(item) && '$elemMatch' in item) return compile.field(path, item);
    if (isOperators(item)) throw new CommandError(2, 'no $ expressions in $all');
    return toMatcher(path, {test: equality(item, true)});
  });
  return {matcher: (doc, positions) => matchers.every((matcher) => matcher(doc, positions))};
}

/** `{$elemMatch: {…}}`: of operators for values, of fields for documents. */
function elemMatch(path: string, argument: unknown, compile: Compiler): Compiled {
  if (!isDoc(argument)) throw new CommandError(2, '$elemMatch needs an Object');
  const matches = elementTest(argument, compile);
  const parts = path.split('.');
  return {
    matcher: (doc, positions) => {
      let at = -1;
      const found = anyAt(
        doc,
        parts,
        0,
        (value) => {
          at = Array.isArray(value) ? value.findIndex((item) => matches(item)) : -1;
          return at >= 0;
        },
        false,
        positions,
      );
      if (found) positions?.set(path, at);
      return found;
    },
  };
}

/** The test of one array element, shared by `$elemMatch` in queries and projections. */
export function elementTest(condition: Doc, compile: Compiler): ValueTest {
  const logical = new Set(['$and', '$or', '$nor', '$expr']);
  if (isOperators(condition) && !logical.has(Object.keys(condition)[0] ?? '')) {
    return compile.element(condition);
  }
  const matcher = compile.filter(condition);
  return (item) => {
    if (isDoc(item)) return matcher(item);
    return Array.isArray(item) && matcher(Object.fromEntries(item.map((value: unknown, i) => [String(i), value])));
  };
}
