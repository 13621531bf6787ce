/** Opens the order action as the host does: its module, in a partial DOM, with fetch to the app and the merchant's language. */
import {resolve} from 'node:path';
import {HTMLElement, Window} from '@remote-dom/polyfill';
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {render} from 'preact';
import {expect} from 'vitest';
import type {ApiServer} from './apiServer.ts';
import {i18nOf, type Locale} from './i18n.ts';
import {orderId} from './orders.ts';

// The admin runs extensions in a worker with this very DOM, so the tests fail on what it has not.
const window = new Window();
Window.setGlobal(window);

type Element = NonNullable<ReturnType<typeof window.document.querySelector>>;

/** What the host's elements have that a plain element has not: Preact looks for these properties by name. */
class Component extends HTMLElement {
  onclick = null;
  oninput = null;
  onchange = null;
}
class Field extends Component {
  value = '';
  checked = false;
}
const fieldTags = ['s-checkbox', 's-number-field', 's-text-area', 's-text-field'];
for (const tag of ['s-admin-action', 's-badge', 's-banner', 's-button', 's-section', ...fieldTags]) {
  const element = fieldTags.includes(tag) ? class extends Field {} : class extends Component {};
  // The polyfill's types ask for the browser's elements here, but it takes, and has, only its own.
  window.customElements.define(tag, element as unknown as CustomElementConstructor);
}

const extensionFolder = resolve(import.meta.dirname, '../../../extensions/orders');

export interface Modal extends Disposable {
  /** How often the extension closed itself. */
  closed: () => number;
  text: () => string;
  all: (tag: string) => Element[];
  /** What a field holds. */
  value: (label: string) => string;
  /** The one element of this kind with this label or text. */
  find: (tag: string, label: string) => Element;
  click: (label: string) => void;
  type: (label: string, value: string) => void;
  check: (label: string, checked: boolean) => void;
  /** The button that does what the modal is for. */
  primary: () => Element;
  /** Waits until the modal shows this text. */
  shows: (text: string) => Promise<void>;
}

/** The host's part of a call: app_url before relative URLs, and the session token. */
export function hostFetch(api: ApiServer, real: typeof fetch): typeof fetch {
  return (input, init) => {
    if (typeof input !== 'string' || !input.startsWith('/')) throw new Error('Only relative URLs reach the app.');
    const headers = new Headers(init?.headers);
    headers.set('Authorization', 'Bearer session-token');
    return real(new URL(input, api.origin), {...init, headers});
  };
}

export async function openModal(api: ApiServer, locale: Locale = 'en'): Promise<Modal> {
  const real = globalThis.fetch;
  const extension = setUpExtension('admin.order-details.action.render', {configSearchDir: extensionFolder});
  let closed = 0;
  extension.fetch = hostFetch(api, real);
  Object.assign(extension.shopify.i18n, i18nOf(locale));
  extension.shopify.data.selected = [{id: orderId}];
  extension.shopify.close = () => {
    closed++;
  };
  await extension.render();
  const {body} = window.document;

  const all = (tag: string) => [...body.querySelectorAll(tag)];
  const find = (tag: string, label: string) => {
    const matching = all(tag).filter((element) => labelOf(element) === label);
    if (matching.length !== 1) {
      const labels = all(tag).map((element) => `"${labelOf(element)}"`);
      throw new Error(`${matching.length} of ${tag} are called "${label}"; there are ${labels.join(', ')}.`);
    }
    return matching[0]!;
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
  };

  return {
    closed: () => closed,
    text: () => textOf(body),
    all,
    find,
    click: (label) => fire(find('s-button', label), 'click'),
    value: (label) => field(label).value,
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
    shows: (text) => expect.poll(() => textOf(body), {timeout: 10_000}).toContain(text),
    [Symbol.dispose]() {
      render(null, document.body);
      extension[Symbol.dispose]();
    },
  };
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
