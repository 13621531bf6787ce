/** The home page's texts: complete in both languages, with the same values in them, and written as each language writes. */
import {readFile} from 'node:fs/promises';
import {describe, expect, test} from 'vitest';
import {errorTable} from '../../core/errors.ts';
import {userErrorsError} from '../../core/shopify/userErrors.ts';
import {supportedEmailLocales} from '../../core/email/locales/locales.ts';
import {en} from '../../web/home/src/i18n/en.ts';
import {loadLateTexts} from '../../web/home/src/i18n/late.ts';
import {loadWords} from '../../web/home/src/i18n/load.ts';
import {th} from '../../web/home/src/i18n/th.ts';
import {createWords, refused, type Message} from '../../web/home/src/i18n/words.ts';
import {emailLanguages} from '../../web/home/src/settings/languages.ts';

await loadLateTexts('en');
await loadLateTexts('th-TH');

const forms = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));
const namesIn = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b));

describe('English and Thai', () => {
  const keys = Object.keys(en.texts) as (keyof typeof en.texts)[];

  test('have the same texts', () => {
    expect(Object.keys(th.texts).toSorted()).toEqual(keys.toSorted());
  });

  test.each(keys)('%s takes the same values in both', (key) => {
    const [english = ''] = forms(en.texts[key]);
    for (const form of [...forms(en.texts[key]), ...forms(th.texts[key])]) {
      expect(namesIn(form)).toEqual(namesIn(english));
      expect(form.trim()).toBe(form);
      expect(form).not.toBe('');
    }
  });

  test('of which the Thai ones are Thai', () => {
    // What is left of a text without its values, names and signs.
    const words = (key: (typeof keys)[number]) =>
      forms(en.texts[key])
        .join('')
        .replaceAll(/\{\w+\}|Shopify|SKU|[^A-Za-z]/g, '');
    const left = keys.filter(
      (key) => words(key) && !forms(th.texts[key]).every((form) => /[\u0E00-\u0E7F]/.test(form)),
    );
    expect(left).toEqual([]);
  });

  test.each([
    ['en', en.texts],
    ['th', th.texts],
  ] as const)('have every plural form of %s, and no other', (locale, texts) => {
    const wanted = new Intl.PluralRules(locale)
      .resolvedOptions()
      .pluralCategories.map(String)
      .toSorted((a, b) => a.localeCompare(b))
      .join();
    const formsOf = (message: Message) =>
      typeof message === 'string'
        ? wanted
        : Object.keys(message)
            .toSorted((a, b) => a.localeCompare(b))
            .join();
    const wrong = Object.entries<Message>(texts).filter(([, message]) => formsOf(message) !== wanted);
    expect(wrong).toEqual([]);
  });

  // WCAG 2.5.3: who speaks to the page says what stands on the button.
  test.each(keys.filter((key) => key.endsWith('Of') && key.slice(0, -2) in en.texts))(
    '%s begins with what it is short for',
    (key) => {
      const label = keys.find((one) => `${one}Of` === key)!;
      for (const {texts} of [en, th]) {
        expect(forms(texts[key])[0]?.startsWith(forms(texts[label])[0] ?? '?')).toBe(true);
      }
    },
  );

  test('say why Shopify refused, in its own words', () => {
    expect(refused.opening).toBe(`${errorTable.shopify_rejected.message} `);
    const problem = userErrorsError([{message: 'The order is on hold'}]);
    expect(createWords(en, 'en').sentence(problem)).toBe('Shopify refused the change. The order is on hold.');
    expect(createWords(th, 'th').sentence(problem)).toBe('Shopify ปฏิเสธการเปลี่ยนแปลง: “The order is on hold.”');
    const bare = {code: 'shopify_rejected', message: errorTable.shopify_rejected.message};
    expect(createWords(th, 'th').sentence(bare)).toBe('Shopify ปฏิเสธการเปลี่ยนแปลง');
  });

  test('have a sentence for each failure: the API’s own in English, one of ours in Thai', () => {
    const english = createWords(en, 'en');
    const thai = createWords(th, 'th');
    for (const [code, {message}] of Object.entries(errorTable)) {
      expect(english.sentence({code, message})).toBe(message);
      expect(thai.sentence({code, message})).toMatch(/[\u0E00-\u0E7F]/);
    }
    for (const code of ['offline', 'no_answer', 'unreadable']) {
      expect(english.sentence({code, message: null})).toMatch(/\.$/);
      expect(thai.sentence({code, message: null})).toMatch(/[\u0E00-\u0E7F]/);
    }
  });
});

describe('words', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

  test('write numbers, plurals and lists as the locale does', async () => {
    const words = await loadWords('en-GB');
    expect(words.text('services.open', {count: 1})).toBe('1 open request');
    expect(words.text('services.open', {count: 12_345})).toBe('12,345 open requests');
    expect(words.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(words.languageName('de')).toBe('German');
    const thai = await loadWords('th');
    expect(thai.text('services.open', {count: 1})).toBe('คำขอที่เปิดอยู่ 1 รายการ');
    expect(thai.languageName('de')).toBe('เยอรมัน');
    expect(thai.list(['Sweden', 'Norway'])).toBe('Sweden และ Norway');
    expect(thai.list(['ก', 'ข', 'ค'])).toBe('ก ข และ ค');
  });

  test('say how long ago something was, for a week', async () => {
    const {ago} = await loadWords('en');
    expect(ago(before(20), now)).toBe('now');
    expect(ago(before(90), now)).toBe('1 minute ago');
    expect(ago(before(3 * 3600), now)).toBe('3 hours ago');
    expect(ago(before(26 * 3600), now)).toBe('yesterday');
    expect(ago(before(9 * 86_400), now)).toBe('Nov 14, 2026');
    // A server's clock that is ahead.
    expect(ago(before(-30), now)).toBe('now');
  });

  test('are English where there is no locale, a broken one, or a language without texts', async () => {
    for (const locale of [null, '', 'not a locale', 'de', 'de-AT']) {
      const words = await loadWords(locale);
      expect(words.locale).toBe('en');
      expect(words.text('nav.services')).toBe('Services');
    }
    expect((await loadWords('th-TH')).text('nav.services')).toBe('บริการ');
  });

  test('put values in as they are', async () => {
    const {text} = await loadWords('en');
    expect(text('services.pauseOf', {service: 'A {count} $& B'})).toBe('Pause A {count} $& B');
  });
});

test.each([
  ['orders', 'guide.send.body'],
  ['orders', 'activity.none.body'],
  ['products', 'guide.assign.body'],
  ['products-list', 'guide.assign.body'],
  ['products', 'products.help'],
  ['products-list', 'products.help'],
] as const)('the extension %s is called by its name in %s', async (extension, key) => {
  for (const [catalogue, file] of [
    [en, 'en.default'],
    [th, 'th'],
  ] as const) {
    const url = new URL(`../../extensions/${extension}/locales/${file}.json`, import.meta.url);
    const {name} = JSON.parse(await readFile(url, 'utf8')) as {name: string};
    expect(forms(catalogue.texts[key])[0]).toContain(name);
  }
});

test('the languages to choose from are those of the emails', () => {
  expect(emailLanguages).toEqual(supportedEmailLocales());
});
