/** `$lookup`: joins by equality, by a pipeline, or both, through the other collection's indexes. */
import {evalExpr} from 'mingo/core';
import type {Options, PipelineOperator} from 'mingo/types';
import {type Doc, isDoc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {valuesAt} from '../query/path.ts';

/** Runs a pipeline over the collection that is joined, with the variables of `let`. */
export type RunJoined = (from: string, pipeline: unknown[], variables: Doc) => Doc[];

const known = new Set(['from', 'localField', 'foreignField', 'let', 'pipeline', 'as']);

/** The stage, given a way to run a pipeline over another collection. */
export function lookupStage(run: RunJoined): PipelineOperator {
  return (items, specification: unknown, options: Options) => {
    const {from, as, localField, foreignField, pipeline, variables} = parse(specification);
    return items.map((doc: Doc) => {
      const values: Doc = {};
      for (const name of Object.keys(variables)) values[name] = evalExpr(doc, variables[name], options) ?? null;
      const match =
        localField === undefined || foreignField === undefined
          ? []
          : [
              {
                $match: {
                  [foreignField]: {$in: valuesAt(doc, localField.split('.'), true).map((value) => value ?? null)},
                },
              },
            ];
      return {...doc, [as]: run(from, [...match, ...pipeline], values)};
    });
  };
}

function parse(specification: unknown) {
  if (!isDoc(specification)) throw new CommandError(9, 'the $lookup specification must be an Object');
  const unknown = Object.keys(specification).find((key) => !known.has(key));
  if (unknown !== undefined) throw new CommandError(9, `unknown argument to $lookup: ${unknown}`);
  const {from, as, localField, foreignField, pipeline = [], let: variables = {}} = specification;
  if (typeof from !== 'string' || typeof as !== 'string' || !Array.isArray(pipeline) || !isDoc(variables)) {
    throw new CommandError(9, '$lookup needs `from` and `as` as strings, `pipeline` as an array, `let` as an object');
  }
  const fields = [localField, foreignField].filter((field) => typeof field === 'string');
  if (fields.length === 1 || (fields.length === 0 && specification['pipeline'] === undefined)) {
    throw new CommandError(9, '$lookup requires both or neither of `localField` and `foreignField`, or a `pipeline`');
  }
  const [local, foreign] = fields;
  return {from, as, localField: local, foreignField: foreign, pipeline: pipeline as unknown[], variables};
}
