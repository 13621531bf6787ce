/** The worker process: runs the jobs until it is asked to end, then finishes what it is at. */
import {randomUUID} from 'node:crypto';
import {hostname} from 'node:os';
import {setTimeout as delay} from 'node:timers/promises';
import {loadConfig} from '../core/config.ts';
import {createLogger} from '../core/logger.ts';
import {hasChangeStreams} from '../core/mongo/connect.ts';
import {patiently} from '../core/mongo/patience.ts';
import {start} from '../core/start.ts';
import {createAgenda} from './agenda.ts';
import {jobsCollection, sweepJob, upkeepJob, watchJob} from './contracts.ts';
import {enqueueWith} from './enqueue.ts';
import {defineJobs, sweep} from './handlers.ts';

/** How long running jobs may take to finish once the process is asked to end, in ms. */
const drainMs = 25_000;

/** How often it is asked which shops' hourly turn it is, in ms. */
const upkeepEveryMs = 60_000;

const config = loadConfig();
const log = createLogger(config.LOG_LEVEL, 'worker');
const {ctx, close} = await start(config, log);
const name = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
const agenda = await patiently(log, async () =>
  createAgenda({
    db: ctx.db,
    log,
    name,
    changeStreams: await hasChangeStreams(ctx.db),
    pollMs: config.JOB_POLL_SECONDS * 1000,
  }),
);
const stopping = new AbortController();
const running = defineJobs(agenda, ctx, stopping.signal);
await patiently(log, () => agenda.start());
await patiently(log, () => sweep(ctx, enqueueWith(agenda)));
await patiently(log, () => agenda.every(config.SWEEP_SECONDS * 1000, sweepJob.name, {}));
await patiently(log, () => agenda.every(config.SWEEP_SECONDS * 1000, watchJob.name, {}));
await patiently(log, () => agenda.every(upkeepEveryMs, upkeepJob.name, {}));
log.info({name}, 'worker ready');

const locked = {lastModifiedBy: name, lockedAt: {$ne: null}};

/** Waits a moment for Agenda's own last writes, then frees what it claimed and did not start: nobody should wait for the lock to run out. */
async function unlock(): Promise<void> {
  const jobs = ctx.db.collection(jobsCollection);
  for (let look = 0; look < 20 && (await jobs.countDocuments(locked)) > 0; look++) await delay(50);
  await jobs.updateMany(locked, {$set: {lockedAt: null}});
}

let ending = false;
async function end(signal: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({signal}, 'worker finishes its jobs and ends');
  stopping.abort();
  // Agenda: its own drain may never return where jobs are removed on completion; `stop` waits for nobody.
  await agenda.stop(false);
  await Promise.race([Promise.allSettled(running), delay(drainMs, undefined, {ref: false})]);
  await unlock();
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
