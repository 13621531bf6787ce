/** Dotted paths through documents and arrays, as MongoDB's queries follow them. */
import {type Doc, isDoc} from '../bson/types.ts';

/** Which element of an array made a query match, by the array's path; the update operator `$` needs it. */
export type Positions = Map<string, number>;

/** Whether a part of a path is an array index. */
export const isIndex = (part: string): boolean => /^\d+$/.test(part);

/**
 * Whether a test holds for one of the values at a path. An array on the way is entered, each document in it is followed; the
 * array at the end is tested element by element (if `expand`) and as a whole. A missing value is tested as undefined.
 */
export function anyAt(
  value: unknown,
  parts: readonly string[],
  from: number,
  test: (value: unknown) => boolean,
  expand: boolean,
  positions?: Positions,
): boolean {
  let current = value;
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] as string;
    if (Array.isArray(current)) return anyInArray(current, parts, i, test, expand, positions);
    if (!isDoc(current)) return test(undefined);
    current = Object.hasOwn(current, part) ? current[part] : undefined;
    if (current === undefined) return test(undefined);
  }
  if (expand && Array.isArray(current)) {
    const at = current.findIndex((item) => test(item));
    if (at >= 0) {
      positions?.set(parts.join('.'), at);
      return true;
    }
  }
  return test(current);
}

const isContainer = (value: unknown) => Array.isArray(value) || isDoc(value);

function anyInArray(
  array: unknown[],
  parts: readonly string[],
  at: number,
  test: (value: unknown) => boolean,
  expand: boolean,
  positions: Positions | undefined,
): boolean {
  const part = parts[at] as string;
  if (isIndex(part) && Number(part) < array.length) {
    const element = array[Number(part)];
    const last = at + 1 === parts.length;
    // MongoDB: an array found by its index is not entered; and what is no document has no missing fields inside an array
    const found = last ? test(element) : isContainer(element) && anyAt(element, parts, at + 1, test, expand, positions);
    if (found) return true;
  }
  for (let i = 0; i < array.length; i++) {
    if (isDoc(array[i]) && anyAt(array[i], parts, at, test, expand, positions)) {
      positions?.set(parts.slice(0, at).join('.'), i);
      return true;
    }
  }
  return false;
}

/** All values at a path, arrays entered; a missing one is undefined. With `expand` the elements of a last array, else the array. */
export function valuesAt(doc: Doc, parts: readonly string[], expand: boolean): unknown[] {
  const found: unknown[] = [];
  anyAt(
    doc,
    parts,
    0,
    (value) => {
      found.push(value);
      return false;
    },
    false,
  );
  return expand ? found.flatMap((value: unknown) => (Array.isArray(value) ? value : [value])) : found;
}
