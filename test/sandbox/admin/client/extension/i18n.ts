/** `shopify.i18n`: the extension's texts with replacements and plural forms, and numbers, money and dates of the merchant's language. */
import type {Messages} from '../shared/protocol.ts';

interface FormatOptions {
  inExtensionLocale?: boolean;
}

/** Shopify: a replacement that is no text or number makes the answer a list of texts and replacements. */
type Replacement = string | number | bigint | object;

export function i18nOf(locale: string, messages: Messages, defaults: Messages) {
  const plurals = new Intl.PluralRules(locale);

  function find(key: string, count: unknown): string | undefined {
    for (const source of [messages, defaults]) {
      let found: string | Messages | undefined = source;
      for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
      if (typeof found === 'object' && typeof count === 'number')
        found = found[plurals.select(count)] ?? found['other'];
      if (typeof found === 'string') return found;
    }
    return undefined;
  }

  function translate(key: string, options: Record<string, Replacement> = {}): string | (string | object)[] {
    const text = find(key, options['count']);
    if (text === undefined) {
      console.error(`There is no text "${key}" in ${locale}.`);
      return key;
    }
    const parts = text.split(/\{\{\s*(\w+)\s*\}\}/).map((part, index): string | object => {
      if (index % 2 === 0) return part;
      const value = options[part];
      if (value === undefined || value === null) {
        console.error(`The text "${key}" misses its value "${part}".`);
        return `{{${part}}}`;
      }
      return typeof value === 'object' ? value : String(value);
    });
    return parts.every((part) => typeof part === 'string') ? parts.join('') : parts.filter((part) => part !== '');
  }

  return {
    translate,
    formatNumber: (number: number | bigint, options?: NumberOptions) =>
      new Intl.NumberFormat(locale, own(options)).format(number),
    formatCurrency: (number: number | bigint, options?: NumberOptions) =>
      new Intl.NumberFormat(locale, {style: 'currency', currency: 'USD', ...own(options)}).format(number),
    formatDate: (date: Date, options?: FormatOptions & Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, own(options)).format(date),
  };
}

type NumberOptions = FormatOptions & Intl.NumberFormatOptions;

/** What Intl knows of the options: the merchant's language and the extension's are the same here. */
function own<Options extends FormatOptions>(options: Options | undefined): Omit<Options, 'inExtensionLocale'> {
  const known: Options = {...options!};
  delete known.inExtensionLocale;
  return known;
}
