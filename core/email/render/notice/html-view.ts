/** The email of a notice as HTML, in the frame of the request's email. */
import type {Translator} from '../../locales/translator.ts';
import {isolate} from '../direction.ts';
import {buttonView, cell, contactView, frameView, section, stopView} from '../frame.ts';
import {html} from '../html.ts';
import {linesView} from '../lines-view.ts';
import {rich} from '../rich.ts';
import {style} from '../style.ts';
import type {NoticeFacts} from './facts.ts';
import {noticeBanner, noticeSubject, noticeVoids} from './wording.ts';

export function noticeHtml(facts: NoticeFacts, t: Translator): string {
  const {lines, remaining, shop, responseUrl} = facts;
  const subject = noticeSubject(facts, t);
  const items = lines.slice(0, 4).map(({quantity, title, sku}) => `${t.number(quantity)} × ${sku ?? title}`);
  return frameView(
    {
      subject,
      preheader: `${noticeBanner(facts, t)} ${items.join(' · ')}`,
      rows: [
        stopView(noticeBanner(facts, t), t),
        cell(
          t,
          style.head,
          html`<div class="muted" style="${style.muted}">
              ${rich(t, 'order', {order: facts.order})} – ${isolate(shop.name, t.direction)}
            </div>
            <h1 class="ink" style="${style.h1}">${t.text('cancelHeading', {count: facts.units})}</h1>
            <div class="muted" style="${style.muted}">${noticeVoids(facts, t)}</div>`,
          'pad ink',
        ),
        section(t, t.text('doNotShip'), linesView(lines, t, false)),
        remaining.length > 0 && section(t, t.text('stillToShip'), linesView(remaining, t, false)),
        responseUrl !== null &&
          cell(
            t,
            style.section,
            html`<p style="margin:0 0 12px">${rich(t, 'cancelAsk', {shop: shop.name})}</p>
              ${buttonView(responseUrl, t.text('cancelAnswer'))}`,
          ),
        contactView(shop, t),
      ],
      foot: [
        rich(t, 'labelled', {label: t.text('reference'), value: facts.reference}),
        rich(t, 'cancelledOn', {date: facts.on}),
        rich(t, 'whySent', {shop: shop.name, domain: shop.domain, service: facts.service}),
      ],
    },
    t,
  );
}
