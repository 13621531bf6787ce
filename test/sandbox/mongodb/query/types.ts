/** The types that the parts of the query compiler share. */
import {type Doc, isDoc} from '../bson/types.ts';
import {type Positions} from './path.ts';

/** Whether a document matches; writes into `positions` which array elements did. */
export type Matcher = (doc: Doc, positions?: Positions) => boolean;

/** What a query needs from outside: the evaluation of an aggregation expression, for `$expr`. */
export interface FilterContext {
  evaluate: (expression: unknown) => (doc: Doc) => unknown;
}

/** The two ways into the compiler, for operators that hold further conditions. */
export interface Compiler {
  /** A whole query. */
  filter(filter: Doc): Matcher;
  /** The condition of one path. */
  field(path: string, condition: unknown): Matcher;
  /** A condition by operators on one element of an array, which is not entered if it is an array itself. */
  element(condition: Doc): (item: unknown) => boolean;
}

/** Whether a condition is a document of operators and not a value to be equal to. */
export function isOperators(condition: unknown): condition is Doc {
  if (!isDoc(condition)) return false;
  const first = Object.keys(condition)[0];
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}
