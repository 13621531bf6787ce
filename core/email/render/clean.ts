/** Values from outside made fit to be printed: nothing that hides, reorders or breaks text, and not too long. */

/** Control, format and non-characters that reorder or break text: embeddings, overrides and isolates (U+202A–202E,
 * U+2066–2069), deprecated format characters, annotations, byte order marks. Joiners and direction marks stay: scripts need them. */
const unfit = /[\p{Cc}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u206F\uFFF9-\uFFFB\uFEFF]/gu;

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** At most `limit` UTF-16 units, cut between graphemes, with `mark` at the end if cut. */
export function shorten(value: string, limit: number, mark = '…'): string {
  if (value.length <= limit) return value;
  const room = Math.max(0, limit - mark.length);
  let end = 0;
  // A grapheme may be a whole page of combining marks: look at no more than what may stay.
  for (const {index, segment} of graphemes.segment(value.slice(0, room + 1))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return value.slice(0, end).trimEnd() + mark;
}

/** One line: line breaks and tabs become spaces, runs of spaces one. '' for null. */
export function cleanLine(value: string | null | undefined, limit: number, mark?: string): string {
  const line = (value ?? '')
    .toWellFormed()
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(unfit, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return shorten(line, limit, mark);
}

/** Lines parted by `\n`, at most one empty line in a row; spaces within a line stay as they are (an engraving may want them). */
export function cleanText(value: string | null | undefined, limit: number, mark?: string): string {
  const text = (value ?? '')
    .toWellFormed()
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => line.replaceAll(unfit, '').trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return shorten(text, limit, mark);
}

/** As {@link httpsUrl}, and http on this machine itself, where the sandbox has no certificate. */
export function linkUrl(value: string | null | undefined): string | null {
  if (!value || value.length > 2000 || !URL.canParse(value)) return null;
  const {protocol, hostname, username, password, href} = new URL(value);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'http:' && loopback && username === '' && password === '' ? href : httpsUrl(value);
}

/** The URL, normalised, if it is an absolute https one without credentials and not absurdly long; null otherwise. */
export function httpsUrl(value: string | null | undefined): string | null {
  if (!value || value.length > 2000 || !URL.canParse(value)) return null;
  const url = new URL(value);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.href;
}
