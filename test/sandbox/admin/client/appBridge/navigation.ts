/** Addresses: the admin's follows the app's, links into the admin leave the frame, and the app's navigation stands in the admin's. */
import type {Bridge} from '../shared/bridge.ts';

/** What the admin puts into the address of the frame for itself. */
const own = ['embedded', 'host', 'id_token', 'locale', 'shop', 'hmac', 'session', 'timestamp'];

/** The app's address as the admin shows it. */
function pathNow(): string {
  const url = new URL(window.location.href);
  for (const name of own) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

const isOutside = (href: string) => /^(shopify|app):/.test(href);

export function watchNavigation(bridge: Bridge): {follow: (href: string, target: string) => void} {
  const tellLocation = () => bridge.tell({type: 'location', path: pathNow()});
  for (const name of ['pushState', 'replaceState'] as const) {
    const real = history[name].bind(history);
    history[name] = (...args) => {
      real(...args);
      tellLocation();
    };
  }
  window.addEventListener('popstate', tellLocation);
  window.addEventListener('hashchange', tellLocation);

  const leave = (href: string, target: string) => bridge.tell({type: 'navigate', href, target});
  /** Within the app: what the browser would do, with the data of the admin kept. */
  const follow = (href: string, target: string) => {
    const url = new URL(href, window.location.href);
    if (isOutside(href)) leave(href, target);
    else if (target === '_blank') window.open(url, '_blank', 'noopener');
    else if (target === '_top' || url.origin !== window.location.origin) leave(url.href, target);
    else go(url.pathname + url.search + url.hash);
  };

  const realOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    if (url === undefined || !isOutside(String(url))) return realOpen(url, target, features);
    leave(String(url), target ?? '_top');
    return null;
  };
  document.addEventListener('click', (event) => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    if (!link || event.defaultPrevented || !isOutside(link.getAttribute('href') ?? '')) return;
    event.preventDefault();
    leave(link.getAttribute('href') ?? '', link.target);
  });

  bridge.on((message) => {
    if (message.type === 'go') go(message.path);
  });
  document.addEventListener('DOMContentLoaded', () => {
    tellLocation();
    watchAppNavigation(bridge);
    tellTitle(bridge);
  });
  return {follow};
}

/** A page of the app: by the app's own router where it has one, else by loading it. */
function go(path: string): void {
  // Shopify: a link in the app's navigation is a click on a link of the app.
  const event = new CustomEvent('shopify:navigate', {cancelable: true, detail: {path}});
  const link = document.createElement('a');
  link.href = path;
  link.hidden = true;
  document.body.append(link);
  link.dispatchEvent(event);
  link.click();
  link.remove();
}

/** `s-app-nav` (or `ui-nav-menu`) is shown by the admin, not by the page. */
function watchAppNavigation(bridge: Bridge): void {
  const style = new CSSStyleSheet();
  style.replaceSync('s-app-nav, ui-nav-menu, ui-title-bar, ui-save-bar { display: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  let told = '';
  const tell = () => {
    const links = [...document.querySelectorAll('s-app-nav > :is(a, s-link), ui-nav-menu > a')];
    const items = links
      .filter((link) => link.getAttribute('rel') !== 'home')
      .map((link) => ({label: link.textContent?.trim() ?? '', href: link.getAttribute('href') ?? '/'}));
    if (JSON.stringify(items) === told) return;
    told = JSON.stringify(items);
    bridge.tell({type: 'appNav', items});
  };
  new MutationObserver(tell).observe(document.documentElement, {childList: true, subtree: true, characterData: true});
  tell();
}

function tellTitle(bridge: Bridge): void {
  const tell = () => {
    const title = document.querySelector('ui-title-bar')?.getAttribute('title') ?? document.title;
    if (title) bridge.tell({type: 'titleBar', title});
  };
  const element = document.querySelector('title');
  if (element) new MutationObserver(tell).observe(element, {childList: true, characterData: true, subtree: true});
  tell();
}
