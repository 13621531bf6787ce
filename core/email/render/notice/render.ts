/** Renders the emails that tell a service of a change to a request it has. Pure. */
import {translator} from '../../locales/translator.ts';
import type {RenderedEmail} from '../render.ts';
import {changeHtml, changeText} from './change-view.ts';
import {changeFacts, noticeFacts} from './facts.ts';
import {noticeHtml} from './html-view.ts';
import type {ChangeEmailInput, NoticeEmailInput} from './input.ts';
import {noticeText} from './text-view.ts';
import {changeSubject, noticeSubject} from './wording.ts';

/** The email of a cancellation, in the service's language.
 * @throws AppError `nothing_to_fulfill` (no lines), `quantity_invalid` */
export function renderNoticeEmail(input: NoticeEmailInput): RenderedEmail {
  const t = translator(input.locale);
  const facts = noticeFacts(input, t);
  return {subject: noticeSubject(facts, t), html: noticeHtml(facts, t), text: noticeText(facts, t)};
}

/** The email of a changed address, in the service's language.
 * @throws AppError as {@link renderNoticeEmail} */
export function renderChangeEmail(input: ChangeEmailInput): RenderedEmail {
  const t = translator(input.locale);
  const facts = changeFacts(input, t);
  return {subject: changeSubject(facts, t), html: changeHtml(facts, t), text: changeText(facts, t)};
}
