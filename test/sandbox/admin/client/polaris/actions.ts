/** Buttons and whatever else is clicked. */
import {define, type PolarisElement} from './base.ts';
import {iconOf} from './icons.ts';
import {actOnForm, followLink, guardClicks, runCommand} from './interaction.ts';
import {boxProps, layOut} from './style.ts';

const clickProps = {
  accessibilityLabel: '',
  command: '',
  commandFor: '',
  disabled: false,
  download: '',
  href: '',
  interestFor: '',
  loading: false,
  target: 'auto',
  type: 'button',
};

/** The control inside: a link where there is an address, a button otherwise. */
function controlOf(element: PolarisElement): HTMLElement {
  const wanted = element.text('href') ? 'a' : 'button';
  const present = element.inner('.control');
  if (present.localName === wanted) return present;
  const control = document.createElement(wanted);
  control.className = 'control';
  control.append(...present.childNodes);
  present.replaceWith(control);
  listen(element, control);
  return control;
}

function listen(element: PolarisElement, control: HTMLElement): void {
  if (control.localName === 'a') followLink(element, control);
  else {
    control.addEventListener('click', (event) => {
      runCommand(element);
      // After the page's own listeners, which may prevent it.
      queueMicrotask(() => {
        if (!event.defaultPrevented) actOnForm(element);
      });
    });
  }
}

function setUp(element: PolarisElement): void {
  guardClicks(element);
  listen(element, element.inner('.control'));
}

function describeControl(element: PolarisElement): HTMLElement {
  const control = controlOf(element);
  const loading = element.flag('loading');
  const disabled = element.flag('disabled');
  if (control instanceof HTMLButtonElement) {
    control.type = 'button';
    control.disabled = disabled;
    // Busy, it keeps the focus, unlike a disabled one.
    if (loading) control.setAttribute('aria-disabled', 'true');
    else control.removeAttribute('aria-disabled');
  } else if (control instanceof HTMLAnchorElement) {
    control.href = element.text('href');
    const target = element.text('target');
    control.target = target === 'auto' ? '' : target;
    if (element.hasAttribute('download')) control.download = element.text('download');
  }
  control.setAttribute('aria-busy', String(loading));
  const label = element.text('accessibilityLabel');
  if (label) control.setAttribute('aria-label', label);
  else control.removeAttribute('aria-label');
  return control;
}

/** `click()` by a script is a click on the control inside. */
function clickable(prototype: PolarisElement): void {
  Object.defineProperty(prototype, 'click', {
    value(this: PolarisElement) {
      this.inner('.control').click();
    },
  });
}

