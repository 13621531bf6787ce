/** Boxes, stacks, grids, sections and pages. */
import {define} from './base.ts';
import {boxProps, describe, layOut} from './style.ts';

const hiddenToEyes = `:host([accessibilityvisibility="exclusive"]) { position: absolute; inline-size: 1px; block-size: 1px;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; }`;
const gapProps = {gap: 'none', rowGap: '', columnGap: ''};
const alignProps = {justifyContent: 'normal', alignItems: 'normal', alignContent: 'normal'};
const boxNames = Object.keys(boxProps).filter((name) => !name.startsWith('accessibility'));
const gapNames = Object.keys(gapProps);

define('s-box', {
  props: boxProps,
  css: `:host { display: block; min-inline-size: 0; } ${hiddenToEyes}`,
  update: (element) => layOut(element, boxNames),
});

const stackProps = {...boxProps, ...gapProps, ...alignProps, direction: 'block'};
const stackNames = [...boxNames, ...gapNames, ...Object.keys(alignProps), 'direction'];
define('s-stack', {
  props: stackProps,
  css: `:host { display: flex; flex-direction: column; min-inline-size: 0; }
    :host([direction]) { flex-wrap: wrap; } :host([direction="block"]) { flex-wrap: nowrap; } ${hiddenToEyes}`,
  update: (element) => layOut(element, stackNames),
});

const gridProps = {
  ...boxProps,
  ...gapProps,
  ...alignProps,
  gridTemplateColumns: 'none',
  gridTemplateRows: 'none',
  justifyItems: '',
  placeItems: '',
  placeContent: '',
};
const gridNames = Object.keys(gridProps).filter((name) => !name.startsWith('accessibility'));
define('s-grid', {
  props: gridProps,
  css: `:host { display: grid; min-inline-size: 0; } ${hiddenToEyes}`,
  update: (element) => layOut(element, gridNames),
});
define('s-grid-item', {
  props: {...boxProps, gridColumn: 'auto', gridRow: 'auto'},
  css: ':host { display: block; min-inline-size: 0; }',
  update: (element) => layOut(element, [...boxNames, 'gridColumn', 'gridRow']),
});

define('s-query-container', {
  props: {containerName: ''},
  css: ':host { display: block; container-type: inline-size; }',
  update(element) {
    element.style.containerName = element.text('containerName');
  },
});

define('s-divider', {
  props: {direction: 'inline', color: 'base'},
  role: 'separator',
  html: '',
  css: `:host { display: block; border-block-start: 1px solid #e3e3e3; }
    :host([color="strong"]) { border-color: #8a8a8a; }
    :host([direction="block"]) { border-block-start: 0; border-inline-start: 1px solid #e3e3e3; align-self: stretch; }`,
});

define('s-section', {
  props: {accessibilityLabel: '', heading: '', padding: 'base'},
  role: 'group',
  html: '<h2></h2><slot></slot>',
  css: `:host { display: block; background: #fff; border-radius: 12px; padding: 16px;
      box-shadow: 0 0 0 1px #0000000f, 0 1px 2px #0000001a; }
    :host([nested]) { background: none; box-shadow: none; padding: 0; border-radius: 0; }
    :host([padding="none"]) { padding: 0; } :host([padding="none"]) h2 { padding: 16px 16px 0; }
    h2 { margin: 0 0 12px; font-size: 14px; line-height: 20px; font-weight: 650; overflow-wrap: anywhere; } h2:empty { display: none; }
    :host([nested]) h2 { margin-block-end: 8px; font-size: 13px; }`,
  connected(element) {
    // Shopify: within a section, and within an extension, a section is a heading and its content, without a card.
    const outer = element.parentElement?.closest(
      's-section, s-admin-action, s-admin-block, s-admin-print-action, s-modal',
    );
    element.toggleAttribute('nested', Boolean(outer));
  },
  update(element) {
    const {heading, label} = {heading: element.text('heading'), label: element.text('accessibilityLabel')};
    element.inner('h2').textContent = heading;
    if (label || heading) element.setAttribute('aria-label', label || heading);
    describe(element);
  },
});

define('s-page', {
  props: {heading: '', inlineSize: 'base'},
  html: `<div class="frame"><header><div class="crumbs" hidden><slot name="breadcrumb-actions"></slot></div><h1></h1>
      <div class="actions"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div></header>
    <div class="columns"><main><slot></slot></main><aside hidden><slot name="aside"></slot></aside></div></div>`,
  css: `:host { display: block; container: s-page / inline-size; min-block-size: 100vh; background: #f1f1f1; padding: 0 16px 32px; }
    .frame { max-inline-size: 998px; margin: 0 auto; }
    :host([inlinesize="large"]) .frame { max-inline-size: none; } :host([inlinesize="small"]) .frame { max-inline-size: 662px; }
    header { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; padding: 20px 0 16px; }
    h1 { flex: 1 1 auto; margin: 0; font-size: 20px; line-height: 24px; font-weight: 650; overflow-wrap: anywhere; }
    .actions { display: flex; gap: 8px; flex-wrap: wrap; } .crumbs[hidden] { display: none; }
    .crumbs { display: flex; gap: 8px; align-items: center; color: #616161; } .crumbs::after { content: '›' / ''; font-size: 16px; }
    .columns { display: grid; gap: 16px; }
    .columns.two { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); align-items: start; }
    main, aside { display: grid; gap: 16px; min-inline-size: 0; align-content: start; grid-template-columns: minmax(0, 1fr); }
    aside[hidden] { display: none; }
    @container s-page (inline-size < 700px) { .columns.two { grid-template-columns: minmax(0, 1fr); } }`,
  setup(element, root) {
    const crumbs = root.querySelector<HTMLSlotElement>('slot[name="breadcrumb-actions"]');
    crumbs?.addEventListener('slotchange', () => {
      element.inner('.crumbs').hidden = crumbs.assignedElements().length === 0;
    });
    const slot = root.querySelector<HTMLSlotElement>('slot[name="aside"]');
    slot?.addEventListener('slotchange', () => {
      const used = slot.assignedElements().length > 0;
      element.inner('aside').hidden = !used;
      element.inner('.columns').classList.toggle('two', used);
    });
  },
  update(element) {
    element.inner('h1').textContent = element.text('heading');
  },
});
