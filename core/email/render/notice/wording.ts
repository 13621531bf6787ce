/** Sentences that both views of a notice and its subject share. */
import type {Translator} from '../../locales/translator.ts';
import {shorten} from '../clean.ts';
import type {ChangeFacts, NoticeFacts} from './facts.ts';

/** One line that cannot be taken for a request. */
export function noticeSubject({order, shop, units, remaining}: NoticeFacts, t: Translator): string {
  const names = {order: shorten(order, 40), shop: shorten(shop.name, 60)};
  return remaining.length > 0 ? t.text('cancelSubjectPart', {...names, count: units}) : t.text('cancelSubject', names);
}

/** What must be read before anything else. */
export function noticeBanner({remaining}: NoticeFacts, t: Translator): string {
  return remaining.length > 0 ? t.text('cancelBannerPart', {heading: t.text('stillToShip')}) : t.text('cancelBanner');
}

/** Which request is void. */
export function noticeVoids({reference, requestedOn}: NoticeFacts, t: Translator): string {
  return t.text('cancelVoids', {reference, date: requestedOn});
}

/** One line that cannot be taken for a request, and without the address: subjects are shown on locked screens. */
export function changeSubject({order, shop}: ChangeFacts, t: Translator): string {
  return t.text('changeSubject', {order: shorten(order, 40), shop: shorten(shop.name, 60)});
}

/** Which request it is about, and that it is no further one. */
export function changeAbout({reference, requestedOn}: ChangeFacts, t: Translator): string {
  return t.text('changeAbout', {reference, date: requestedOn});
}
