/** Opens an extension as the admin does: its module, in a partial DOM, with fetch to the app and the merchant's language. */
import {resolve} from 'node:path';
import {HTMLElement, Window} from '@remote-dom/polyfill';
import {render} from 'preact';
import {expect} from 'vitest';
import type {ApiServer} from './apiServer.ts';
import {i18nOf, type Locale} from './i18n.ts';
import {orderId} from './orders.ts';

// The admin runs extensions in a worker with this very DOM, so the tests fail on what it has not.
const window = new Window();
Window.setGlobal(window);

export type Element = NonNullable<ReturnType<typeof window.document.querySelector>>;

/** What the host's elements have that a plain element has not: Preact looks for these properties by name. */
class Component extends HTMLElement {
  onclick = null;
  oninput = null;
  onchange = null;
  onsubmit = null;
  onreset = null;
}
class Field extends Component {
  value = '';
  checked = false;
}
const fieldTags = ['s-checkbox', 's-number-field', 's-search-field', 's-select', 's-text-area', 's-text-field'];
const frameTags = ['s-admin-action', 's-admin-block', 's-admin-print-action', 's-form', 's-section'];
const otherTags = [...frameTags, 's-badge', 's-banner', 's-button', 's-link'];
for (const tag of [...otherTags, ...fieldTags]) {
  const element = fieldTags.includes(tag) ? class extends Field {} : class extends Component {};
  // The polyfill's types ask for the browser's elements here, but it takes, and has, only its own.
  window.customElements.define(tag, element as unknown as CustomElementConstructor);
}

/** Where shopify.extension.toml is. */
export const folderOf = (extension: string) => resolve(import.meta.dirname, '../../../extensions', extension);
export const extensionFolder = folderOf('orders');

export interface Page extends Disposable {
  text: () => string;
  all: (tag: string) => Element[];
  /** What a field holds. */
  value: (label: string) => string;
  isChecked: (label: string) => boolean;
  /** The one element of this kind with this label or text. */
  find: (tag: string, label: string) => Element;
  /** Whether there is one. */
  has: (tag: string, label: string) => boolean;
  click: (label: string) => void;
  type: (label: string, value: string) => void;
  check: (label: string, checked: boolean) => void;
  /** The button that does what a modal is for. */
  primary: () => Element;
  /** Waits until the page shows this text. */
  shows: (text: string) => Promise<void>;
}

/** The host's part of a call: app_url before relative URLs, and the session token where the extension gives none. */
export function hostFetch(api: Pick<ApiServer, 'origin'>, real: typeof fetch): typeof fetch {
  return (input, init) => {
    if (typeof input !== 'string' || !input.startsWith('/')) throw new Error('Only relative URLs reach the app.');
    const headers = new Headers(init?.headers);
    if (!headers.has('Authorization')) headers.set('Authorization', 'Bearer session-token');
    return real(new URL(input, api.origin), {...init, headers});
  };
}

/** The part of the tester's extension that every target has. */
export interface Extension extends Disposable {
  fetch: typeof fetch;
  shopify: {i18n: object; auth: object; data: object};
  render: () => Promise<unknown>;
}

/** @param extension of the tester's `setUpExtension`, for the target
 * @param real the fetch from before it, which reaches the network
 * @param page the folder of the extension, and what is selected on the page, as gids */
export async function openPage(
  extension: Extension,
  api: Pick<ApiServer, 'origin'>,
  locale: Locale,
  real: typeof fetch,
  {folder = 'orders', selected = [orderId]}: {folder?: string; selected?: string[]} = {},
): Promise<Page> {
  extension.fetch = hostFetch(api, real);
  Object.assign(extension.shopify.i18n, i18nOf(locale, folder));
  Object.assign(extension.shopify.auth, {idToken: () => Promise.resolve('fresh-token')});
  Object.assign(extension.shopify.data, {selected: selected.map((id) => ({id}))});
  await extension.render();
  return pageOf(() => extension[Symbol.dispose]());
}

function pageOf(dispose: () => void): Page {
  const {body} = window.document;
  const all = (tag: string) => [...body.querySelectorAll(tag)];
  const matching = (tag: string, label: string) => all(tag).filter((element) => labelOf(element) === label);
  const find = (tag: string, label: string) => {
    const found = matching(tag, label);
    if (found.length !== 1) {
      const labels = all(tag).map((element) => `"${labelOf(element)}"`);
      throw new Error(`${found.length} of ${tag} are called "${label}"; there are ${labels.join(', ')}.`);
    }
    return found[0]!;
  };
  const field = (label: string) => {
    const found = fieldTags.flatMap(all).find((one) => one.getAttribute('label') === label);
    if (!(found instanceof Field)) throw new Error(`No field is called "${label}".`);
    return found;
  };
  const fire = (element: Element, type: string) => {
    // The host does not deliver events of what is disabled or busy.
    if (isOn(element, 'disabled') || isOn(element, 'loading')) return;
    element.dispatchEvent(new window.Event(type, {bubbles: true}));
    const does = type === 'click' ? element.getAttribute('type') : null;
    if (does === 'submit' || does === 'reset') formOf(element).dispatchEvent(formEvent(does));
  };
  return {
    text: () => textOf(body),
    all,
    find,
    has: (tag, label) => matching(tag, label).length > 0,
    click: (label) => fire(find('s-button', label), 'click'),
    value: (label) => field(label).value,
    isChecked: (label) => field(label).checked,
    type(label, value) {
      const typed = field(label);
      typed.value = value;
      fire(typed, 'input');
      fire(typed, 'change');
    },
    check(label, checked) {
      const box = field(label);
      box.checked = checked;
      fire(box, 'change');
    },
    primary: () => body.querySelector('[slot="primary-action"]')!,
    async shows(text) {
      await expect.poll(() => textOf(body), {timeout: 10_000}).toContain(text);
    },
    [Symbol.dispose]() {
      render(null, document.body);
      dispose();
    },
  };
}

function formOf(element: Element): Element {
  for (let at = element.parentNode; at; at = at.parentNode) {
    if (at instanceof window.Element && at.localName === 's-form') return at;
  }
  throw new Error('The button is in no form.');
}

/** The host's: a promise that fails tells its save bar so. */
const waitUntil = (promise: Promise<unknown>) => void promise.catch(() => {});

function formEvent(type: 'submit' | 'reset') {
  return Object.assign(new window.Event(type, {bubbles: true}), {waitUntil});
}

function labelOf(element: Element): string | null {
  return element.getAttribute('accessibilitylabel') ?? element.getAttribute('label') ?? element.textContent;
}

/** Whether a boolean attribute is set. */
export function isOn(element: Element, name: string): boolean {
  return element.hasAttribute(name) && element.getAttribute(name) !== 'false';
}

/** What a person reads: texts, and the attributes that the components show. */
function textOf(element: Element): string {
  const shown = ['heading', 'label', 'details', 'error', 'accessibilitylabel', 'suffix']
    .map((name) => element.getAttribute(name))
    .filter(Boolean);
  const inside = [...element.childNodes].map((node) =>
    node instanceof window.Element ? textOf(node) : (node.textContent ?? ''),
  );
  return [...shown, ...inside].join(' ');
}
