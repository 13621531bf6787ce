/** Projections of `find` and `findAndModify`. */
import {toNumber} from '../bson/numbers.ts';
import {type Doc, isDoc, isNumeric, own, put} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {elementTest} from './operators.ts';
import {type Positions} from './path.ts';
import {type Compiler} from './types.ts';

/** Makes the projected document; the old one stays as it is. `positions` says what `$` refers to. */
export type Projection = (doc: Doc, positions: Positions) => Doc;

type Field = (value: unknown, doc: Doc, positions: Positions) => unknown;
interface Tree {
  [key: string]: Tree | Field;
}

/** Compiles a projection; undefined if it leaves documents as they are.
 * @throws CommandError for a mix of inclusion and exclusion, and NotImplemented for expressions this server lacks */
export function compileProjection(
  projection: unknown,
  compile: Compiler,
  evaluate: (expression: unknown) => (doc: Doc) => unknown,
): Projection | undefined {
  if (projection === undefined || (isDoc(projection) && Object.keys(projection).length === 0)) return undefined;
  if (!isDoc(projection)) throw new CommandError(14, 'the projection must be an object');
  const tree: Tree = {};
  let including: boolean | undefined;
  const computed: string[] = [];
  for (const [path, value] of leaves(projection, '')) {
    const flag = isNumeric(value) ? toNumber(value) !== 0 : typeof value === 'boolean' ? value : undefined;
    if (flag !== undefined && path.endsWith('.$')) {
      including = true;
      grow(tree, path.slice(0, -2), positional(path.slice(0, -2)));
    } else if (flag !== undefined) {
      if (path !== '_id' || Object.keys(projection).length === 1) {
        if (including !== undefined && including !== flag) {
          throw flag
            ? new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
            : new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
        }
        including = flag;
      }
      grow(tree, path, flag ? keep : leaveOut);
    } else {
      const field = operatorField(value, compile, evaluate);
      if (field.including) including ??= true;
      if (field.computed) computed.push(path);
      grow(tree, path, field.field);
    }
  }
  const include = including ?? false;
  if (include && !('_id' in tree)) tree['_id'] = keep;
  return (doc, positions) => {
    const result = apply(doc, tree, include, doc, positions);
    for (const path of computed) addComputed(result, tree, path, doc, positions);
    return result;
  };
}

const keep: Field = (value) => value;
const leaveOut: Field = () => undefined;

// {a: {b: 1}} is {'a.b': 1}
function leaves(projection: Doc, prefix: string): [string, unknown][] {
  return Object.keys(projection).flatMap((key): [string, unknown][] => {
    const value = projection[key];
    const isOperator = isDoc(value) && Object.keys(value).some((name) => name.startsWith('$'));
    if (isDoc(value) && !isOperator) return leaves(value, `${prefix}${key}.`);
    return [[prefix + key, value]];
  });
}

function grow(tree: Tree, path: string, field: Field): void {
  const parts = path.split('.');
  let at = tree;
  for (const part of parts.slice(0, -1)) {
    const next = at[part];
    if (typeof next === 'function')
      throw new CommandError(31249, `Path collision at ${path} remaining portion ${part}`);
    at = at[part] = next ?? {};
  }
  const last = parts.at(-1) ?? '';
  if (at[last] !== undefined) throw new CommandError(31249, `Path collision at ${path}`);
  at[last] = field;
}

function apply(doc: Doc, tree: Tree, include: boolean, root: Doc, positions: Positions): Doc {
  const result: Doc = {};
  for (const key of Object.keys(doc)) {
    const branch = Object.hasOwn(tree, key) ? tree[key] : undefined;
    const value = doc[key];
    const next =
      branch === undefined
        ? include
          ? undefined
          : value
        : typeof branch === 'function'
          ? branch(value, root, positions)
          : descend(value, branch, include, root, positions);
    if (next !== undefined) put(result, key, next);
  }
  return result;
}

function descend(value: unknown, tree: Tree, include: boolean, root: Doc, positions: Positions): unknown {
  if (isDoc(value)) return apply(value, tree, include, root, positions);
  if (!Array.isArray(value)) return include ? undefined : value;
  return value
    .map((item: unknown) => descend(item, tree, include, root, positions))
    .filter((item) => item !== undefined);
}

const positional =
  (path: string): Field =>
  (value, _doc, positions) => {
    const at = positions.get(path) ?? [...positions.values()][0];
    if (at === undefined || !Array.isArray(value)) {
      throw new CommandError(
        2,
        `Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array`,
      );
    }
    return [value[at]];
  };

function operatorField(
  value: unknown,
  compile: Compiler,
  evaluate: (expression: unknown) => (doc: Doc) => unknown,
): {field: Field; including: boolean; computed?: boolean} {
  if (isDoc(value)) {
    if ('$slice' in value) return {field: slice(value['$slice']), including: false};
    if ('$meta' in value) throw unsupported('$meta in a projection');
    const condition = value['$elemMatch'];
    if (isDoc(condition)) {
      const matches = elementTest(condition, compile);
      const field: Field = (array) => {
        const found = Array.isArray(array) ? array.find((item) => matches(item)) : undefined;
        return found === undefined ? undefined : [found];
      };
      return {field, including: true};
    }
  }
  const compute = evaluate(value);
  return {field: (_old, doc) => compute(doc), including: true, computed: true};
}

function slice(argument: unknown): Field {
  const numbers = (Array.isArray(argument) ? argument : [argument]).map((item: unknown) =>
    isNumeric(item) ? toNumber(item) : NaN,
  );
  const [first = NaN, count] = numbers;
  if (
    numbers.length > 2 ||
    numbers.some((number) => !Number.isInteger(number)) ||
    (count !== undefined && count <= 0)
  ) {
    throw new CommandError(2, 'Invalid $slice syntax');
  }
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (count === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
    const start = first < 0 ? Math.max(0, value.length + first) : first;
    return value.slice(start, start + count);
  };
}

// A computed field may be new: it is added after the others
function addComputed(result: Doc, tree: Tree, path: string, doc: Doc, positions: Positions): void {
  const parts = path.split('.');
  let at = result;
  let branch: Tree | Field | undefined = tree;
  for (const [i, part] of parts.entries()) {
    branch = typeof branch === 'object' ? branch[part] : undefined;
    if (i === parts.length - 1 && typeof branch === 'function') {
      const value = branch(undefined, doc, positions);
      if (value !== undefined) put(at, part, value);
      return;
    }
    const next = own(at, part);
    if (Array.isArray(next)) throw unsupported('a computed field inside an array in a projection');
    const container = isDoc(next) ? {...next} : {};
    put(at, part, container);
    at = container;
  }
}
