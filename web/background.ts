/** Work that goes on after its request was answered; the process waits for it before it ends. */
import type {Logger} from '../core/logger.ts';

export interface Background {
  /** Lets `work` go on by itself. Its failure is logged. */
  run(work: () => Promise<void>): void;
  /** Ends once nothing goes on any more. */
  idle(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      const done = work()
        .catch((err: unknown) => log.error({err}, 'work after an answer failed'))
        .finally(() => running.delete(done));
      running.add(done);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
