/** Worker processes of the app for tests: real ones, that can be killed at any moment. */
import type {Config} from '../../core/config.ts';
import {startProcess, stopProcesses, type RunningProcess} from '../sandbox/process.ts';

/** What a worker needs in its environment, from a test's configuration. */
export function environmentOf(config: Config, more: Record<string, string> = {}): Record<string, string> {
  const entries = Object.entries(config).map(([key, value]): [string, string] => [key, String(value)]);
  return {...Object.fromEntries(entries), LOG_LEVEL: 'info', SWEEP_SECONDS: '0.3', JOB_POLL_SECONDS: '0.1', ...more};
}

export interface TestWorker {
  /** As `kill -9` does: no chance to finish or to say anything. */
  kill(): Promise<void>;
  /** As a deploy does: finishes what it is at. @returns its exit code; null if it had to be killed */
  stop(): Promise<number | null>;
  pid: number;
}

/** Starts a worker and waits until it is ready. */
export async function startWorker(config: Config, more: Record<string, string> = {}): Promise<TestWorker> {
  const running: RunningProcess = await startProcess('worker', 'jobs/worker.ts', environmentOf(config, more), (line) =>
    line.includes('worker ready') ? true : undefined,
  );
  const {child} = running;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      await stopProcesses([running]);
      return child.exitCode;
    },
  };
}
