/** Fields that are typed into. */
import {define, type PolarisElement} from './base.ts';
import {iconOf} from './icons.ts';
import {
  describeField,
  fieldCss,
  fieldHtml,
  fieldProps,
  formValue,
  liveProperty,
  onFormReset,
  passOnChange,
} from './field.ts';

type Control = HTMLInputElement | HTMLTextAreaElement;
const controlOf = (element: PolarisElement) => element.inner<Control>('.control');
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const typedProps = {
  ...fieldProps,
  autocomplete: '',
  defaultValue: '',
  placeholder: '',
  readOnly: false,
  maxLength: '',
  minLength: '',
};

interface Kind {
  tag: string;
  html?: string;
  type?: string;
  inputMode?: string;
  props?: Record<string, string | number | boolean>;
}

const input = `<div class="box"><span class="affix icon" hidden></span><span class="affix prefix"></span>
  <input class="control" id="control"><span class="affix suffix" id="suffix"></span><slot name="accessory"></slot></div>`;
const area = '<div class="box"><textarea class="control" id="control"></textarea></div>';
const numeric = {min: '', max: '', step: '', controls: 'auto'};
const affixes = {prefix: '', suffix: '', icon: ''};

const kinds: Kind[] = [
  {tag: 's-text-field', props: affixes},
  {tag: 's-text-area', html: area, props: {rows: 2}},
  {tag: 's-number-field', inputMode: 'decimal', props: {...numeric, ...affixes, inputMode: 'decimal'}},
  {tag: 's-email-field', type: 'email', inputMode: 'email'},
  {tag: 's-url-field', type: 'url', inputMode: 'url'},
  {tag: 's-password-field', type: 'password'},
  {tag: 's-search-field', type: 'search', inputMode: 'search'},
  {tag: 's-money-field', inputMode: 'decimal', props: {...numeric, prefix: ''}},
  {tag: 's-date-field', type: 'date', props: {view: '', defaultView: '', allow: '', disallow: ''}},
];

for (const kind of kinds) {
  define(kind.tag, {
    props: {...typedProps, ...kind.props},
    events: ['invalid', 'viewchange'],
    html: fieldHtml(kind.html ?? input),
    css: `${fieldCss} textarea.control { resize: vertical; padding-block: 6px; display: block; } .box .icon { display: inline-flex; inline-size: 20px; block-size: 20px; } .box .icon[hidden] { display: none; }
      input[type="search"]::-webkit-search-cancel-button { cursor: pointer; }`,
    members(prototype) {
      liveProperty(
        prototype,
        'value',
        (element) => controlOf(element).value,
        (element, value) => {
          const text = textOf(value);
          if (controlOf(element).value !== text) controlOf(element).value = text;
          formValue(element, text);
        },
      );
      onFormReset(prototype, (element) => {
        controlOf(element).value = initialOf(element);
        formValue(element, initialOf(element));
      });
    },
    setup(element) {
      const control = controlOf(element);
      if (control instanceof HTMLInputElement) control.type = kind.type ?? 'text';
      if (kind.inputMode) control.inputMode = kind.inputMode;
      if (control.value === '') control.value = initialOf(element);
      formValue(element, control.value);
      control.addEventListener('input', () => formValue(element, control.value));
      passOnChange(element, control);
      control.addEventListener('keydown', (event) => {
        if (!(event instanceof KeyboardEvent)) return;
        if (event.key === 'Enter' && control instanceof HTMLInputElement) submitAround(element);
        if (kind.props?.['controls'] && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          event.preventDefault();
          step(element, event.key === 'ArrowUp' ? 1 : -1);
        }
      });
    },
    update: show,
  });
}

/** What stands in the field before anybody types. */
function initialOf(element: PolarisElement): string {
  return element.getAttribute('value') ?? element.text('defaultValue');
}

function submitAround(element: PolarisElement): void {
  const form = element.closest('form');
  form?.requestSubmit();
}

/** The arrow keys of a number field. */
function step(element: PolarisElement, direction: 1 | -1): void {
  const control = controlOf(element);
  if (control.disabled || control.readOnly) return;
  const by = Number(element.text('step')) || 1;
  const limit = (name: 'min' | 'max', otherwise: number) => {
    const text = element.text(name);
    return text === '' ? otherwise : Number(text);
  };
  const next = (Number(control.value) || 0) + direction * by;
  const value = String(Math.min(Math.max(next, limit('min', -Infinity)), limit('max', Infinity)));
  if (value === control.value) return;
  control.value = value;
  formValue(element, value);
  element.emit('input', {composed: true});
  element.emit('change');
}

function show(element: PolarisElement): void {
  const control = controlOf(element);
  control.disabled = element.flag('disabled');
  control.readOnly = element.flag('readOnly');
  control.placeholder = element.text('placeholder');
  if (element.text('autocomplete')) control.setAttribute('autocomplete', element.text('autocomplete'));
  for (const name of ['maxLength', 'minLength'] as const) {
    const length = element.text(name);
    if (length) control.setAttribute(name.toLowerCase(), length);
    else control.removeAttribute(name.toLowerCase());
  }
  if (control instanceof HTMLTextAreaElement) control.rows = Number(element.text('rows')) || 2;
  else {
    element.inner('.prefix').textContent = element.text('prefix');
    element.inner('.suffix').textContent = element.text('suffix');
    const type = element.text('icon') || (element.localName === 's-search-field' ? 'search' : '');
    const icon = element.inner('.icon');
    icon.hidden = !type;
    icon.replaceChildren(...(type ? [iconOf(type)] : []));
  }
  const box = element.inner('.box');
  box.classList.toggle('invalid', element.text('error') !== '');
  box.classList.toggle('off', control.disabled);
  describeField(element, control);
  if (element.text('suffix')) {
    const described = control.getAttribute('aria-describedby');
    control.setAttribute('aria-describedby', described ? `suffix ${described}` : 'suffix');
  }
}
