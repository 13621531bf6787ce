/** The app's home page: what it asks of the admin around it by App Bridge. */
import type {ToFrame} from '../shared/protocol.ts';
import {hear, type Heard} from './frame.ts';
import {follow} from './navigate.ts';
import {make} from './page.ts';
import {hideToast, showToast} from './toast.ts';

export function setUpHome(): void {
  const frame = document.querySelector<HTMLIFrameElement>('#app-frame');
  if (!frame?.contentWindow) return;
  const send = (message: ToFrame) => frame.contentWindow?.postMessage(message, '*');
  hear(frame.contentWindow, 'home', heard(frame, send));
  for (const button of document.querySelectorAll<HTMLElement>('[data-save-bar]')) {
    button.addEventListener('click', () => {
      const id = document.getElementById('save-bar')?.dataset['id'] ?? '';
      send({type: 'saveBarAction', id, action: button.dataset['saveBar'] === 'save' ? 'save' : 'discard'});
    });
  }
}

const heard = (frame: HTMLIFrameElement, send: (message: ToFrame) => void): Heard => ({
  // The admin's address follows the app's, so that it can be reloaded and shared.
  location: ({path}) => history.replaceState(null, '', `/app${path === '/' ? '' : path}`),
  navigate: ({href, target}) => follow(href, target),
  toast: ({message, isError, ms}) => showToast(message, isError, ms),
  toastGone: hideToast,
  titleBar: ({title}) => {
    document.title = title;
  },
  loading: ({isLoading}) => frame.setAttribute('aria-busy', String(isLoading)),
  appNav: ({items}) => showNavigation(items, send),
  saveBar: showSaveBar,
});

function showNavigation(items: {label: string; href: string}[], send: (message: ToFrame) => void): void {
  const list = document.getElementById('app-navigation');
  if (!list) return;
  list.hidden = items.length === 0;
  list.replaceChildren(
    ...items.map(({label, href}) => {
      const link = make('a', {href: `/app${href}`}, label);
      link.addEventListener('click', (event) => {
        event.preventDefault();
        send({type: 'go', path: href});
      });
      return make('li', {}, link);
    }),
  );
}

function showSaveBar({id, shown, busy = false}: {id: string; shown: boolean; busy?: boolean}): void {
  const bar = document.getElementById('save-bar');
  if (!bar) return;
  // Another one that hides does not hide this one.
  if (!shown && bar.dataset['id'] !== id) return;
  bar.hidden = !shown;
  bar.dataset['id'] = id;
  for (const button of bar.querySelectorAll('button')) button.disabled = busy;
}
