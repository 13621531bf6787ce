/** What a command is given, and how it reads its fields. */
import {type Doc, isDoc, isNumeric, own} from '../bson/types.ts';
import {toNumber} from '../bson/numbers.ts';
import {CommandError, unsupported} from '../errors.ts';
import {evaluator} from '../aggregate/expressions.ts';
import {type PipelineContext} from '../aggregate/pipeline.ts';
import {type FilterContext} from '../query/types.ts';
import {type Store} from '../store/store.ts';
import {type Cursors} from './cursors.ts';

/** One command, as it came. */
export interface Request {
  store: Store;
  cursors: Cursors;
  /** Name of the database (`$db`). */
  db: string;
  body: Doc;
}

/** How a command is answered, and which fields it may have beside those that all commands may have. */
export interface Command {
  fields: readonly string[];
  /** Runs to its end without waiting, so that each command is atomic. The answer gets its `ok: 1` later.
   * @throws CommandError */
  run(request: Request): Doc;
}

/** Refuses fields that the command, or this server, does not know.
 * @throws CommandError IDLUnknownField */
export function checkFields(owner: string, doc: Doc, known: ReadonlySet<string> | readonly string[]): void {
  const set = known instanceof Set ? known : new Set(known);
  const unknown = Object.keys(doc).find((key) => !set.has(key));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '${owner}.${unknown}' is an unknown field.`);
}

const wrongType = (key: string, type: string) =>
  new CommandError(14, `BSON field '${key}' is the wrong type, expected type '${type}'`);

export function stringOf(doc: Doc, key: string): string {
  const value = own(doc, key);
  if (typeof value !== 'string') throw wrongType(key, 'string');
  return value;
}

/** The name of the collection, which is the value of the command's own field. */
export function collectionOf(body: Doc): string {
  const [key = ''] = Object.keys(body);
  const name = body[key];
  if (typeof name !== 'string') throw new CommandError(73, `collection name has invalid type for ${key}`);
  if (name === '') throw new CommandError(73, `Invalid namespace specified for ${key}`);
  return name;
}

export function docOf(doc: Doc, key: string): Doc;
export function docOf(doc: Doc, key: string, fallback: Doc): Doc;
export function docOf(doc: Doc, key: string, fallback?: Doc): Doc {
  const value = own(doc, key) ?? fallback;
  if (!isDoc(value)) throw value === undefined ? missing(key) : wrongType(key, 'object');
  return value;
}

/** A list of documents. */
export function docsOf(doc: Doc, key: string): Doc[] {
  const value = own(doc, key);
  if (value === undefined) throw missing(key);
  if (!Array.isArray(value)) throw wrongType(key, 'array');
  return value.map((item: unknown) => {
    if (!isDoc(item)) throw wrongType(key, 'object');
    return item;
  });
}

const missing = (key: string) => new CommandError(40414, `BSON field '${key}' is missing but a required field`);

/** A whole number; undefined if it is missing. */
export function wholeOf(doc: Doc, key: string): number | undefined {
  const value = own(doc, key);
  if (value === undefined || value === null) return undefined;
  const number = isNumeric(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(number)) throw wrongType(key, 'long');
  return number;
}

export function booleanOf(doc: Doc, key: string, fallback: boolean): boolean {
  const value = own(doc, key) ?? fallback;
  if (isNumeric(value)) return toNumber(value) !== 0;
  if (typeof value !== 'boolean') throw wrongType(key, 'bool');
  return value;
}

/** Refuses what would change the order of strings.
 * @throws CommandError NotImplemented for any collation but `simple` */
export function checkCollation(doc: Doc): void {
  const collation = own(doc, 'collation');
  if (
    collation === undefined ||
    (isDoc(collation) && (collation['locale'] === 'simple' || Object.keys(collation).length === 0))
  ) {
    return;
  }
  throw unsupported('collations');
}

/** The variables of `let`; constant expressions, as MongoDB asks. */
export function variablesOf(doc: Doc): Doc {
  const variables: Doc = {};
  const given = docOf(doc, 'let', {});
  for (const name of Object.keys(given)) variables[name] = evaluator(given[name], {})({});
  return variables;
}

export function pipelineContext({store, db}: Pick<Request, 'store' | 'db'>, variables: Doc): PipelineContext {
  return {collection: (name) => store.find(db, name), variables};
}

export function filterContext(variables: Doc): FilterContext {
  return {evaluate: (expression) => evaluator(expression, variables)};
}

/** A hint must name an index; which one is used is then up to the planner, as it changes no result.
 * @throws CommandError BadValue */
export function checkHint(request: Request, collection: string, doc: Doc): void {
  const hint = own(doc, 'hint');
  if (hint === undefined || (isDoc(hint) && (Object.keys(hint).length === 0 || '$natural' in hint))) return;
  const found = request.store.find(request.db, collection);
  const indexes = found ? [...found.indexes.values()] : [];
  const wanted = isDoc(hint) ? JSON.stringify(hint) : hint;
  if (!found || indexes.some(({definition: {name, key}}) => wanted === name || wanted === JSON.stringify(key))) return;
  throw new CommandError(2, 'planner returned error: hint provided does not correspond to an existing index');
}
