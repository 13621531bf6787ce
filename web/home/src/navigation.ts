/** Moves between the page's addresses without loading it anew, and holds the merchant back from losing what is unsaved. */
import {useEffect, useState} from 'preact/hooks';
import {leaveConfirmation} from './bridge.ts';

type Listener = (moved: 'forward' | 'back') => void;

const listeners = new Set<Listener>();
let guarded = false;
/** Where the page is, so that a step back can be taken back. */
let current = here();

function here(): string {
  return `${location.pathname}${location.search}`;
}

/** While there is something unsaved: asks before every step away. */
export function guard(isUnsaved: boolean): void {
  guarded = isUnsaved;
}

/** Goes to one of the page's own addresses. @param how `replace`: the step back leads to before this page */
export async function navigate(href: string, how: 'push' | 'replace' = 'push'): Promise<void> {
  if (href === here()) return;
  if (!(await mayLeave())) return;
  if (how === 'push') history.pushState(null, '', href);
  else history.replaceState(null, '', href);
  arrive('forward');
}

/** Notes an address without changing what is shown: filters, as they are typed. */
export function noteAddress(href: string): void {
  if (href === here()) return;
  history.replaceState(null, '', href);
  current = here();
}

async function mayLeave(): Promise<boolean> {
  if (!guarded) return true;
  try {
    await leaveConfirmation();
  } catch {
    return false;
  }
  guarded = false;
  return true;
}

function arrive(moved: 'forward' | 'back'): void {
  current = here();
  for (const listener of listeners) listener(moved);
}

/** The address at the moment; renders again when it changes. */
export function useAddress(onMove: Listener): string {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const listener: Listener = (moved) => {
      setAddress(here());
      onMove(moved);
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return address;
}

/** Starts to follow the browser's buttons, the admin's navigation and the page's own links. */
export function startNavigation(): void {
  window.addEventListener('popstate', () => {
    if (!guarded) {
      arrive('back');
      return;
    }
    // The browser has moved by now: back to where the form is, then ask.
    const target = here();
    history.pushState(null, '', current);
    void navigate(target);
  });
  // App Bridge: a click in the admin's navigation, or on a link it has taken over.
  document.addEventListener('shopify:navigate', (event) => {
    const href = event.target instanceof Element ? event.target.getAttribute('href') : null;
    if (href && isOwn(href)) void navigate(href);
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const href = linkIn(event);
    if (!href) return;
    event.preventDefault();
    void navigate(href);
  });
  window.addEventListener('beforeunload', (event) => {
    if (guarded) event.preventDefault();
  });
}

/** The link's address if one of the page's own was clicked, also inside of a Polaris element. */
function linkIn(event: MouseEvent): string | null {
  for (const target of event.composedPath()) {
    if (!(target instanceof Element)) continue;
    const href = target.getAttribute('href');
    if (href) return isOwn(href) && (target.getAttribute('target') ?? '_self') !== '_blank' ? href : null;
  }
  return null;
}

function isOwn(href: string): boolean {
  return href.startsWith('/') && !href.startsWith('//');
}
