/** Check boxes, switches, and lists of choices. */
import {define, type PolarisElement} from './base.ts';
import {
  describeField,
  fieldCss,
  fieldProps,
  formValue,
  liveProperty,
  onFormReset,
  passOnChange,
  setAria,
} from './field.ts';

const inputOf = (element: PolarisElement) => element.inner<HTMLInputElement>('.control');
const checkable = {...fieldProps, value: 'on', defaultChecked: false, defaultIndeterminate: false};
const checkHtml = (role = '') => `<div class="line"><input class="control" id="control" type="checkbox" ${role}>
  <div class="texts"><label class="label" for="control"></label><div class="details" id="details" hidden></div><div class="error" id="error" hidden></div></div></div>`;
const checkCss = `${fieldCss}
  .line { display: flex; gap: 8px; align-items: flex-start; } .texts { min-inline-size: 0; flex: 1; }
  .label { margin: 0; cursor: pointer; } .details { margin: 0; } .error { margin: 0; }
  .control { flex: none; inline-size: 16px; block-size: 16px; margin: 2px 0; accent-color: #303030; cursor: pointer; }
  .control:disabled, .control:disabled ~ .texts .label { cursor: default; color: #707070; }
  @media (pointer: coarse), (width < 380px) { .control { inline-size: 18px; block-size: 18px; margin: 1px 0; } }`;

for (const tag of ['s-checkbox', 's-switch']) {
  const isSwitch = tag === 's-switch';
  define(tag, {
    props: checkable,
    html: checkHtml(isSwitch ? 'role="switch"' : ''),
    css: isSwitch
      ? `${checkCss} .control { appearance: none; inline-size: 32px; block-size: 18px; border-radius: 9px; background: #8a8a8a; position: relative; margin: 1px 0; }
         .control::after { content: ''; position: absolute; inset: 2px auto 2px 2px; inline-size: 14px; border-radius: 50%; background: #fff; }
         .control:checked { background: #303030; } .control:checked::after { inset-inline-start: 16px; } .control:disabled { background: #d4d4d4; }`
      : checkCss,
    members(prototype) {
      liveProperty(
        prototype,
        'checked',
        (element) => inputOf(element).checked,
        (element, value) => {
          inputOf(element).checked = value === true;
          tell(element);
        },
      );
      liveProperty(
        prototype,
        'indeterminate',
        (element) => inputOf(element).indeterminate,
        (element, value) => {
          inputOf(element).indeterminate = value === true;
        },
      );
      onFormReset(prototype, (element) => {
        inputOf(element).checked = initiallyChecked(element);
        tell(element);
      });
    },
    setup(element) {
      const input = inputOf(element);
      input.checked ||= initiallyChecked(element);
      input.indeterminate ||= element.flag('defaultIndeterminate');
      tell(element);
      input.addEventListener('input', () => tell(element));
      passOnChange(element, input);
    },
    update(element) {
      const input = inputOf(element);
      input.disabled = element.flag('disabled');
      describeField(element, input);
    },
  });
}

const initiallyChecked = (element: PolarisElement) => element.hasAttribute('checked') || element.flag('defaultChecked');
const tell = (element: PolarisElement) => formValue(element, inputOf(element).checked ? element.text('value') : null);

/** A choice draws nothing by itself: its list does, so that the browser groups the radio buttons. */
define('s-choice', {
  props: {accessibilityLabel: '', defaultSelected: false, disabled: false, value: '', error: false},
  html: '',
  css: ':host { display: none; }',
  members(prototype) {
    liveProperty(
      prototype,
      'selected',
      (element) => element.hasAttribute('selected'),
      (element, value) => {
        element.toggleAttribute('selected', value === true);
      },
    );
  },
});

define('s-choice-list', {
  props: {...fieldProps, multiple: false, variant: 'auto'},
  html: `<fieldset><legend class="label"></legend><div class="choices"></div></fieldset>
    <div class="error" id="error" hidden></div><div class="details" id="details" hidden></div>`,
  css: `${checkCss} fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; } legend { padding: 0; } .choices { margin-block-start: 6px; }
    .choices { display: grid; gap: 6px; } :host([variant="inline"]) .choices { display: flex; flex-wrap: wrap; gap: 6px 16px; }
    .choice { display: flex; gap: 8px; align-items: flex-start; cursor: pointer; overflow-wrap: anywhere; } .choice small { display: block; font-size: 13px; color: #616161; }`,
  members(prototype) {
    liveProperty(prototype, 'values', valuesOf, (element, values) => {
      const wanted = Array.isArray(values) ? values : [];
      for (const choice of choicesOf(element))
        choice.toggleAttribute('selected', wanted.includes(choice.getAttribute('value')));
      element.queueUpdate();
    });
  },
  setup(element) {
    for (const choice of choicesOf(element))
      if (choice.hasAttribute('defaultselected')) choice.setAttribute('selected', '');
    new MutationObserver(() => element.queueUpdate()).observe(element, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    element.inner('fieldset').addEventListener('change', (event) => {
      event.stopPropagation();
      if (!(event.target instanceof HTMLInputElement)) return;
      const {value, checked} = event.target;
      for (const choice of choicesOf(element)) {
        if (choice.getAttribute('value') === value) choice.toggleAttribute('selected', checked);
        else if (!element.flag('multiple')) choice.removeAttribute('selected');
      }
      formValue(element, valuesOf(element).join(','));
      element.emit('input', {composed: true});
      element.emit('change');
    });
    // What comes from the radio buttons is said once, by the list.
    element.inner('fieldset').addEventListener('input', (event) => event.stopPropagation());
  },
  update: drawChoices,
});

// Functions, not constants: the definition above needs them when the script starts.
function choicesOf(element: Element): Element[] {
  return [...element.querySelectorAll('s-choice')];
}
function valuesOf(element: Element): string[] {
  return choicesOf(element).flatMap((choice) =>
    choice.hasAttribute('selected') ? [choice.getAttribute('value') ?? ''] : [],
  );
}

function drawChoices(element: PolarisElement): void {
  const multiple = element.flag('multiple');
  const box = element.inner('.choices');
  const rows = choicesOf(element).map((choice, index) => {
    const row = box.children[index] ?? newChoice();
    const input = row.querySelector('input');
    const [text, details] = row.querySelectorAll('span, small');
    if (!input || !text || !details) throw new Error('A choice lost its parts.');
    input.type = multiple ? 'checkbox' : 'radio';
    input.name = 'choice';
    input.value = choice.getAttribute('value') ?? '';
    input.checked = choice.hasAttribute('selected');
    input.disabled = element.flag('disabled') || choice.hasAttribute('disabled');
    setAria(input, 'aria-label', choice.getAttribute('accessibilitylabel') ?? '');
    const slotted = choice.querySelector('[slot="details"]');
    text.textContent = [...choice.childNodes]
      .filter((node) => !(node instanceof Element && node.slot))
      .map((node) => node.textContent)
      .join('')
      .trim();
    details.textContent = slotted?.textContent ?? choice.getAttribute('details') ?? '';
    return row;
  });
  // Only what changed, so that the focus stays.
  if (rows.length !== box.children.length || rows.some((row, index) => box.children[index] !== row))
    box.replaceChildren(...rows);
  describeField(element, element.inner('fieldset'));
  formValue(element, valuesOf(element).join(','));
}

function newChoice(): HTMLElement {
  const row = document.createElement('label');
  row.className = 'choice';
  const input = document.createElement('input');
  input.className = 'control';
  const texts = document.createElement('div');
  texts.append(document.createElement('span'), document.createElement('small'));
  row.append(input, texts);
  return row;
}
