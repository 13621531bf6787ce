/** Update operators on one concrete path: `$set`, `$inc`, `$push` and the rest. */
import {Long, Timestamp} from 'bson';
import {compare} from '../bson/compare.ts';
import {arithmetic} from '../bson/numbers.ts';
import {type Doc, isBson, isDoc, isInt32, isNumeric} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {addToSet, pop, pull, pullAll, push} from './arrays.ts';
import {checkViable, getAt, setAt, unsetAt} from './paths.ts';
import {type Compiler} from '../query/types.ts';

/** What an operator is given. */
export interface Application {
  doc: Doc;
  path: readonly string[];
  argument: unknown;
  /** The time of the command; the same for all documents. */
  now: Date;
  compile: Compiler;
}

export type Operator = (application: Application) => void;

const replaceWith =
  (compute: (current: unknown, application: Application) => unknown): Operator =>
  (application) => {
    checkViable(application.doc, application.path);
    const current = getAt(application.doc, application.path);
    const next = compute(current, application);
    if (next !== current || next === null) setAt(application.doc, application.path, next);
  };

function arithmeticOperator(name: '$inc' | '$mul'): Operator {
  return replaceWith((current, {argument, path}) => {
    if (!isNumeric(argument)) {
      throw new CommandError(
        14,
        `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path.join('.')}}`,
      );
    }
    if (current === undefined) return name === '$inc' ? argument : arithmetic('multiply', argument, 0);
    if (!isNumeric(current)) {
      throw new CommandError(
        14,
        `Cannot apply ${name} to a value of non-numeric type. The field '${path.join('.')}' has a non-numeric type`,
      );
    }
    return arithmetic(name === '$inc' ? 'add' : 'multiply', current, argument);
  });
}

const isWhole = (value: unknown): value is number | Long =>
  isBson(value, 'Long') || (typeof value === 'number' && isInt32(value));

function bit(current: unknown, {argument, path}: Application): unknown {
  if (!isDoc(argument) || Object.keys(argument).length === 0) {
    throw new CommandError(2, 'The $bit modifier is not compatible with an empty or non-object argument');
  }
  let value: unknown = current ?? 0;
  for (const [name, operand] of Object.entries(argument)) {
    if (!isWhole(value) || !isWhole(operand)) {
      throw new CommandError(2, `Cannot apply $bit to a value of non-integral type: ${path.join('.')}`);
    }
    const [a, b] = [BigInt(value.toString()), BigInt(operand.toString())];
    if (name !== 'and' && name !== 'or' && name !== 'xor') {
      throw new CommandError(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    }
    const result = name === 'and' ? a & b : name === 'or' ? a | b : a ^ b;
    value = typeof value === 'number' && typeof operand === 'number' ? Number(result) : Long.fromBigInt(result);
  }
  return value;
}

function currentDate(_current: unknown, {argument, now}: Application): unknown {
  const kind = isDoc(argument) ? argument['$type'] : argument;
  if (kind === 'timestamp') return new Timestamp({t: Math.floor(now.getTime() / 1000), i: 1});
  if (kind === 'date' || typeof kind === 'boolean') return now;
  throw new CommandError(2, "The '$currentDate' argument must be a boolean or {$type: 'date' | 'timestamp'}");
}

function rename({doc, path, argument}: Application): void {
  const value = getAt(doc, path);
  if (value === undefined) return;
  const target = String(argument).split('.');
  for (const side of [path, target]) {
    if (side.some((_, i) => i > 0 && Array.isArray(getAt(doc, side.slice(0, i))))) {
      throw new CommandError(2, `The source and target field for $rename must not be on an array: ${side.join('.')}`);
    }
  }
  unsetAt(doc, path);
  setAt(doc, target, value);
}

/** By name. `$setOnInsert` is `$set`, applied on insert alone. */
export const operators: Readonly<Record<string, Operator>> = {
  $set: ({doc, path, argument}) => setAt(doc, path, argument),
  $setOnInsert: ({doc, path, argument}) => setAt(doc, path, argument),
  $unset: ({doc, path}) => unsetAt(doc, path),
  $inc: arithmeticOperator('$inc'),
  $mul: arithmeticOperator('$mul'),
  $min: replaceWith((current, {argument}) =>
    current === undefined || compare(argument, current) < 0 ? argument : current,
  ),
  $max: replaceWith((current, {argument}) =>
    current === undefined || compare(argument, current) > 0 ? argument : current,
  ),
  $bit: replaceWith(bit),
  $currentDate: replaceWith(currentDate),
  $rename: rename,
  $push: replaceWith(push),
  $addToSet: replaceWith(addToSet),
  $pop: replaceWith(pop),
  $pull: replaceWith(pull),
  $pullAll: replaceWith(pullAll),
};

/** Looks an operator up.
 * @throws CommandError FailedToParse as MongoDB does */
export function operatorNamed(name: string): Operator {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator) return operator;
  if (name === '$pushAll') throw unsupported(name);
  throw new CommandError(
    9,
    `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
}
