/** The bundles of extensions as the Shopify CLI built them, and a worker to run them in. */
import {readFile} from 'node:fs/promises';
import {createContext, runInContext} from 'node:vm';
import {Window} from '@remote-dom/polyfill';
import {i18nOf} from './i18n.ts';

export interface Bundle {
  /** Its folder below extensions. */
  folder: string;
  /** Absolute path of the bundle. */
  file: string;
}

/** Runs a bundle with nothing but a worker's globals, a partial DOM and a `shopify`; its calls to the app fail. */
export async function runBundle({folder, file}: Bundle, selected: string) {
  const extended = new Map<string, () => unknown>();
  const {document} = new Window();
  const shopify = {
    extend: (target: string, callback: () => unknown) => extended.set(target, callback),
    data: {selected: [{id: selected}]},
    i18n: i18nOf('en', folder),
    close: () => {},
    query: () => Promise.reject(new Error('offline')),
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