define('s-button', {
  props: {...clickProps, icon: '', tone: 'auto', variant: 'auto', inlineSize: 'auto'},
  html: '<button class="control"><span class="busy spin" hidden></span><span class="icon" hidden></span><span class="label"><slot></slot></span></button>',
  css: `:host { display: inline-flex; vertical-align: middle; max-inline-size: 100%; }
    :host([inlinesize="fill"]) { display: flex; } :host([inlinesize="fill"]) .control { inline-size: 100%; }
    :host([disabled]), :host([loading]) { cursor: default; } :host([disabled]) .label { pointer-events: none; }
    .control { position: relative; display: inline-flex; align-items: center; justify-content: center; gap: 4px; min-block-size: 28px; padding: 4px 12px;
      border: 0; border-radius: 8px; font-size: 12px; line-height: 16px; font-weight: 550; text-decoration: none; text-align: center; max-inline-size: 100%;
      background: #fff; color: #303030; box-shadow: inset 0 0 0 1px #e3e3e3, inset 0 -1px 0 #b5b5b5; }
    .control:hover { background: #fafafa; } .control:active { background: #f0f0f0; }
    .label { overflow-wrap: anywhere; min-inline-size: 0; } .icon-only .label { display: none; } .icon-only { padding: 4px; inline-size: 28px; }
    :host([variant="primary"]) .control { background: #303030; color: #fff; box-shadow: inset 0 1px 0 #ffffff33; }
    :host([variant="primary"]) .control:hover { background: #1a1a1a; }
    :host([variant="tertiary"]) .control { background: none; box-shadow: none; } :host([variant="tertiary"]) .control:hover { background: #00000012; }
    :host([tone="critical"]) .control { color: #8e0b21; } :host([tone="critical"][variant="primary"]) .control { background: #c70a24; color: #fff; }
    :host([disabled]) .control, :host([disabled][variant="primary"]) .control { background: #0000000d; color: #707070; box-shadow: none; }
    .busy { position: absolute; inset: 0; margin: auto; inline-size: 14px; block-size: 14px; border: 2px solid #8a8a8a; border-block-start-color: transparent; border-radius: 50%; }
    /* Not invisible: its name must stay. */ :host([loading]) .label, :host([loading]) .icon { opacity: 0; }
    .icon { display: inline-flex; inline-size: 16px; block-size: 16px; } .icon[hidden] { display: none; }
    @media (pointer: coarse), (width < 380px) { .control { min-block-size: 32px; font-size: 13px; } .icon-only { inline-size: 32px; } }`,
  members: clickable,
  setup: setUp,
  update(element) {
    const control = describeControl(element);
    element.inner('.busy').hidden = !element.flag('loading');
    const icon = element.inner('.icon');
    const type = element.text('icon');
    icon.hidden = !type;
    icon.replaceChildren(...(type ? [iconOf(type)] : []));
    control.classList.toggle('icon-only', Boolean(type) && element.textContent?.trim() === '');
  },
});

define('s-button-group', {
  props: {gap: 'base', accessibilityLabel: ''},
  role: 'group',
  html: '<slot></slot><slot name="secondary-actions"></slot><slot name="primary-action"></slot>',
  css: ':host { display: flex; flex-wrap: wrap; gap: 8px; } :host([gap="none"]) { gap: 0; }',
  update(element) {
    const label = element.text('accessibilityLabel');
    if (label) element.setAttribute('aria-label', label);
  },
});

const boxNames = Object.keys(boxProps).filter((name) => !name.startsWith('accessibility'));
define('s-clickable', {
  props: {...boxProps, ...clickProps},
  html: '<button class="control"><slot></slot></button>',
  css: `:host { display: block; cursor: pointer; } :host([disabled]) { cursor: default; }
    .control { display: block; inline-size: 100%; padding: 0; border: 0; background: none; text-align: start; text-decoration: none; border-radius: inherit; }
    :host(:hover) { background: #f7f7f7; }`,
  members: clickable,
  setup: setUp,
  update(element) {
    describeControl(element);
    layOut(element, boxNames);
  },
});

define('s-chip', {
  props: {accessibilityLabel: '', color: 'base'},
  html: '<slot name="graphic"></slot><slot></slot>',
  css: ':host { display: inline-flex; gap: 4px; align-items: center; padding: 2px 8px; border-radius: 8px; background: #ebebeb; font-size: 12px; line-height: 16px; font-weight: 550; }',
});
define('s-clickable-chip', {
  props: {...clickProps, color: 'base', removable: false},
  events: ['remove', 'afterhide'],
  html: '<button class="control"><slot name="graphic"></slot><slot></slot></button><button class="remove" aria-label="Remove" hidden>✕</button>',
  css: `:host { display: inline-flex; align-items: center; border-radius: 8px; background: #ebebeb; font-size: 12px; line-height: 16px; font-weight: 550; }
    .control, .remove { border: 0; background: none; padding: 4px 8px; border-radius: 8px; text-decoration: none; } .remove { padding-inline: 4px 8px; }`,
  members: clickable,
  setup(element) {
    setUp(element);
    element.inner('.remove').addEventListener('click', (event) => {
      event.stopPropagation();
      element.emit('remove');
      element.hidden = true;
      element.emit('afterhide');
    });
  },
  update(element) {
    describeControl(element);
    element.inner('.remove').hidden = !element.flag('removable');
  },
});
