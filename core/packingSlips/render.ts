/** Packing slips as pages to print, A4 or Letter as the printer has it: black on white, one service a page. */
import {translator, type Translator} from '../email/locales/translator.ts';
import {isolate, isolateLines} from '../email/render/direction.ts';
import {factsOf, type Facts, type LineFacts} from '../email/render/facts.ts';
import {html, join, type Html} from '../email/render/html.ts';
import {rich} from '../email/render/rich.ts';
import type {SlipContent} from './read.ts';

const sheet = html`<style>
  @page {
    margin: 14mm;
  }
  body {
    margin: 0;
    background: #ffffff;
    color: #000000;
    font:
      11pt/1.4 'Noto Sans',
      'Segoe UI',
      Helvetica,
      Arial,
      'Noto Sans Thai',
      'Leelawadee UI',
      Thonburi,
      sans-serif;
    overflow-wrap: anywhere;
  }
  .slip {
    max-width: 190mm;
    margin: 0 auto;
    break-after: page;
  }
  .slip:last-child {
    break-after: auto;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4mm;
    padding-bottom: 4mm;
    border-bottom: 0.5mm solid #000000;
  }
  h1,
  h2,
  p {
    margin: 0;
  }
  h1 {
    font-size: 18pt;
    line-height: 1.2;
  }
  h2 {
    margin-bottom: 1mm;
    font-size: 9pt;
    font-weight: normal;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 4mm 14mm;
    margin: 5mm 0;
  }
  .ship-to {
    font-size: 13pt;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  thead {
    display: table-header-group;
  }
  th {
    padding: 0 0 1mm;
    border-bottom: 0.3mm solid #000000;
    font-size: 9pt;
    font-weight: normal;
    text-align: start;
  }
  td {
    padding: 2mm 0;
    border-bottom: 0.2mm solid #777777;
    vertical-align: top;
  }
  tr {
    break-inside: avoid;
  }
  .count {
    width: 22mm;
    font-size: 14pt;
    font-weight: bold;
  }
  .price {
    width: 34mm;
    text-align: end;
  }
  .title {
    font-weight: bold;
  }
  .note {
    margin-top: 5mm;
  }
  .exact {
    white-space: pre-wrap;
  }
  @media screen {
    .slip {
      padding: 10mm 5mm;
    }
  }
</style>`;

/** One document with all the slips, each in its service's language, on a page of its own. */
export function packingSlipsDocument(slips: readonly SlipContent[]): string {
  const rendered = slips.map(({content}) => {
    const t = translator(content.locale);
    return {t, facts: factsOf(content, t)};
  });
  const first = rendered[0];
  const t = first?.t ?? translator('en');
  const title = first ? `${t.text('packingSlip')} ${first.facts.order.name}` : t.text('packingSlip');
  return html`<!doctype html>
    <html lang="${t.language}" dir="${t.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        ${sheet}
      </head>
      <body>
        ${rendered.map((one) => slip(one.facts, one.t))}
      </body>
    </html> `.toString();
}

function slip(facts: Facts, t: Translator): Html {
  const page = t.direction;
  const prices = facts.lines.some(({price}) => price !== null);
  return html`<article class="slip" lang="${t.language}" dir="${page}">
    <header>
      <div>
        <h1>${t.text('packingSlip')}</h1>
        <p>${isolate(facts.shop.name, page)}</p>
      </div>
      <div>
        <p class="title">${rich(t, 'order', {order: facts.order.name})}</p>
        <p>${rich(t, 'orderedOn', {date: facts.order.date})}</p>
        <p>${isolate(facts.service, page)}</p>
      </div>
    </header>
    <div class="facts">
      <div>
        <h2>${t.text('shipTo')}</h2>
        ${shipTo(facts, t)}
      </div>
      <div>
        <h2>${t.text('shippingMethod')}</h2>
        <p>${isolate(facts.shippingMethod ?? t.text('noShippingMethod'), page)}</p>
      </div>
    </div>
    <table>
      <thead>
        <tr>
          <th scope="col">${t.text('quantity')}</th>
          <th scope="col">${t.text('item')}</th>
          ${prices && html`<td class="price"></td>`}
        </tr>
      </thead>
      <tbody>
        ${facts.lines.map((line) => row(line, t, prices))}
      </tbody>
    </table>
    <p class="note">
      ${t.text('lineCount', {count: facts.lines.length})} · ${t.text('unitCount', {count: facts.units})}
    </p>
    ${
      facts.orderNote !== null &&
      html`<div class="note">
        <h2>${t.text('orderNote')}</h2>
        <p>${isolateLines(facts.orderNote, page)}</p>
      </div>`
    }
  </article>`;
}

function shipTo({shipTo: to, shop}: Facts, t: Translator): Html {
  if (!to) return html`<p class="title">${rich(t, 'noShipTo', {shop: shop.name})}</p>`;
  const contacts = [
    to.phone === null ? null : rich(t, 'labelled', {label: t.text('phone'), value: to.phone}),
    to.email === null ? null : rich(t, 'labelled', {label: t.text('email'), value: to.email}),
  ];
  const lines = to.lines.map((line) => isolate(line, t.direction));
  return html`<p class="ship-to">${join(lines, html`<br />`)}</p>
    <p>${join(contacts, html`<br />`)}</p>`;
}

function row(line: LineFacts, t: Translator, prices: boolean): Html {
  const page = t.direction;
  const details = [
    html`<span class="title">${isolate(line.title, page)}</span>`,
    line.variant === null ? null : isolate(line.variant, page),
    line.sku === null ? null : rich(t, 'labelled', {label: t.text('sku'), value: line.sku}),
    ...line.properties.map(
      ({key, value}) =>
        html`<span class="exact"
          >${rich(t, 'labelled', {label: key, value: html`${isolateLines(value, page)}`})}</span
        >`,
    ),
  ];
  return html`<tr data-quantity="${line.quantity}">
    <td class="count">${t.number(line.quantity)}</td>
    <td>${join(details, html`<br />`)}</td>
    ${prices && html`<td class="price">${line.price === null ? '' : t.text('priceEach', {price: line.price})}</td>`}
  </tr>`;
}
