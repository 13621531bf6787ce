/** The texts of a locale file, to compare those of two languages. */
import type {Messages} from './i18n.ts';

/** The plural forms a text has, if any, and all its wordings. */
export interface Text {
  forms: string[];
  texts: string[];
}

const pluralForms = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

/** Texts by dotted key; where there are plural forms, a list of them. */
export function texts(messages: Messages, prefix = ''): Map<string, Text> {
  const found = new Map<string, Text>();
  for (const [name, value] of Object.entries(messages)) {
    const key = prefix + name;
    if (typeof value === 'string') found.set(key, {forms: [], texts: [value]});
    else if (Object.keys(value).every((form) => pluralForms.has(form)) && 'other' in value) {
      found.set(key, {forms: Object.keys(value), texts: Object.values(value).map(String)});
    } else for (const [inner, text] of texts(value, `${key}.`)) found.set(inner, text);
  }
  return found;
}

/** The names of a text's values, as one word to compare. */
export function valuesIn(text: string): string {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b)).join();
}

/** The keys whose texts are not as they should be. */
export function faulty(from: Map<string, Text>, isRight: (key: string, text: Text) => boolean): string[] {
  return [...from].filter(([key, text]) => !isRight(key, text)).map(([key]) => key);
}
