/** What the Shopify CLI built: small, for the right targets, made of our code and Preact alone, and able to run. */
import {readFile} from 'node:fs/promises';
import {createContext, runInContext} from 'node:vm';
import {gzipSync} from 'node:zlib';
import {Window} from '@remote-dom/polyfill';
import {beforeAll, expect, test} from 'vitest';
import {builtOrders, type Built} from './support/build.ts';
import {i18nOf} from './support/i18n.ts';
import {orderId} from './support/orders.ts';

let built: Built;
beforeAll(async () => {
  built = await builtOrders();
});

/** Runs a bundle with nothing but a worker's globals, a partial DOM and a `shopify`. */
async function run(file: string) {
  const extended = new Map<string, () => unknown>();
  const {document} = new Window();
  const shopify = {
    extend: (target: string, callback: () => unknown) => extended.set(target, callback),
    data: {selected: [{id: orderId}]},
    i18n: i18nOf('en'),
    close: () => {},
  };
  const fetched: unknown[] = [];
  const fetch = (url: unknown) => {
    fetched.push(url);
    return Promise.reject(new Error('offline'));
  };
  const worker = {shopify, document, fetch, setTimeout, clearTimeout, queueMicrotask, crypto};
  runInContext(await readFile(file, 'utf8'), createContext(worker));
  return {extended, document, fetched};
}

// Shopify: 64 KB at most. Ours are on a page that others share.
test.each(['action', 'shouldRender', 'block'] as const)('%s is under 20 KB compressed', async (name) => {
  const bytes = gzipSync(await readFile(built[name]), {level: 9}).length;
  expect(bytes).toBeGreaterThan(500);
  expect(bytes).toBeLessThan(20 * 1024);
});

test('the bundles extend the targets of shopify.extension.toml, and render', async () => {
  const action = await run(built.action);
  expect([...action.extended.keys()]).toEqual(['admin.order-details.action.render']);
  action.extended.get('admin.order-details.action.render')!();
  expect(action.document.body.innerHTML).toContain('Loading the order');
  expect(action.fetched).toEqual(['/api/orders/1001/fulfillment']);
  await expect.poll(() => action.document.body.textContent).toContain('There is no connection to the app.');

  const condition = await run(built.shouldRender);
  expect([...condition.extended.keys()]).toEqual(['admin.order-details.action.should-render']);
  expect(await condition.extended.get('admin.order-details.action.should-render')!()).toEqual({display: true});
});

test('the block renders', async () => {
  const block = await run(built.block);
  expect([...block.extended.keys()]).toEqual(['admin.order-details.block.render']);
  block.extended.get('admin.order-details.block.render')!();
  expect(block.document.body.innerHTML).toContain('Loading the order');
  expect(block.fetched).toEqual(['/api/orders/1001/fulfillment']);
  await expect.poll(() => block.document.body.textContent).toContain('There is no connection to the app.');
});

test.each([0, 1])('only Preact comes from outside (bundle %i)', async (index) => {
  const {inputs}: {inputs: Record<string, unknown>} = JSON.parse(await readFile(built.metafiles[index]!, 'utf8'));
  const packages = Object.keys(inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  expect([...new Set(packages)]).toEqual(['preact']);
});
