/** Extensions that open in a modal: actions, and print actions beside a preview of what will be printed. */
import type {FromFrame} from '../shared/protocol.ts';
import {idToken} from './calls.ts';
import {openFrame, type ExtensionFrame} from './frame.ts';
import {openModal, type Modal} from './modal.ts';
import {follow} from './navigate.ts';
import {freshId, make, page, words} from './page.ts';
import {refresh} from './live.ts';

export interface Opened {
  extension: (typeof page)['extensions'][number];
  target: string;
  selected: {id: string}[];
}

/** What actions and print actions do alike when their frame says something. */
function common(message: FromFrame, modal: () => Modal, frame: () => ExtensionFrame, failed: () => void): void {
  switch (message.type) {
    case 'size':
      frame().element.style.blockSize = `${message.height}px`;
      break;
    case 'close':
      modal().close();
      break;
    case 'navigate':
      follow(message.href, message.target);
      break;
    case 'failed':
      failed();
      break;
    default:
  }
}

function showFailure(frame: ExtensionFrame): void {
  frame.element.replaceWith(make('p', {className: 'block-failed', role: 'alert'}, words.extensionFailed));
}

export function openAction({extension, target, selected}: Opened): void {
  const modal = openModal(extension.name, [], () => {
    frame.remove();
    void refresh();
  });
  const frame: ExtensionFrame = openFrame(modal.dialog, {
    extension,
    target,
    selected,
    title: extension.name,
    className: 'extension-frame action-frame',
    heard(message) {
      if (message.type === 'surface') modal.setTitle(message.heading);
      else
        common(
          message,
          () => modal,
          () => frame,
          () => showFailure(frame),
        );
    },
  });
  frame.element.focus();
}

export function openPrintAction({extension, target, selected}: Opened): void {
  const side = make('div');
  const paper = make('div', {className: 'print-paper'}, make('p', {className: 'subdued'}, words.nothingToPrint));
  const button = make(
    'button',
    {type: 'button', className: 'button primary', disabled: true, id: freshId('print')},
    words.print,
  );
  const columns = make('div', {className: 'print-columns'}, side, paper);
  const foot = make('div', {className: 'modal-foot'}, button);
  const modal = openModal(extension.name, [columns, foot], () => frame.remove(), 'large');
  let shown = '';
  const frame: ExtensionFrame = openFrame(side, {
    extension,
    target,
    selected,
    title: extension.name,
    className: 'extension-frame',
    heard(message) {
      if (message.type !== 'surface')
        common(
          message,
          () => modal,
          () => frame,
          () => showFailure(frame),
        );
      else if (message.src !== shown) {
        shown = message.src;
        void preview(message.src, paper, button);
      }
    },
  });
}

/** Shopify: with nothing to print the preview is empty and the button is off. HTML, PDF and images can be printed. */
async function preview(src: string, paper: HTMLElement, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  paper.replaceChildren(make('p', {className: 'subdued', role: 'status'}, src ? words.loading : words.nothingToPrint));
  if (!src) return;
  const url = new URL(src, page.appUrl);
  const frame = make('iframe', {className: 'print-preview', title: words.printPreview});
  // Pages of the app are fetched with a session token, as by any other call of an extension; others are shown as they are.
  if (url.origin === new URL(page.appUrl).origin) {
    const response = await fetch(url, {headers: {Authorization: `Bearer ${await idToken()}`}}).catch(() => null);
    if (!response?.ok) {
      paper.replaceChildren(make('p', {role: 'alert'}, words.extensionFailed));
      return;
    }
    if (response.headers.get('Content-Type')?.startsWith('text/html')) {
      frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
      frame.srcdoc = await response.text();
    } else frame.src = URL.createObjectURL(await response.blob());
  } else frame.src = url.href;
  paper.replaceChildren(frame);
  button.disabled = false;
  button.onclick = () => frame.contentWindow?.print();
}
