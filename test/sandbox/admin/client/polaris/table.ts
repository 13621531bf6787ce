/** Tables: rows and columns where there is room, a list of cards where there is not. */
import {define, type PolarisElement} from './base.ts';

/** Where the table turns into a list. */
const narrow = '@container s-table (inline-size < 490px)';
const asList = (rules: string) => `${narrow} { :host(:not([plain])) ${rules} }`;

define('s-table', {
  props: {loading: false, paginate: false, hasNextPage: false, hasPreviousPage: false, variant: 'auto', value: ''},
  events: ['nextpage', 'previouspage'],
  html: `<slot name="filters"></slot><div class="table" role="table"><slot></slot></div>
    <div class="pages" hidden><button class="previous" aria-label="Previous page">‹</button><button class="next" aria-label="Next page">›</button></div>`,
  css: `:host { display: block; container: s-table / inline-size; background: #fff; position: relative; border-radius: 12px; overflow: clip; }
    .table { display: table; inline-size: 100%; border-collapse: collapse; }
    :host([loading]) .table { opacity: 0.5; }
    .pages { display: flex; gap: 4px; justify-content: center; padding: 8px; } .pages[hidden] { display: none; }
    .pages button { inline-size: 32px; block-size: 28px; border: 0; border-radius: 8px; background: #ebebeb; } .pages button:disabled { opacity: 0.4; }
    ${narrow} { .table { display: block; } }`,
  setup(element) {
    new MutationObserver(() => arrange(element)).observe(element, {childList: true, subtree: true});
    element.inner('.next').addEventListener('click', () => element.emit('nextpage'));
    element.inner('.previous').addEventListener('click', () => element.emit('previouspage'));
  },
  update(element) {
    arrange(element);
    const table = element.inner('.table');
    table.setAttribute('aria-busy', String(element.flag('loading')));
    element.inner('.pages').hidden = !element.flag('paginate');
    element.inner<HTMLButtonElement>('.next').disabled = !element.flag('hasNextPage');
    element.inner<HTMLButtonElement>('.previous').disabled = !element.flag('hasPreviousPage');
  },
});

/** Tells each cell its column, which the list shows beside it. */
function arrange(table: PolarisElement): void {
  const headers = [...table.querySelectorAll('s-table-header')];
  const plain = table.text('variant') === 'table';
  for (const row of table.querySelectorAll('s-table-row, s-table-header-row')) {
    row.toggleAttribute('plain', plain);
    [...row.children].forEach((cell, index) => {
      cell.toggleAttribute('plain', plain);
      const header = headers[index];
      if (!header || cell.localName !== 's-table-cell') return;
      set(cell, 'data-slot', header.getAttribute('listslot') ?? 'labeled');
      set(cell, 'data-header', header.textContent?.trim() ?? '');
      set(cell, 'data-format', header.getAttribute('format') ?? 'base');
    });
  }
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

define('s-table-header-row', {
  role: 'row',
  css: `:host { display: table-row; background: #f7f7f7; } ${asList('{ position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); display: block; }')}`,
});
define('s-table-header', {
  props: {listSlot: 'labeled', format: 'base'},
  role: 'columnheader',
  css: `:host { display: table-cell; padding: 6px 12px; font-size: 12px; line-height: 16px; font-weight: 550; color: #616161; text-align: start; white-space: nowrap; border-block-end: 1px solid #ebebeb; }
    :host([format="numeric"]), :host([format="currency"]) { text-align: end; }`,
});
define('s-table-body', {
  role: 'rowgroup',
  css: `:host { display: table-row-group; } ${narrow} { :host { display: block; } }`,
});
define('s-table-row', {
  props: {clickDelegate: ''},
  role: 'row',
  css: `:host { display: table-row; } :host([clickdelegate]) { cursor: pointer; } :host([clickdelegate]:hover) { background: #f7f7f7; }
    ${asList('{ display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: baseline; padding: 10px 12px; border-block-end: 1px solid #ebebeb; }')}`,
  setup(element) {
    element.addEventListener('click', (event) => {
      const delegate = element.text('clickDelegate');
      const path = event.composedPath();
      const own = path.slice(0, path.indexOf(element));
      const inControl = own.some(
        (one) => one instanceof Element && one.matches('a, button, input, select, s-link, s-button, s-checkbox'),
      );
      if (delegate && !inControl) document.getElementById(delegate)?.click();
    });
  },
});
define('s-table-cell', {
  role: 'cell',
  html: '<span class="header" aria-hidden="true"></span><slot></slot>',
  css: `:host { display: table-cell; padding: 8px 12px; vertical-align: middle; border-block-end: 1px solid #ebebeb; overflow-wrap: anywhere; }
    :host([data-format="numeric"]), :host([data-format="currency"]) { text-align: end; font-variant-numeric: tabular-nums; }
    .header { display: none; }
    ${asList('{ display: block; padding: 0; border: 0; text-align: start; inline-size: 100%; order: 4; }')}
    ${narrow} {
      :host(:not([plain])[data-slot="labeled"]) { display: flex; gap: 8px; justify-content: space-between; align-items: center; }
      :host(:not([plain])[data-slot="labeled"]) .header { display: inline; color: #616161; }
      :host(:not([plain])[data-slot="kicker"]) { order: 0; color: #616161; }
      :host(:not([plain])[data-slot="primary"]) { order: 1; font-weight: 600; inline-size: auto; flex: 1 1 50%; }
      :host(:not([plain])[data-slot="inline"]) { order: 2; inline-size: auto; }
      :host(:not([plain])[data-slot="secondary"]) { order: 3; color: #616161; } }`,
  props: {'data-header': ''},
  update(element) {
    element.inner('.header').textContent = element.getAttribute('data-header') ?? '';
  },
});
