/** Starts the whole sandbox: the peers, the app's web process and one worker. What `npm run sandbox` and the demo run on. */
import {randomBytes} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {parse} from 'smol-toml';
import {ensureHomeBuilt} from '../../web/home/build.ts';
import {claimPort, freePort, startProcess, stopProcesses, urlOf, type RunningProcess} from './process.ts';

export interface SandboxOptions {
  /** The peers alone: no web, no worker, no admin. */
  peersOnly?: boolean;
  /** The web process's port; any free one if absent. */
  port?: number;
  /** Over the sandbox's own settings. */
  env?: Record<string, string>;
}

/** What `npm run sandbox -- --json` prints (design.md's contract). */
export interface Sandbox {
  web?: string;
  shopify: string;
  postmark: string;
  mongodb: string;
  admin?: string;
  shop: string;
  pids: {web?: number; worker?: number};
  /** What a further web or worker process needs. */
  env: Record<string, string>;
}

export const sandboxShop = 'nordic-supply.myshopify.com';

const isApp = ({name}: RunningProcess) => name === 'web' || name === 'worker';

/** @throws Error in one line if a port is taken or a process does not come up; what had started is stopped */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<{sandbox: Sandbox; stop: () => Promise<void>}> {
  const started: RunningProcess[] = [];
  const starting: Promise<RunningProcess>[] = [];
  // In the order web and worker first, so that they do not complain about peers that are gone.
  const stop = async () => {
    await stopProcesses(started.filter(isApp));
    await stopProcesses(started.filter((one) => !isApp(one)));
  };
  try {
    return {sandbox: await startAll(options, started, starting), stop};
  } catch (error) {
    // What was still coming up when another failed is to be stopped, too.
    for (const one of await Promise.allSettled(starting)) {
      if (one.status === 'fulfilled' && !started.includes(one.value)) started.push(one.value);
    }
    await stop();
    throw error;
  }
}

async function startAll(
  {peersOnly, port, env: extra}: SandboxOptions,
  started: RunningProcess[],
  starting: Promise<RunningProcess>[],
): Promise<Sandbox> {
  const launch: typeof startProcess = async (...args) => {
    const coming = startProcess(...args);
    starting.push(coming);
    const running = await coming;
    started.push(running);
    return running;
  };
  if (port) await claimPort(port);
  if (!peersOnly) await ensureHomeBuilt();
  const webPort = port ?? (await freePort());
  const web = `http://127.0.0.1:${webPort}`;
  const identity = {
    SHOPIFY_API_KEY: clientId(),
    SHOPIFY_API_SECRET: randomBytes(16).toString('hex'),
    POSTMARK_SERVER_TOKEN: randomBytes(16).toString('hex'),
    APP_URL: web,
  };
  const peer = async (name: string, script: string, env: Record<string, string>) => {
    const running = await launch(name, script, {...identity, PORT: '0', ...extra, ...env}, urlOf);
    return running.ready;
  };
  const given = process.env['MONGODB_URI'];
  // Known beforehand: the web process lets this admin alone frame its home page.
  const adminPort = await freePort();
  const [shopify, postmark, mongodb] = await Promise.all([
    peer('shopify', 'test/sandbox/shopify/main.ts', {}),
    peer('postmark', 'test/sandbox/postmark/main.ts', {}),
    given ? Promise.resolve(given) : peer('mongodb', 'test/sandbox/mongodb/main.ts', {}),
  ]);
  const env: Record<string, string> = {
    ...identity,
    SHOPIFY_API_ORIGIN: shopify,
    ADMIN_ORIGIN: `http://127.0.0.1:${adminPort}`,
    POSTMARK_API_ORIGIN: postmark,
    EMAIL_FROM: 'orders@fulfillment.example',
    MONGODB_URI: mongodb,
    // A database of its own, so that two sandboxes on one server do not meet.
    MONGODB_DATABASE: `sandbox-${randomBytes(4).toString('hex')}`,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    // Short, so that whoever kills a worker sees within seconds what becomes of its requests.
    COURIER_LEASE_SECONDS: '4',
    SWEEP_SECONDS: '1',
    POSTMARK_SETTLED_SECONDS: '5',
    OUTSIDE_TIMEOUT_SECONDS: '10',
    // Tests and load come from one address, and for one shop.
    RATE_LIMIT_PER_SHOP: '1000000',
    RATE_LIMIT_PER_ADDRESS: '1000000',
    ...extra,
  };
  const sandbox: Sandbox = {shopify, postmark, mongodb, shop: sandboxShop, pids: {}, env};
  if (peersOnly) return sandbox;

  const start = async (
    name: 'web' | 'worker',
    script: string,
    readyWord: string,
    more: Record<string, string> = {},
  ) => {
    const running = await launch(name, script, {...env, ...more}, (line) =>
      line.includes(readyWord) ? true : undefined,
    );
    if (running.child.pid !== undefined) sandbox.pids[name] = running.child.pid;
  };
  const [admin] = await Promise.all([
    peer('admin', 'test/sandbox/admin/main.ts', {
      PORT: String(adminPort),
      SHOPIFY_URL: shopify,
      POSTMARK_URL: postmark,
      SANDBOX_SHOP: sandboxShop,
    }),
    start('web', 'web/server.ts', 'web listening', {PORT: String(webPort)}),
    start('worker', 'jobs/worker.ts', 'worker ready'),
  ]);
  return {web, ...sandbox, admin};
}

/** The client id in shopify.app.toml, which the built extensions know, too. */
function clientId(): string {
  const config = parse(readFileSync(new URL('../../shopify.app.toml', import.meta.url), 'utf8'));
  if (typeof config['client_id'] !== 'string') throw new Error('shopify.app.toml names no client_id.');
  return config['client_id'];
}
