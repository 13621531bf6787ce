/** Short messages at the bottom of the page. */
import {make} from './page.ts';

let current: HTMLElement | undefined;

/** Shopify: a toast shows for five seconds unless told otherwise. */
export function showToast(message: string, isError = false, ms = 5000): void {
  hideToast();
  const toast = make('div', {className: isError ? 'toast error' : 'toast'}, message);
  current = toast;
  document.getElementById('toasts')?.append(toast);
  setTimeout(() => toast.remove(), ms);
}

export function hideToast(): void {
  current?.remove();
}
