/** What the stand-ins for Polaris elements share: properties that reflect to attributes, a shadow root, event properties. */
import {controls} from './tokens.ts';

type Value = string | boolean | number;

export interface Spec {
  /** Default of each property by its name in JavaScript; the attribute is the same in lower case. Its type is the default's. */
  props?: Record<string, Value>;
  /** Names of events beyond those of every HTML element; each gets its `on…` property, by which Preact finds it. */
  events?: string[];
  /** What is inside of the shadow root, made once. */
  html?: string;
  css?: string;
  /** A role, where the element has none of its own. */
  role?: string;
  /** Further members of the element's class. */
  members?: (prototype: PolarisElement) => void;
  /** Once, when the element is made. */
  setup?: (element: PolarisElement, root: ShadowRoot) => void;
  /** When the element gets its place in the page. */
  connected?: (element: PolarisElement, root: ShadowRoot) => void;
  disconnected?: (element: PolarisElement) => void;
  /** After properties have changed, once for all that changed together. */
  update?: (element: PolarisElement, root: ShadowRoot) => void;
}

export abstract class PolarisElement extends HTMLElement {
  static formAssociated = true;
  readonly root: ShadowRoot;
  readonly internals: ElementInternals;
  abstract readonly spec: Spec;
  #queued = false;
  #made = false;

  constructor() {
    super();
    this.internals = this.attachInternals();
    this.root = this.attachShadow({mode: 'open', delegatesFocus: true});
  }

  /** A property as text. */
  text(name: string): string {
    const fallback = this.spec.props?.[name];
    return this.getAttribute(name.toLowerCase()) ?? (typeof fallback === 'string' ? fallback : String(fallback ?? ''));
  }

  /** A property as a yes or no. */
  flag(name: string): boolean {
    const attribute = this.getAttribute(name.toLowerCase());
    return attribute === null ? this.spec.props?.[name] === true : attribute !== 'false';
  }

  /** The one element of the shadow root that a selector finds; the caller knows its type from the template. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as querySelector's own
  inner<Part extends HTMLElement>(selector: string): Part {
    const found = this.root.querySelector<Part>(selector);
    if (!found) throw new Error(`<${this.localName}> has no ${selector}.`);
    return found;
  }

  /** Sends an event as the real element does. */
  emit(type: string, detail?: Partial<EventInit>): boolean {
    return this.dispatchEvent(new Event(type, {bubbles: true, ...detail}));
  }

  queueUpdate(): void {
    if (this.#queued || !this.#made) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.spec.update?.(this, this.root);
    });
  }

  attributeChangedCallback(): void {
    this.queueUpdate();
  }

  connectedCallback(): void {
    if (!this.#made) {
      this.#made = true;
      const {role, setup} = this.spec;
      // A role that the page gave stays.
      if (role && !this.hasAttribute('role')) this.setAttribute('role', role);
      setup?.(this, this.root);
    }
    this.spec.connected?.(this, this.root);
    this.spec.update?.(this, this.root);
  }

  disconnectedCallback(): void {
    this.spec.disconnected?.(this);
  }
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
const common = sheetOf(controls);

/** Defines an element of the page. */
export function define(tag: string, spec: Spec): void {
  const {props = {}, events = [], html = '<slot></slot>', css = ''} = spec;
  const sheet = sheetOf(css);
  const template = document.createElement('template');
  template.innerHTML = html;

  class Defined extends PolarisElement {
    static observedAttributes = Object.keys(props).map((name) => name.toLowerCase());
    readonly spec = spec;

    constructor() {
      super();
      this.root.adoptedStyleSheets = [common, sheet];
      this.root.append(template.content.cloneNode(true));
    }
  }
  for (const [name, fallback] of Object.entries(props)) addProperty(Defined.prototype, name, fallback);
  for (const type of events) addHandler(Defined.prototype, type);
  spec.members?.(Defined.prototype);
  if (!customElements.get(tag)) customElements.define(tag, Defined);
}

function addProperty(prototype: PolarisElement, name: string, fallback: Value): void {
  const attribute = name.toLowerCase();
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: PolarisElement) {
      if (typeof fallback === 'boolean') return this.flag(name);
      return typeof fallback === 'number' ? Number(this.text(name)) : this.text(name);
    },
    set(this: PolarisElement, value: unknown) {
      if (typeof fallback === 'boolean')
        this.toggleAttribute(attribute, value === true || value === '' || value === 'true');
      else if (typeof value === 'string') this.setAttribute(attribute, value);
      else if (typeof value === 'number') this.setAttribute(attribute, String(value));
      else this.removeAttribute(attribute);
    },
  });
}

/** `onshow` and the like: one listener that can be replaced. */
function addHandler(prototype: PolarisElement, type: string): void {
  const handlers = new WeakMap<PolarisElement, EventListener>();
  Object.defineProperty(prototype, `on${type}`, {
    configurable: true,
    get(this: PolarisElement) {
      return handlers.get(this) ?? null;
    },
    set(this: PolarisElement, handler: unknown) {
      const old = handlers.get(this);
      if (old) this.removeEventListener(type, old);
      handlers.delete(this);
      if (typeof handler !== 'function') return;
      const listener: EventListener = (event) => void Reflect.apply(handler, this, [event]);
      handlers.set(this, listener);
      this.addEventListener(type, listener);
    },
  });
}
