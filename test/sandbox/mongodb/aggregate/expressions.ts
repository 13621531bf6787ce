/** mingo's operators, with MongoDB's comparison of BSON values in place of mingo's own. */
import {Context, evalExpr, ProcessingMode} from 'mingo/core';
import * as accumulatorOperators from 'mingo/operators/accumulator';
import * as expressionOperators from 'mingo/operators/expression';
import * as pipelineOperators from 'mingo/operators/pipeline';
import * as projectionOperators from 'mingo/operators/projection';
import * as queryOperators from 'mingo/operators/query';
import * as windowOperators from 'mingo/operators/window';
import type {CollectionResolver, ExpressionOperator, Options, PipelineOperator} from 'mingo/types';
import {compare, equal} from '../bson/compare.ts';
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {promoteDoc} from './promote.ts';

const comparison =
  (name: string, holds: (a: unknown, b: unknown) => unknown): ExpressionOperator =>
  (obj: unknown, expression: unknown, options: Options) => {
    const values = evalExpr(obj, expression, options);
    if (!Array.isArray(values) || values.length !== 2) {
      throw new CommandError(2, `Expression ${name} takes exactly 2 arguments.`);
    }
    return holds(values[0], values[1]);
  };

const comparisons = {
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
};

/** Options for mingo: its operators and ours over them. */
export function mingoOptions(
  stages: Record<`$${string}`, PipelineOperator>,
  variables: Doc,
  collectionResolver?: CollectionResolver,
): Options {
  return {
    idKey: '_id',
    processingMode: ProcessingMode.CLONE_OFF,
    useStrictMode: true,
    scriptEnabled: false,
    failOnError: true,
    variables,
    ...(collectionResolver ? {collectionResolver} : {}),
    context: Context.init({
      accumulator: {...accumulatorOperators},
      expression: {...expressionOperators, ...comparisons},
      pipeline: {...pipelineOperators, ...stages},
      projection: {...projectionOperators},
      query: {...queryOperators},
      window: {...windowOperators},
    }),
  };
}

/** Whether mingo has a stage of this name. */
export const hasStage = (name: string): boolean => Object.hasOwn(pipelineOperators, name);

let plainOptions: Options | undefined;

/** An aggregation expression as a function of a document.
 * @throws CommandError InvalidPipelineOperator for an expression mingo does not know, once it is evaluated */
export function evaluator(expression: unknown, variables: Doc): (doc: Doc) => unknown {
  plainOptions ??= mingoOptions({}, {});
  const options = {...plainOptions, variables};
  return (doc) => translated(() => evalExpr(promoteDoc(doc), expression, options));
}

/** Runs something of mingo's; what it throws becomes an error of MongoDB's. */
export function translated<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const message = error instanceof Error ? error.message : 'unknown error';
    const unknown = /accumulator '(\$\w+)' is not registered/.exec(message)?.[1];
    if (unknown) throw new CommandError(168, `Unrecognized expression '${unknown}'`);
    throw new CommandError(2, `Invalid aggregation: ${message}`);
  }
}
