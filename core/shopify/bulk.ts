/** Runs a mutation for very many sets of variables through Shopify's bulk operations: upload, run, poll, read every row. */
import {createInterface} from 'node:readline';
import {Readable} from 'node:stream';
import {AppError} from '../errors.ts';
import type {AdminClient} from './client.ts';
import type {Operation} from './operation.ts';
import {bulkOperationState} from './operations/bulkOperationState.ts';
import {runBulkMutation} from './operations/runBulkMutation.ts';
import {stagedUpload} from './operations/stagedUpload.ts';
import {refuseUserErrors, userErrorsError} from './userErrors.ts';

/** One row of the result. `line` counts from 0, as the variables were given. */
export interface BulkRow<Answer> {
  line: number;
  answer: Answer | null;
  /** Why the row was not run, where it has no answer. */
  error: string | null;
}

/** `running`; or over: with rows to read, if any were run. */
export type BulkState = {state: 'running'} | {state: 'over'; complete: boolean; url: string | null};

/** Shopify: a file has at most 100 MB. A row of ours has some hundred bytes. */
const fileTimeoutMs = 60_000;

/**
 * Uploads the variables and starts the operation.
 * @param name for the file and for Shopify's list of operations
 * @returns the operation's gid
 * @throws AppError `shopify_throttled` where five are under way already; `shopify_rejected` where Shopify does not take it;
 * `shopify_outcome_unknown`, after which it may be running: what its rows do must be harmless to repeat
 */
export async function startBulk<Answer, Variables>(
  admin: AdminClient,
  operation: Operation<Answer, Variables>,
  variables: readonly Variables[],
  name: string,
): Promise<string> {
  const path = await upload(admin, `${variables.map((one) => JSON.stringify(one)).join('\n')}\n`, name);
  const {bulkOperationRunMutation: payload} = await admin.run(runBulkMutation, {
    mutation: operation.document.replace(/^\s*#graphql\s*/, ''),
    path,
    clientIdentifier: name,
  });
  const errors = payload?.userErrors ?? [];
  // Shopify: five at once per app and shop.
  if (errors.some(({code}) => code === 'OPERATION_IN_PROGRESS' || code === 'LIMIT_REACHED')) {
    throw new AppError('shopify_throttled', {
      message: 'Shopify runs other bulk operations for this app just now. We will go on in a moment.',
      retryAfterMs: 5000,
    });
  }
  if (errors.length > 0) throw userErrorsError(errors);
  if (!payload?.bulkOperation) throw new AppError('shopify_outcome_unknown', {details: {missing: 'bulkOperation'}});
  return payload.bulkOperation.id;
}

async function upload(admin: AdminClient, text: string, name: string): Promise<string> {
  const {stagedUploadsCreate} = await admin.run(stagedUpload, {filename: `${name}.jsonl`});
  const target = refuseUserErrors(stagedUploadsCreate).stagedTargets?.[0];
  const path = target?.parameters.find((one) => one.name === 'key')?.value;
  if (!target?.url || path === undefined) throw new AppError('shopify_unavailable', {details: {missing: 'url'}});
  const form = new FormData();
  for (const parameter of target.parameters) form.append(parameter.name, parameter.value);
  // The storage takes the file as the last field.
  form.append('file', new Blob([text], {type: 'text/jsonl'}), `${name}.jsonl`);
  const response = await file(target.url, {method: 'POST', body: form});
  await response.arrayBuffer();
  return path;
}

/** How an operation stands. @throws AppError `shopify_*`; `not_found` where Shopify has forgotten it */
export async function bulkState(admin: AdminClient, id: string): Promise<BulkState> {
  const {bulkOperation: found} = await admin.run(bulkOperationState, {id});
  if (!found) throw new AppError('not_found');
  switch (found.status) {
    case 'CANCELING':
    case 'CREATED':
    case 'RUNNING':
      return {state: 'running'};
    case 'COMPLETED':
      return {state: 'over', complete: true, url: found.url ?? null};
    case 'CANCELED':
    case 'EXPIRED':
    case 'FAILED':
      return {state: 'over', complete: false, url: found.partialDataUrl ?? found.url ?? null};
  }
}

/** The rows of a result, in Shopify's order; a line that was not run is missing.
 * @throws AppError `shopify_unavailable` */
export async function* bulkRows<Answer>(url: string): AsyncGenerator<BulkRow<Answer>> {
  const response = await file(url, {});
  if (!response.body) return;
  const lines = createInterface({input: Readable.fromWeb(response.body as never), crlfDelay: Infinity});
  try {
    for await (const text of lines) {
      const row = text.trim() === '' ? null : parse<Answer>(text);
      if (row) yield row;
    }
  } catch (cause) {
    throw new AppError('shopify_unavailable', {cause});
  }
}

/** A row that was cut off in the middle tells nothing. */
function parse<Answer>(text: string): BulkRow<Answer> | null {
  try {
    const row = JSON.parse(text) as {data?: Answer | null; errors?: {message?: string}[]; __lineNumber?: number};
    if (typeof row.__lineNumber !== 'number') return null;
    const payload = row.data && Object.values(row.data).every((value) => value !== null) ? row.data : null;
    const error = payload ? null : (row.errors?.[0]?.message ?? 'no answer');
    return {line: row.__lineNumber, answer: payload, error};
  } catch {
    return null;
  }
}

/** Storage, not the Admin API: another host, and no token goes there. */
async function file(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, {...init, signal: AbortSignal.timeout(fileTimeoutMs)});
    if (response.ok) return response;
    throw new AppError('shopify_unavailable', {details: {httpStatus: response.status}});
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('shopify_unavailable', {cause});
  }
}
