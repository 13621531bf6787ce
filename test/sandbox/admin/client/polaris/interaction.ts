/** What clicks do: links, commands to overlays, submitting forms; and what a disabled or busy element does not do. */
import type {PolarisElement} from './base.ts';

/** What the page around gives to the elements: where `shopify://` and the app's own addresses lead to. */
export interface Surroundings {
  navigate?: (href: string, target: string) => void;
}

declare global {
  var polarisSurroundings: Surroundings | undefined;
}

interface Overlay extends HTMLElement {
  showOverlay(): void;
  hideOverlay(): void;
  toggleOverlay(): void;
}

function isOverlay(element: Element | null): element is Overlay {
  return element !== null && 'showOverlay' in element && 'hideOverlay' in element && 'toggleOverlay' in element;
}

/** The element that `commandFor` or `interestFor` names: in the same tree, else in the page. */
export function named(element: PolarisElement, id: string): HTMLElement | null {
  const tree = element.getRootNode();
  const near = tree instanceof ShadowRoot || tree instanceof Document ? tree.getElementById(id) : null;
  return near ?? document.getElementById(id);
}

/** Shows, hides or toggles the overlay that `commandFor` names. */
export function runCommand(element: PolarisElement): void {
  const id = element.text('commandFor');
  if (!id) return;
  const overlay = named(element, id);
  const command = element.text('command') || '--auto';
  if (!isOverlay(overlay)) return;
  if (command === '--show') overlay.showOverlay();
  else if (command === '--hide') overlay.hideOverlay();
  else overlay.toggleOverlay();
}

/** A link's click goes by the page around it where that knows the address. */
export function followLink(element: PolarisElement, anchor: HTMLElement): void {
  anchor.addEventListener('click', (event) => {
    const href = element.text('href');
    if (!href) event.preventDefault();
    else if (globalThis.polarisSurroundings?.navigate && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      // After the page's own listeners, which may prevent it.
      queueMicrotask(() => globalThis.polarisSurroundings?.navigate?.(href, element.text('target')));
    }
    runCommand(element);
  });
}

/** Clicks do not reach the page while the element is disabled or busy, whoever makes them. */
export function guardClicks(element: PolarisElement): void {
  const stop = (event: Event) => {
    if (!element.flag('disabled') && !element.flag('loading')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  element.addEventListener('click', stop, {capture: true});
}

/** What a button of `type="submit"` or `"reset"` does to the form around it. */
export function actOnForm(element: PolarisElement): void {
  const type = element.text('type');
  if (type !== 'submit' && type !== 'reset') return;
  const form = element.closest('form');
  if (!form) element.closest('s-form')?.dispatchEvent(new Event(type, {bubbles: true, cancelable: true}));
  else if (type === 'submit') form.requestSubmit();
  else form.reset();
}
