/** The languages the request email can be written in, and which of them a tag gets. */
import {ar} from './ar.ts';
import {de} from './de.ts';
import {en} from './en.ts';
import {es} from './es.ts';
import {fr} from './fr.ts';
import {ja} from './ja.ts';
import type {Messages} from './messages.ts';
import {th} from './th.ts';
import {zh} from './zh.ts';

/** By BCP 47 tag. `zh` is Simplified Chinese. */
export const catalogues: ReadonlyMap<string, Messages> = new Map(Object.entries({ar, de, en, es, fr, ja, th, zh}));

const rightToLeft = new Set(['ar']);

export interface EmailLocale {
  /** The catalogue's tag. */
  language: string;
  messages: Messages;
  /** The tag for numbers, dates and names of countries: the one asked for where it suits the catalogue (`en-GB`, `de-AT`). */
  format: string;
  direction: 'ltr' | 'rtl';
}

/** Tags of the languages with a complete catalogue, sorted. A service's locale may be any tag; others fall back. */
export function supportedEmailLocales(): string[] {
  return [...catalogues.keys()].toSorted();
}

/** The locale for a tag: exact tag, then its language, then English. Never throws: an unusable tag gets English. */
export function emailLocale(tag: string): EmailLocale {
  const asked = parse(tag);
  const language = [asked?.baseName, asked?.language].find((key) => key !== undefined && catalogues.has(key)) ?? 'en';
  const messages = catalogues.get(language) ?? en;
  // Names and dates in another language or script than the text beside them would mix languages (zh-TW beside zh).
  const suits = asked?.language === language && script(asked) === script(new Intl.Locale(language));
  return {
    language,
    messages,
    format: suits ? asked.baseName : language,
    direction: rightToLeft.has(language) ? 'rtl' : 'ltr',
  };
}

function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag.trim().replaceAll('_', '-'));
  } catch {
    return null;
  }
}

function script(locale: Intl.Locale): string | undefined {
  return locale.maximize().script;
}
