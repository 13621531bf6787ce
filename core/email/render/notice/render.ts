/** Renders the email that tells a service of a change to a request it has. Pure. */
import {translator} from '../../locales/translator.ts';
import type {RenderedEmail} from '../render.ts';
import {noticeFacts} from './facts.ts';
import {noticeHtml} from './html-view.ts';
import type {NoticeEmailInput} from './input.ts';
import {noticeText} from './text-view.ts';
import {noticeSubject} from './wording.ts';

/** The email of a notice, in the service's language.
 * @throws AppError `nothing_to_fulfill` (no lines), `quantity_invalid` */
export function renderNoticeEmail(input: NoticeEmailInput): RenderedEmail {
  const t = translator(input.locale);
  const facts = noticeFacts(input, t);
  return {subject: noticeSubject(facts, t), html: noticeHtml(facts, t), text: noticeText(facts, t)};
}
