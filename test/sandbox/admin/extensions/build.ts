/** Builds the extensions with the Shopify CLI, where a bundle is missing or older than what it is made of. */
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {rmSync} from 'node:fs';
import {mkdir, readdir, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {extensionsFolder, findExtensions, root, type Extension} from './find.ts';

/** One build at a time, whatever process asks for it: they write the same files. */
const lock = join(tmpdir(), `extensions-build-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
const lockMs = 60_000;

/** The files that the browser loads for a target of an extension. */
export function bundleOf({folder, handle}: Extension, target: string): string {
  return join(folder, 'dist', target.endsWith('.should-render') ? `${handle}-conditions.js` : `${handle}.js`);
}

let building: Promise<void> | undefined;

/** Makes the bundles current; takes a few seconds where there is something to do.
 * @throws Error with what the CLI said */
export async function buildExtensions(): Promise<void> {
  if (await isCurrent()) return;
  building ??= buildAlone().finally(() => {
    building = undefined;
  });
  await building;
}

async function buildAlone(): Promise<void> {
  await takeLock();
  try {
    // Whoever held the lock may have built the same.
    if (!(await isCurrent())) await build();
  } finally {
    await rm(lock, {recursive: true, force: true});
  }
}

async function takeLock(): Promise<void> {
  for (;;) {
    try {
      await mkdir(lock);
      return;
    } catch {
      const age = Date.now() - (await changedAt(lock));
      if (age > lockMs) await rm(lock, {recursive: true, force: true});
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function build(): Promise<void> {
  const cli = join(root, 'node_modules/@shopify/cli/bin/run.js');
  const env = {...process.env, CI: '1', SHOPIFY_CLI_NO_ANALYTICS: '1'};
  const running = promisify(execFile)(process.execPath, [cli, 'app', 'build', '--skip-dependencies-installation'], {
    cwd: root,
    env,
  });
  // A process that is asked to end in the middle of a build leaves neither the build nor the lock behind.
  const end = () => {
    running.child.kill('SIGKILL');
    rmSync(lock, {recursive: true, force: true});
  };
  process.once('exit', end);
  try {
    await running;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`The extensions could not be built. ${said || String(error)}`, {cause: error});
  } finally {
    process.off('exit', end);
  }
}

async function isCurrent(): Promise<boolean> {
  const extensions = await findExtensions('en');
  const bundles = extensions.flatMap((extension) => [
    ...new Set(
      extension.targets.flatMap(({target, shouldRender}) => [
        bundleOf(extension, target),
        ...(shouldRender ? [bundleOf(extension, conditionOf(target))] : []),
      ]),
    ),
  ]);
  const oldest = Math.min(...(await Promise.all(bundles.map(changedAt))));
  const sources = await sourcesUnder(extensionsFolder);
  const newest = Math.max(...(await Promise.all([...sources, join(root, 'shopify.app.toml')].map(changedAt))));
  return oldest >= newest;
}

/** `admin.x.action.render` has its condition at `admin.x.action.should-render`. */
export const conditionOf = (target: string): string => target.replace(/render$/, 'should-render');

/** What bundles are made of; the CLI itself writes beside it. */
async function sourcesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile() && /\.(tsx?|json|toml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](dist|node_modules)[\\/]|manifest\.json$|shopify\.d\.ts$|[\\/]locales[\\/]/.test(file));
}

async function changedAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
