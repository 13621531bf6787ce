/** The email as HTML: tables and inline styles, as Outlook, Gmail and Apple Mail show them. */
import type {Translator} from '../locales/translator.ts';
import {directionOf, isolate, isolateLines} from './direction.ts';
import type {Facts} from './facts.ts';
import {addressView} from './address-view.ts';
import {html, type Html} from './html.ts';
import {bannerView, buttonView, cell, contactView, frameView, section} from './frame.ts';
import {linesView} from './lines-view.ts';
import {rich} from './rich.ts';
import {style} from './style.ts';
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
  const what = section(t, t.text('whatToShip'), linesView(facts.lines, t, options.images));
  const where = shipToView(facts, t);
  const note = facts.orderNote === null ? null : section(t, t.text('orderNote'), text(facts.orderNote, 'order-note'));
  const message =
    facts.merchantMessage === null
      ? null
      : section(t, t.text('messageFrom', {shop: facts.shop.name}), text(facts.merchantMessage, 'merchant-message'));
  const body = facts.lines.length >= longOrder ? [message, where, note, what] : [message, what, where, note];
  const isEmail = options.page === undefined;
  return frameView(
    {
      subject: subjectOf(facts, t),
      preheader: isEmail ? preheaderOf(facts, t) : null,
      rows: [
        bannerView([...bannersOf(facts, t), ...(options.longEmail ? [t.text('longEmail')] : [])], t),
        headView(facts, t),
        options.page !== undefined && cell(t, style.section, options.page.actions),
        body,
        facts.responseUrl !== null && cell(t, style.section, buttonView(facts.responseUrl, t.text('openRequest'))),
        contactView(facts.shop, t),
      ],
      foot: [
        rich(t, 'labelled', {label: t.text('reference'), value: facts.reference}),
        rich(t, 'requestedOn', {date: facts.requestedOn}),
        isEmail && rich(t, 'whySent', {shop: facts.shop.name, domain: facts.shop.domain, service: facts.service}),
      ],
    },
    t,
  );
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
  return html`${section(t, t.text('shipTo'), addressView(facts, t))}
  ${section(
    t,
    t.text('shippingMethod'),
    html`<div class="shipping-method">
      ${isolate(facts.shippingMethod ?? t.text('noShippingMethod'), t.direction)}
    </div>`,
  )}`;
}
