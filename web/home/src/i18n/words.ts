/** Texts, numbers, dates and names in the merchant's language. */
import type {Problem} from '../api/answer.ts';
import type {Key} from './en.ts';

/** A text; or one per plural form of the language (CLDR), chosen by the value `count`. */
export type Message = string | ({other: string} & Partial<Record<Intl.LDMLPluralRule, string>>);

/** All texts of one language. */
export interface Catalogue {
  /** BCP 47. */
  language: string;
  texts: Readonly<Record<Key, Message>>;
  /** Sentences for the API's failures by their code; where there is none, the API's own English sentence is shown. */
  problems: Readonly<Record<string, string>>;
}

/** Numbers among them are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  /** BCP 47: what Intl formats by. */
  locale: string;
  text: (key: Key, values?: Values) => string;
  number: (value: number) => string;
  /** How long ago, for the last week; else the date. */
  ago: (iso: string, now?: number) => string;
  dateTime: (iso: string) => string;
  /** "a, b and c". */
  list: (items: readonly string[]) => string;
  /** The name of a language: "German" for "de". */
  languageName: (tag: string) => string;
  /** A failure's sentence; what Shopify gave as its reason is quoted in it. */
  sentence: (problem: Pick<Problem, 'code' | 'message'>) => string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What the API's sentence begins with where Shopify refused something; the rest is Shopify's reason, in its own words. */
export const refused = {code: 'shopify_rejected', opening: 'Shopify refused the change. '};

/** Thai writes its "and" without spaces, which runs names in other letters together. */
function apart({type, value}: {type: 'element' | 'literal'; value: string}): string {
  return type === 'literal' ? value.replace(/^\s*([\p{L}\p{M}]+)\s*$/u, ' $1 ') : value;
}

/** @param locale the admin's, for numbers and dates; its language's texts are in the catalogue */
export function createWords({texts, problems}: Catalogue, locale: string): Words {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, {dateStyle: 'medium'});
  const dateTimes = new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeStyle: 'short'});
  const relative = new Intl.RelativeTimeFormat(locale, {numeric: 'auto'});
  const lists = new Intl.ListFormat(locale);
  const languages = new Intl.DisplayNames(locale, {type: 'language'});

  function text(key: Key, values: Values = {}): string {
    const message = texts[key];
    const template = typeof message === 'string' ? message : formOf(message, values['count']);
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  }

  function formOf(message: Exclude<Message, string>, count: string | number | undefined): string {
    return typeof count === 'number' ? (message[plural.select(count)] ?? message.other) : message.other;
  }

  return {
    locale,
    text,
    number: (value) => numbers.format(value),
    ago(iso, now = Date.now()) {
      const at = Date.parse(iso);
      // A clock a little behind the server's must not speak of the future.
      const past = Math.max(0, now - at);
      if (past < minute) return relative.format(0, 'second');
      if (past < hour) return relative.format(-Math.floor(past / minute), 'minute');
      if (past < day) return relative.format(-Math.floor(past / hour), 'hour');
      if (past < 7 * day) return relative.format(-Math.floor(past / day), 'day');
      return dates.format(at);
    },
    dateTime: (iso) => dateTimes.format(Date.parse(iso)),
    list: (items) => lists.formatToParts(items).map(apart).join(''),
    languageName: (tag) => languages.of(tag) ?? tag,
    sentence({code, message}) {
      const own = problems[code];
      if (own === undefined) return message ?? problems['internal'] ?? code;
      const said =
        code === refused.code && message?.startsWith(refused.opening) && message.slice(refused.opening.length);
      return said ? `${own}: “${said}”` : own;
    },
  };
}
