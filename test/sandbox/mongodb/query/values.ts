/** Tests of a single value: equality, order, type, regular expressions. */
import type {BSONRegExp} from 'bson';
import {compare, equal, keyOf} from '../bson/compare.ts';
import {compareNumbers, toNumber} from '../bson/numbers.ts';
import {bsonType, isBson, isNumeric, typeAliases, typeNumber, typeOrder} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';

export type ValueTest = (value: unknown) => boolean;

/** Equal to a value; a regular expression is matched where `patterns` says so (`{a: /x/}` and `$in`, but not `$eq`). */
export function equality(expected: unknown, patterns: boolean): ValueTest {
  if (expected === null || expected === undefined) return (value) => value === null || value === undefined;
  if (typeof expected === 'string' || typeof expected === 'boolean') return (value) => value === expected;
  if (typeof expected === 'number') {
    return (value) => value === expected || (isNumeric(value) && compareNumbers(value, expected) === 0);
  }
  if (expected instanceof Date) {
    const time = expected.getTime();
    return (value) => value instanceof Date && value.getTime() === time;
  }
  if (isBson(expected, 'ObjectId')) return (value) => isBson(value, 'ObjectId') && expected.equals(value);
  if (isBson(expected, 'BSONRegExp') && patterns) {
    const matches = patternTest(expected);
    return (value) => (typeof value === 'string' ? matches(value) : value !== undefined && equal(value, expected));
  }
  return (value) => value !== undefined && equal(value, expected);
}

/** Equal to one of several values. */
export function membership(operator: string, list: unknown): ValueTest {
  if (!Array.isArray(list)) throw new CommandError(2, `${operator} needs an array`);
  const keys = new Set<string>();
  const patterns: ValueTest[] = [];
  for (const item of list as unknown[]) {
    if (bsonType(item) === 'BSONRegExp') patterns.push(equality(item, true));
    keys.add(keyOf(item));
  }
  if (patterns.length === 0 && keys.size === 1) return equality((list as unknown[])[0], false);
  return (value) => keys.has(keyOf(value)) || patterns.some((pattern) => pattern(value));
}

export type Ordering = '$gt' | '$gte' | '$lt' | '$lte';

/** Less or greater than a value. MongoDB compares within one type only; MinKey and MaxKey with all. */
export function ordering(operator: Ordering, bound: unknown): ValueTest {
  const inclusive = operator.endsWith('e');
  const greater = operator.startsWith('$gt');
  if (bound === null || bound === undefined) return (value) => inclusive && (value === null || value === undefined);
  if (bsonType(bound) === 'BSONRegExp') throw new CommandError(2, `Can't have RegEx as arg to predicate over field`);
  const order = typeOrder(bound);
  const holds = (difference: number) => (difference === 0 ? inclusive : difference > 0 === greater);
  if (order === -1 || order === 127) return (value) => value !== undefined && holds(compare(value, bound));
  if (bound instanceof Date) {
    const time = bound.getTime();
    return (value) => value instanceof Date && holds(value.getTime() - time);
  }
  const boundIsNaN = isNumeric(bound) && Number.isNaN(toNumber(bound));
  return (value) => {
    if (typeOrder(value) !== order) return false;
    if (order === 10 && boundIsNaN !== (isNumeric(value) && Number.isNaN(toNumber(value)))) {
      return false;
    }
    return holds(compare(value, bound));
  };
}

/** Of one of the types named or numbered. */
export function typeTest(types: unknown): ValueTest {
  const wanted = new Set<number>();
  for (const type of Array.isArray(types) ? (types as unknown[]) : [types]) {
    if (type === 'number') [1, 16, 18, 19].forEach((number) => wanted.add(number));
    else {
      const number = typeof type === 'string' ? typeAliases[type] : isNumeric(type) ? toNumber(type) : undefined;
      if (number === undefined || !Object.values(typeAliases).includes(number)) {
        throw new CommandError(2, `Unknown type name alias: ${String(type)}`);
      }
      wanted.add(number);
    }
  }
  if (wanted.size === 0) throw new CommandError(9, '$type must match at least one type');
  return (value) => value !== undefined && wanted.has(typeNumber(value));
}

/** A regular expression as a test of strings.
 * @throws CommandError BadValue if JavaScript cannot read it, NotImplemented for the option `x`. */
export function patternTest(pattern: BSONRegExp | {pattern: string; options: string}): (text: string) => boolean {
  const options = pattern.options.replaceAll('u', '');
  if (options.includes('x')) throw unsupported('the regular expression option x');
  if (/[^ims]/.test(options)) throw new CommandError(2, `invalid flag in regex options: ${pattern.options}`);
  let expression: RegExp;
  try {
    expression = new RegExp(pattern.pattern, options);
  } catch (error) {
    throw new CommandError(2, `Regular expression is invalid: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return (text) => expression.test(text);
}
