/** One bulk operation at work: row by row, in slices, so that other calls are answered between them. */
import type {Call, ErrorJson} from '../document.ts';
import {timeText} from '../domain/time.ts';
import type {Executor} from '../executor.ts';
import {internalError} from '../failure.ts';
import type {Platform} from '../platform.ts';
import type {Shop} from '../shops.ts';
import type {Caller} from '../tokens.ts';
import type {BulkFiles} from './files.ts';
import type {BulkOperation} from './record.ts';

interface Job {
  record: BulkOperation;
  shop: Shop;
  caller: Caller;
  call: Call;
  /** JSON of each row's variables. */
  lines: readonly string[];
  files: BulkFiles;
}

const createdMs = 15;
const sliceMs = 4;

/** How one row ended: its line of the result, or none; and whether the whole job ends with it. */
interface Row {
  line: string | undefined;
  denied?: boolean;
}

/** Runs a bulk operation; it is CREATED for a moment first. */
export function startJob(platform: Platform, executor: Executor, job: Job): void {
  const {record, shop, caller, lines} = job;
  const rows: string[] = [];
  const context = platform.context(shop, caller);
  // The pseudo operation `bulkJob` fails whole jobs, half way: only rules that name it strike.
  const [fault] = platform.faults.strike({shop: shop.domain, caller, names: ['bulkJob'], namedOnly: true});
  const last = fault ? Math.floor(lines.length / 2) : lines.length;
  let next = 0;
  let allowance = 0;
  let allowedAt = performance.now();

  const finish = (status: 'COMPLETED' | 'FAILED' | 'CANCELED'): void => {
    if (rows.length > 0) {
      const text = shuffled(rows).join('');
      const url = `${platform.origin()}/bulk-operation-outputs/${job.files.keep({shop: shop.domain, caller}, text)}`;
      if (status === 'FAILED') record.partialDataUrl = url;
      else record.url = url;
      if (status === 'COMPLETED') record.fileSize = Buffer.byteLength(text);
    }
    // Shopify: a canceled one has no completedAt and no fileSize, but the address of what it did (seen on queries).
    if (status === 'COMPLETED') record.completedAt = timeText(platform.now());
    record.status = status;
    if (caller !== 'app') return;
    context.emit('bulk_operations/finish', {
      admin_graphql_api_id: record.id,
      completed_at: record.completedAt,
      created_at: record.createdAt,
      error_code: record.errorCode?.toLowerCase() ?? null,
      status: status.toLowerCase(),
      type: 'mutation',
    });
  };

  const slice = async (): Promise<void> => {
    const started = performance.now();
    const {bulkRowsPerSecond: pace} = shop;
    allowance = Math.min(allowance + ((started - allowedAt) / 1000) * pace, Math.max(1, pace / 20));
    allowedAt = started;
    while (next < last && allowance >= 1 && record.status === 'RUNNING' && performance.now() - started < sliceMs) {
      const row = await runRow(platform, executor, job, next);
      if (row.denied) {
        record.errorCode = 'ACCESS_DENIED';
        finish('FAILED');
        return;
      }
      if (row.line !== undefined) rows.push(row.line);
      next += 1;
      allowance -= 1;
      record.objectCount = next;
      record.rootObjectCount = next;
    }
    if (record.status === 'CANCELING') finish('CANCELED');
    else if (next < last) again(1);
    else if (fault) {
      record.errorCode = fault.kind.startsWith('timeout') ? 'TIMEOUT' : 'INTERNAL_SERVER_ERROR';
      finish('FAILED');
    } else finish('COMPLETED');
  };

  const again = (ms: number): void =>
    context.later(ms, () => {
      if (record.status === 'CREATED') record.status = 'RUNNING';
      slice().catch((error: unknown) => {
        console.error(error);
        record.errorCode = 'INTERNAL_SERVER_ERROR';
        finish('FAILED');
      });
    });
  again(createdMs);
}

/** Faults strike rows too, by the mutation's name or without a name: `error` is told in the row, which did not happen;
 * `timeoutBefore` leaves neither effect nor line; `timeoutAfter` leaves the effect, and by halves no line or an error.
 * Throttling and latency are not for rows: they do not draw from the bucket, and nobody waits for one. */
async function runRow(platform: Platform, executor: Executor, job: Job, index: number): Promise<Row> {
  const {shop, caller, call} = job;
  const write = (errors: readonly ErrorJson[] | undefined, data?: unknown): Row => ({
    line: `${JSON.stringify({...(data === undefined ? {} : {data}), ...(errors ? {errors} : {}), __lineNumber: index})}\n`,
  });
  const faults = platform.faults.strike({shop: shop.domain, caller, names: call.names});
  const before = faults.find(({kind}) => kind === 'error' || kind === 'timeoutBefore');
  if (before) return before.kind === 'error' ? write([internalError()]) : {line: undefined};
  const given = parseLine(job.lines[index] ?? '');
  // How Shopify words a line that is no JSON is unverified.
  if (!given) return write([{message: `Invalid JSON on line ${index}.`}]);
  const checked = executor.checkVariables(call, given);
  if ('errors' in checked) return write(checked.errors);
  const {data, errors} = await executor.run(shop, caller, call, given);
  if (errors?.some(isDenied)) return {line: undefined, denied: true};
  const after = faults.find(({kind}) => kind === 'timeoutAfter');
  if (after) return after.variant < 0.5 ? {line: undefined} : write([internalError()]);
  return write(errors, data);
}

/** Shopify: a mutation that the app may not run fails the whole job. */
function isDenied(error: ErrorJson): boolean {
  const {extensions, path} = error;
  const code = typeof extensions === 'object' && extensions !== null && 'code' in extensions ? extensions.code : null;
  return code === 'ACCESS_DENIED' && Array.isArray(path) && path.length === 1;
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? Object.fromEntries(Object.entries(parsed)) : undefined;
  } catch {
    return undefined;
  }
}

/** The order of a result's rows is not promised: neighbours change places, the same ones in every run. */
function shuffled(rows: readonly string[]): string[] {
  const list = [...rows];
  for (let at = 0; at < list.length; at += 1) {
    const other = Math.min(list.length - 1, at + ((at * 7) % 11));
    const [here, there] = [list[at], list[other]];
    if (here !== undefined && there !== undefined) [list[at], list[other]] = [there, here];
  }
  return list;
}
