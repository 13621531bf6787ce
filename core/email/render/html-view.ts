/** The email as HTML: tables and inline styles, as Outlook, Gmail and Apple Mail show them. */
import type {Translator} from '../locales/translator.ts';
import {directionOf, isolate, isolateLines} from './direction.ts';
import type {Facts} from './facts.ts';
import {html, join, type Html} from './html.ts';
import {linesView} from './lines-view.ts';
import {rich} from './rich.ts';
import {outlookHead, style, styleSheet} from './style.ts';
import {bannersOf, preheaderOf, subjectOf, totalsOf} from './wording.ts';

/** From this many lines on, the address stands above them: on the first screen, and never cut off. */
const longOrder = 12;

export interface HtmlOptions {
  images: boolean;
  /** Says at the top how to see all of an email that a client will cut off. */
  longEmail: boolean;
  /** For the service's page, which is no email: what stands in place of the link to it. */
  page?: {actions: Html};
}

export function htmlView(facts: Facts, t: Translator, options: HtmlOptions): string {
  const page = t.direction;
  const what = section(t, t.text('whatToShip'), linesView(facts, t, options.images));
  const where = shipToView(facts, t);
  const note = facts.orderNote === null ? null : section(t, t.text('orderNote'), text(facts.orderNote, 'order-note'));
  const message =
    facts.merchantMessage === null
      ? null
      : section(t, t.text('messageFrom', {shop: facts.shop.name}), text(facts.merchantMessage, 'merchant-message'));
  const body = facts.lines.length >= longOrder ? [message, where, note, what] : [message, what, where, note];
  const subject = subjectOf(facts, t);

  return html`<!doctype html>
    <html lang="${t.language}" dir="${page}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${options.page !== undefined && html`<meta name="robots" content="noindex, nofollow" />`}
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>${subject}</title>
        ${styleSheet} ${outlookHead}
      </head>
      <body class="page" style="${style.page}">
        <div
          class="page"
          lang="${t.language}"
          dir="${page}"
          style="${style.page}"
          ${options.page !== undefined && html`role="main"`}
        >
          ${
            options.page === undefined &&
            html`<div class="preheader" style="${style.preheader}">${preheaderOf(facts, t)}</div>`
          }
          <table
            class="outer"
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            border="0"
            style="${style.outer}"
          >
            <tr>
              <td align="center" style="${style.frame}">
                <!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
                <table
                  class="card"
                  role="presentation"
                  dir="${page}"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  border="0"
                  style="${style.card}"
                >
                  ${bannerView([...bannersOf(facts, t), ...(options.longEmail ? [t.text('longEmail')] : [])], t)}
                  ${headView(facts, t)} ${options.page !== undefined && cell(t, style.section, options.page.actions)}
                  ${body} ${facts.responseUrl !== null && cell(t, style.section, buttonView(facts.responseUrl, t))}
                  ${contactView(facts, t)}
                </table>
                ${footView(facts, t, options.page === undefined)}
                <!--[if mso]></td></tr></table><![endif]-->
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `.toString();
}

/** A row of the card. */
function cell(t: Translator, css: string, content: Html, name = 'pad rule ink'): Html {
  const start = t.direction === 'rtl' ? 'right' : 'left';
  return html`<tr>
    <td class="${name}" align="${start}" style="${css}">${content}</td>
  </tr> `;
}

function section(t: Translator, heading: string, content: Html): Html {
  return cell(
    t,
    style.section,
    html`<h2 class="muted" style="${style.h2}">${isolate(heading, t.direction)}</h2>
      ${content}`,
  );
}

function bannerView(banners: string[], t: Translator): Html | null {
  const lines = banners.map((banner) => html`<div>${banner}</div> `);
  return lines.length === 0 ? null : cell(t, style.banner, html`${lines}`, 'pad banner');
}

function text(value: string, name: string): Html {
  return html`<div class="${name}" dir="${directionOf(value)}" style="${style.note}">
    ${isolateLines(value, directionOf(value))}
  </div>`;
}

function headView(facts: Facts, t: Translator): Html {
  return cell(
    t,
    style.head,
    html`<div class="muted" style="${style.muted}">
        ${rich(t, 'order', {order: facts.order.name})} – ${isolate(facts.shop.name, t.direction)}
      </div>
      <h1 class="ink" style="${style.h1}">${t.text('heading', {count: facts.units})}</h1>
      <div class="muted" style="${style.muted}">
        ${totalsOf(facts, t)}<br />
        ${rich(t, 'orderedOn', {date: facts.order.date})}
      </div>`,
    'pad ink',
  );
}

function shipToView(facts: Facts, t: Translator): Html {
  const page = t.direction;
  const address =
    facts.shipTo === null
      ? html`<b class="no-ship-to">${rich(t, 'noShipTo', {shop: facts.shop.name})}</b>`
      : html`<div class="ship-to" style="${style.address}">
            ${join(
              facts.shipTo.lines.map((line) => isolate(line, page)),
              html`<br /> `,
            )}
          </div>
          ${contactLine('phone', facts.shipTo.phone, t)} ${contactLine('email', facts.shipTo.email, t)}`;
  return html`${section(t, t.text('shipTo'), address)}
  ${section(
    t,
    t.text('shippingMethod'),
    html`<div class="shipping-method">${isolate(facts.shippingMethod ?? t.text('noShippingMethod'), page)}</div>`,
  )}`;
}

function contactLine(label: 'phone' | 'email', value: string | null, t: Translator): Html | null {
  return value === null ? null : html`<div>${rich(t, 'labelled', {label: t.text(label), value})}</div>`;
}

/** The ground is the cell's and the padding Outlook's own: it gives links neither. */
function buttonView(url: string, t: Translator): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0">
    <tr>
      <td class="solid" style="${style.buttonCell}">
        <a class="solid" href="${url}" style="${style.button}">${t.text('openRequest')}</a>
      </td>
    </tr>
  </table>`;
}

function contactView({shop}: Facts, t: Translator): Html {
  const lines = [shop.name, shop.email, shop.phone ?? ''].filter((line) => line !== '');
  return section(
    t,
    t.text('questions'),
    join(
      lines.map((line) => isolate(line, t.direction)),
      html`<br /> `,
    ),
  );
}

function footView(facts: Facts, t: Translator, isEmail: boolean): Html {
  const lines = [
    rich(t, 'labelled', {label: t.text('reference'), value: facts.reference}),
    rich(t, 'requestedOn', {date: facts.requestedOn}),
    isEmail && rich(t, 'whySent', {shop: facts.shop.name, domain: facts.shop.domain, service: facts.service}),
  ];
  return html`<table
    class="foot"
    role="presentation"
    dir="${t.direction}"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    style="width:100%;max-width:640px"
  >
    ${cell(t, style.foot, join(lines, html`<br /> `), 'pad muted')}
  </table>`;
}
