/** The dropdown: its options stand in the page as `s-option`, the list is the browser's own. */
import {define, type PolarisElement} from './base.ts';
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

const selectOf = (element: PolarisElement) => element.inner<HTMLSelectElement>('.control');

/** What was asked for before its option was there. */
const wanted = new WeakMap<PolarisElement, string>();

for (const tag of ['s-option', 's-option-group']) {
  define(tag, {
    props: {value: '', disabled: false, label: '', defaultSelected: false, selected: false},
    html: '',
    css: ':host { display: none; }',
  });
}

define('s-select', {
  props: {...fieldProps, placeholder: '', icon: ''},
  html: fieldHtml('<div class="box"><select class="control" id="control"></select></div>'),
  css: `${fieldCss} .box { padding: 0; } .box select.control { padding: 6px 28px 6px 10px; appearance: none; cursor: pointer; text-overflow: ellipsis; border-radius: 8px;
    background: no-repeat right 8px center / 16px url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='%234a4a4a' stroke-width='1.6'%3E%3Cpath d='m6.500 8 3.500-3.500L13.500 8M6.500 12l3.500 3.500 3.500-3.500'/%3E%3C/svg%3E"); }
    select.control:disabled { cursor: default; opacity: 1; }`,
  members(prototype) {
    liveProperty(
      prototype,
      'value',
      (element) => (selectOf(element).options.length > 0 ? selectOf(element).value : (wanted.get(element) ?? '')),
      (element, value) => {
        wanted.set(element, typeof value === 'string' ? value : '');
        draw(element);
      },
    );
    onFormReset(prototype, (element) => {
      wanted.set(element, initialOf(element));
      draw(element);
    });
  },
  setup(element) {
    const select = selectOf(element);
    if (!wanted.has(element)) wanted.set(element, initialOf(element));
    new MutationObserver(() => element.queueUpdate()).observe(element, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    select.addEventListener('input', () => {
      wanted.set(element, select.value);
      formValue(element, select.value);
    });
    passOnChange(element, select);
  },
  update(element) {
    draw(element);
    const select = selectOf(element);
    select.disabled = element.flag('disabled');
    const box = element.inner('.box');
    box.classList.toggle('invalid', element.text('error') !== '');
    box.classList.toggle('off', select.disabled);
    describeField(element, select);
  },
});

function initialOf(element: PolarisElement): string {
  const marked = element.querySelector('s-option[selected], s-option[defaultselected]');
  return element.getAttribute('value') ?? marked?.getAttribute('value') ?? '';
}

/** Options as the page has them now; the value stays. */
function draw(element: PolarisElement): void {
  const select = selectOf(element);
  const value = wanted.get(element) ?? '';
  const children: HTMLElement[] = [...element.children].flatMap((child) => {
    if (child.localName === 's-option') return [optionOf(child)];
    if (child.localName !== 's-option-group') return [];
    const group = document.createElement('optgroup');
    group.label = child.getAttribute('label') ?? '';
    group.disabled = child.hasAttribute('disabled');
    group.append(...[...child.querySelectorAll('s-option')].map(optionOf));
    return [group];
  });
  const placeholder = element.text('placeholder');
  const known = element.querySelector(`s-option[value="${CSS.escape(value)}"]`);
  if (!known && (placeholder || value === '')) {
    const option = new Option(placeholder, '');
    option.disabled = true;
    option.hidden = true;
    children.unshift(option);
  }
  const drawn = children.map((child) => child.outerHTML).join('');
  if (drawn !== drawings.get(select)) {
    select.replaceChildren(...children);
    drawings.set(select, drawn);
  }
  select.value = known ? value : '';
  formValue(element, select.value);
}
const drawings = new WeakMap<HTMLSelectElement, string>();

function optionOf(source: Element): HTMLOptionElement {
  const option = new Option(source.textContent?.trim() ?? '', source.getAttribute('value') ?? '');
  option.disabled = source.hasAttribute('disabled') && source.getAttribute('disabled') !== 'false';
  return option;
}
