/** `POST /admin/api/<version>/graphql.json`: from a request's body to Shopify's answer, with cost, throttling, faults and log. */
import {setTimeout as pause} from 'node:timers/promises';
import {actualCost, maximumCost, requestedCost, type CostInput} from './cost.ts';
import {selectOperation, type ErrorJson} from './document.ts';
import type {Executor} from './executor.ts';
import {internalError} from './failure.ts';
import type {Fault} from './faults.ts';
import type {Answer} from './http.ts';
import type {LogEntry} from './log.ts';
import type {Platform} from './platform.ts';
import type {Shop} from './shops.ts';
import type {Caller} from './tokens.ts';

/** What to do with the connection. `hang`: give no answer, and cut it after so many milliseconds. */
export type Outcome = {answer: Answer} | {hang: number};

interface GraphqlBody {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

/** Answers GraphQL calls of one sandbox. */
export function createGraphql(
  platform: Platform,
  executor: Executor,
): (shop: Shop, caller: Caller, body: unknown) => Promise<Outcome> {
  const {admin} = platform;

  const run = async (shop: Shop, caller: Caller, body: unknown, entry: LogEntry): Promise<Outcome> => {
    const request = readRequest(body);
    if (!request) return {answer: {status: 400, body: {errors: {query: 'Required parameter missing or invalid'}}}};
    entry.document = request.query;
    entry.variables = request.variables;

    const read = executor.readDocument(request.query);
    const document = 'document' in read ? read.document : undefined;
    const call = document && selectOperation(request.query, document, request.operationName);
    entry.operation = call?.names[0] ?? request.operationName;
    if (read.errors.length > 0 || !document) return errors(read.errors);
    if (!call)
      return errors([{message: 'An operation name is required', extensions: {code: 'OPERATION_NAME_REQUIRED'}}]);

    const variables = executor.checkVariables(call, request.variables);
    if ('errors' in variables) return errors(variables.errors);

    const input: CostInput = {schema: admin.schema, ...call, variables: variables.values};
    const requested = requestedCost(input);
    entry.cost.requested = requested;
    const bucket = shop.buckets[caller];
    const now = (): number => platform.now().getTime();
    const cost = (actual: number | null) => ({
      cost: {requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: bucket.status(now())},
    });
    if (requested > maximumCost) {
      const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${maximumCost}).`;
      const documentation = 'https://shopify.dev/api/usage/rate-limits';
      const extensions = {code: 'MAX_COST_EXCEEDED', cost: requested, maxCost: maximumCost, documentation};
      return errors([{message, extensions}]);
    }

    const faults = platform.faults.strike({shop: shop.domain, caller, names: call.names});
    if (faults.length > 0) entry.fault = faults.map((fault) => fault.kind).join(',');
    for (const fault of faults) if (fault.kind === 'latency') await pause(fault.ms, undefined, {ref: false});
    const before = faults.find((fault) => fault.kind !== 'latency' && !fault.after);
    if (before?.kind === 'html') return pleaseWait;
    if (before?.kind === 'timeoutBefore') return {hang: before.ms};
    if (before?.kind === 'error') return failure(before);
    if (before?.kind === 'throttle' || !bucket.take(requested, now())) {
      const documentation = 'https://shopify.dev/api/usage/rate-limits';
      const throttled = {message: 'Throttled', extensions: {code: 'THROTTLED', documentation}};
      return errors([throttled], cost(null));
    }

    const result = await executor.run(shop, caller, call, request.variables);
    const actual = Math.min(requested, actualCost(input, result.data));
    bucket.refund(requested - actual, now());
    entry.cost.actual = actual;
    const found = result.errors;
    const after = faults.find((fault) => fault.after);
    if (found) entry.errors = found;
    if (after) return after.kind === 'html' ? pleaseWait : {hang: after.ms};
    const data = {data: result.data, extensions: cost(actual)};
    return {answer: {status: 200, body: found ? {errors: found, ...data} : data}};
  };

  return async (shop, caller, body) => {
    const started = performance.now();
    const entry: LogEntry = {
      at: platform.now().toISOString(),
      shop: shop.domain,
      app: caller,
      operation: null,
      document: '',
      variables: {},
      cost: {requested: null, actual: null},
      ms: 0,
      status: 500,
    };
    try {
      const outcome = await run(shop, caller, body, entry);
      entry.status = 'answer' in outcome ? outcome.answer.status : 0;
      if ('answer' in outcome && entry.errors === undefined) {
        const problems = errorsOf(outcome.answer.body);
        if (problems !== undefined) entry.errors = problems;
      }
      return outcome;
    } finally {
      entry.ms = Math.round((performance.now() - started) * 10) / 10;
      platform.log.add(entry);
    }
  };
}

function readRequest(body: unknown): GraphqlBody | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(body));
  const [query, variables, name] = [fields.get('query'), fields.get('variables') ?? {}, fields.get('operationName')];
  if (typeof query !== 'string' || query.trim() === '') return undefined;
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) return undefined;
  const operationName = typeof name === 'string' && name !== '' ? name : null;
  return {query, variables: Object.fromEntries(Object.entries(variables)), operationName};
}

function errors(list: readonly ErrorJson[], extensions?: Record<string, unknown>): Outcome {
  return {answer: {status: 200, body: extensions ? {errors: list, extensions} : {errors: list}}};
}

function errorsOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined;
}

/** HTTP 200 from something in between that is not the API. */
const pleaseWait: Outcome = {
  answer: {status: 200, body: null, text: {body: '<html><h1>Please wait</h1></html>', type: 'text/html'}},
};

/** Shopify's ways to fail: a 5xx of its edge, or HTTP 200 with INTERNAL_SERVER_ERROR. */
function failure(fault: Fault): Outcome {
  const ways = [500, 502, 503, 200];
  const status = ways[Math.floor(fault.variant * ways.length)] ?? 500;
  if (status !== 200) return {answer: {status, body: {errors: 'Internal Server Error'}}};
  return errors([internalError()]);
}
