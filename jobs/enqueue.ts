/** Adds jobs. The one thing of Agenda that web needs. */
import type {Context} from '../core/context.ts';
import {createAgenda} from './agenda.ts';
import {assignJob, deliverJob, removeJob} from './contracts.ts';

export interface Enqueue {
  /** Has a worker look at the shop soon. Await it before you answer: a job that was not written does not exist. */
  deliver: (shop: string) => Promise<void>;
  /** Has a worker carry the shop's assignments on soon. */
  assign: (shop: string) => Promise<void>;
  /** Has a worker carry the shop's removals on soon. */
  remove: (shop: string) => Promise<void>;
}

/** For processes that add jobs but run none. */
export async function createEnqueue({db, log}: Pick<Context, 'db' | 'log'>): Promise<Enqueue> {
  const agenda = await createAgenda({db, log, name: 'enqueue', changeStreams: false, pollMs: 60_000});
  return enqueueWith(agenda);
}

/** For processes that have an Agenda already. */
export function enqueueWith(agenda: {now(name: string, data: unknown): Promise<unknown>}): Enqueue {
  return {
    async deliver(shop) {
      await agenda.now(deliverJob.name, deliverJob.payload.parse({shop}));
    },
    async assign(shop) {
      await agenda.now(assignJob.name, assignJob.payload.parse({shop}));
    },
    async remove(shop) {
      await agenda.now(removeJob.name, removeJob.payload.parse({shop}));
    },
  };
}
