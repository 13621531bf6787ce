/** The email of a changed address, as HTML and as plain text: the new address first of all. */
import type {Translator} from '../../locales/translator.ts';
import {addressText, addressView} from '../address-view.ts';
import {isolate} from '../direction.ts';
import {buttonView, cell, contactView, frameView, section, stopView} from '../frame.ts';
import {html} from '../html.ts';
import {linesView} from '../lines-view.ts';
import {rich} from '../rich.ts';
import {style} from '../style.ts';
import {blocksText, divider, linesText, questions, section as textSection} from '../text-view.ts';
import {wrap} from '../wrap.ts';
import type {ChangeFacts} from './facts.ts';
import {changeAbout, changeSubject} from './wording.ts';

export function changeHtml(facts: ChangeFacts, t: Translator): string {
  const {lines, shop, responseUrl} = facts;
  return frameView(
    {
      subject: changeSubject(facts, t),
      preheader: `${t.text('changeBanner')} ${changeAbout(facts, t)}`,
      rows: [
        stopView(t.text('changeBanner'), t),
        cell(
          t,
          style.head,
          html`<div class="muted" style="${style.muted}">
              ${rich(t, 'order', {order: facts.order})} – ${isolate(shop.name, t.direction)}
            </div>
            <h1 class="ink" style="${style.h1}">${t.text('changeHeading')}</h1>
            <div class="muted" style="${style.muted}">${changeAbout(facts, t)}</div>`,
          'pad ink',
        ),
        section(t, t.text('newAddress'), addressView(facts, t)),
        section(t, t.text('changeItems'), linesView(lines, t, false)),
        responseUrl !== null &&
          cell(
            t,
            style.section,
            html`<p style="margin:0 0 12px">${rich(t, 'changeAsk', {shop: shop.name})}</p>
              ${buttonView(responseUrl, t.text('changeAnswer'))}`,
          ),
        contactView(shop, t),
      ],
      foot: [
        rich(t, 'labelled', {label: t.text('reference'), value: facts.reference}),
        rich(t, 'changedOn', {date: facts.on}),
        rich(t, 'whySent', {shop: shop.name, domain: shop.domain, service: facts.service}),
      ],
    },
    t,
  );
}

export function changeText(facts: ChangeFacts, t: Translator): string {
  const {shop, lines, responseUrl} = facts;
  return blocksText([
    wrap(`*** ${t.text('changeBanner')} ***`),
    [
      t.text('changeHeading'),
      `${t.text('order', {order: facts.order})} – ${shop.name}`,
      ...wrap(changeAbout(facts, t)),
    ],
    textSection(t.text('newAddress'), addressText(facts, t)),
    textSection(t.text('changeItems'), linesText(lines, t)),
    textSection(
      t.text('changeAnswer'),
      responseUrl !== null && [...wrap(t.text('changeAsk', {shop: shop.name})), responseUrl],
    ),
    questions(shop, t),
    [
      divider,
      t.text('labelled', {label: t.text('reference'), value: facts.reference}),
      t.text('changedOn', {date: facts.on}),
      ...wrap(t.text('whySent', {shop: shop.name, domain: shop.domain, service: facts.service})),
    ],
  ]);
}
