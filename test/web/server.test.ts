/** The web process itself: starts, says where, answers to the end, and ends. */
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createServer, request, type Server} from 'node:http';
import {connect, type AddressInfo} from 'node:net';
import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import {testDatabase, type TestDatabase} from '../support/mongo.ts';
import {apiKey, apiSecret, sessionToken} from './support/signed.ts';

interface Running {
  child: ChildProcess;
  lines: string[];
  ended: Promise<number | null>;
}

let database: TestDatabase;
/** Stands in for Shopify, and answers only when told to. */
let slow: Server;
let asked: () => void;
let answer: (() => void) | undefined;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  database = await testDatabase();
  slow = createServer((_req, res) => {
    answer = () => res.writeHead(502).end('{}');
    asked();
  });
  await new Promise<void>((resolve) => {
    slow.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  slow.close();
  slow.closeAllConnections();
  await database.close();
});
beforeEach(() => {
  asked = () => undefined;
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function start(env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ['web/server.ts'], {
    cwd: new URL('../..', import.meta.url),
    env: {
      PATH: process.env['PATH'],
      APP_URL: 'https://app.example.com',
      PORT: '0',
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_API_ORIGIN: `http://127.0.0.1:${portOf(slow)}`,
      POSTMARK_SERVER_TOKEN: 'not-used-here',
      EMAIL_FROM: 'orders@example.com',
      MONGODB_URI: database.uri,
      MONGODB_DATABASE: database.db.databaseName,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines: string[] = [];
  const collect = (part: Buffer) => lines.push(...part.toString().trim().split('\n'));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {child, lines, ended};
}

async function address({lines}: Running): Promise<string> {
  const says = () => lines.find((line) => line.includes('"web listening"'));
  await expect.poll(says, {timeout: 20_000}).toBeDefined();
  return (JSON.parse(says() ?? '') as {url: string}).url;
}

test('it says where it listens, in one line, and ends when asked to', async () => {
  const web = start();
  const url = await address(web);
  expect(web.lines).toHaveLength(1);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  web.child.kill('SIGTERM');
  expect(await web.ended).toBe(0);
  expect(web.lines.join('\n')).toContain('web ended');
});

test('asked to end, it takes no more connections and finishes the answer it is at', async () => {
  const web = start();
  const url = await address(web);
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const headers = {Authorization: `Bearer ${await sessionToken()}`};
  const underWay = fetch(`${url}/api/services`, {headers});
  await reached;
  web.child.kill('SIGINT');
  await expect.poll(() => web.lines.join('\n')).toContain('web finishes its answers and ends');
  await expect.poll(() => connects(url)).toBe(false);
  expect(web.child.exitCode).toBeNull();
  answer?.();
  const response = await underWay;
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({error: {code: 'shopify_unavailable'}});
  expect(await web.ended).toBe(0);
});

test('it cuts off who is too slow to ask: a body that dribbles, a head that never ends', async () => {
  const web = start({REQUEST_TIMEOUT_SECONDS: '0.5'});
  const {port} = new URL(await address(web));
  const headers = 'Host: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n';
  const answers = await Promise.all([
    dribble(Number(port), `POST /api/services HTTP/1.1\r\nAuthorization: Bearer ${await sessionToken()}\r\n${headers}`),
    dribble(Number(port), `POST /webhooks/app/uninstalled HTTP/1.1\r\n${headers}`),
    dribble(Number(port), `POST /r/x HTTP/1.1\r\n${headers}`),
    dribble(Number(port), 'GET /healthz HTTP/1.1\r\nX-Long: '),
  ]);
  // The API says no before it has heard the body out where it can: the connection ends either way.
  for (const text of answers) expect(text).toMatch(/^$|^HTTP\/1\.1 (408|40[0134]|503) /);
  expect(web.child.exitCode).toBeNull();
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

/** Sends a beginning and then a byte now and then, for as long as the other side takes it. @returns what came back until it hung up */
function dribble(port: number, beginning: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
    const more = setInterval(() => socket.write(' '), 50);
    socket.on('data', (part: Buffer) => (text += part.toString()));
    // Written to when it was closed already.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(more);
      resolve(text);
    });
  });
}

function connects(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(`${url}/healthz`, {agent: false}, (response) => {
      response.resume();
      resolve(true);
    });
    probe.on('error', () => resolve(false)).end();
  });
}

test('a port that is taken ends it with one line that says so', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, resolve);
  });
  const port = portOf(taken);
  const web = start({PORT: String(port)});
  expect(await web.ended).toBe(1);
  taken.close();
  expect(web.lines).toHaveLength(1);
  expect(web.lines[0]).toContain(`web cannot listen on port ${port}`);
  expect(web.lines[0]).toContain('EADDRINUSE');
});

test('an environment that is not complete ends it, and every missing variable is named', async () => {
  const web = start({SHOPIFY_API_SECRET: '', ENCRYPTION_KEY: 'short'});
  expect(await web.ended).toBe(1);
  const text = web.lines.join('\n');
  expect(text).toContain('SHOPIFY_API_SECRET: is not set');
  expect(text).toContain('ENCRYPTION_KEY: must be 32 bytes in base64');
  expect(text).not.toContain('short');
});
