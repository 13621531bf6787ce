/** The catalogues say the same in every language, and each tag gets the nearest one. */
import {describe, expect, test} from 'vitest';
import {catalogues, emailLocale, supportedEmailLocales} from '../../core/email/locales/locales.ts';
import {en} from '../../core/email/locales/en.ts';
import {renderRequestEmail} from '../../core/email/render/render.ts';
import {order} from './render-support.ts';

const forms = (message: string | Record<string, string>) =>
  typeof message === 'string' ? [message] : Object.values(message);
const placeholders = (message: string | Record<string, string>) =>
  [...new Set(forms(message).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].toSorted();

const shape = (all: object) =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, placeholders(value)]));

test('the supported languages', () => {
  expect(supportedEmailLocales()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'th', 'zh']);
});

describe.each([...catalogues])('%s', (language, messages) => {
  test('has each text, with the placeholders of the English one', () => {
    expect(shape(messages)).toEqual(shape(en));
    expect(
      Object.values(messages)
        .flatMap(forms)
        .every((form) => form.trim() !== ''),
    ).toBe(true);
  });

  test('has exactly the plural forms of the language', () => {
    const {pluralCategories} = new Intl.PluralRules(language).resolvedOptions();
    const plurals = Object.entries(messages).filter(([, message]) => typeof message === 'object');
    const seen = plurals.map(([key, message]) => [key, Object.keys(message).toSorted()]);
    expect(seen).toEqual(plurals.map(([key]) => [key, pluralCategories.toSorted()]));
    expect(seen).toHaveLength(6);
  });
});

test.each([...catalogues].filter(([language]) => language !== 'en'))('%s is translated', (_, messages) => {
  const same = Object.entries(messages).filter(([key, value]) => value === Object(en)[key]);
  // Alike in some languages: an abbreviation, and a word or a layout that happens to be the same.
  const alike = ['sku', 'labelled', 'quantity', 'subjectTest'];
  expect(same.map(([key]) => key).filter((key) => !alike.includes(key))).toEqual([]);
});

describe('a tag gets the exact catalogue, then its language, then English', () => {
  test.each([
    ['th', 'th', 'th'],
    ['th-TH', 'th', 'th-TH'],
    ['de_AT', 'de', 'de-AT'],
    ['en-GB', 'en', 'en-GB'],
    ['zh-CN', 'zh', 'zh-CN'],
    // Traditional readers get Simplified texts, and dates and countries of the same script beside them.
    ['zh-TW', 'zh', 'zh'],
    ['FR-ca', 'fr', 'fr-CA'],
    ['ar-EG', 'ar', 'ar-EG'],
    ['hu', 'en', 'en'],
    ['', 'en', 'en'],
    ['not a tag', 'en', 'en'],
    ['constructor', 'en', 'en'],
    ['th-u-nu-thai', 'th', 'th'],
  ])('%s → %s, numbers and dates as in %s', (tag, language, format) => {
    expect(emailLocale(tag)).toMatchObject({language, format});
  });
});

describe('no email mixes languages', () => {
  test.each([
    ['en-GB', 'Ordered on 24 November 2026 at 00:30 GMT+7'],
    ['th', 'สั่งซื้อเมื่อ 24 พฤศจิกายน 2569 เวลา 00:30 GMT+7'],
    ['de-AT', 'Bestellt am 24. November 2026 um 00:30 GMT+7'],
    ['fr', 'Commandé le 24 novembre 2026 à 00:30 UTC+7'],
    ['ar', 'تاريخ الطلب: 24 نوفمبر 2026 في 12:30 ص غرينتش+7'],
    ['hu', 'Ordered on November 24, 2026 at 12:30 AM GMT+7'],
  ])('dates in %s', (locale, sentence) => {
    expect(renderRequestEmail(order({locale})).text.replaceAll('\u202F', ' ')).toContain(sentence);
  });

  test.each([
    ['ar', 1, 'يُرجى شحن قطعة واحدة'],
    ['ar', 2, 'يُرجى شحن قطعتين'],
    ['ar', 3, 'يُرجى شحن 3 قطع'],
    ['ar', 11, 'يُرجى شحن 11 قطعة'],
    ['ar', 100, 'يُرجى شحن 100 قطعة'],
    ['en', 1, 'Ship 1 item'],
    ['en', 1234, 'Ship 1,234 items'],
    ['de', 1234, '1.234 Artikel versenden'],
    ['fr', 1_000_000, 'd’articles à expédier'],
    ['ja', 2, '2点を出荷してください'],
  ])('plurals in %s: %i', (locale, quantity, heading) => {
    const [line] = order().lines;
    const email = renderRequestEmail(order({locale, lines: line ? [{...line, quantity}] : []}));
    expect(email.text).toContain(heading);
  });

  test.each([
    ['en', '€1,234.50 each'],
    ['de', 'je 1.234,50\u00A0€'],
    ['ja', '1点あたり €1,234.50'],
  ])('money in %s', (locale, price) => {
    const [line] = order().lines;
    const lines = line ? [{...line, unitPrice: {amount: '1234.5', currencyCode: 'EUR'}}] : [];
    const email = renderRequestEmail(order({locale, lines, show: {...order().show, prices: true}}));
    expect(email.text).toContain(price);
    expect(email.html).toContain(price);
  });
});
