/** What a query says about single paths, as far as an index can use it. */
import {keyOf} from '../bson/compare.ts';
import {bsonType, type Doc, isDoc, own, typeOrder} from '../bson/types.ts';
import {type Range} from '../store/collectionIndex.ts';
import {isOperators} from './types.ts';

export interface Constraint {
  /** Only these values, each once. */
  values?: unknown[];
  range?: Range;
  /** The conditions as they stand in the query. */
  conditions: unknown[];
}

/** The constraints of all conditions that must hold together, by path. */
export function constraintsOf(filter: Doc): Map<string, Constraint> {
  const found = new Map<string, Constraint>();
  collect(filter, '', found);
  return found;
}

function collect(filter: Doc, prefix: string, found: Map<string, Constraint>): void {
  for (const key of Object.keys(filter)) {
    const value = filter[key];
    if (key === '$and' && Array.isArray(value)) {
      for (const branch of value as unknown[]) if (isDoc(branch)) collect(branch, prefix, found);
    } else if (!key.startsWith('$')) collectField(prefix + key, value, found);
  }
}

function collectField(path: string, condition: unknown, found: Map<string, Constraint>): void {
  const constraint = found.get(path) ?? {conditions: []};
  found.set(path, constraint);
  constraint.conditions.push(condition);
  if (!isOperators(condition)) {
    narrow(constraint, [condition]);
    return;
  }
  if ('$eq' in condition) narrow(constraint, [condition['$eq']], true);
  if (Array.isArray(condition['$in'])) narrow(constraint, condition['$in']);
  bound(constraint, condition);
  const inner = condition['$elemMatch'];
  if (!isDoc(inner)) return;
  if (isOperators(inner)) bound(constraint, inner);
  else collect(inner, `${path}.`, found);
}

function narrow(constraint: Constraint, values: unknown[], literal = false): void {
  const usable = values.every((value) => !Array.isArray(value) && (literal || bsonType(value) !== 'BSONRegExp'));
  if (!usable || (constraint.values && constraint.values.length <= values.length)) return;
  constraint.values = [...new Map(values.map((value) => [keyOf(value), value ?? null])).values()];
}

function bound(constraint: Constraint, condition: Doc): void {
  const range = rangeOf(condition);
  if (range) constraint.range ??= range;
}

// Both bounds only if they are of one type; MongoDB never compares across types
function rangeOf(condition: Doc): Range | undefined {
  const side = (exclusive: string, inclusive: string) => {
    const operator = exclusive in condition ? exclusive : inclusive;
    const value = own(condition, operator);
    const order = typeOrder(value);
    // null, arrays, MinKey and MaxKey have rules of their own, which an index scan here does not follow
    if (value === undefined || value === null || order === 25 || order === -1 || order === 127) return undefined;
    return {value, inclusive: operator === inclusive};
  };
  const low = side('$gt', '$gte');
  const high = side('$lt', '$lte');
  const known = low ?? high;
  if (known === undefined) return undefined;
  const type = typeOrder(known.value);
  return {type, low, high: high && typeOrder(high.value) === type ? high : undefined};
}
