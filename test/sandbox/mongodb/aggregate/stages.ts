/** Stages of our own in place of mingo's, where mingo's differ from MongoDB's. */
import {evalExpr} from 'mingo/core';
import {type Iterator, Lazy} from 'mingo/lazy';
import type {Options} from 'mingo/types';
import {compare} from '../bson/compare.ts';
import {type Doc, isDoc, own, put} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {parseSort, sortBy} from '../query/sort.ts';
import {isOperators} from '../query/types.ts';

/** `$sort`, in MongoDB's order of types. */
export function sort(items: Iterator, specification: unknown, _options: Options): Iterator {
  const fields = parseSort(specification);
  return items.transform((docs: Doc[]) => Lazy(sortBy(docs, (doc) => doc, fields)));
}

/** `$set` and `$addFields`. mingo's replaces a subdocument where MongoDB merges into it, and leaves arrays alone. */
export function set(items: Iterator, specification: unknown, options: Options): Iterator {
  if (!isDoc(specification)) throw new CommandError(9, '$addFields specification stage must be an object');
  const fields = leaves(specification, []);
  return items.map((doc: Doc) => {
    const values = fields.map(({expression}) => evalExpr(doc, expression, options));
    return fields.reduce((result, {path}, i) => assign(result, path, values[i]), doc);
  });
}

interface Leaf {
  path: string[];
  expression: unknown;
}

function leaves(specification: Doc, prefix: string[]): Leaf[] {
  return Object.keys(specification).flatMap((key) => {
    const expression = specification[key];
    const path = [...prefix, ...key.split('.')];
    const nested = isDoc(expression) && !isOperators(expression) && Object.keys(expression).length > 0;
    return nested ? leaves(expression, path) : [{path, expression}];
  });
}

// A copy with the value at the path; in each element of an array on the way; undefined removes the field
function assign(target: unknown, path: string[], value: unknown): Doc {
  const [key = '', ...rest] = path;
  const copy: Doc = isDoc(target) ? {...target} : {};
  if (rest.length === 0) {
    if (value === undefined) delete copy[key];
    else put(copy, key, value);
    return copy;
  }
  const inner = own(copy, key);
  put(copy, key, Array.isArray(inner) ? inner.map((item) => assign(item, rest, value)) : assign(inner, rest, value));
  return copy;
}

/** `$bucket`. mingo's puts a value that is a boundary into the bucket before it. */
export function bucket(items: Iterator, specification: unknown, options: Options): Iterator {
  if (!isDoc(specification)) throw new CommandError(9, 'Argument to $bucket stage must be an object');
  const {groupBy, boundaries, output = {count: {$sum: 1}}} = specification;
  if (!Array.isArray(boundaries) || boundaries.length < 2 || !isDoc(output)) {
    throw new CommandError(9, '$bucket needs at least two boundaries, and an object as its output');
  }
  const bounds: unknown[] = boundaries;
  if (bounds.some((bound, i) => i > 0 && compare(bounds[i - 1], bound) >= 0)) {
    throw new CommandError(9, "The 'boundaries' option to $bucket must be sorted in ascending order");
  }
  const bucketOf = (doc: Doc): unknown => {
    const value = evalExpr(doc, groupBy, options) ?? null;
    const above = bounds.findIndex((bound) => compare(value, bound) < 0);
    if (above > 0) return bounds[above - 1];
    if ('default' in specification) return specification['default'];
    throw new CommandError(2, '$bucket could not find a matching branch for an input, and no default was specified.');
  };
  return items.transform((docs: Doc[]) => {
    const buckets = new Map<unknown, Doc[]>();
    for (const doc of docs) {
      const key = bucketOf(doc);
      buckets.set(key, [...(buckets.get(key) ?? []), doc]);
    }
    const keys = [...buckets.keys()].toSorted(compare);
    return Lazy(
      keys.map((key) => {
        const result: Doc = {_id: key};
        for (const name of Object.keys(output)) put(result, name, evalExpr(buckets.get(key), output[name], options));
        return result;
      }),
    );
  });
}
