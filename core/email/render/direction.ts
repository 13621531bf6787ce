/** Direction of text: values of another script keep theirs, and do not reorder what stands beside them. */
import {html, join, type Html} from './html.ts';

export type Direction = 'ltr' | 'rtl';

const rtlLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Samaritan}\p{Script=Mandaic}]/u;

/** The direction of the first letter; `ltr` where there is none, as in a phone number. */
export function directionOf(value: string): Direction {
  const letter = /\p{L}/u.exec(value)?.[0];
  return letter !== undefined && rtlLetter.test(letter) ? 'rtl' : 'ltr';
}

/** The value, isolated if it would otherwise mix with a page of direction `page`.
 * The direction is written out (`dir="auto"` and `<bdi>` mean nothing to Outlook's Word engine). */
export function isolate(value: string, page: Direction): Html {
  if (value === '' || (page === 'ltr' && !rtlLetter.test(value))) return html`${value}`;
  return html`<span dir="${directionOf(value)}">${value}</span>`;
}

/** Each line of the value isolated, with line breaks between. */
export function isolateLines(value: string, page: Direction): Html {
  return join(
    value.split('\n').map((line) => html`${isolate(line, page)}`),
    html`<br />`,
  );
}
