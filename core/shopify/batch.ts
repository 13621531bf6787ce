/** Runs one mutation for many sets of variables, many to a document, and tells each one's outcome apart. */
import {AppError} from '../errors.ts';
import {toAppError} from '../toAppError.ts';
import {repeatable, type Repeatable} from './alias.ts';
import type {Caller, RawAnswer} from './caller.ts';
import type {BatchOutcome, CallOptions} from './client.ts';
import {graphQLError, worstError} from './failures.ts';
import type {Operation} from './operation.ts';
import type {Pace} from './pace.ts';

/** Shopify: a single document may cost at most 1000 points; a mutation costs 10 and the objects it returns a little more. */
const maximumCost = 1000;
const expectedCostEach = 20;
/** Mutations of a document run one after another at Shopify, so a longer document only makes a longer doubt if it breaks off. */
const maximumCount = 50;
/** Shopify takes 65,535 bytes in bulk operations; the same is kept here. */
const maximumLength = 65_000;
/** Added to the time-out for each mutation of a document, ms. */
const timeEachMs = 500;

export interface BatchParts {
  caller: Caller;
  pace: Pace;
  /** Points per mutation, learned by name of the operation. */
  costs: Map<string, number>;
}

/** As `AdminClient.runBatch`. */
export async function runBatch<Answer, Variables>(
  parts: BatchParts,
  shop: string,
  operation: Operation<Answer, Variables>,
  list: readonly Variables[],
  options: CallOptions,
): Promise<BatchOutcome<Answer>[]> {
  const mutation = repeatable(operation.document);
  const outcomes: BatchOutcome<Answer>[] = [];
  let limit = maximumCount;
  while (outcomes.length < list.length) {
    const size = documentSize(parts, shop, operation.name, mutation, limit);
    const some = list.slice(outcomes.length, outcomes.length + size);
    try {
      const raw = await send(parts, shop, operation.name, mutation, some, options);
      const results = some.map((_, index) => read<Answer>(raw, mutation.key, index));
      outcomes.push(...results);
      if (results.some(({error}) => error?.code === 'shopify_outcome_unknown')) break;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (some.length > 1 && tooCostly(error)) {
        // Nothing of it was run.
        limit = Math.floor(some.length / 2);
        continue;
      }
      outcomes.push(...some.map(() => ({error})));
      if (error.code !== 'shopify_outcome_unknown') {
        outcomes.push(...list.slice(outcomes.length).map(() => ({error})));
      }
      break;
    }
  }
  // Not sent, because of the doubt before them.
  const unsent = list.slice(outcomes.length).map(() => ({error: new AppError('shopify_unavailable')}));
  return [...outcomes, ...unsent];
}

function documentSize(parts: BatchParts, shop: string, name: string, mutation: Repeatable, limit: number): number {
  const points = Math.min(maximumCost, parts.pace.maximum(shop) ?? maximumCost);
  const byCost = Math.floor(points / (parts.costs.get(name) ?? expectedCostEach));
  const one = mutation.compose(1).length;
  // The suffixes of the variables grow by a digit at most.
  const each = (mutation.compose(2).length - one) * 1.1;
  const byLength = Math.floor((maximumLength - one) / each);
  return Math.max(1, Math.min(limit, byCost, byLength));
}

async function send(
  parts: BatchParts,
  shop: string,
  name: string,
  mutation: Repeatable,
  list: readonly unknown[],
  options: CallOptions,
): Promise<RawAnswer> {
  const answer = await parts.caller.call(
    {
      shop,
      name: `${name} x${list.length}`,
      kind: 'mutation',
      document: mutation.compose(list.length),
      variables: mutation.variables(list.map((variables) => ({...(variables as object)}))),
      expectedCost: list.length * (parts.costs.get(name) ?? expectedCostEach),
      extraTimeMs: list.length * timeEachMs,
    },
    options,
  );
  if (answer.cost) parts.costs.set(name, Math.max(1, answer.cost.requested / list.length));
  const whole = answer.errors.filter(({path}) => !path?.length);
  const error = worstError(whole.map((failure) => graphQLError(failure, 'mutation', answer.data !== null)));
  if (!answer.data && error) throw error;
  return answer;
}

/** The outcome of the mutation under the alias `f<index>`. */
function read<Answer>(raw: RawAnswer, key: string, index: number): BatchOutcome<Answer> {
  const alias = `f${index}`;
  const value = raw.data?.[alias];
  // A payload means that it ran, even if a part of what was selected could not be read.
  if (value !== null && value !== undefined) return {answer: {[key]: value} as Answer};
  const own = raw.errors.filter(({path}) => !path?.length || path[0] === alias);
  const error = worstError(own.map((failure) => graphQLError(failure, 'mutation', true)));
  return {error: error ?? new AppError('shopify_outcome_unknown', {details: {missing: alias}})};
}

/** Whether Shopify refused the document for its cost alone. */
export function tooCostly(error: AppError): boolean {
  return error.code === 'shopify_rejected' && JSON.stringify(error.details ?? null).includes('"MAX_COST_EXCEEDED"');
}
