/** Every text exists in every language, with the same values in it, and every failure of an order has its sentence. */
import {expect, test} from 'vitest';
import {errorTable} from '../../core/errors.ts';
import {historyActors, historyEvents} from '../../extensions/shared/history.ts';
import {tones} from '../../extensions/shared/status.ts';
import {translatedCodes} from '../../extensions/shared/words.ts';
import {messagesOf} from './support/i18n.ts';
import {faulty, texts, valuesIn} from './support/texts.ts';

const english = texts(messagesOf('en'));
const thai = texts(messagesOf('th'));

test('both languages have the same texts', () => {
  expect(faulty(english, (key) => thai.has(key))).toEqual([]);
  expect(faulty(thai, (key) => english.has(key))).toEqual([]);
});

test('each text has the same values in both languages, in every plural form', () => {
  const wrong = faulty(english, (key, entry) => {
    const all = [...entry.texts, ...(thai.get(key)?.texts ?? [])];
    return new Set(all.map(valuesIn)).size === 1;
  });
  expect(wrong).toEqual([]);
});

test('plural forms are those of each language', () => {
  const forms = {en: 'one,other', th: 'other'};
  const wrong = (['en', 'th'] as const).map((locale) => {
    expect(new Set(forms[locale].split(','))).toEqual(
      new Set(new Intl.PluralRules(locale).resolvedOptions().pluralCategories),
    );
    return faulty(texts(messagesOf(locale)), (_, entry) => [forms[locale], ''].includes(entry.forms.join()));
  });
  expect(wrong).toEqual([[], []]);
});

test('no Thai text was left in English', () => {
  // Values and signs alone, or a name.
  const sameEverywhere = new Set([
    'item.sku',
    'item.separator',
    'held.item',
    'block.named',
    'history.line',
    'history.actors.shopify',
  ]);
  const wrong = faulty(
    thai,
    (key, entry) => sameEverywhere.has(key) || entry.texts.every((text) => /\p{Script=Thai}/u.test(text)),
  );
  expect(wrong).toEqual([]);
});

test('what is put together from parts has its text: events, people, actions, ways out', () => {
  const keys = [
    ...historyEvents.map((event) => `history.events.${event.replaceAll(' ', '_')}`),
    ...historyActors.map((actor) => `history.actors.${actor}`),
    ...['delivered', 'delayed', 'bounced', 'complained'].map((delivery) => `delivery.${delivery}`),
    ...['bounced', 'complained', 'delayed', 'refused'].map((trouble) => `progress.${trouble}`),
    ...['retry', 'resend', 'cancel', 'arrived', 'not-arrived'].flatMap((act) => [
      `block.act.${act}`,
      `block.done.${act}`,
      `block.refused.${act}`,
    ]),
    ...['resend', 'cancel', 'arrived', 'not-arrived'].flatMap((act) => [
      `block.ask.${act}.question`,
      `block.ask.${act}.yes`,
    ]),
    ...['address', 'service', 'app'].map((wayOut) => `wayOut.${wayOut}`),
    'name',
    'blockName',
  ];
  expect(keys.filter((key) => !english.has(key))).toEqual([]);
});

test('the summary of a folded block is no longer than Shopify shows: 30 characters', () => {
  const long = [...english, ...thai].filter(
    ([
      key,
      {
        texts: [text],
      },
    ]) => key.startsWith('block.summary.') && text!.length > 30,
  );
  expect(long).toEqual([]);
});

test('each status and each translated failure has its text, and no other failure has', () => {
  expect(Object.keys(tones).filter((status) => !english.has(`status.${status}`))).toEqual([]);
  const problems = [...english.keys()].filter((key) => key.startsWith('problems.'));
  expect(new Set(problems)).toEqual(new Set(translatedCodes.map((code) => `problems.${code}`)));
});

test('every failure of the app that an order can meet is translated', () => {
  // Failures of other callers and pages. A new code of the app belongs into the extension's list, or here.
  const elsewhere = new Set([
    'invalid_json',
    'method_not_allowed',
    'body_too_large',
    'invalid_signature',
    'idempotency_key_missing',
    'service_name_taken',
    'service_name_invalid',
    'service_owned_by_other_app',
    'email_block_stays',
    'product_not_found',
    'variant_not_found',
    'last_location',
    'removal_under_way',
    'removal_destination_invalid',
    'removal_destination_in_use',
    'removal_blocked',
    'removal_too_late',
  ]);
  const translated: readonly string[] = translatedCodes;
  const missing = Object.keys(errorTable).filter((code) => !translated.includes(code) && !elsewhere.has(code));
  expect(missing).toEqual([]);
});
