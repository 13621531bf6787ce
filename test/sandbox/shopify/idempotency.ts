/** Shopify's `@idempotent(key:)`: a mutation that documents it answers a repeated key with its first result. */
import {createHash} from 'node:crypto';
import {getDirectiveValues, getNamedType, GraphQLError, GraphQLObjectType, isEnumType} from 'graphql';
import type {AdminSchema, MutationGuard} from './schema.ts';

const day = 24 * 60 * 60 * 1000;

interface Attempt {
  readonly params: string;
  readonly at: number;
  outcome: {state: 'running'} | {state: 'failed'} | {state: 'done'; value: unknown};
}

/** The keys of one shop and app, remembered for 24 hours. */
export interface IdempotencyKeys {
  find(key: string, now: number): Attempt | undefined;
  begin(key: string, params: string, now: number): Attempt;
}

/** A new memory of keys. */
export function createIdempotencyKeys(): IdempotencyKeys {
  const attempts = new Map<string, Attempt>();
  const forget = (now: number): void => {
    // In order of insertion, so the first one still fresh ends the search.
    for (const [key, attempt] of attempts) {
      if (now - attempt.at < day) return;
      attempts.delete(key);
    }
  };
  return {
    find(key, now) {
      forget(now);
      return attempts.get(key);
    },
    begin(key, params, now) {
      const attempt: Attempt = {params, at: now, outcome: {state: 'running'}};
      attempts.set(key, attempt);
      return attempt;
    },
  };
}

const problems = {
  IDEMPOTENCY_KEY_PARAMETER_MISMATCH: 'The same idempotency key cannot be used with different operation parameters.',
  IDEMPOTENCY_CONCURRENT_REQUEST: 'A request with this idempotency key is still being processed.',
  IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED: 'The previous request with this idempotency key failed. Use a new key.',
};
type Problem = keyof typeof problems;

/** Whether the mutation's own text says that the key must be given, or that it may. */
export function idempotencyOf(text: string): 'required' | 'optional' | 'none' {
  if (/idempotency key is required/.test(text)) return 'required';
  return /@idempotent/.test(text) ? 'optional' : 'none';
}

/** Applies the directive. Where the payload's `userErrors` have these codes they are told there, else as a top-level error.
 * Shopify: a missing key is HTTP 200 with `BAD_REQUEST` (reference §3, seen live). */
export function createIdempotencyGuard(admin: AdminSchema): MutationGuard {
  return (run, args, context, info) => {
    const mutation = info.fieldName;
    const node = info.fieldNodes[0];
    const directive = admin.schema.getDirective('idempotent');
    const given = node && directive ? getDirectiveValues(directive, node, info.variableValues) : undefined;
    const rule = idempotencyOf(admin.mutationTexts.get(mutation) ?? '');
    if (!given) {
      if (rule !== 'required') return run();
      throw badRequest('The @idempotent directive is required for this mutation but was not provided.');
    }
    if (rule === 'none') throw badRequest('The @idempotent directive is not supported for this mutation.');
    const name = given['key'];
    if (typeof name !== 'string' || name.trim() === '') {
      throw badRequest('The idempotency key cannot be an empty string or whitespace only.');
    }
    const key = `${mutation}:${name}`;
    const params = createHash('sha256').update(canonical(args)).digest('base64');
    const now = context.now().getTime();
    const earlier = context.idempotencyKeys.find(key, now);
    if (earlier) {
      if (earlier.params !== params) return tell(admin, mutation, 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
      if (earlier.outcome.state === 'running') return tell(admin, mutation, 'IDEMPOTENCY_CONCURRENT_REQUEST');
      if (earlier.outcome.state === 'failed') return tell(admin, mutation, 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED');
      return earlier.outcome.value;
    }
    const attempt = context.idempotencyKeys.begin(key, params, now);
    return settle(attempt, run);
  };
}

async function settle(attempt: Attempt, run: () => unknown): Promise<unknown> {
  try {
    const value: unknown = await run();
    attempt.outcome = {state: 'done', value};
    return value;
  } catch (error) {
    attempt.outcome = {state: 'failed'};
    throw error;
  }
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, {extensions: {code: 'BAD_REQUEST'}});
}

/** A payload of nulls with one user error, or a top-level error where the payload has no such code. */
function tell(admin: AdminSchema, mutation: string, code: Problem): unknown {
  const field = admin.schema.getMutationType()?.getFields()[mutation];
  const payload = field && getNamedType(field.type);
  const fields = payload instanceof GraphQLObjectType ? payload.getFields() : {};
  const errorsField = fields['userErrors'] ?? Object.values(fields).find((each) => each.name.endsWith('UserErrors'));
  const errorType = errorsField && getNamedType(errorsField.type);
  const codeField = errorType instanceof GraphQLObjectType ? errorType.getFields()['code'] : undefined;
  const codes = codeField && getNamedType(codeField.type);
  if (errorsField && isEnumType(codes) && codes.getValue(code)) {
    const nothing = Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
    return {...nothing, [errorsField.name]: [{field: null, message: problems[code], code}]};
  }
  throw new GraphQLError(problems[code], {extensions: {code}});
}

/** JSON with the keys of every object in order, so that equal parameters are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
