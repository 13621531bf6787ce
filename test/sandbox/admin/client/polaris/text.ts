/** Texts, headings, links and lists. */
import {define} from './base.ts';
import {followLink} from './interaction.ts';
import {describe} from './style.ts';
import {tones} from './tokens.ts';

/** Colors of texts are darker than those of icons. */
const toneRules = Object.entries(tones)
  .filter(([name]) => name !== 'auto' && name !== 'neutral')
  .map(([name, {text}]) => `:host([tone="${name}"]) { color: ${text}; }`)
  .join('\n');
const typography = `:host([color="subdued"]) { color: #616161; } ${toneRules}
  :host([fontvariantnumeric="tabular-nums"]) { font-variant-numeric: tabular-nums; }
  :host([accessibilityvisibility="exclusive"]) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap; }`;
const textProps = {color: 'base', tone: 'auto', fontVariantNumeric: 'auto', accessibilityVisibility: 'visible'};

define('s-text', {
  props: {...textProps, type: 'generic', interestFor: '', display: 'auto'},
  css: `:host { display: inline; overflow-wrap: anywhere; } :host([display="none"]) { display: none; } ${typography}
    :host([type="strong"]) { font-weight: 600; } :host([type="small"]) { font-size: 12px; line-height: 16px; }
    :host([type="emphasis"]), :host([type="offset"]) { font-style: italic; } :host([type="redundant"]) { text-decoration: line-through; }
    :host([type="mark"]) { background: #ffeb78; }`,
  update: describe,
});

function clampLines(element: {text(name: string): string; style: CSSStyleDeclaration}): void {
  const lines = Number(element.text('lineClamp'));
  const clamp = lines > 0 ? String(lines) : '';
  element.style.setProperty('-webkit-line-clamp', clamp);
  element.style.setProperty('-webkit-box-orient', clamp && 'vertical');
  element.style.setProperty('display', clamp && '-webkit-box');
  element.style.setProperty('overflow', clamp && 'hidden');
}

define('s-paragraph', {
  props: {...textProps, lineClamp: 0, type: 'paragraph'},
  role: 'paragraph',
  css: `:host { display: block; overflow-wrap: anywhere; } :host([type="small"]) { font-size: 12px; line-height: 16px; } ${typography}`,
  update(element) {
    clampLines(element);
    describe(element);
  },
});

/** How deep in sections a heading stands. */
function levelOf(element: Element): number {
  let level = 2;
  for (let at = element.parentElement; at; at = at.parentElement) if (at.localName === 's-section') level++;
  return Math.min(level, 6);
}

define('s-heading', {
  props: {accessibilityRole: '', accessibilityVisibility: 'visible', lineClamp: 0},
  css: `:host { display: block; font-size: 13px; line-height: 20px; font-weight: 650; overflow-wrap: anywhere; } ${typography}`,
  update(element) {
    clampLines(element);
    const role = element.text('accessibilityRole');
    element.setAttribute('role', role && role !== 'heading' ? role : 'heading');
    if (role === '' || role === 'heading') element.setAttribute('aria-level', String(levelOf(element)));
    describe(element);
  },
});

define('s-link', {
  props: {
    href: '',
    target: 'auto',
    tone: 'auto',
    download: '',
    accessibilityLabel: '',
    command: '',
    commandFor: '',
    interestFor: '',
  },
  html: '<a part="link"><slot></slot></a>',
  css: `:host { display: inline; } a { color: #005bd3; text-decoration: underline; text-underline-offset: 2px; cursor: pointer; border-radius: 4px; overflow-wrap: anywhere; }
    :host([tone="critical"]) a { color: #8e0b21; } :host([tone="neutral"]) a { color: inherit; }
    a:hover { text-decoration-thickness: 2px; }`,
  setup: (element) => followLink(element, element.inner('a')),
  update(element) {
    const anchor = element.inner<HTMLAnchorElement>('a');
    const href = element.text('href');
    anchor.href = href || '#';
    // Without an address it acts in place, as a button does.
    if (href) anchor.removeAttribute('role');
    else anchor.setAttribute('role', 'button');
    const target = element.text('target');
    anchor.target = target === 'auto' ? '' : target;
    if (target === '_blank') anchor.rel = 'noopener';
    const label = element.text('accessibilityLabel');
    if (label) anchor.setAttribute('aria-label', label);
    else anchor.removeAttribute('aria-label');
  },
});

for (const [tag, marker] of [
  ['s-unordered-list', 'disc'],
  ['s-ordered-list', 'decimal'],
] as const) {
  define(tag, {
    role: 'list',
    css: `:host { display: grid; gap: 4px; list-style: ${marker} outside; padding-inline-start: 20px; }`,
  });
}
define('s-list-item', {role: 'listitem', css: ':host { display: list-item; overflow-wrap: anywhere; }'});
