/** The keys that an index holds for a document. */
import {keyOf} from '../bson/compare.ts';
import {type Doc, isDoc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {isIndex} from '../query/path.ts';

/** One key: a value per field of the index. Missing is null; an empty array is undefined, as MongoDB has it. */
export type IndexKey = unknown[];

interface Walker {
  value: unknown;
  parts: readonly string[];
  at: number;
}

export interface IndexKeys {
  keys: IndexKey[];
  /** Which fields went through an array. */
  multikey: boolean[];
}

/** The keys of a document, without repetitions.
 * @throws CommandError CannotIndexParallelArrays if two fields go through different arrays. */
export function indexKeys(doc: Doc, fields: readonly (readonly string[])[]): IndexKeys {
  const multikey = fields.map(() => false);
  const keys: IndexKey[] = [];
  walk(
    fields.map((parts) => ({value: doc, parts, at: 0})),
    multikey,
    keys,
  );
  if (keys.length < 2) return {keys, multikey};
  return {keys: [...new Map(keys.map((key) => [keyOf(key), key])).values()], multikey};
}

function walk(walkers: Walker[], multikey: boolean[], keys: IndexKey[]): void {
  const ends = walkers.map(follow);
  const first = ends.find(({value, open}) => open && Array.isArray(value));
  if (first === undefined) {
    keys.push(ends.map(({value, empty}) => (empty ? undefined : (value ?? null))));
    return;
  }
  const prefix = first.parts.slice(0, first.at).join('.');
  const inside = ends.map(({value, open}) => open && value === first.value);
  ends.forEach(({value, open, parts, at}, i) => {
    if (!open || !Array.isArray(value)) return;
    if (!inside[i] || parts.slice(0, at).join('.') !== prefix) {
      throw new CommandError(171, `cannot index parallel arrays [${parts[at - 1]}] [${first.parts[first.at - 1]}]`);
    }
    multikey[i] = true;
  });
  const array = first.value as unknown[];
  const elements: unknown[] = array.length === 0 ? [undefined] : array;
  for (const element of elements) {
    walk(
      ends.map((end, i) => (inside[i] ? enter(end, element, array.length === 0) : end)),
      multikey,
      keys,
    );
  }
}

type End = Walker & {open: boolean; empty?: boolean};

// As far as documents go: to the value, to an array (open), or to nothing
function follow(walker: Walker & {open?: boolean; empty?: boolean}): End {
  if (walker.open === false) return {...walker, open: false};
  let {value, at} = walker;
  const {parts} = walker;
  while (at < parts.length) {
    const part = parts[at] as string;
    if (Array.isArray(value)) {
      if (!isIndex(part) || Number(part) >= value.length) return {value, parts, at, open: true};
      value = value[Number(part)];
    } else if (isDoc(value)) value = Object.hasOwn(value, part) ? value[part] : undefined;
    else return {value: undefined, parts, at: parts.length, open: false};
    at++;
  }
  return {value, parts, at, open: Array.isArray(value)};
}

// Into one element of the array at which a walker stands
function enter(end: End, element: unknown, empty: boolean): Walker & {open?: boolean; empty?: boolean} {
  const {parts, at} = end;
  if (at >= parts.length) return {value: element, parts, at, open: false, empty};
  return {value: isDoc(element) ? element : undefined, parts, at};
}
