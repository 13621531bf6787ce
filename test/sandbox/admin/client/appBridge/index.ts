/** The stand-in for Shopify's app-bridge.js: the `shopify` global of the app's home page, fetch with a session token, and the admin's
 * own bars around it. */
import {createBridge} from '../shared/bridge.ts';
import {appFetch} from '../shared/fetch.ts';
import {watchNavigation} from './navigation.ts';
import {createSaveBars} from './saveBar.ts';

const bridge = createBridge();
const query = new URLSearchParams(window.location.search);
const idToken = async () => String(await bridge.call('idToken'));
const saveBars = createSaveBars(bridge);

/** Shopify: `showOverlay` of what has that id, a `ui-modal` or an `s-modal`. */
function overlay(id: string, method: 'showOverlay' | 'hideOverlay' | 'toggleOverlay'): void {
  const element = document.getElementById(id);
  const act: unknown = element && Reflect.get(element, method);
  if (typeof act !== 'function') throw new Error(`There is no modal with the id "${id}".`);
  Reflect.apply(act, element, []);
}

let toasts = 0;

const shopify = {
  config: {
    apiKey: document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content ?? '',
    shop: query.get('shop') ?? '',
    host: query.get('host') ?? '',
    locale: query.get('locale') ?? 'en',
  },
  ready: Promise.resolve(),
  environment: {mobile: false, embedded: true, pos: false},
  idToken,
  toast: {
    show(message: string, {isError = false, duration = 5000}: {isError?: boolean; duration?: number} = {}) {
      bridge.tell({type: 'toast', message, isError, ms: duration});
      return `toast-${++toasts}`;
    },
    hide: () => bridge.tell({type: 'toastGone'}),
  },
  loading: (isLoading = false) => bridge.tell({type: 'loading', isLoading}),
  saveBar: saveBars.api,
  modal: {
    show: async (id: string) => overlay(id, 'showOverlay'),
    hide: async (id: string) => overlay(id, 'hideOverlay'),
    toggle: async (id: string) => overlay(id, 'toggleOverlay'),
  },
  resourcePicker: async (options: unknown) => {
    const selection = await bridge.call('resourcePicker', options);
    return Array.isArray(selection) ? Object.assign(selection, {selection}) : undefined;
  },
  picker: async (options: unknown) => ({selected: bridge.call('picker', options)}),
};

Object.assign(globalThis, {
  shopify,
  polarisSurroundings: {navigate: (href: string, target: string) => watched.follow(href, target)},
});
globalThis.fetch = appFetch(window.location.href, idToken, {retry: true});
const watched = watchNavigation(bridge);
