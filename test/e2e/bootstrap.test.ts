/** What a newcomer meets when something is not as it should be: one line that says what to do. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function run(
  args: string[],
  {node = process.execPath, ...options}: {cwd?: string; uid?: number; node?: string} = {},
) {
  const child = spawn(node, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options});
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return {code, out, err: err.trim()};
}

it('says on Node 18 that it needs Node 20', async () => {
  const pretend =
    "Object.defineProperty(process.versions, 'node', {value: '18.20.8'}); require('./test/bootstrap.cjs')";
  const {code, err} = await run(['-e', pretend]);
  expect({code, err}).toEqual({
    code: 1,
    err: 'This needs Node 20 or later; this is Node 18.20.8. See https://nodejs.org.',
  });
});

it('says without write access what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-only-'));
  try {
    mkdirSync(join(folder, 'test'));
    copyFileSync(join(root, 'test/bootstrap.cjs'), join(folder, 'test/bootstrap.cjs'));
    // A Node that anybody may run: the clone, and the one in it, may lie in a folder that is closed to others.
    const node = join(folder, 'node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
    chmodSync(folder, 0o555);
    // Root may write everywhere, so it asks as nobody.
    const nobody = process.getuid?.() === 0 ? {uid: 65_534} : {};
    const {code, err} = await run([join(folder, 'test/bootstrap.cjs'), 'test/demo/main.ts'], {
      cwd: folder,
      node,
      ...nobody,
    });
    expect(code).toBe(1);
    expect(err).toBe(`No write access to ${folder}: change its owner, or clone the repository to a folder of yours.`);
  } finally {
    chmodSync(folder, 0o755);
    rmSync(folder, {recursive: true});
  }
});

it('says that a port is taken, and leaves nothing running', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    const {code, err} = await run(['test/demo/main.ts', '--once', '--port', String(port)]);
    expect(code).toBe(1);
    expect(err.split('\n')[0]).toBe(`Port ${port} is taken. Stop what uses it, or choose another with --port.`);
  } finally {
    server.close();
  }
});
