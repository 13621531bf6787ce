/** Modals, popovers, menus and tooltips. */
import {define, PolarisElement} from './base.ts';
import {named} from './interaction.ts';

const overlayEvents = ['show', 'aftershow', 'hide', 'afterhide'];

interface OverlayActs {
  isOpen: (element: PolarisElement) => boolean;
  open: (element: PolarisElement) => void;
  close: (element: PolarisElement) => void;
}

/** showOverlay, hideOverlay, toggleOverlay and their events. */
function overlayMembers(acts: OverlayActs) {
  return (prototype: PolarisElement) => {
    const method = (name: string, act: (element: PolarisElement) => void) =>
      Object.defineProperty(prototype, name, {
        value(this: PolarisElement) {
          act(this);
        },
      });
    method('showOverlay', (element) => show(element, acts));
    method('hideOverlay', (element) => hide(element, acts));
    method('toggleOverlay', (element) => (acts.isOpen(element) ? hide : show)(element, acts));
  };
}

function show(element: PolarisElement, {isOpen, open}: OverlayActs): void {
  if (isOpen(element)) return;
  open(element);
  element.emit('show', {bubbles: false});
  queueMicrotask(() => element.emit('aftershow', {bubbles: false}));
}

function hide(element: PolarisElement, {isOpen, close}: OverlayActs): void {
  if (isOpen(element)) close(element);
}

const dialogOf = (element: PolarisElement) => element.inner<HTMLDialogElement>('dialog');
const modal: OverlayActs = {
  isOpen: (element) => dialogOf(element).open,
  open: (element) => dialogOf(element).showModal(),
  close: (element) => dialogOf(element).close(),
};

define('s-modal', {
  props: {accessibilityLabel: '', heading: '', padding: 'base', size: 'base'},
  events: overlayEvents,
  html: `<dialog aria-labelledby="heading"><header><h2 id="heading"></h2><button class="close" aria-label="Close">✕</button></header>
    <div class="body"><slot></slot></div><footer><slot name="secondary-actions"></slot><slot name="primary-action"></slot></footer></dialog>`,
  css: `:host { display: contents; }
    dialog { border: 0; padding: 0; border-radius: 16px; inline-size: min(620px, calc(100vw - 32px)); max-block-size: calc(100dvh - 32px); color: inherit; box-shadow: 0 8px 24px #0000004d; flex-direction: column; overflow: hidden; }
    dialog[open] { display: flex; } dialog::backdrop { background: #000000b3; }
    :host([size^="small"]) dialog { inline-size: min(380px, calc(100vw - 32px)); } :host([size^="large"]) dialog { inline-size: min(980px, calc(100vw - 32px)); }
    header { display: flex; align-items: center; gap: 8px; padding: 12px 16px; background: #f3f3f3; border-block-end: 1px solid #e3e3e3; }
    h2 { flex: 1; margin: 0; font-size: 14px; line-height: 20px; font-weight: 650; overflow-wrap: anywhere; }
    .close { border: 0; background: none; border-radius: 6px; padding: 4px 8px; }
    .body { padding: 16px; overflow: auto; } :host([padding="none"]) .body { padding: 0; }
    footer { display: flex; gap: 8px; justify-content: flex-end; flex-wrap: wrap; padding: 12px 16px; border-block-start: 1px solid #e3e3e3; } footer.unused { display: none; }`,
  members: overlayMembers(modal),
  setup(element, root) {
    const dialog = dialogOf(element);
    element.inner('.close').addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      element.emit('hide', {bubbles: false});
      element.emit('afterhide', {bubbles: false});
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    const footer = element.inner('footer');
    const look = () => {
      const slots = [...root.querySelectorAll<HTMLSlotElement>('footer slot')];
      footer.classList.toggle(
        'unused',
        slots.every((slot) => slot.assignedElements().length === 0),
      );
    };
    footer.addEventListener('slotchange', look);
    look();
  },
  update(element) {
    element.inner('h2').textContent = element.text('heading');
    const label = element.text('accessibilityLabel');
    if (label) dialogOf(element).setAttribute('aria-label', label);
  },
});

const popover: OverlayActs = {
  isOpen: (element) => element.matches(':popover-open'),
  open(element) {
    element.showPopover();
    place(element, document.querySelector(`[commandfor="${CSS.escape(element.id)}"]`));
  },
  close: (element) => element.hidePopover(),
};

/** Below what opened it, and within the window. */
function place(element: HTMLElement, anchor: Element | null): void {
  if (!anchor) return;
  const {left, bottom, top} = anchor.getBoundingClientRect();
  const {offsetWidth, offsetHeight} = element;
  const below = bottom + 4 + offsetHeight <= window.innerHeight || top < offsetHeight;
  element.style.insetInlineStart = `${Math.max(8, Math.min(left, window.innerWidth - offsetWidth - 8))}px`;
  element.style.insetBlockStart = `${below ? bottom + 4 : top - offsetHeight - 4}px`;
}

const floating = `:host { margin: 0; inset: auto; position: fixed; border: 0; border-radius: 12px; background: #fff; color: inherit;
  box-shadow: 0 4px 16px #00000040, 0 0 0 1px #0000000f; max-inline-size: calc(100vw - 16px); overflow: auto; }`;

for (const tag of ['s-popover', 's-menu']) {
  define(tag, {
    props: {accessibilityLabel: '', inlineSize: '', blockSize: ''},
    events: [...overlayEvents, 'aftertoggle'],
    css: `${floating} :host { padding: ${tag === 's-menu' ? '6px' : '0'}; }
      ::slotted(s-button), ::slotted(s-link) { display: flex !important; }`,
    members: overlayMembers(popover),
    setup(element) {
      element.setAttribute('popover', 'auto');
      if (tag === 's-menu') {
        element.setAttribute('role', 'group');
        for (const item of element.children) item.setAttribute('variant', 'tertiary');
        element.addEventListener('click', () => element.hidePopover());
      }
      element.addEventListener('toggle', (event) => {
        if (!(event instanceof ToggleEvent) || event.newState !== 'closed') return;
        element.emit('hide', {bubbles: false});
        element.emit('afterhide', {bubbles: false});
      });
    },
    update(element) {
      const label = element.text('accessibilityLabel');
      if (label) element.setAttribute('aria-label', label);
      element.style.inlineSize = element.text('inlineSize');
    },
  });
}

define('s-tooltip', {
  role: 'tooltip',
  css: `${floating} :host { padding: 6px 10px; border-radius: 8px; max-inline-size: 240px; pointer-events: none; }`,
  setup: (element) => element.setAttribute('popover', 'manual'),
});

/** Shows the tooltip of what the pointer or the focus is on. */
function interest(event: Event): void {
  for (const tooltip of document.querySelectorAll('s-tooltip:popover-open')) {
    if (tooltip instanceof HTMLElement) tooltip.hidePopover();
  }
  if (event.type === 'pointerout' || event.type === 'focusout') return;
  for (const one of event.composedPath()) {
    const id = one instanceof PolarisElement && one.getAttribute('interestfor');
    if (!id) continue;
    const tooltip = named(one, id);
    if (tooltip?.localName !== 's-tooltip') continue;
    tooltip.showPopover();
    place(tooltip, one);
    return;
  }
}
for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout']) document.addEventListener(type, interest);
