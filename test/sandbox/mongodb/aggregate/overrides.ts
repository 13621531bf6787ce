/** Expressions and accumulators of our own in place of mingo's, where mingo's differ from MongoDB's. */
import {ObjectId} from 'bson';
import {evalExpr} from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import {$toString as mingoToString} from 'mingo/operators/expression/type';
import type {AnyObject, Options} from 'mingo/types';
import {compare, equal} from '../bson/compare.ts';
import {isBson, isDoc, isNumeric, typeAliases, typeNumber} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {dateExpressions, type Expression} from './dates.ts';

type Accumulator = (docs: AnyObject[], expression: unknown, options: Options) => unknown;

const comparison =
  (name: string, holds: (a: unknown, b: unknown) => unknown): Expression =>
  (doc: AnyObject, expression: unknown, options: Options) => {
    const values = evalExpr(doc, expression, options);
    if (!Array.isArray(values) || values.length !== 2) {
      throw new CommandError(2, `Expression ${name} takes exactly 2 arguments.`);
    }
    return holds(values[0], values[1]);
  };

const one =
  (compute: (value: unknown) => unknown): Expression =>
  (doc: AnyObject, expression: unknown, options: Options) => {
    const argument: unknown = Array.isArray(expression) && expression.length === 1 ? expression[0] : expression;
    return compute(evalExpr(doc, argument, options));
  };

// Outside $group these work on the values of one document; what is not a number counts as nothing
const overValues =
  (accumulator: Accumulator, compute: (values: unknown[]) => unknown): Expression =>
  (doc: AnyObject, expression: unknown, options: Options) => {
    if (Array.isArray(doc)) return accumulator(doc, expression, options);
    const value = evalExpr(doc, expression, options);
    const several = Array.isArray(expression) && expression.length !== 1;
    const inner: unknown = Array.isArray(expression) && !several && Array.isArray(value) ? value[0] : value;
    return compute(Array.isArray(inner) ? inner : [inner]);
  };

const numbers = (values: unknown[]): number[] => values.filter((value) => typeof value === 'number');
const sum = (values: unknown[]): number => numbers(values).reduce((total, value) => total + value, 0);
const present = (values: unknown[]) => values.filter((value) => value !== null && value !== undefined);

const extreme = (sign: 1 | -1) => (values: unknown[]) =>
  present(values).reduce<unknown>(
    (best, value) => (best === null || compare(value, best) * sign > 0 ? value : best),
    null,
  );

function refuse(what: string): Expression {
  return () => {
    throw unsupported(what);
  };
}

const names = new Map(Object.entries(typeAliases).map(([name, number]) => [number, name]));

export const expressions: Record<`$${string}`, Expression> = {
  ...dateExpressions,
  $eq: comparison('$eq', equal),
  $ne: comparison('$ne', (a, b) => !equal(a, b)),
  $gt: comparison('$gt', (a, b) => compare(a, b) > 0),
  $gte: comparison('$gte', (a, b) => compare(a, b) >= 0),
  $lt: comparison('$lt', (a, b) => compare(a, b) < 0),
  $lte: comparison('$lte', (a, b) => compare(a, b) <= 0),
  $cmp: comparison('$cmp', (a, b) => Math.sign(compare(a, b))),
  $in: comparison('$in', (item, list) => {
    if (!Array.isArray(list)) throw new CommandError(2, '$in requires an array as a second argument');
    return list.some((other) => equal(item, other));
  }),
  $sum: overValues(accumulators.$sum, sum),
  $avg: overValues(accumulators.$avg, (values) =>
    numbers(values).length ? sum(values) / numbers(values).length : null,
  ),
  $min: overValues(accumulators.$min, extreme(-1)),
  $max: overValues(accumulators.$max, extreme(1)),
  $last: (doc: AnyObject, expression: unknown, options: Options) => {
    if (Array.isArray(doc)) return accumulators.$last(doc, expression, options);
    const value = evalExpr(doc, expression, options);
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) throw new CommandError(2, "$last's argument must be an array");
    return value.at(-1);
  },
  $type: one((value) => (value === undefined ? 'missing' : names.get(typeNumber(value)))),
  $toString: (doc: AnyObject, expression: unknown, options: Options) => {
    const value = evalExpr(doc, expression, options);
    if (isBson(value, 'ObjectId') || (typeof value === 'object' && isNumeric(value))) return value.toString();
    return mingoToString(doc, {$literal: value}, options);
  },
  $toObjectId: one((value) => {
    if (value === null || value === undefined) return null;
    if (isBson(value, 'ObjectId')) return value;
    if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return ObjectId.createFromHexString(value);
    throw new CommandError(2, 'Failed to parse objectId in $convert with no onError value');
  }),
  $toDecimal: refuse('$toDecimal'),
  $function: refuse('$function'),
};

export const accumulatorOverrides: Record<`$${string}`, Accumulator> = {
  // MongoDB leaves out what is missing
  $push: (docs: AnyObject[], expression: unknown, options: Options) =>
    accumulators
      .$push(docs, {value: expression}, options)
      .flatMap((item) => (isDoc(item) && item['value'] !== undefined ? [item['value']] : [])),
  $accumulator: () => {
    throw unsupported('$accumulator');
  },
};
