/** Agenda itself over the database: scheduling, failures, concurrency, sharing and crash recovery (reference/agenda.md). */
import {MongoBackend} from '@agendajs/mongo-backend';
import {Agenda, backoffStrategies, type AgendaOptions, type Job} from 'agenda';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
let started: Agenda[] = [];
let next = 0;
let collection: string;
const patience = {timeout: 15_000, interval: 20};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  collection = `jobs${++next}`;
});
afterEach(async () => {
  const agendas = started;
  started = [];
  // Agenda: drain() may wait for ever without a time limit
  await Promise.all(agendas.map((agenda) => agenda.drain({timeout: 5000})));
});

/** An Agenda on a collection of the test's own, ready but not started. */
async function makeAgenda(options: Partial<AgendaOptions> = {}): Promise<Agenda> {
  const backend = new MongoBackend({mongo: database.db, collection});
  const agenda = new Agenda({processEvery: 50, ...options, backend});
  await agenda.ready;
  started.push(agenda);
  return agenda;
}

type DefineOptions = NonNullable<Parameters<Agenda['define']>[2]>;

function define(agenda: Agenda, name: string, handler: (job: Job) => Promise<void>, options: DefineOptions = {}): void {
  // oxlint-disable-next-line typescript/no-misused-promises -- Agenda's first overload, with a callback, hides the second
  agenda.define(name, handler, options);
}

const jobs = () => database.db.collection(collection);

describe('Agenda', () => {
  it('makes its index', async () => {
    const agenda = await makeAgenda();
    define(agenda, 'nothing', () => Promise.resolve());
    await agenda.now('nothing');
    const [, index] = await jobs().indexes();
    expect(index).toMatchObject({
      name: 'findAndLockNextJobIndex',
      key: {name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1},
    });
  });

  it('runs a job now, with its data, and keeps the outcome', async () => {
    const agenda = await makeAgenda();
    const seen: unknown[] = [];
    define(agenda, 'send', async (job) => {
      seen.push(job.attrs.data);
    });
    await agenda.start();
    await agenda.now('send', {shop: 'a.myshopify.com', n: 1});
    await expect.poll(() => seen, patience).toEqual([{shop: 'a.myshopify.com', n: 1}]);
    await expect
      .poll(() => jobs().findOne({name: 'send'}), patience)
      .toMatchObject({type: 'normal', lockedAt: null, nextRunAt: null, lastFinishedAt: expect.any(Date)});
  });

  it('runs a job at its time and not before', async () => {
    const agenda = await makeAgenda();
    const runs: number[] = [];
    define(agenda, 'later', async () => {
      runs.push(Date.now());
    });
    await agenda.start();
    const due = new Date(Date.now() + 700);
    await agenda.schedule(due, 'later', {});
    await expect.poll(() => runs.length, patience).toBe(1);
    expect(runs[0]).toBeGreaterThanOrEqual(due.getTime());
  });

  it('repeats a job, with one document for its name', async () => {
    const agenda = await makeAgenda();
    let runs = 0;
    define(agenda, 'sweep', async () => {
      runs++;
    });
    await agenda.start();
    await agenda.every(100, 'sweep');
    await agenda.every(100, 'sweep');
    await expect.poll(() => runs, patience).toBeGreaterThanOrEqual(3);
    expect(await jobs().countDocuments({name: 'sweep', type: 'single'})).toBe(1);
    expect(await agenda.cancel({name: 'sweep'})).toBe(1);
  });

  it('tries a failed job again, later each time, and then gives up', async () => {
    const agenda = await makeAgenda();
    const runs: number[] = [];
    const exhausted: string[] = [];
    agenda.on('retry exhausted', (error: Error) => exhausted.push(error.message));
    define(
      agenda,
      'fails',
      async () => {
        runs.push(Date.now());
        throw new Error(`attempt ${runs.length}`);
      },
      {backoff: backoffStrategies.exponential({delay: 100, factor: 2, maxRetries: 2, jitter: 0})},
    );
    await agenda.start();
    await agenda.now('fails');
    await expect.poll(() => exhausted, patience).toEqual(['attempt 3']);
    expect(runs).toHaveLength(3);
    expect(Number(runs[1]) - Number(runs[0])).toBeGreaterThanOrEqual(95);
    expect(Number(runs[2]) - Number(runs[1])).toBeGreaterThanOrEqual(195);
    await expect
      .poll(() => jobs().findOne({name: 'fails'}), patience)
      .toMatchObject({failCount: 3, failReason: 'attempt 3', lockedAt: null});
  });

  it('keeps one unique job of many that are saved one after another', async () => {
    const agenda = await makeAgenda();
    define(agenda, 'look', () => Promise.resolve());
    for (const shop of ['a', 'a', 'b', 'a']) {
      await agenda.create('look', {shop}).unique({'data.shop': shop}, {insertOnly: true}).save();
    }
    expect(await jobs().countDocuments({name: 'look'})).toBe(2);
  });

  it('finds, disables and purges jobs', async () => {
    const agenda = await makeAgenda();
    define(agenda, 'a', () => Promise.resolve());
    const at = new Date(Date.now() + 3_600_000);
    for (const n of [1, 2, 3]) await agenda.schedule(at, 'a', {n});
    const {jobs: found, total} = await agenda.queryJobs({name: 'a', sort: {nextRunAt: 'asc'}, limit: 2});
    expect([found.length, total]).toEqual([2, 3]);
    expect(await agenda.disable({name: 'a'})).toBe(3);
    expect(await agenda.enable({name: 'a'})).toBe(3);
    expect(await agenda.getJobsOverview()).toMatchObject([{name: 'a', total: 3, scheduled: 3}]);
    expect(await agenda.cancel({name: 'a', data: {n: 2}})).toBe(1);
    expect(await jobs().distinct('data.n')).toEqual([1, 3]);
  });
});

