/** The app's processes: killed, frozen and started again by command, and watched for ending by themselves. */
import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {startProcess, stopProcesses, type RunningProcess} from '../../sandbox/process.ts';

export type Role = 'worker' | 'web';

interface Slot {
  role: Role;
  env: Record<string, string>;
  /** null: killed, or on its way up. */
  running: RunningProcess | null;
  /** Ends of its processes that were our doing. */
  expected: boolean;
}

/** An end that nobody brought about. */
export interface Ended {
  name: string;
  how: string;
  /** The end of its log. */
  log: string;
}

const scripts: Record<Role, {script: string; ready: string}> = {
  web: {script: 'web/server.ts', ready: 'web listening'},
  worker: {script: 'jobs/worker.ts', ready: 'worker ready'},
};

export class Fleet {
  readonly #slots: Slot[] = [];
  readonly #launching = new Set<Promise<void>>();
  #launched = 0;
  #stopping = false;
  /** Processes that ended by themselves. */
  readonly ended: Ended[] = [];
  /** The logs of all processes there ever were. */
  readonly logFiles: string[] = [];
  readonly done = {kills: 0, freezes: 0};

  /** Adds a process and waits until it is ready. */
  async add(role: Role, env: Record<string, string>): Promise<void> {
    const slot: Slot = {role, env, running: null, expected: false};
    this.#slots.push(slot);
    await this.#launch(slot);
  }

  /** As `kill -9`; its successor starts after `downMs`. @returns false if it is down already */
  kill(role: Role, index: number, downMs: number): boolean {
    const slot = this.#of(role)[index];
    const child = slot?.running?.child;
    if (!slot || !child) return false;
    slot.expected = true;
    slot.running = null;
    child.kill('SIGKILL');
    this.done.kills++;
    this.#soon(delay(downMs).then(() => this.#launch(slot)));
    return true;
  }

  /** Stops a process in its tracks; call what is returned to wake it. */
  freeze(role: Role, index: number): (() => void) | null {
    const child = this.#of(role)[index]?.running?.child;
    if (!child) return null;
    child.kill('SIGSTOP');
    this.done.freezes++;
    return () => child.kill('SIGCONT');
  }

  /** Waits until every process that is on its way up is ready. */
  async whole(): Promise<void> {
    while (this.#launching.size > 0) await Promise.all(this.#launching);
  }

  count(role: Role): number {
    return this.#of(role).length;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(this.#launching);
    const running = this.#slots.flatMap((slot) => slot.running ?? []);
    for (const slot of this.#slots) slot.expected = true;
    await stopProcesses(running);
  }

  #of(role: Role): Slot[] {
    return this.#slots.filter((slot) => slot.role === role);
  }

  #soon(work: Promise<void>): void {
    const tracked = work.finally(() => this.#launching.delete(tracked));
    this.#launching.add(tracked);
  }

  async #launch(slot: Slot): Promise<void> {
    while (!this.#stopping) {
      const name = `${slot.role}-${++this.#launched}`;
      const {script, ready} = scripts[slot.role];
      try {
        const running = await startProcess(name, script, slot.env, (line) => (line.includes(ready) ? true : undefined));
        this.logFiles.push(running.logFile);
        slot.running = running;
        slot.expected = false;
        running.child.once('exit', (code, signal) => this.#exited(slot, running, signal ?? `code ${code}`));
        return;
      } catch (error) {
        this.ended.push({
          name,
          how: 'before it was ready',
          log: error instanceof Error ? error.message : String(error),
        });
        // As a supervisor does.
        await delay(1000);
      }
    }
  }

  #exited(slot: Slot, running: RunningProcess, how: string): void {
    if (slot.expected || slot.running !== running) return;
    slot.running = null;
    this.ended.push({name: running.name, how, log: readFileSync(running.logFile, 'utf8').slice(-2000)});
    this.#soon(this.#launch(slot));
  }
}
