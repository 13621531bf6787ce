/** The lists', products' and print extensions: every text in every language, and a sentence for every failure they can meet. */
import {describe, expect, test} from 'vitest';
import {assignmentCodes, manyOrdersCodes, slipCodes} from '../../extensions/shared/codes.ts';
import {tones} from '../../extensions/shared/status.ts';
import {messagesOf} from './support/i18n.ts';
import {faulty, texts, valuesIn} from './support/texts.ts';

/** Texts that are values and signs alone, or a name. */
const sameEverywhere: Record<string, string[]> = {
  'orders-list': ['summary.share'],
  products: ['variants.sku'],
};

describe.each([
  ['orders-list', manyOrdersCodes],
  ['order-print', slipCodes],
  ['products', assignmentCodes],
  ['products-list', assignmentCodes],
] as const)('%s', (folder, codes) => {
  const english = texts(messagesOf('en', folder));
  const thai = texts(messagesOf('th', folder));

  test('both languages have the same texts, with the same values, in every plural form', () => {
    expect([...thai.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    const wrong = faulty(english, (key, {texts: all}) => {
      return new Set([...all, ...(thai.get(key)?.texts ?? [])].map(valuesIn)).size === 1;
    });
    expect(wrong).toEqual([]);
  });

  test('plural forms are those of each language', () => {
    expect(faulty(english, (_, {forms}) => ['one,other', ''].includes(forms.join()))).toEqual([]);
    expect(faulty(thai, (_, {forms}) => ['other', ''].includes(forms.join()))).toEqual([]);
  });

  test('no Thai text was left in English', () => {
    const same = new Set(sameEverywhere[folder]);
    const wrong = faulty(
      thai,
      (key, {texts: all}) => same.has(key) || all.every((one) => /\p{Script=Thai}/u.test(one)),
    );
    expect(wrong).toEqual([]);
  });

  test('every failure it can meet has its sentence, and no other', () => {
    const problems = [...english.keys()].filter((key) => key.startsWith('problems.'));
    expect(new Set(problems)).toEqual(new Set(codes.map((code) => `problems.${code}`)));
  });
});

test('the orders list has a word for every status', () => {
  const english = texts(messagesOf('en', 'orders-list'));
  expect(Object.keys(tones).filter((status) => !english.has(`status.${status}`))).toEqual([]);
});
