/** Runs in an extension's frame before the extension itself: the `shopify` global, fetch, and what the admin must know of the frame. */
import {createBridge} from '../shared/bridge.ts';
import {appFetch} from '../shared/fetch.ts';
import type {FrameStart} from '../shared/protocol.ts';
import {i18nOf} from './i18n.ts';
import {reportSize} from './size.ts';

const start = readStart();
const bridge = createBridge();
const callbacks = new Map<string, () => unknown>();
const idToken = async () => String(await bridge.call('idToken'));
const navigate = (href: string | URL, target = 'auto') => bridge.tell({type: 'navigate', href: String(href), target});

const storage =
  (method: string) =>
  (...args: unknown[]) =>
    bridge.call(`storage.${method}`, ...args);

const shopify = {
  extend: (target: string, callback: () => unknown) => callbacks.set(target, callback),
  extension: {target: start.target},
  data: {selected: start.selected},
  i18n: i18nOf(start.locale, start.messages, start.defaultMessages),
  auth: {idToken},
  query: (query: string, options: {variables?: unknown; version?: string} = {}) =>
    bridge.call('query', query, options.variables ?? {}, options.version ?? start.apiVersion),
  close: () => bridge.tell({type: 'close'}),
  navigation: {navigate: (url: string | URL) => navigate(url)},
  intents: {
    launchUrl: undefined,
    invoke: () =>
      Promise.reject(new Error('The sandbox has no pages for intents: shopify.intents.invoke is not supported.')),
  },
  picker: async (options: unknown) => ({selected: bridge.call('picker', options)}),
  resourcePicker: async (options: unknown) => {
    const selection = await bridge.call('resourcePicker', options);
    return Array.isArray(selection) ? Object.assign(selection, {selection}) : undefined;
  },
  storage: {
    get: storage('get'),
    getMany: storage('getMany'),
    set: storage('set'),
    setMany: storage('setMany'),
    delete: storage('delete'),
    deleteMany: storage('deleteMany'),
    clear: storage('clear'),
    entries: async () => Object.entries(Object(await bridge.call('storage.all')))[Symbol.iterator](),
  },
};

Object.assign(globalThis, {shopify, polarisSurroundings: {navigate}});

const fetchApp = appFetch(start.appUrl, idToken, {retry: false});
globalThis.fetch = async (input, init) => {
  // Shopify: the Admin API by a URL of its own scheme.
  if (typeof input !== 'string' || !input.startsWith('shopify:admin/api/')) return fetchApp(input, init);
  const {query, variables}: {query: string; variables?: unknown} = JSON.parse(
    typeof init?.body === 'string' ? init.body : '{}',
  );
  return Response.json(await bridge.call('query', query, variables ?? {}, start.apiVersion));
};

document.addEventListener('polaris:surface', (event) => {
  if (event instanceof CustomEvent) bridge.tell({type: 'surface', ...event.detail});
});
const failed = (reason: unknown) => {
  const message = reason instanceof Error ? reason.message : String(reason);
  console.error(`The extension ${start.handle} failed at ${start.target}: ${message}`);
  bridge.tell({type: 'failed', message});
};
window.addEventListener('error', (event) => failed(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => failed(event.reason));
// The admin closes a modal on Escape also while the focus is in the frame.
window.addEventListener('keydown', (event) => {
  const inner = [...document.querySelectorAll('s-modal')].some((modal) =>
    modal.shadowRoot?.querySelector('dialog[open]'),
  );
  if (event.key === 'Escape' && !event.defaultPrevented && !inner) bridge.tell({type: 'close'});
});

// The extension's script follows this one in the page, and neither runs before the page is there.
document.addEventListener('DOMContentLoaded', () => void run().catch(failed));

async function run(): Promise<void> {
  const callback = callbacks.get(start.target);
  if (!callback)
    throw new Error(
      `The bundle does not extend ${start.target}; it extends ${[...callbacks.keys()].join(', ') || 'nothing'}.`,
    );
  const result = await callback();
  if (start.target.endsWith('.should-render')) {
    const display = typeof result === 'object' && result !== null && 'display' in result && result.display === true;
    bridge.tell({type: 'displayed', display});
  } else reportSize((height) => bridge.tell({type: 'size', height}));
}

function readStart(): FrameStart {
  const text = document.getElementById('frame-start')?.textContent;
  if (!text) throw new Error('The frame was started without its data.');
  return JSON.parse(text);
}
