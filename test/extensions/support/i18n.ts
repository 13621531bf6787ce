/** Translations as the host does them: the extension's own locale files, plural forms by the language's rules. */
import {readFileSync} from 'node:fs';

export type Locale = 'en' | 'th';

/** A locale file: texts by key, nested; where a text has plural forms, an object of them. */
export type Messages = {[key: string]: string | Messages};

/** @param extension its folder */
export function messagesOf(locale: Locale, extension = 'orders'): Messages {
  const file = locale === 'en' ? 'en.default.json' : `${locale}.json`;
  return JSON.parse(readFileSync(new URL(`../../../extensions/${extension}/locales/${file}`, import.meta.url), 'utf8'));
}

/** A stand-in for `shopify.i18n` that knows no mercy: a missing key, a missing value or a value too many throws. */
export function i18nOf(locale: Locale, extension = 'orders') {
  const messages = messagesOf(locale, extension);
  const plurals = new Intl.PluralRules(locale);
  const formatNumber = (number: number | bigint) => new Intl.NumberFormat(locale).format(number);

  // A clock of its own, so that the tests read the same everywhere.
  const formatDate = (date: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, {...options, timeZone: 'Asia/Bangkok'}).format(date);

  function translate(key: string, values: Record<string, unknown> = {}): string {
    let found: string | Messages | undefined = messages;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found === 'object' && typeof values.count === 'number') found = found[plurals.select(values.count)];
    if (typeof found !== 'string') throw new Error(`There is no text "${key}" in ${locale}.`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (typeof value !== 'string') throw new Error(`The text "${key}" misses its value "${name}".`);
      return value;
    });
  }

  return {translate, formatNumber, formatDate};
}
