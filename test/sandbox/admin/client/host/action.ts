/** Extensions that open in a modal: actions, and print actions beside a preview of what will be printed. */
import {openFrame, type ExtensionFrame, type Heard} from './frame.ts';
import {refresh} from './live.ts';
import {openModal, type Modal} from './modal.ts';
import {follow} from './navigate.ts';
import {extensionsAt, freshId, make, page, words} from './page.ts';
import {idToken} from './shop.ts';

export interface Opened {
  extension: (typeof page)['extensions'][number];
  target: string;
  selected: {id: string}[];
}

/** What actions and print actions do alike when their frame says something. */
const inModal = (modal: () => Modal, frame: () => ExtensionFrame): Heard => ({
  size: ({height}) => {
    frame().element.style.blockSize = `${height}px`;
  },
  close: () => modal().close(),
  navigate: ({href, target}) => follow(href, target),
  failed: () => {
    frame().element.replaceWith(make('p', {className: 'block-failed', role: 'alert'}, words.extensionFailed));
  },
});

export function openAction(opened: Opened): void {
  const {name} = opened.extension;
  const modal = openModal(name, [], () => {
    frame.remove();
    void refresh();
  });
  const frame: ExtensionFrame = openFrame(modal.dialog, {
    ...opened,
    title: name,
    className: 'extension-frame action-frame',
    heard: {
      ...inModal(
        () => modal,
        () => frame,
      ),
      surface: ({heading}) => modal.setTitle(heading),
    },
  });
  frame.element.focus();
}

/** The action that an extension has for this page, about what the page shows. */
export function openByHandle(handle: string): void {
  const target = `admin.${page.kind}.action.render`;
  const found = extensionsAt(target).find(({extension}) => extension.handle === handle);
  if (!found) throw new Error(`No extension "${handle}" has ${target}.`);
  openAction({extension: found.extension, target, selected: page.id ? [{id: page.id}] : []});
}

export function openPrintAction(opened: Opened): void {
  const {name} = opened.extension;
  const side = make('div');
  const paper = make('div', {className: 'print-paper'}, make('p', {className: 'subdued'}, words.nothingToPrint));
  const button = make('button', {type: 'button', className: 'button primary', disabled: true}, words.print);
  button.id = freshId('print');
  button.addEventListener('click', () => paper.querySelector('iframe')?.contentWindow?.print());
  const columns = make('div', {className: 'print-columns'}, side, paper);
  const modal = openModal(
    name,
    [columns, make('div', {className: 'modal-foot'}, button)],
    () => frame.remove(),
    'large',
  );
  let shown = '';
  const frame: ExtensionFrame = openFrame(side, {
    ...opened,
    title: name,
    className: 'extension-frame',
    heard: {
      ...inModal(
        () => modal,
        () => frame,
      ),
      surface: ({src}) => {
        if (src === shown) return;
        shown = src;
        void preview(src, paper, button);
      },
    },
  });
}

/** Shopify: with nothing to print the preview is empty and the button is off. HTML, PDF and images can be printed. */
async function preview(src: string, paper: HTMLElement, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const text = src ? words.loading : words.nothingToPrint;
  paper.replaceChildren(make('p', {className: 'subdued', role: 'status'}, text));
  if (!src) return;
  const frame = await printable(new URL(src, page.appUrl));
  if (frame === null) paper.replaceChildren(make('p', {role: 'alert'}, words.extensionFailed));
  else {
    paper.replaceChildren(frame);
    button.disabled = false;
  }
}

/** Pages of the app are fetched with a session token, as by any other call of an extension; others are shown as they are. */
async function printable(url: URL): Promise<HTMLIFrameElement | null> {
  const frame = make('iframe', {className: 'print-preview', title: words.printPreview});
  if (url.origin !== new URL(page.appUrl).origin) {
    frame.src = url.href;
    return frame;
  }
  const response = await fetch(url, {headers: {Authorization: `Bearer ${await idToken()}`}}).catch(() => null);
  if (!response?.ok) return null;
  if (response.headers.get('Content-Type')?.startsWith('text/html')) {
    frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
    frame.srcdoc = await response.text();
  } else frame.src = URL.createObjectURL(await response.blob());
  return frame;
}
