/** The document that an upsert starts from: what the query says by equality. */
import {cloneDoc} from '../bson/codec.ts';
import {equal} from '../bson/compare.ts';
import {bsonType, type Doc, isDoc, own, put} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {isOperators} from '../query/types.ts';
import {getAt, setAt} from './paths.ts';

/** For an update by operators all equalities; for a replacement only that of `_id`.
 * @throws CommandError NotSingleValueField if the query says two things of one path */
export function upsertBase(filter: Doc, replacement: boolean): Doc {
  const equalities: [string, unknown][] = [];
  collect(filter, equalities);
  const base: Doc = {};
  const id = equalities.find(([path]) => path === '_id');
  if (id) put(base, '_id', cloneDoc(id[1]));
  if (replacement) return base;
  for (const [path, value] of equalities) {
    const parts = path.split('.');
    const present = getAt(base, parts);
    if (path !== '_id' && present !== undefined && !equal(present, value)) {
      throw new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    }
    if (present === undefined) setAt(base, parts, cloneDoc(value));
  }
  return base;
}

function collect(filter: Doc, equalities: [string, unknown][]): void {
  for (const key of Object.keys(filter)) {
    const value = filter[key];
    if (key === '$and' || (key === '$or' && Array.isArray(value) && value.length === 1)) {
      for (const branch of value as unknown[]) if (isDoc(branch)) collect(branch, equalities);
    } else if (!key.startsWith('$')) collectField(key, value, equalities);
  }
}

function collectField(path: string, condition: unknown, equalities: [string, unknown][]): void {
  if (!isOperators(condition)) {
    if (bsonType(condition) !== 'BSONRegExp') equalities.push([path, condition]);
    return;
  }
  const single = ['$in', '$all']
    .map((name) => own(condition, name))
    .find((list) => Array.isArray(list) && list.length === 1);
  if ('$eq' in condition) equalities.push([path, condition['$eq']]);
  else if (Array.isArray(single) && bsonType(single[0]) !== 'BSONRegExp' && !isOperators(single[0]))
    equalities.push([path, single[0]]);
}
