/** Patience with a database that is away. */
import {setTimeout as delay} from 'node:timers/promises';
import type {Logger} from '../logger.ts';
import {isDatabaseAway} from './away.ts';

const pauseMs = 500;

/**
 * Does again what failed because the database is away: a process that starts meanwhile waits for it instead of ending.
 * @param work may be done twice without harm
 * @param patienceMs after so long it fails all the same, for the address may be wrong
 * @throws whatever `work` throws that another try cannot mend
 */
export async function patiently<Result>(
  log: Pick<Logger, 'warn'>,
  work: () => Promise<Result>,
  patienceMs = 60_000,
): Promise<Result> {
  const began = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() - began > patienceMs) throw error;
      log.warn({err: error}, 'the database is away; waiting for it');
      await delay(pauseMs);
    }
  }
}
