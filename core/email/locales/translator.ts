/** Texts, numbers, dates, weights, money and countries in one language. */
import {emailLocale} from './locales.ts';
import type {MessageKey} from './messages.ts';

/** A piece of a text: words of the catalogue, or a value put into it. */
export interface Part {
  text: string;
  /** The value's name; absent: words. */
  name?: string;
}

export type Params = Record<string, string | number>;

export interface Translator {
  /** BCP 47 tag of the language the texts are in. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** A text with its values. Numbers are formatted; `count` picks the plural form. */
  text(key: MessageKey, params?: Params): string;
  /** The same in pieces, so that values can be marked up apart from the words. */
  parts(key: MessageKey, params?: Params): Part[];
  number(value: number): string;
  /** Date and time with the zone's name. An unknown zone shows UTC. @throws RangeError if the date is none. */
  date(iso: string, timeZone: string): string;
  weight(value: number, unit: WeightUnit): string;
  /** `amount` is a decimal as text; an impossible currency code is printed as it is. */
  money(amount: `${number}`, currencyCode: string): string;
  /** A country's name in this language, with its English one behind it where they differ, as carriers need; the code itself if unknown. */
  country(code: string): string;
}

export type WeightUnit = 'gram' | 'kilogram' | 'ounce' | 'pound';

/** Making Intl's formatters takes longer than rendering an email with them: the last ones are kept. */
const translators = memo(create, 50);

/** Never throws for a tag: what has no catalogue gets English. */
export function translator(tag: string): Translator {
  return translators(tag);
}

function create(tag: string): Translator {
  const {language, messages, format, direction} = emailLocale(tag);
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(format);
  // "00:30" but "4:30 PM".
  const clock = new Intl.DateTimeFormat(format, {hour: 'numeric'}).resolvedOptions().hourCycle;

  function parts(key: MessageKey, params: Params = {}): Part[] {
    const message = messages[key];
    const template = typeof message === 'string' ? message : pick(message, Number(params['count']));
    // Odd pieces are the names in braces. One pass: braces within a value stay what they are.
    return template.split(/\{(\w+)\}/).map((piece, i) => {
      if (i % 2 === 0) return {text: piece};
      const value = params[piece];
      if (value === undefined) throw new Error(`No value for {${piece}} of ${key}.`);
      return {name: piece, text: typeof value === 'number' ? numbers.format(value) : value};
    });
  }

  function pick(message: {other: string} & Partial<Record<Intl.LDMLPluralRule, string>>, count: number): string {
    return message[plural.select(count)] ?? message.other;
  }

  const dates = memo(
    (timeZone: string) =>
      new Intl.DateTimeFormat(format, {
        year: 'numeric',
        month: 'long',
        day: 'numeric',
        hour: clock === 'h23' ? '2-digit' : 'numeric',
        minute: '2-digit',
        timeZoneName: 'short',
        timeZone: known(timeZone),
      }),
  );
  const weights = memo(
    (unit: WeightUnit) => new Intl.NumberFormat(format, {style: 'unit', unit, maximumFractionDigits: 3}),
  );
  const moneys = memo((currency: string) => new Intl.NumberFormat(format, {style: 'currency', currency}));
  const countries = memo((code: string) => countryName(code, format));

  return {
    language,
    direction,
    parts,
    text: (key, params) =>
      parts(key, params)
        .map((part) => part.text)
        .join(''),
    number: (value) => numbers.format(value),
    date: (iso, timeZone) => dates(timeZone).format(new Date(iso)),
    weight: (value, unit) => weights(unit).format(value),
    money(amount, currency) {
      return /^[A-Za-z]{3}$/.test(currency) ? moneys(currency).format(amount) : `${amount} ${currency}`.trim();
    },
    country: countries,
  };
}

/** `make`, remembering its last results by key; at most `limit`, so that odd keys cannot fill the memory. */
function memo<Key extends string, Value>(make: (key: Key) => Value, limit = 300): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    if (made.size >= limit) made.clear();
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

function known(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', {timeZone}).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

function countryName(code: string, locale: string): string {
  // ZZ is CLDR's "unknown region".
  if (!/^[A-Za-z]{2}$/.test(code) || code.toUpperCase() === 'ZZ') return code;
  const name = (tag: string) => {
    // The long names of these are those of governments; parcels bear the short ones.
    const style = ['HK', 'MO', 'PS'].includes(code.toUpperCase()) ? 'short' : 'long';
    return new Intl.DisplayNames([tag], {type: 'region', style, fallback: 'code'}).of(code.toUpperCase()) ?? code;
  };
  const [local, english] = [name(locale), name('en')];
  return local === english ? local : `${local} (${english})`;
}
