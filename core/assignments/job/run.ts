/** Carries a shop's assignment jobs on, page by page, for a bounded time. What a dead worker left is carried on by the next. */
import type {UpdateFilter} from 'mongodb';
import type {Context} from '../../context.ts';
import {AppError} from '../../errors.ts';
import {toAppError} from '../../toAppError.ts';
import {heldShops, LeaseLost, type Lease} from '../../requests/courier/lease.ts';
import {inMs, pauseAfter} from '../../requests/courier/round.ts';
import {underLease} from '../../requests/courier/underLease.ts';
import {isUninstalled} from '../../shops/shops.ts';
import {readTarget} from '../targets.ts';
import {doPage, type PageResult} from './page.ts';
import {assignmentJobs, mostFailures, openJobStatuses, type StoredAssignmentJob} from './store.ts';

/** Tries of one page; with the pauses between them, about half an hour. */
const maxTries = 10;

/**
 * @param signal stops after the page under way (the process is asked to end)
 * @returns whether there is more to do: the caller then comes again in a new job
 */
export async function runAssignments(ctx: Context, shop: string, signal?: AbortSignal): Promise<{more: boolean}> {
  if (await isUninstalled(ctx.db, shop)) return {more: false};
  return underLease(ctx, {shop, kind: 'assigners', signal}, async (lease, isOver) => {
    const job = await assignmentJobs(ctx.db).findOne(
      {shop, status: {$in: openJobStatuses}, dueAt: {$lte: new Date()}},
      {sort: {_id: 1}},
    );
    if (!job) return 'idle';
    if (isOver()) return 'over';
    await carryOn(ctx, lease, job);
    return 'worked';
  });
}

/** Shops with an assignment that is due and no worker at it: for the sweeper. */
export async function shopsWithAssignments({db}: Pick<Context, 'db'>): Promise<string[]> {
  const due = await assignmentJobs(db).distinct('shop', {status: {$in: openJobStatuses}, dueAt: {$lte: new Date()}});
  const held = await heldShops(db, 'assigners');
  return due.filter((shop) => !held.has(shop));
}

async function carryOn(ctx: Context, lease: Lease, seen: StoredAssignmentJob): Promise<void> {
  lease.assertHeld();
  const job = await write(
    ctx,
    {...seen, fence: lease.fence},
    {
      $set: {status: 'running', fence: lease.fence, updatedAt: new Date()},
      $inc: {tries: 1},
    },
  );
  // Cancelled meanwhile.
  if (!job) return;
  if (job.at >= job.source.ids.length) return finish(ctx, job);
  // It may be this page that kills the workers.
  if (job.tries > 2 * maxTries) return giveUp(ctx, job, new AppError('internal'));
  try {
    const target = await readTarget(ctx, job.shop, job.serviceId);
    const page = await doPage(ctx, job, target);
    if (page.retry && job.tries < maxTries) await later(ctx, job, page.retry);
    else await advance(ctx, job, page);
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    const error = toAppError(thrown);
    if (!(thrown instanceof AppError)) ctx.log.error({err: thrown, job: job._id.toHexString()}, 'assignment failed');
    if (error.retryable && job.tries < maxTries) await later(ctx, job, error);
    else await giveUp(ctx, job, error);
  }
}

/** Writes as the worker of this fence to a job that is still open. null: it was cancelled, or taken over. */
function write(
  {db}: Context,
  {_id, fence}: Pick<StoredAssignmentJob, '_id' | 'fence'>,
  update: UpdateFilter<StoredAssignmentJob>,
): Promise<StoredAssignmentJob | null> {
  return assignmentJobs(db).findOneAndUpdate({_id, status: {$in: openJobStatuses}, fence: {$lte: fence}}, update, {
    returnDocument: 'after',
  });
}

async function advance(ctx: Context, job: StoredAssignmentJob, {done, failed, next}: PageResult): Promise<void> {
  const now = new Date();
  const written = await write(ctx, job, {
    $set: {...next, tries: 0, dueAt: now, updatedAt: now},
    $inc: {done, failedCount: failed.length},
    $push: {failed: {$each: failed, $slice: mostFailures}},
  });
  if (written && written.at >= written.source.ids.length) await finish(ctx, written);
}

async function finish(ctx: Context, job: StoredAssignmentJob): Promise<void> {
  const now = new Date();
  const {done, failedCount} = job;
  await write(ctx, job, {
    // Products may have lost or gained variants since they were counted.
    $set: {status: 'done', total: done + failedCount, finishedAt: now, updatedAt: now},
  });
  ctx.log.info({shop: job.shop, job: job._id.toHexString(), done, failed: failedCount}, 'Finished an assignment');
}

async function later(ctx: Context, job: StoredAssignmentJob, error: AppError): Promise<void> {
  ctx.log.warn({job: job._id.toHexString(), code: error.code, tries: job.tries}, 'assignment put off');
  const pause = Math.max(error.retryAfterMs ?? 0, pauseAfter(job.tries - 1));
  await write(ctx, job, {$set: {dueAt: inMs(pause), updatedAt: new Date()}});
}

/** Nothing more can be done: what is left is told as failed, by variant, or by product where its variants could not be read. */
async function giveUp(ctx: Context, job: StoredAssignmentJob, {code, message}: AppError): Promise<void> {
  const {source, at} = job;
  const failed = source.ids.slice(at).map((variantId) => ({variantId, title: '', code, message}));
  await advance(ctx, job, {done: 0, failed, retry: null, next: {at: source.ids.length, after: null}});
}
