/** The extensions as the Shopify CLI builds them. */
import {execFile} from 'node:child_process';
import {mkdir, readdir, rm, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {promisify} from 'node:util';

const root = resolve(import.meta.dirname, '../../..');

export interface Built {
  /** Absolute paths. */
  action: string;
  shouldRender: string;
  block: string;
  /** Of the action and of the block. */
  metafiles: [string, string];
}

/** The order extension's bundles, built where one is missing or older than a source; takes about two seconds. */
export async function builtOrders(): Promise<Built> {
  const extension = join(root, 'extensions/orders');
  const dist = join(extension, 'dist');
  const built: Built = {
    action: join(dist, 'orders.js'),
    shouldRender: join(dist, 'orders-conditions.js'),
    block: join(dist, 'order-block.js'),
    metafiles: [join(dist, 'orders.metafile.json'), join(dist, 'order-block.metafile.json')],
  };
  await buildIfStale(Object.values(built).flat());
  return built;
}

/** The bundle of an extension, built where it is missing or older than a source. */
export async function builtBundle(folder: string): Promise<{file: string; metafile: string}> {
  const dist = join(root, 'extensions', folder, 'dist');
  const built = {file: join(dist, `${folder}.js`), metafile: join(dist, `${folder}.metafile.json`)};
  await buildIfStale(Object.values(built));
  return built;
}

/** The CLI builds all extensions at once: one test file does so while the others wait. */
async function buildIfStale(files: string[]): Promise<void> {
  const lock = join(root, 'node_modules/.extensions-build');
  const deadline = Date.now() + 50_000;
  while (await isStale(files)) {
    if (await take(lock)) {
      try {
        if (await isStale(files)) await build();
      } finally {
        await rm(lock, {recursive: true});
      }
      return;
    }
    if (Date.now() > deadline)
      throw new Error(`Another process builds for too long; if there is none, remove ${lock}.`);
    await setTimeout(100);
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    return false;
  }
}

/** Whether one of the bundles is older than a source of any extension. */
async function isStale(files: string[]): Promise<boolean> {
  const all = await filesUnder(join(root, 'extensions'));
  // What the build itself writes beside the sources is none.
  const isSource = /^(?!.*\/(dist|node_modules|locales)\/).*(\.toml|\/package\.json|(?<!\.d)\.tsx?)$/;
  const sources = [...all.filter((file) => isSource.test(file)), join(root, 'shopify.app.toml')];
  const newest = Math.max(...(await Promise.all(sources.map(changedAt))));
  const oldest = Math.min(...(await Promise.all(files.map(changedAt))));
  return oldest < newest;
}

/** @throws Error with what the CLI said */
async function build(): Promise<void> {
  const cli = join(root, 'node_modules/@shopify/cli/bin/run.js');
  const env = {...process.env, CI: '1', SHOPIFY_CLI_NO_ANALYTICS: '1'};
  // By this process's own Node: the machine's may be older than the CLI asks for.
  await promisify(execFile)(process.execPath, [cli, 'app', 'build', '--skip-dependencies-installation'], {
    cwd: root,
    env,
  });
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** When a file was last changed, in ms; 0 if there is none. */
async function changedAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
