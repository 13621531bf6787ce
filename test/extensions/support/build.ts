/** The extensions as the Shopify CLI builds them. */
import {execFile} from 'node:child_process';
import {readdir, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
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

/** Builds the order extension where its bundle is missing or older than a source of it; takes about two seconds. */
export async function builtOrders(): Promise<Built> {
  const extension = join(root, 'extensions/orders');
  const dist = join(extension, 'dist');
  const built: Built = {
    action: join(dist, 'orders.js'),
    shouldRender: join(dist, 'orders-conditions.js'),
    block: join(dist, 'order-block.js'),
    metafiles: [join(dist, 'orders.metafile.json'), join(dist, 'order-block.metafile.json')],
  };
  const sources = [
    ...(await filesUnder(join(extension, 'src'))),
    ...(await filesUnder(join(root, 'extensions/shared'))),
    ...['package.json', 'shopify.extension.toml'].map((file) => join(extension, file)),
    join(root, 'shopify.app.toml'),
  ];
  const newest = Math.max(...(await Promise.all(sources.map(changedAt))));
  const oldest = Math.min(...(await Promise.all(Object.values(built).flat().map(changedAt))));
  if (oldest < newest) await build();
  return built;
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
