/** What the Shopify CLI built of the lists', products' and print extensions: small, for the right targets, and able to run. */
import {readFile} from 'node:fs/promises';
import {parse} from 'smol-toml';
import {gzipSync} from 'node:zlib';
import {beforeAll, describe, expect, test} from 'vitest';
import {builtBundle} from './support/build.ts';
import {runBundle} from './support/bundles.ts';

interface Config {
  api_version: string;
  extensions: {handle: string; targeting: {target: string; module: string}[]}[];
}

const cases: [folder: string, selected: string, shows: string, asks: string | null][] = [
  ['orders-list', 'gid://shopify/Order/1', 'Checking the orders', '/api/requests'],
  ['order-print', 'gid://shopify/Order/1', 'Loading the packing slips', '/api/orders/1/packing-slips'],
  ['products', 'gid://shopify/Product/7', 'Loading the fulfillment services', '/api/services'],
  ['products-list', 'gid://shopify/Product/7', 'Loading the fulfillment services', '/api/services'],
];

describe.each(cases)('%s', (folder, selected, shows, asks) => {
  let built: Awaited<ReturnType<typeof builtBundle>>;
  let config: Config;
  beforeAll(async () => {
    built = await builtBundle(folder);
    const toml = new URL(`../../extensions/${folder}/shopify.extension.toml`, import.meta.url);
    const parsed: unknown = parse(await readFile(toml, 'utf8'));
    config = parsed as Config;
  });

  // Shopify: 64 KB at most. Ours are on pages that others share.
  test('is under 20 KB compressed', async () => {
    const bytes = gzipSync(await readFile(built.file), {level: 9}).length;
    expect(bytes).toBeGreaterThan(500);
    expect(bytes).toBeLessThan(20 * 1024);
  });

  test('extends the targets of shopify.extension.toml, and renders in each', async () => {
    const targets = config.extensions.flatMap(({targeting}) => targeting.map(({target}) => target));
    expect(config).toMatchObject({api_version: '2026-07', extensions: [{handle: folder}]});
    const first = await runBundle({folder, file: built.file}, selected);
    expect([...first.extended.keys()]).toEqual(targets);
    for (const target of targets) {
      const {extended, document, fetched} = await runBundle({folder, file: built.file}, selected);
      extended.get(target)!();
      expect(document.body.innerHTML).toContain(shows);
      expect(fetched[0]).toBe(asks);
      await expect.poll(() => document.body.textContent).toContain('There is no connection to the app.');
    }
  });

  test('only Preact comes from outside', async () => {
    const {inputs}: {inputs: Record<string, unknown>} = JSON.parse(await readFile(built.metafile, 'utf8'));
    const packages = Object.keys(inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
    expect([...new Set(packages)]).toEqual(['preact']);
  });
});
