/** The sandbox's contract (design.md): one line of JSON, every peer and process behind it, and all of it gone on SIGTERM. */
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, it} from 'vitest';
import {loadConfig} from '../../core/config.ts';
import type {FulfillmentRequest, Service} from '../../core/wire.ts';
import {tellStory} from '../demo/story.ts';
import {SandboxClient, until} from '../support/sandboxClient.ts';
import type {Sandbox} from '../sandbox/start.ts';

const script = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url));
const bootstrap = fileURLToPath(new URL('../bootstrap.cjs', import.meta.url));
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
});

async function sandbox(...args: string[]): Promise<{sandbox: Sandbox; child: ChildProcess}> {
  const child = spawn(process.execPath, [script, '--json', ...args], {stdio: ['ignore', 'pipe', 'inherit']});
  running.push(child);
  const [line] = (await once(createInterface({input: child.stdout}), 'line')) as [string];
  return {sandbox: JSON.parse(line) as Sandbox, child};
}

const alive = (pid: number | undefined) => {
  try {
    process.kill(pid ?? 0, 0);
    return true;
  } catch {
    return false;
  }
};

describe('npm run sandbox -- --json', () => {
  it('runs the main job through web and worker, and stops everything on SIGTERM', async () => {
    const {sandbox: urls, child} = await sandbox();
    expect(() => loadConfig(urls.env)).not.toThrow();
    expect(alive(urls.pids.web) && alive(urls.pids.worker)).toBe(true);
    const client = new SandboxClient(urls);
    await tellStory(client, async (_title, work) => (await work()).result);

    const {items} = await client.api<{items: Service[]}>('GET', '/api/services');
    expect(items).toMatchObject([{name: 'Nordic Warehouse', status: 'active', ownedByThisApp: true}]);
    const list = await client.api<{items: FulfillmentRequest[]}>('GET', '/api/requests');
    expect(list.items.map(({status}) => status)).toEqual(['fulfilled', 'fulfilled']);

    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(alive(urls.pids.web) || alive(urls.pids.worker)).toBe(false);
    await expect(fetch(`${urls.shopify}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('--peers starts the peers alone', async () => {
    const {sandbox: urls} = await sandbox('--peers');
    expect(urls).not.toHaveProperty('web');
    const client = new SandboxClient(urls);
    const {location} = await client.control<{location: {id: string}}>('locations', {name: 'Here'});
    const {locations} = await client.graphql<{locations: {nodes: {id: string}[]}}>(
      '{ locations(first: 5) { nodes { id } } }',
    );
    expect(locations.nodes.map(({id}) => id)).toContain(location.id);
    expect(await until('the inbox', () => client.inbox())).toEqual([]);
  });
});

describe('npm run sandbox', () => {
  it('leaves nothing behind when npm is asked to end, which tells its shell alone', async () => {
    // As npm does: a shell that dies of the signal without passing it on.
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${bootstrap}" test/sandbox/main.ts --json; true`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(shell);
    const [line] = (await once(createInterface({input: shell.stdout}), 'line')) as [string];
    const {pids} = JSON.parse(line) as Sandbox;
    expect(alive(pids.web) && alive(pids.worker)).toBe(true);
    shell.kill('SIGTERM');
    await until('web and worker to be gone', async () => !alive(pids.web) && !alive(pids.worker));
  });

  it('that cannot start everything stops what it started, and ends', async () => {
    // The worker and the web process refuse such an environment; the peers do not mind it.
    const child = spawn(process.execPath, [script, '--json'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {...process.env, MONGODB_URI: 'http://127.0.0.1:1/'},
    });
    running.push(child);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
  });
});
