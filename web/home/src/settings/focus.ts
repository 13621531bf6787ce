/** Where the focus goes in forms. */
import type {FieldErrors} from './form.ts';

/** Brings the first field with an error into view and focus, once its error is shown. */
export function focusFirstError(root: HTMLElement | null, errors: FieldErrors): void {
  requestAnimationFrame(() => {
    const fields = root?.querySelectorAll<HTMLElement>('[name]') ?? [];
    for (const field of fields) {
      if ((field.getAttribute('name') ?? '') in errors) {
        field.focus();
        return;
      }
    }
  });
}

/** Enter in a single-line field submits, as in any form; Polaris's fields keep their inputs to themselves. */
export function onEnter(submit: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    const [inner] = event.composedPath();
    if (inner instanceof HTMLInputElement && inner.type !== 'checkbox' && inner.type !== 'radio') submit();
  };
}
