/** Paths of update operators: resolving `$`, `$[]` and `$[name]`, and writing into documents. */
import {show} from '../bson/show.ts';
import {type Doc, isDoc, own, put} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {isIndex, type Positions} from '../query/path.ts';

/** What positional parts of a path refer to. */
export interface Positional {
  /** The array elements that made the query match. */
  positions: Positions;
  /** The tests of `arrayFilters`, by their identifier. */
  arrayFilters: ReadonlyMap<string, (element: unknown) => boolean>;
}

type Container = Doc | unknown[];

/** The concrete paths that a path with positional parts stands for in a document. */
export function resolvePath(doc: Doc, parts: readonly string[], positional: Positional): string[][] {
  let paths: {done: string[]; value: unknown}[] = [{done: [], value: doc}];
  for (const part of parts) {
    paths = paths.flatMap(({done, value}) =>
      resolvePart(part, done, value, parts, positional).map((key) => ({
        done: [...done, key],
        value: child(value, key),
      })),
    );
  }
  return paths.map(({done}) => done);
}

function resolvePart(
  part: string,
  done: string[],
  value: unknown,
  parts: readonly string[],
  {positions, arrayFilters}: Positional,
): string[] {
  if (part === '$') {
    const position = positions.get(done.join('.'));
    if (position === undefined) {
      throw new CommandError(2, 'The positional operator did not find the match needed from the query.');
    }
    return [String(position)];
  }
  const identifier = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (identifier === undefined) return [part];
  if (!Array.isArray(value)) {
    const reason = value === undefined ? `The path '${done.join('.')}' must exist in the document` : 'Cannot';
    throw new CommandError(2, `${reason} in order to apply array updates to a non-array element: ${done.join('.')}`);
  }
  const all = Object.keys(value);
  if (identifier === '') return all;
  const filter = arrayFilters.get(identifier);
  if (filter === undefined) {
    throw new CommandError(2, `No array filter found for identifier '${identifier}' in path '${parts.join('.')}'`);
  }
  return all.filter((key) => filter(child(value, key)));
}

function child(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return isIndex(key) ? (value[Number(key)] as unknown) : undefined;
  return isDoc(value) ? own(value, key) : undefined;
}

/** The value at a concrete path; undefined if it is missing. */
export function getAt(doc: Doc, path: readonly string[]): unknown {
  return path.reduce<unknown>(child, doc);
}

/** Sets the value at a concrete path, making documents on the way.
 * @throws CommandError PathNotViable if something on the way is neither document nor array */
export function setAt(doc: Doc, path: readonly string[], value: unknown): void {
  let at: Container = doc;
  for (const [i, key] of path.slice(0, -1).entries()) {
    let next = child(at, key);
    if (next === undefined || (Array.isArray(at) && Number(key) >= at.length)) {
      next = {};
      write(at, key, next, path.slice(0, i + 1));
    }
    if (!Array.isArray(next) && !isDoc(next)) {
      throw new CommandError(28, `Cannot create field '${path[i + 1]}' in element ${show({[key]: next})}`);
    }
    at = next;
  }
  write(at, path.at(-1) ?? '', value, path);
}

// MongoDB pads an array with nulls up to the new index; the limit is its own
const paddingLimit = 1_500_000;

function write(container: Container, key: string, value: unknown, path: readonly string[]): void {
  if (!Array.isArray(container)) {
    put(container, key, value);
    return;
  }
  if (!isIndex(key)) {
    throw new CommandError(28, `Cannot create field '${key}' in element ${show({[path.at(-2) ?? '']: container})}`);
  }
  const index = Number(key);
  if (index - container.length > paddingLimit)
    throw new CommandError(2, `can't backfill more than ${paddingLimit} elements`);
  while (container.length < index) container.push(null);
  container[index] = value;
}

/** Whether nothing stands in the way of a concrete path, be it there or not.
 * @throws CommandError PathNotViable, also for operators that create nothing, as in MongoDB */
export function checkViable(doc: Doc, path: readonly string[]): void {
  let at: unknown = doc;
  for (const [i, key] of path.entries()) {
    if (at === undefined) return;
    if (!(Array.isArray(at) ? isIndex(key) : isDoc(at))) {
      const element = show({[path[i - 1] ?? '']: at});
      throw new CommandError(
        28,
        `Cannot use the part (${key}) of (${path.join('.')}) to traverse the element (${element})`,
      );
    }
    at = child(at, key);
  }
}

/** Removes the field at a concrete path; an array element becomes null, as in MongoDB. */
export function unsetAt(doc: Doc, path: readonly string[]): void {
  const container = getAt(doc, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (Array.isArray(container)) {
    if (isIndex(key) && Number(key) < container.length) container[Number(key)] = null;
  } else if (isDoc(container)) delete container[key];
}
