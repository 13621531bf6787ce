/** Renders the email a fulfillment service gets. Pure: the same input gives the same email. */
import {translator} from '../locales/translator.ts';
import {factsOf} from './facts.ts';
import {htmlView} from './html-view.ts';
import type {RequestEmailInput} from './input.ts';
import {textView} from './text-view.ts';
import {subjectOf} from './wording.ts';

/** Gmail cuts an email off at 102 KB; the rest is left for what the provider adds (a pixel, rewritten links). */
const gmailBytes = 100_000;

export interface RenderedEmail {
  /** One line. */
  subject: string;
  html: string;
  /** The same facts as plain text. */
  text: string;
}

/** The email for one fulfillment request, in the service's language. What `show` hides appears nowhere in it. An email too long for
 * Gmail goes without pictures; one that still is says at its top how to see all of it.
 * @throws AppError `nothing_to_fulfill` (no lines), `quantity_invalid`, `invalid_input` (a date, revision or price that is none). */
export function renderRequestEmail(input: RequestEmailInput): RenderedEmail {
  const t = translator(input.locale);
  const facts = factsOf(input, t);
  let page = htmlView(facts, t, {images: true, longEmail: false});
  if (bytes(page) > gmailBytes) page = htmlView(facts, t, {images: false, longEmail: false});
  if (bytes(page) > gmailBytes) page = htmlView(facts, t, {images: false, longEmail: true});
  return {subject: subjectOf(facts, t), html: page, text: textView(facts, t)};
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
