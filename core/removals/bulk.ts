/** One bulk operation of a removal, from its upload to the last row of its result; resumable at each point. */
import {AppError} from '../errors.ts';
import {bulkRows, bulkState, startBulk} from '../shopify/bulk.ts';
import type {BatchOutcome} from '../shopify/client.ts';
import type {Operation} from '../shopify/operation.ts';
import type {BulkKind} from './store.ts';
import {callOptions, type Outcome, type Work} from './work.ts';

export interface BulkJob<Doc, Answer, Variables> {
  kind: BulkKind;
  operation: Operation<Answer, Variables>;
  /** What it is about, always in the same order: the k-th is line k of the file. Nothing changes it while the operation runs. */
  docs: () => Promise<Doc[]>;
  variables: (doc: Doc) => Variables;
  /** Writes down what came of each; undefined: Shopify did not say. */
  apply: (docs: readonly Doc[], outcomes: readonly (BatchOutcome<Answer> | undefined)[]) => Promise<void>;
}

/** Pauses between looks: a tenth of the time it has run, from 0.5 s to 15 s. */
const pauseMs = (begunAt: Date) => Math.min(15_000, Math.max(500, (Date.now() - begunAt.getTime()) / 10));

/**
 * Starts the operation, looks after it, or reads its result, as it stands.
 * What it does must be harmless to repeat: a crash right after its start makes another one.
 */
export async function bulkStep<Doc, Answer, Variables>(
  work: Work,
  job: BulkJob<Doc, Answer, Variables>,
): Promise<Outcome> {
  const {bulk} = work.removal;
  return bulk ? lookAfter(work, job, bulk) : start(work, job);
}

async function start<Doc, Answer, Variables>(work: Work, job: BulkJob<Doc, Answer, Variables>): Promise<Outcome> {
  const docs = await job.docs();
  if (docs.length === 0) return {again: {}};
  const name = `removal-${work.removal._id.toHexString()}-${job.kind}`;
  callOptions(work);
  try {
    const id = await startBulk(work.admin, job.operation, docs.map(job.variables), name);
    return {waitMs: 500, set: {bulk: {id, at: new Date(), kind: job.kind}}};
  } catch (error) {
    // Shopify does not take this one: direct calls do the same.
    if (error instanceof AppError && error.code === 'shopify_rejected') {
      work.ctx.log.warn({err: error, removal: work.removal._id.toHexString()}, 'bulk operation refused');
      return {again: {noBulk: true}};
    }
    throw error;
  }
}

async function lookAfter<Doc, Answer, Variables>(
  work: Work,
  job: BulkJob<Doc, Answer, Variables>,
  bulk: {id: string; at: Date},
): Promise<Outcome> {
  const state = await bulkState(work.admin, bulk.id);
  if (state.state === 'running') return {waitMs: pauseMs(bulk.at)};
  const docs = await job.docs();
  const outcomes: (BatchOutcome<Answer> | undefined)[] = docs.map(() => undefined);
  let read = 0;
  if (state.url) {
    for await (const {line, answer, error} of bulkRows<Answer>(state.url)) {
      read += 1;
      // A row that failed without an answer may have taken effect: that is looked up like any doubt.
      if (line < outcomes.length && answer) outcomes[line] = {answer};
      else if (error) work.ctx.log.debug({line, kind: job.kind}, 'a row of a bulk operation has no answer');
    }
  }
  await job.apply(docs, outcomes);
  work.ctx.log.info({shop: work.removal.shop, kind: job.kind, rows: read, of: docs.length}, 'read a bulk operation');
  // The rest goes by direct calls, which tell each thing's outcome at once; after a failed operation everything does.
  return {again: {bulk: null, ...(state.complete && read > 0 ? {} : {noBulk: true})}};
}
