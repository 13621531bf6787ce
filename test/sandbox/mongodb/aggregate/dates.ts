/** Date expressions: null for null, and the days of months as MongoDB counts them. */
import {evalExpr} from 'mingo/core';
import * as mingo from 'mingo/operators/expression/date';
import type {AnyObject, Options} from 'mingo/types';
import {type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {toNumber} from '../bson/numbers.ts';
import {CommandError, unsupported} from '../errors.ts';

/** How mingo evaluates an operator: with a document, its argument, and mingo's options. */
export type Expression = (doc: AnyObject, argument: unknown, options: Options) => unknown;

// mingo's take no bare expression, as in {$year: '$at'}, and none of them takes a missing date
const part =
  (operator: Expression): Expression =>
  (doc: AnyObject, argument: unknown, options: Options) => {
    const wrapped: Doc = isDoc(argument) && 'date' in argument ? argument : {date: first(argument)};
    const date = evalExpr(doc, wrapped['date'], options);
    return date === null || date === undefined ? null : operator(doc, {...wrapped, date}, options);
  };

const first = (argument: unknown): unknown =>
  Array.isArray(argument) && argument.length === 1 ? argument[0] : argument;

const unlessNull =
  (operator: Expression, ...dates: string[]): Expression =>
  (doc: AnyObject, argument: unknown, options: Options) => {
    if (!isDoc(argument)) throw new CommandError(9, 'A date expression needs an object');
    const values = Object.fromEntries(dates.map((name) => [name, evalExpr(doc, argument[name], options)]));
    if (Object.values(values).some((value) => value === null || value === undefined)) return null;
    return operator(doc, {...argument, ...values}, options);
  };

const milliseconds: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const months: Record<string, number> = {month: 1, quarter: 3, year: 12};

// MongoDB: a day that a month does not have becomes its last one
function shift(sign: 1 | -1): Expression {
  return (doc: AnyObject, argument: unknown, options: Options) => {
    const {startDate, unit, amount, timezone} = isDoc(argument) ? Object(evalExpr(doc, argument, options)) : {};
    if (timezone !== undefined) throw unsupported('time zones in $dateAdd and $dateSubtract');
    if ([startDate, unit, amount].some((value) => value === null || value === undefined)) return null;
    if (!(startDate instanceof Date) || !isNumeric(amount))
      throw new CommandError(2, '$dateAdd requires a date and a number');
    const count = sign * toNumber(amount);
    const step = milliseconds[unit];
    if (step !== undefined) return new Date(startDate.getTime() + count * step);
    const length = months[unit];
    if (length === undefined) throw new CommandError(2, `unknown time unit value: ${unit}`);
    const result = new Date(startDate);
    result.setUTCMonth(startDate.getUTCMonth() + count * length);
    if (result.getUTCDate() !== startDate.getUTCDate()) result.setUTCDate(0);
    return result;
  };
}

export const dateExpressions: Record<`$${string}`, Expression> = {
  $year: part(mingo.$year),
  $month: part(mingo.$month),
  $week: part(mingo.$week),
  $dayOfMonth: part(mingo.$dayOfMonth),
  $dayOfWeek: part(mingo.$dayOfWeek),
  $dayOfYear: part(mingo.$dayOfYear),
  $hour: part(mingo.$hour),
  $minute: part(mingo.$minute),
  $second: part(mingo.$second),
  $millisecond: part(mingo.$millisecond),
  $isoWeek: part(mingo.$isoWeek),
  $isoWeekYear: part(mingo.$isoWeekYear),
  $isoDayOfWeek: part(mingo.$isoDayOfWeek),
  $dateAdd: shift(1),
  $dateSubtract: shift(-1),
  $dateDiff: unlessNull(mingo.$dateDiff, 'startDate', 'endDate'),
  $dateToParts: unlessNull(mingo.$dateToParts, 'date'),
};
