/** mingo, set up with our operators over its own, as a way to evaluate expressions. */
import {Context, evalExpr, ProcessingMode} from 'mingo/core';
import * as accumulatorOperators from 'mingo/operators/accumulator';
import * as expressionOperators from 'mingo/operators/expression';
import * as pipelineOperators from 'mingo/operators/pipeline';
import * as projectionOperators from 'mingo/operators/projection';
import * as queryOperators from 'mingo/operators/query';
import * as windowOperators from 'mingo/operators/window';
import type {CollectionResolver, Options, PipelineOperator} from 'mingo/types';
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {accumulatorOverrides, expressions} from './overrides.ts';
import {promoteDoc} from './promote.ts';

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
      accumulator: {...accumulatorOperators, ...accumulatorOverrides},
      expression: {...expressionOperators, ...expressions},
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
