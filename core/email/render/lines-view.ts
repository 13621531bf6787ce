/** The table of what to ship. A table of data, so it has headings; `data-quantity` is for programs that read the email. */
import type {Translator} from '../locales/translator.ts';
import {shorten} from './clean.ts';
import {isolate, isolateLines} from './direction.ts';
import type {LineFacts} from './facts.ts';
import {html, join, type Html} from './html.ts';
import {rich} from './rich.ts';
import {style} from './style.ts';

/** `images` false leaves pictures out (they are what a long email can do without). */
export function linesView(lines: readonly LineFacts[], t: Translator, images: boolean): Html {
  const pictures = images && lines.some((line) => line.imageUrl !== null);
  const start = t.direction === 'rtl' ? 'right' : 'left';
  return html`<table
    class="lines"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    dir="${t.direction}"
    style="width:100%;table-layout:fixed"
  >
    <thead>
      <tr>
        <th scope="col" class="muted" width="80" align="${start}" style="${style.linesHead}">${t.text('quantity')}</th>
        ${pictures && html`<td class="picture" width="76" style="${style.linesHead}"></td>`}
        <th scope="col" class="muted" align="${start}" style="${style.linesHead}">${t.text('item')}</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map((line) => lineView(line, t, pictures, start))}
    </tbody>
  </table>`;
}

function lineView(line: LineFacts, t: Translator, pictures: boolean, start: 'left' | 'right'): Html {
  return html`<tr data-quantity="${line.quantity}">
    <td class="rule" width="80" valign="top" align="${start}" style="${style.quantityCell}">${quantity(line, t)}</td>
    ${pictures && html`<td class="picture rule" width="76" valign="top" align="${start}" style="${style.imageCell}">${picture(line)}</td>`}
    <td class="rule" valign="top" align="${start}" style="${style.itemCell}">${item(line, t)}</td>
  </tr> `;
}

function quantity(line: LineFacts, t: Translator): Html {
  const number = t.number(line.quantity);
  // More than one is what pickers overlook. Numbers of four digits and more must not run into the picture.
  const css = (line.quantity > 1 ? style.many : style.one) + (number.length > 3 ? ';font-size:16px' : '');
  return html`<span class="${line.quantity > 1 ? 'solid' : 'one rule'}" style="${css}">${number}</span> ${
      line.ordered !== null &&
      html`<div class="part" style="${style.part}">${t.text('ofOrdered', {ordered: line.ordered})}</div>`
    }`;
}

function picture(line: LineFacts): Html | null {
  if (line.imageUrl === null) return null;
  const alt = shorten(line.title, 40);
  return html`<img src="${line.imageUrl}" alt="${alt}" width="64" height="64" style="${style.image}" />`;
}

function item(line: LineFacts, t: Translator): Html {
  const page = t.direction;
  const extras = [
    line.weight === null ? null : rich(t, 'weightEach', {weight: line.weight}),
    line.price === null ? null : rich(t, 'priceEach', {price: line.price}),
  ];
  return join(
    [
      html`<span class="title" style="${style.title}">${isolate(line.title, page)}</span>`,
      line.variant === null ? null : html`<span class="variant">${isolate(line.variant, page)}</span>`,
      line.sku === null
        ? html`<span class="muted" style="${style.muted}">${t.text('noSku')}</span>`
        : html`<span class="sku">${rich(t, 'labelled', {label: t.text('sku'), value: strong(line.sku, t)})}</span>`,
      ...line.properties.map(
        ({key, value}) =>
          html`<span class="property">${rich(t, 'labelled', {label: key, value: exact(value, t)})}</span>`,
      ),
      extras.every((extra) => extra === null)
        ? null
        : html`<span class="muted" style="${style.muted}">${join(extras, html` · `)}</span>`,
    ],
    html`<br /> `,
  );
}

function strong(value: string, t: Translator): Html {
  return html`<b>${isolate(value, t.direction)}</b>`;
}

/** Personalisation is printed to the letter: several spaces stay several. */
function exact(value: string, t: Translator): Html {
  const lines = isolateLines(value, t.direction);
  return value.includes('  ') ? html`<b style="white-space:pre-wrap">${lines}</b>` : html`<b>${lines}</b>`;
}
