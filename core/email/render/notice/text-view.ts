/** The email of a notice as plain text. */
import type {Translator} from '../../locales/translator.ts';
import {blocksText, divider, linesText, questions, section} from '../text-view.ts';
import {wrap} from '../wrap.ts';
import type {NoticeFacts} from './facts.ts';
import {noticeBanner, noticeVoids} from './wording.ts';

export function noticeText(facts: NoticeFacts, t: Translator): string {
  const {shop, lines, remaining, responseUrl} = facts;
  return blocksText([
    wrap(`*** ${noticeBanner(facts, t)} ***`),
    [
      t.text('cancelHeading', {count: facts.units}),
      `${t.text('order', {order: facts.order})} – ${shop.name}`,
      ...wrap(noticeVoids(facts, t)),
    ],
    section(t.text('doNotShip'), linesText(lines, t)),
    section(t.text('stillToShip'), remaining.length > 0 && linesText(remaining, t)),
    section(
      t.text('cancelAnswer'),
      responseUrl !== null && [...wrap(t.text('cancelAsk', {shop: shop.name})), responseUrl],
    ),
    questions(shop, t),
    [
      divider,
      t.text('labelled', {label: t.text('reference'), value: facts.reference}),
      t.text('cancelledOn', {date: facts.on}),
      ...wrap(t.text('whySent', {shop: shop.name, domain: shop.domain, service: facts.service})),
    ],
  ]);
}
