/** Compiles a query document into a test of a document. */
import {CommandError, unsupported} from '../errors.ts';
import {toNumber} from '../bson/numbers.ts';
import {type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {fieldOperator} from './operators.ts';
import {anyAt} from './path.ts';
import {type Compiler, type FilterContext, isOperators, type Matcher} from './types.ts';
import {equality} from './values.ts';

/** Compiles a filter.
 * @throws CommandError BadValue if it is not a valid query, NotImplemented for what this server lacks. */
export function compileFilter(filter: Doc, context: FilterContext): Matcher {
  return every(Object.keys(filter).flatMap((key) => compileEntry(key, filter[key], context)));
}

function every(matchers: Matcher[]): Matcher {
  if (matchers.length === 0) return () => true;
  const [first, second] = matchers as [Matcher, Matcher];
  if (matchers.length === 1) return first;
  if (matchers.length === 2) return (doc, positions) => first(doc, positions) && second(doc, positions);
  return (doc, positions) => {
    for (const matcher of matchers) if (!matcher(doc, positions)) return false;
    return true;
  };
}

function compileEntry(key: string, value: unknown, context: FilterContext): Matcher[] {
  if (!key.startsWith('$')) return [compileField(key, value, context)];
  switch (key) {
    case '$and':
      return [every(branches(key, value, context))];
    case '$or': {
      const any = branches(key, value, context);
      return [(doc, positions) => any.some((matcher) => matcher(doc, positions))];
    }
    case '$nor': {
      const none = branches(key, value, context);
      return [(doc) => !none.some((matcher) => matcher(doc))];
    }
    case '$expr': {
      const evaluate = context.evaluate(value);
      return [(doc) => isTrue(evaluate(doc))];
    }
    case '$comment':
      return [];
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$alwaysTrue':
    case '$alwaysFalse':
    case '$sampleRate':
      throw unsupported(`${key} in a query`);
    default:
      throw new CommandError(
        2,
        `unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

// MongoDB: in expressions false, null, 0 and missing are false
function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

function branches(key: string, value: unknown, context: FilterContext): Matcher[] {
  if (!Array.isArray(value)) throw new CommandError(2, `${key} must be an array`);
  if (value.length === 0) throw new CommandError(2, '$and/$or/$nor must be a nonempty array');
  return value.map((branch: unknown) => {
    if (!isDoc(branch)) throw new CommandError(2, '$or/$and/$nor entries need to be full objects');
    return compileFilter(branch, context);
  });
}

/** The compiler, bound to its context. */
export function compiler(context: FilterContext, expand = true): Compiler {
  return {
    filter: (filter) => compileFilter(filter, context),
    field: (path, condition) => compileField(path, condition, context, expand),
    element: (condition) => {
      const matches = compileField('element', condition, context, false);
      return (item) => matches({element: item});
    },
  };
}

/** Compiles the condition of one path; `expand`: an array at its end is tested element by element too. */
function compileField(path: string, condition: unknown, context: FilterContext, expand = true): Matcher {
  const parts = path.split('.');
  if (!isOperators(condition)) return valueMatcher(parts, equality(condition, true), expand);
  return every(
    Object.keys(condition).flatMap((operator) => {
      const compiled = fieldOperator(path, operator, condition, compiler(context, expand));
      if (compiled === undefined) return [];
      return 'matcher' in compiled
        ? [compiled.matcher]
        : [valueMatcher(parts, compiled.test, expand && (compiled.expand ?? true))];
    }),
  );
}

/** A matcher of the values at a path; the common case, a field at the top that is no array, goes straight to it. */
export function valueMatcher(parts: readonly string[], test: (value: unknown) => boolean, expand = true): Matcher {
  const [only] = parts as [string];
  if (parts.length > 1 || only in Object.prototype) {
    return (doc, positions) => anyAt(doc, parts, 0, test, expand, positions);
  }
  return (doc, positions) => {
    const value = doc[only];
    return Array.isArray(value) ? anyAt(doc, parts, 0, test, expand, positions) : test(value);
  };
}
