/** Where to ship to, as HTML and as text. */
import type {Translator} from '../locales/translator.ts';
import {isolate} from './direction.ts';
import type {Facts} from './facts.ts';
import {html, join, type Html} from './html.ts';
import {rich} from './rich.ts';
import {style} from './style.ts';
import {wrap} from './wrap.ts';

type Where = Pick<Facts, 'shipTo'> & {shop: {name: string}};

export function addressView({shipTo, shop}: Where, t: Translator): Html {
  if (shipTo === null) return html`<b class="no-ship-to">${rich(t, 'noShipTo', {shop: shop.name})}</b>`;
  return html`<div class="ship-to" style="${style.address}">
      ${join(
        shipTo.lines.map((line) => isolate(line, t.direction)),
        html`<br /> `,
      )}
    </div>
    ${contactLine('phone', shipTo.phone, t)} ${contactLine('email', shipTo.email, t)}`;
}

function contactLine(label: 'phone' | 'email', value: string | null, t: Translator): Html | null {
  return value === null ? null : html`<div>${rich(t, 'labelled', {label: t.text(label), value})}</div>`;
}

export function addressText({shipTo, shop}: Where, t: Translator): string[] {
  if (shipTo === null) return wrap(t.text('noShipTo', {shop: shop.name}));
  const labelled = (label: 'phone' | 'email', value: string) => t.text('labelled', {label: t.text(label), value});
  return [
    ...shipTo.lines,
    ...(shipTo.phone === null ? [] : ['', labelled('phone', shipTo.phone)]),
    ...(shipTo.email === null ? [] : [labelled('email', shipTo.email)]),
  ];
}
