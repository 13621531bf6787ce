/** Sorting of documents. */
import {compare} from '../bson/compare.ts';
import {toNumber} from '../bson/numbers.ts';
import {type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {indexKeys} from '../store/indexKeys.ts';

export interface SortField {
  path: string;
  parts: readonly string[];
  direction: 1 | -1;
}

/** Reads `{a: 1, 'b.c': -1}`.
 * @throws CommandError BadValue for another direction than 1 or -1. */
export function parseSort(sort: unknown): SortField[] {
  if (sort === undefined || sort === null) return [];
  if (!isDoc(sort)) throw new CommandError(14, 'the sort must be an object');
  return Object.keys(sort).map((path) => {
    const value = sort[path];
    if (isDoc(value)) throw unsupported('$meta in a sort');
    const direction = isNumeric(value) ? toNumber(value) : NaN;
    if (direction !== 1 && direction !== -1) {
      throw new CommandError(2, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    return {path, parts: path.split('.'), direction};
  });
}

// MongoDB: an array sorts by its smallest element ascending and its largest descending; an empty one before null; missing as null
function sortKey(doc: Doc, field: SortField): unknown {
  const [only] = field.parts as [string];
  if (field.parts.length === 1 && !(only in Object.prototype)) {
    const value = doc[only];
    if (!Array.isArray(value)) return value ?? null;
  }
  const keys = indexKeys(doc, [field.parts]).keys.map(([value]) => value);
  return keys.reduce((best, value) => (compare(value, best) * field.direction < 0 ? value : best));
}

function compareKeys(a: unknown[], b: unknown[], fields: SortField[]): number {
  for (let i = 0; i < fields.length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order * (fields[i] as SortField).direction;
  }
  return 0;
}

/** The items in the order of the documents that `docOf` gives, equal ones as they were; at most `limit` of them. */
export function sortBy<T>(items: Iterable<T>, docOf: (item: T) => Doc, fields: SortField[], limit = Infinity): T[] {
  const key = (item: T) => {
    const doc = docOf(item);
    return fields.map((field) => sortKey(doc, field));
  };
  if (limit === 1) return first(items, docOf, fields);
  const keyed = Array.from(items, (item) => ({item, key: key(item)}));
  keyed.sort((a, b) => compareKeys(a.key, b.key, fields));
  return (limit < keyed.length ? keyed.slice(0, limit) : keyed).map(({item}) => item);
}

// The least item in one pass, most of the others set aside by their first field
function first<T>(items: Iterable<T>, docOf: (item: T) => Doc, fields: SortField[]): T[] {
  let best: {item: T; key: unknown[]} | undefined;
  for (const item of items) {
    const doc = docOf(item);
    if (best === undefined || isLess(doc, best.key, fields)) {
      best = {item, key: fields.map((field) => sortKey(doc, field))};
    }
  }
  return best === undefined ? [] : [best.item];
}

function isLess(doc: Doc, key: unknown[], fields: SortField[]): boolean {
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i] as SortField;
    const order = compare(sortKey(doc, field), key[i]) * field.direction;
    if (order !== 0) return order < 0;
  }
  return false;
}
