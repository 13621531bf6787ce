/** Turns the layout properties of Polaris into CSS of the element: boxes, gaps, grids, and values that depend on a container. */
import type {PolarisElement} from './base.ts';
import {sizes} from './tokens.ts';

/** Properties of s-box, and of all that are boxes. */
export const boxProps = {
  accessibilityLabel: '',
  accessibilityRole: '',
  accessibilityVisibility: 'visible',
  background: 'transparent',
  blockSize: 'auto',
  border: 'none',
  borderColor: '',
  borderRadius: 'none',
  borderStyle: '',
  borderWidth: '',
  display: 'auto',
  inlineSize: 'auto',
  maxBlockSize: 'none',
  maxInlineSize: 'none',
  minBlockSize: '0',
  minInlineSize: '0',
  overflow: 'visible',
  padding: 'none',
  paddingBlock: '',
  paddingBlockEnd: '',
  paddingBlockStart: '',
  paddingInline: '',
  paddingInlineEnd: '',
  paddingInlineStart: '',
};

const backgrounds: Record<string, string> = {
  transparent: 'transparent',
  subdued: '#f7f7f7',
  base: '#fff',
  strong: '#e3e3e3',
};
const borderColors: Record<string, string> = {subdued: '#ebebeb', base: '#e3e3e3', strong: '#8a8a8a'};
const borderWidths: Record<string, string> = {
  none: '0',
  small: '0.66px',
  'small-100': '0.66px',
  base: '1px',
  large: '2px',
  'large-100': '2px',
};
const radii: Record<string, string> = {
  none: '0',
  'small-200': '2px',
  'small-100': '4px',
  small: '4px',
  base: '8px',
  large: '12px',
  'large-100': '12px',
  'large-200': '16px',
  max: '9999px',
};
const each = (value: string, names: Record<string, string>) =>
  value
    .trim()
    .split(/\s+/)
    .map((one) => names[one] ?? one)
    .join(' ');

/** How the value of a property is written in CSS; those that are not here are written as they are. */
const writers: Record<string, (value: string) => string> = {
  background: (value) => backgrounds[value] ?? value,
  borderRadius: (value) => each(value, radii),
  borderWidth: (value) => each(value, borderWidths),
  borderColor: (value) => borderColors[value] ?? value,
  borderStyle: (value) => value.replaceAll('auto', 'solid'),
  padding: sizes,
  paddingBlock: sizes,
  paddingBlockStart: sizes,
  paddingBlockEnd: sizes,
  paddingInline: sizes,
  paddingInlineStart: sizes,
  paddingInlineEnd: sizes,
  gap: sizes,
  rowGap: sizes,
  columnGap: sizes,
  direction: (value) => (value === 'inline' ? 'row' : 'column'),
  display: (value) => (value === 'none' ? 'none' : ''),
};
const cssNames: Record<string, string> = {direction: 'flex-direction'};
const cssName = (name: string) => cssNames[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const roles: Record<string, string> = {
  header: 'banner',
  footer: 'contentinfo',
  section: 'region',
  aside: 'complementary',
  'ordered-list': 'list',
  'unordered-list': 'list',
  'list-item': 'listitem',
  'list-item-separator': 'separator',
  generic: '',
};

/** `border="base subdued dashed"` as its three parts. */
function border(value: string): string {
  if (value === '' || value === 'none') return '';
  const [width = 'base', color = 'base', style = 'solid'] = value.split(/\s+/);
  return `border: ${borderWidths[width] ?? width} ${style === 'auto' ? 'solid' : style} ${borderColors[color] ?? color};`;
}

/** `@container (inline-size > 500px) 1fr 1fr, 1fr` as condition, value and other value. */
export function responsive(value: string): {condition: string; value: string; otherwise: string} | null {
  const match = /^@container\s*([\w-]*\s*\([^)]*\)(?:\s+(?:and|or)\s+\([^)]*\))*)\s*(.*)$/s.exec(value.trim());
  if (!match) return null;
  const [, condition = '', rest = ''] = match;
  let depth = 0;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '(') depth++;
    else if (rest[at] === ')') depth--;
    else if (rest[at] === ',' && depth === 0) {
      return {condition, value: rest.slice(0, at).trim(), otherwise: rest.slice(at + 1).trim()};
    }
  }
  return {condition, value: rest.trim(), otherwise: ''};
}

/** The rules of `:host` for those properties that the page set. */
export function rulesOf(element: PolarisElement, names: readonly string[]): string {
  let own = '';
  let conditional = '';
  for (const name of names) {
    if (!element.hasAttribute(name.toLowerCase())) continue;
    const value = element.text(name);
    if (value === '') continue;
    if (name === 'border') {
      own += border(value);
      continue;
    }
    const write = (text: string) => {
      const written = writers[name]?.(text) ?? text;
      return written === '' ? '' : `${cssName(name)}: ${written};`;
    };
    const parts = responsive(value);
    if (!parts) own += write(value);
    else {
      own += write(parts.otherwise);
      conditional += `@container ${parts.condition} { :host { ${write(parts.value)} } }\n`;
    }
  }
  return `:host { ${own} }\n${conditional}`;
}

/** Writes the element's layout into its own style, and its role and label beside it. */
export function layOut(element: PolarisElement, names: readonly string[]): void {
  const rules = rulesOf(element, names);
  // A page's security policy may forbid styles in the page; sheets made by script it does not forbid.
  const sheet = sheets.get(element) ?? new CSSStyleSheet();
  if (!sheets.has(element)) {
    sheets.set(element, sheet);
    element.root.adoptedStyleSheets = [...element.root.adoptedStyleSheets, sheet];
  }
  sheet.replaceSync(rules);
  describe(element);
}
const sheets = new WeakMap<PolarisElement, CSSStyleSheet>();

/** accessibilityRole, accessibilityLabel and accessibilityVisibility, as the browser knows them. */
export function describe(element: PolarisElement): void {
  const role = element.text('accessibilityRole');
  if (role) {
    const known = roles[role] ?? role;
    if (known) element.setAttribute('role', known);
  }
  const label = element.text('accessibilityLabel');
  if (label && element.hasAttribute('role')) element.setAttribute('aria-label', label);
  const visibility = element.text('accessibilityVisibility');
  if (visibility === 'hidden') element.setAttribute('aria-hidden', 'true');
  else element.removeAttribute('aria-hidden');
}
