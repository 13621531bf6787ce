/** The admin's modal: a dialog with a title, a way to close it, and whatever stands in it. */
import {freshId, make, words} from './page.ts';

export interface Modal {
  dialog: HTMLDialogElement;
  setTitle: (title: string) => void;
  close: () => void;
}

/** Opens a modal; the focus goes back to where it was once it closes. */
export function openModal(title: string, content: Node[], closed: () => void, className = ''): Modal {
  const id = freshId('modal-title');
  const heading = make('h2', {id}, title);
  const closing = make('button', {type: 'button', className: 'modal-close', ariaLabel: words.close}, '✕');
  const dialog = make('dialog', {className: `modal ${className}`});
  dialog.setAttribute('aria-labelledby', id);
  dialog.append(make('div', {className: 'modal-head'}, heading, closing), ...content);
  const before = document.activeElement;
  closing.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed();
    if (before instanceof HTMLElement) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return {dialog, setTitle: (text) => heading.replaceChildren(text || title), close: () => dialog.close()};
}
