/** The worker process: runs the jobs until it is asked to end, then finishes what it is at. */
import {randomUUID} from 'node:crypto';
import {hostname} from 'node:os';
import {loadConfig} from '../core/config.ts';
import {createLogger} from '../core/logger.ts';
import {hasChangeStreams} from '../core/mongo/connect.ts';
import {start} from '../core/start.ts';
import {createAgenda} from './agenda.ts';
import {jobsCollection, sweepJob} from './contracts.ts';
import {enqueueWith} from './enqueue.ts';
import {defineJobs, sweep} from './handlers.ts';

/** How long running jobs may take to finish once the process is asked to end, in ms. */
const drainMs = 25_000;

const config = loadConfig();
const log = createLogger(config.LOG_LEVEL, 'worker');
const {ctx, close} = await start(config, log);
const name = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
const agenda = await createAgenda({
  db: ctx.db,
  log,
  name,
  changeStreams: await hasChangeStreams(ctx.db),
  pollMs: config.JOB_POLL_SECONDS * 1000,
});
const stopping = new AbortController();
defineJobs(agenda, ctx, stopping.signal);
await agenda.start();
await sweep(ctx, enqueueWith(agenda));
await agenda.every(config.SWEEP_SECONDS * 1000, sweepJob.name, {});
log.info({name}, 'worker ready');

let ending = false;
async function end(signal: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({signal}, 'worker finishes its jobs and ends');
  stopping.abort();
  // Agenda: drain may never return where jobs are removed on completion, hence the time-out.
  await Promise.race([
    agenda.drain({timeout: drainMs}),
    new Promise((resolve) => setTimeout(resolve, drainMs + 1000).unref()),
  ]);
  // Agenda: drain leaves jobs locked that it claimed but did not start; others should not wait for the lock to run out.
  await ctx.db
    .collection(jobsCollection)
    .updateMany({lastModifiedBy: name, lockedAt: {$ne: null}}, {$set: {lockedAt: null}});
  await close();
  log.info('worker ended');
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    end(signal).catch((error: unknown) => {
      log.fatal({err: error}, 'worker did not end well');
      process.exit(1);
    });
  });
}
