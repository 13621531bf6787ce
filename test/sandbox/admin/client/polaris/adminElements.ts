/** The outermost elements of extensions: action, block and print action. */
import {define, type PolarisElement} from './base.ts';
import {iconOf} from './icons.ts';

const hasAny = (root: ShadowRoot, selector: string) =>
  [...root.querySelectorAll<HTMLSlotElement>(selector)].some((slot) => slot.assignedElements().length > 0);

/** What the page around an extension shows of it: the modal's title, whether it is busy, what to print. */
function tellHost(element: PolarisElement): void {
  document.dispatchEvent(
    new CustomEvent('polaris:surface', {
      detail: {
        heading: element.text('heading'),
        loading: element.flag('loading'),
        src: element.text('src'),
      },
    }),
  );
}

define('s-admin-action', {
  props: {heading: '', loading: false},
  html: `<div class="bar" hidden></div><div class="body"><div class="content"><slot></slot></div></div>
    <footer class="unused"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></footer>`,
  css: `:host { display: flex; flex-direction: column; position: relative; min-block-size: 100vh; }
    .body { flex: 1; padding: 16px; min-inline-size: 0; }
    footer { position: sticky; inset-block-end: 0; z-index: 1; display: flex; gap: 8px; justify-content: flex-end; flex-wrap: wrap; padding: 12px 16px;
      border-block-start: 1px solid #e3e3e3; background: #fff; } footer.unused { display: none; }
    .bar { position: absolute; inset: 0 0 auto; block-size: 3px; overflow: hidden; background: #ebebeb; } .bar[hidden] { display: none; }
    .bar::after { content: ''; display: block; block-size: 100%; inline-size: 40%; background: #303030; }
    @media (prefers-reduced-motion: no-preference) { .bar::after { animation: run 1.2s ease-in-out infinite; } }
    @keyframes run { from { translate: -100%; } to { translate: 250%; } }`,
  setup(element, root) {
    const look = () => element.inner('footer').classList.toggle('unused', !hasAny(root, 'footer slot'));
    element.inner('footer').addEventListener('slotchange', look);
    look();
  },
  update(element) {
    element.inner('.bar').hidden = !element.flag('loading');
    element.inner('.body').setAttribute('aria-busy', String(element.flag('loading')));
    tellHost(element);
  },
});

define('s-admin-block', {
  props: {heading: '', collapsedSummary: ''},
  html: `<button class="head" aria-expanded="true" aria-controls="body"><span class="titles"><span class="heading" role="heading" aria-level="2"></span><span class="summary" hidden></span></span><span class="arrow" aria-hidden="true"></span></button>
    <div class="body" id="body"><slot></slot></div>`,
  css: `:host { display: block; }
    .head { display: flex; align-items: center; gap: 8px; inline-size: 100%; padding: 12px 16px; border: 0; background: none; text-align: start; border-radius: 12px; outline-offset: -2px; }
    .titles { flex: 1; display: flex; flex-wrap: wrap; gap: 0 8px; min-inline-size: 0; } .heading { font-size: 14px; font-weight: 650; } .summary { color: #616161; }
    .summary[hidden] { display: none; } .body { padding: 0 16px 16px; } .body[hidden] { display: none; }
    .arrow { inline-size: 20px; block-size: 20px; color: #616161; transition: rotate 0.1s; } [aria-expanded="false"] .arrow { rotate: 180deg; }`,
  setup(element) {
    element.inner('.arrow').append(iconOf('chevron-up'));
    const head = element.inner('.head');
    head.addEventListener('click', () => {
      const open = head.getAttribute('aria-expanded') !== 'true';
      head.setAttribute('aria-expanded', String(open));
      element.inner('.body').hidden = !open;
      element.queueUpdate();
    });
  },
  update(element) {
    element.inner('.heading').textContent = element.text('heading') || document.title;
    const summary = element.inner('.summary');
    summary.textContent = element.text('collapsedSummary');
    summary.hidden = !element.inner('.body').hidden || !element.text('collapsedSummary');
    tellHost(element);
  },
});

define('s-admin-print-action', {
  props: {src: ''},
  css: ':host { display: block; padding: 16px; }',
  update: tellHost,
});

define('s-form', {
  events: ['submit', 'reset'],
  css: ':host { display: block; }',
});
