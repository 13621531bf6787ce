/** What each job does. Handlers take one parameter: Agenda takes a second for a callback it would wait for. */
import type {Agenda, Job} from 'agenda';
import type {Context} from '../core/context.ts';
import {runAssignments, shopsWithAssignments} from '../core/assignments/job/run.ts';
import {sendAlerts} from '../core/email/alerts/send.ts';
import {pollEvents} from '../core/email/events/poll.ts';
import {reprocessEvents} from '../core/email/events/process.ts';
import {drainShop} from '../core/requests/courier/drain.ts';
import {runRemovals, shopsWithRemovals} from '../core/removals/run.ts';
import {shopsStandingStill} from '../core/requests/sweep.ts';
import {uninstalledShops} from '../core/shops/shops.ts';
import {endUninstalled} from '../core/shops/uninstall.ts';
import {upkeep} from '../core/shops/upkeep.ts';
import {reprocessWebhooks} from '../core/webhooks/process.ts';
import {assignJob, deliverJob, jobsCollection, removeJob, sweepJob, upkeepJob, watchJob} from './contracts.ts';
import {enqueueWith, type Enqueue} from './enqueue.ts';

/** Shops a worker looks after at the same time. */
const concurrency = 10;
/** Of those with assignments to carry on. */
const assignConcurrency = 3;
/** Of those with a service to remove. */
const removeConcurrency = 3;

/** How long the upkeep of shops may go on at a time, in ms. */
const upkeepMs = 45_000;

/** Failed jobs are kept this long (ms) for whoever looks into them. The requests themselves are the truth. */
const failedKeptMs = 24 * 3_600_000;

type Define = (
  name: string,
  handler: (job: Job) => Promise<void>,
  options: {concurrency: number; lockLimit: number; lockLifetime: number},
) => void;

/**
 * Tells Agenda what to do with each job.
 * @param stopping aborted when the process is asked to end
 * @returns the handlers that run at the moment
 */
export function defineJobs(agenda: Agenda, ctx: Context, stopping: AbortSignal): ReadonlySet<Promise<void>> {
  const enqueue = enqueueWith(agenda);
  const running = new Set<Promise<void>>();
  // Agenda's first overload is the callback style; this names the other one, which awaits the promise.
  const define: Define = (name, handler, options) => {
    const tracked = (job: Job) => track(running, handler(job));
    // oxlint-disable-next-line typescript/no-misused-promises -- Agenda tells the two apart by the handler's parameters
    agenda.define(name, tracked, options);
  };

  define(
    deliverJob.name,
    async (job: Job) => {
      const {shop} = deliverJob.payload.parse(job.attrs.data);
      const {more} = await drainShop(ctx, shop, stopping);
      if (more) await enqueue.deliver(shop);
    },
    // The shop's lease, not this lock, keeps two workers apart; the lock only has to outlive any visit.
    {concurrency, lockLimit: concurrency, lockLifetime: 5 * 60_000},
  );

  define(
    assignJob.name,
    async (job: Job) => {
      const {shop} = assignJob.payload.parse(job.attrs.data);
      const {more} = await runAssignments(ctx, shop, stopping);
      if (more) await enqueue.assign(shop);
    },
    {concurrency: assignConcurrency, lockLimit: assignConcurrency, lockLifetime: 5 * 60_000},
  );

  define(
    removeJob.name,
    async (job: Job) => {
      const {shop} = removeJob.payload.parse(job.attrs.data);
      const {more} = await runRemovals(ctx, shop, () => enqueue.deliver(shop), stopping);
      if (more) await enqueue.remove(shop);
    },
    {concurrency: removeConcurrency, lockLimit: removeConcurrency, lockLifetime: 5 * 60_000},
  );

  define(watchJob.name, () => watch(ctx), {concurrency: 1, lockLimit: 1, lockLifetime: 60_000});

  define(sweepJob.name, () => sweep(ctx, enqueue), {
    concurrency: 1,
    lockLimit: 1,
    // A sweep may run twice at once without harm, so a dead worker's is taken over soon.
    lockLifetime: 15_000,
  });
  define(upkeepJob.name, () => upkeep(ctx, stopping, upkeepMs), {
    concurrency: 1,
    lockLimit: 1,
    lockLifetime: 2 * upkeepMs,
  });
  return running;
}

async function track(running: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  running.add(work);
  try {
    await work;
  } finally {
    running.delete(work);
  }
}

/** One look at what became of the emails. May run twice at once without harm. */
async function watch(ctx: Context): Promise<void> {
  await sendAlerts(ctx);
  await pollEvents(ctx);
}

/** One sweep. Also run at the start of each worker, which so picks up what its predecessor left. */
export async function sweep(ctx: Context, enqueue: Enqueue): Promise<void> {
  await reprocessWebhooks({ctx, deliver: (shop) => enqueue.deliver(shop)});
  await reprocessEvents(ctx);
  await endUninstalled(ctx);
  const gone = await uninstalledShops(ctx.db);
  for (const shop of await shopsStandingStill(ctx)) if (!gone.has(shop)) await enqueue.deliver(shop);
  for (const shop of await shopsWithAssignments(ctx)) if (!gone.has(shop)) await enqueue.assign(shop);
  for (const shop of await shopsWithRemovals(ctx)) if (!gone.has(shop)) await enqueue.remove(shop);
  await ctx.db.collection(jobsCollection).deleteMany({
    name: {$in: [deliverJob.name, assignJob.name, removeJob.name]},
    nextRunAt: null,
    failedAt: {$lt: new Date(Date.now() - failedKeptMs)},
  });
}
