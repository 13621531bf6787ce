/** What every field has: a label, details, an error, and a value that forms and scripts can read. */
import type {PolarisElement} from './base.ts';

export const fieldProps = {
  label: '',
  labelAccessibilityVisibility: 'visible',
  details: '',
  error: '',
  disabled: false,
  required: false,
  name: '',
  accessibilityLabel: '',
};

/** Around the control: `html` has an element of class `control`. */
export const fieldHtml = (html: string) => `<label class="label" for="control"></label>${html}
  <div class="error" id="error" hidden></div><div class="details" id="details" hidden></div>`;

export const fieldCss = `
  :host { display: block; min-inline-size: 0; }
  .label { display: block; margin-block-end: 4px; overflow-wrap: anywhere; } .label:empty { display: none; }
  .details { margin-block-start: 4px; color: #616161; overflow-wrap: anywhere; }
  .error { margin-block-start: 4px; color: #8e0b21; overflow-wrap: anywhere; } .error::before { content: '⚠ ' / ''; }
  .box { display: flex; align-items: center; gap: 6px; min-block-size: 32px; padding-inline: 10px; border-radius: 8px; background: #fdfdfd;
    border: 1px solid #8a8a8a; }
  .box:hover { background: #fafafa; } .box:focus-within { outline: 2px solid #005bd3; outline-offset: 1px; background: #fff; }
  .box.invalid { background: #fee8eb; border-color: #8e0b21; }
  .box.off { background: #0000000d; border-color: transparent; color: #707070; }
  .box .control { flex: 1; min-inline-size: 0; inline-size: 100%; padding: 5px 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; }
  .box .affix { color: #616161; white-space: nowrap; } .box .affix:empty { display: none; }
  .control::placeholder { color: #707070; }
  @media (pointer: coarse), (width < 380px) { .box { min-block-size: 40px; } .box .control { font-size: 16px; } }`;

/** Label, details and error as text, and as what the control is called and described by. */
export function describeField(element: PolarisElement, control: HTMLElement): void {
  const label = element.inner('.label');
  // Shopify: the label of a required field says so only to assistive technology, by the control's state.
  label.textContent = element.text('label');
  label.classList.toggle('visually-hidden', element.text('labelAccessibilityVisibility') === 'exclusive');
  const described: string[] = [];
  for (const name of ['error', 'details'] as const) {
    const part = element.inner(`.${name}`);
    const text = element.text(name);
    part.textContent = text;
    part.hidden = text === '';
    if (text) described.push(name);
  }
  if (described.length > 0) control.setAttribute('aria-describedby', described.join(' '));
  else control.removeAttribute('aria-describedby');
  setAria(control, 'aria-invalid', element.text('error') !== '' && 'true');
  setAria(control, 'aria-required', element.flag('required') && 'true');
  setAria(control, 'aria-label', element.text('accessibilityLabel'));
}

export function setAria(control: HTMLElement, name: string, value: string | false): void {
  if (value) control.setAttribute(name, value);
  else control.removeAttribute(name);
}

/** `input` passes out of the shadow root by itself; `change` does not. */
export function passOnChange(element: PolarisElement, control: HTMLElement): void {
  control.addEventListener('change', (event) => {
    event.stopPropagation();
    element.emit('change');
  });
}

/** Gives the element a property whose value lives in the control once there is one. */
export function liveProperty(
  prototype: PolarisElement,
  name: string,
  read: (element: PolarisElement) => unknown,
  write: (element: PolarisElement, value: unknown) => void,
): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: PolarisElement) {
      return read(this);
    },
    set(this: PolarisElement, value: unknown) {
      write(this, value);
    },
  });
}

/** What the form around the element sends for it, and what a reset gives back. */
export function formValue(element: PolarisElement, value: string | null): void {
  element.internals.setFormValue(value);
}

/** Called by the browser when the form is reset. */
export function onFormReset(prototype: PolarisElement, reset: (element: PolarisElement) => void): void {
  Object.defineProperty(prototype, 'formResetCallback', {
    configurable: true,
    value(this: PolarisElement) {
      reset(this);
    },
  });
}