describe('concurrency', () => {
  it('is kept within one process', async () => {
    const agenda = await makeAgenda();
    let running = 0;
    let most = 0;
    let done = 0;
    define(
      agenda,
      'slow',
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 60));
        running--;
        done++;
      },
      {concurrency: 2, lockLimit: 2},
    );
    for (let n = 0; n < 8; n++) await agenda.now('slow', {n});
    await agenda.start();
    await expect.poll(() => done, patience).toBe(8);
    expect(most).toBe(2);
  });

  it('shares jobs between two instances and runs none twice', async () => {
    const runs: string[] = [];
    const agendas = await Promise.all(['one', 'two'].map((name) => makeAgenda({name})));
    for (const [i, agenda] of agendas.entries()) {
      define(
        agenda,
        'share',
        async (job) => {
          runs.push(`${i}:${String(Object(job.attrs.data).n)}`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        },
        {concurrency: 3, lockLimit: 3},
      );
    }
    const [first] = agendas;
    const count = 60;
    for (let n = 0; n < count; n++) await first?.now('share', {n});
    await Promise.all(agendas.map((agenda) => agenda.start()));
    await expect.poll(() => jobs().countDocuments({name: 'share', lastFinishedAt: {$ne: null}}), patience).toBe(count);
    expect(runs).toHaveLength(count);
    expect(new Set(runs.map((run) => run.split(':')[1])).size).toBe(count);
    expect(new Set(runs.map((run) => run.split(':')[0]))).toEqual(new Set(['0', '1']));
  });
});

describe('crash recovery', () => {
  it('runs a job again once its lock is older than its lifetime', async () => {
    const agenda = await makeAgenda();
    const seen: unknown[] = [];
    define(
      agenda,
      'crashed',
      async (job) => {
        seen.push(job.attrs.data);
      },
      {lockLifetime: 500},
    );
    // As a worker leaves it that was killed in the middle of the job: started (nextRunAt null) and locked
    await agenda.schedule(new Date(Date.now() + 3_600_000), 'crashed', {n: 1});
    const lockedAt = new Date();
    await jobs().updateOne({name: 'crashed'}, {$set: {nextRunAt: null, lastRunAt: lockedAt, lockedAt}});
    await agenda.start();
    await expect.poll(() => seen, patience).toEqual([{n: 1}]);
    expect(Date.now() - lockedAt.getTime()).toBeGreaterThanOrEqual(500);
    await expect.poll(() => jobs().findOne({name: 'crashed'}), patience).toMatchObject({lockedAt: null});
    expect(seen).toHaveLength(1);
  });

  it('leaves alone a job whose lock still holds', async () => {
    const agenda = await makeAgenda();
    let runs = 0;
    let others = 0;
    define(agenda, 'held', async () => void runs++, {lockLifetime: 600_000});
    define(agenda, 'other', async () => void others++);
    await agenda.now('held');
    await jobs().updateOne({name: 'held'}, {$set: {nextRunAt: null, lockedAt: new Date()}});
    await agenda.start();
    await agenda.every(60, 'other');
    // Several polls later
    await expect.poll(() => others, patience).toBeGreaterThanOrEqual(4);
    expect(runs).toBe(0);
  });
});
