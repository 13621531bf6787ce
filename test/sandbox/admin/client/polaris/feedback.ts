/** Badges, banners, spinners, icons and pictures. */
import {define} from './base.ts';
import {iconOf} from './icons.ts';
import {tones} from './tokens.ts';

const toned = (rule: (tone: {text: string; background: string; icon: string}) => string) =>
  Object.entries(tones)
    .map(([name, tone]) => `:host([tone="${name}"]) ${rule(tone)}`)
    .join('\n');

define('s-badge', {
  props: {tone: 'auto', color: 'base', icon: '', size: 'base'},
  html: '<span class="icon" hidden></span><slot></slot>',
  css: `:host { display: inline-flex; align-items: center; gap: 2px; padding: 2px 8px; border-radius: 8px; background: #0000000f; color: #303030;
      font-size: 12px; line-height: 16px; font-weight: 550; max-inline-size: 100%; overflow-wrap: anywhere; }
    ${toned(({text, background}) => `{ color: ${text}; background: ${background}; }`)}
    .icon { inline-size: 16px; block-size: 16px; margin-inline-start: -4px; flex: none; } .icon[hidden] { display: none; }`,
  update(element) {
    const type = element.text('icon');
    const icon = element.inner('.icon');
    icon.hidden = !type;
    icon.replaceChildren(...(type ? [iconOf(type)] : []));
  },
});

const bannerIcons: Record<string, string> = {
  info: 'info',
  success: 'check-circle',
  warning: 'alert-triangle',
  caution: 'alert-triangle',
  critical: 'alert-diamond',
};

define('s-banner', {
  props: {dismissible: false, heading: '', tone: 'auto', collapsible: false},
  events: ['dismiss', 'afterhide'],
  html: `<div class="icon"></div><div class="content"><div class="heading"></div><div class="body"><slot></slot></div>
    <div class="actions"><slot name="secondary-actions"></slot><slot name="primary-action"></slot></div></div>
    <button class="dismiss" aria-label="Dismiss" hidden>✕</button>`,
  css: `:host { display: flex; gap: 8px; padding: 12px; border-radius: 12px; background: #f1f1f1; min-inline-size: 0; }
    ${toned(({background}) => `{ background: color-mix(in srgb, ${background} 55%, white); }`)} :host([tone="auto"]) { background: #f1f1f1; }
    .icon { flex: none; inline-size: 20px; block-size: 20px; color: #4a4a4a; } ${toned(({icon}) => `.icon { color: ${icon}; }`)}
    .content { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; } .heading { font-weight: 650; } .heading:empty { display: none; }
    .body { display: grid; gap: 8px; justify-items: start; } .actions { display: flex; gap: 8px; flex-wrap: wrap; } .actions:has(:is(slot)):not(.used) { display: none; } .actions.used { margin-block-start: 8px; }
    .dismiss { align-self: start; border: 0; background: none; border-radius: 6px; padding: 2px 6px; }`,
  setup(element, root) {
    element.inner('.dismiss').addEventListener('click', () => {
      element.hidden = true;
      element.emit('dismiss');
      element.emit('afterhide');
    });
    const actions = element.inner('.actions');
    const look = () => {
      const slots = [...root.querySelectorAll<HTMLSlotElement>('.actions slot')];
      actions.classList.toggle(
        'used',
        slots.some((slot) => slot.assignedElements().length > 0),
      );
    };
    actions.addEventListener('slotchange', look);
    look();
  },
  update(element) {
    const tone = element.text('tone');
    // What went wrong interrupts; the rest waits for a pause.
    element.setAttribute('role', tone === 'critical' || tone === 'warning' ? 'alert' : 'status');
    element.inner('.heading').textContent = element.text('heading');
    element.inner('.icon').replaceChildren(iconOf(bannerIcons[tone] ?? 'info'));
    element.inner('.dismiss').hidden = !element.flag('dismissible');
  },
});

const spinnerSizes: Record<string, number> = {'large-100': 44, large: 44, base: 20, small: 16, 'small-100': 16};
define('s-spinner', {
  props: {accessibilityLabel: '', size: 'base'},
  role: 'status',
  html: '<div class="ring spin"></div>',
  css: ':host { display: inline-flex; } .ring { border: 2px solid #d4d4d4; border-block-start-color: #303030; border-radius: 50%; }',
  update(element) {
    const label = element.text('accessibilityLabel');
    if (label) element.setAttribute('aria-label', label);
    const pixels = `${spinnerSizes[element.text('size')] ?? 20}px`;
    const ring = element.inner('.ring');
    ring.style.inlineSize = pixels;
    ring.style.blockSize = pixels;
  },
});

define('s-icon', {
  props: {color: 'base', interestFor: '', size: 'base', tone: 'auto', type: ''},
  html: '<span></span>',
  css: `:host { display: inline-flex; inline-size: 20px; block-size: 20px; flex: none; color: #4a4a4a; vertical-align: middle; }
    :host([size="small"]) { inline-size: 16px; block-size: 16px; } :host([color="subdued"]) { color: #8a8a8a; }
    ${toned(({icon}) => `{ color: ${icon}; }`)} span { display: contents; }`,
  update(element) {
    element.inner('span').replaceChildren(iconOf(element.text('type')));
  },
});

const pictureProps = {alt: '', src: '', srcSet: '', sizes: ''};
const thumbnailSizes: Record<string, number> = {
  'small-200': 24,
  'small-100': 28,
  small: 28,
  base: 40,
  large: 60,
  'large-100': 60,
};
for (const tag of ['s-image', 's-thumbnail', 's-avatar']) {
  define(tag, {
    props: {
      ...pictureProps,
      size: 'base',
      initials: '',
      aspectRatio: '',
      objectFit: 'contain',
      inlineSize: 'fill',
      loading: 'eager',
    },
    html: '<img hidden><span hidden></span>',
    css: `:host { display: ${tag === 's-image' ? 'block' : 'inline-flex'}; overflow: hidden; flex: none; }
      ${tag === 's-image' ? '' : `:host { background: #ebebeb; border-radius: ${tag === 's-avatar' ? '50%' : '8px'}; align-items: center; justify-content: center; box-shadow: inset 0 0 0 1px #0000000f; }`}
      img { display: block; inline-size: 100%; block-size: 100%; } img[hidden], span[hidden] { display: none; } span { font-size: 12px; color: #616161; }`,
    update(element) {
      const image = element.inner<HTMLImageElement>('img');
      const src = element.text('src');
      image.hidden = !src;
      image.alt = element.text('alt');
      if (src) image.src = src;
      image.style.objectFit = element.text('objectFit');
      image.style.aspectRatio = element.text('aspectRatio');
      const letters = element.inner('span');
      letters.hidden = Boolean(src);
      letters.textContent = tag === 's-avatar' ? element.text('initials') : '';
      if (tag === 's-image') return;
      const pixels = `${thumbnailSizes[element.text('size')] ?? 40}px`;
      element.style.inlineSize = pixels;
      element.style.blockSize = pixels;
    },
  });
}
