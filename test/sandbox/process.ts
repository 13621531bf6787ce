/** Starts the sandbox's processes, each with its log in a file, and stops all of them together. */
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createWriteStream, mkdtempSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

const root = new URL('../../', import.meta.url);

export interface RunningProcess {
  name: string;
  child: ChildProcess;
  /** What it printed, for whoever looks into a failure. */
  logFile: string;
}

/** The folder of this run's logs. */
export const logFolder = mkdtempSync(join(tmpdir(), 'fulfillment-sandbox-'));

/**
 * Starts a script of this repo as a process of its own.
 * @param isReady told each line it prints on stdout; the first for which it gives something other than undefined means "ready"
 * @throws Error with the end of its log, if it ends before it is ready or is not ready within a minute
 */
export async function startProcess<Ready>(
  name: string,
  script: string,
  env: Record<string, string>,
  isReady: (line: string) => Ready | undefined,
): Promise<RunningProcess & {ready: Ready}> {
  const logFile = join(logFolder, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, [new URL(script, root).pathname], {
    env: {...inherited(), ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C goes to the whole foreground group: the children wait for the sandbox's own word instead, in its order.
    detached: true,
  });
  child.stderr.pipe(log, {end: false});
  const lines = createInterface({input: child.stdout});
  const ready = new Promise<Ready>((resolve, reject) => {
    lines.on('line', (line) => {
      log.write(`${line}\n`);
      const value = isReady(line);
      if (value !== undefined) resolve(value);
    });
    child.once('exit', (code) => reject(new Error(`${name} ended (${code}) before it was ready.${tail(logFile)}`)));
    setTimeout(() => reject(new Error(`${name} was not ready within a minute.${tail(logFile)}`)), 60_000).unref();
  });
  try {
    return {name, child, logFile, ready: await ready};
  } catch (error) {
    // Nobody has a handle on it yet, so nobody else could end it.
    child.kill('SIGKILL');
    throw error;
  }
}

/** `{"url":…}` on a line of its own is how the peers say that they listen. */
export function urlOf(line: string): string | undefined {
  if (!line.startsWith('{"url":')) return undefined;
  const parsed: unknown = JSON.parse(line);
  return typeof parsed === 'object' && parsed !== null && 'url' in parsed ? String(parsed.url) : undefined;
}

/** Asks processes to end and waits; after 10 s they are killed. */
export async function stopProcesses(processes: readonly RunningProcess[]): Promise<void> {
  await Promise.all(
    processes.map(async ({child}) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exited;
      clearTimeout(killer);
    }),
  );
}

/**
 * A port nobody listens on at the moment, for a process that is started later.
 * Below the range the system gives out by itself: a peer that asks for any port does not take it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    // On every address, as the processes listen.
    server.listen(port, () => resolve(true));
  });
  const result = await free;
  server.close();
  return result;
}

/** @throws Error in one line if the port is taken */
export async function claimPort(port: number): Promise<void> {
  if (!(await isFree(port)))
    throw new Error(`Port ${port} is taken. Stop what uses it, or choose another with --port.`);
}

function inherited(): Record<string, string> {
  const {PATH, HOME, TMPDIR, LANG} = process.env;
  return Object.fromEntries(
    Object.entries({PATH, HOME, TMPDIR, LANG}).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

function tail(file: string): string {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return `\n${lines.slice(-15).join('\n')}\n(all of it: ${file})`;
  } catch {
    return '';
  }
}
