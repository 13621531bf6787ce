/** Ship-to addresses, as the post of each country wants them. */
import {describe, expect, test} from 'vitest';
import {renderRequestEmail} from '../../core/email/render/render.ts';
import type {EmailShipTo} from '../../core/email/render/input.ts';
import {order, read, shipTo} from './render-support.ts';

const empty = {company: null, address2: null, zip: null, province: null, provinceCode: null};

/** The lines of the email in `locale`, checked to be the same in both views. */
function shown(change: Partial<EmailShipTo>, locale = 'en'): string[] {
  const email = renderRequestEmail(order({locale, shipTo: shipTo({...empty, name: 'N N', ...change})}));
  const lines = (read(email.html).text('ship-to') ?? '').split('\n');
  expect(email.text).toContain(`\n\n${lines.join('\n')}\n\n`);
  return lines;
}

const cases: [string, Partial<EmailShipTo>, string[]][] = [
  [
    'United States: code of the state, zip behind it',
    {
      company: 'Co',
      address1: '1 Main St',
      address2: 'Apt 4',
      city: 'San Francisco',
      zip: '94107',
      province: 'California',
      provinceCode: 'CA',
      countryCode: 'US',
    },
    ['N N', 'Co', '1 Main St', 'Apt 4', 'San Francisco, CA 94107', 'United States'],
  ],
  [
    'United States without the code: the name (Shopify: a destination has no code)',
    {address1: '1 Main St', city: 'San Francisco', zip: '94107', province: 'California', countryCode: 'US'},
    ['N N', '1 Main St', 'San Francisco, California 94107', 'United States'],
  ],
  [
    'United Kingdom: town, postcode; England is not part of it',
    {
      address1: '10 High St',
      city: 'London',
      zip: 'SW1A 1AA',
      province: 'England',
      provinceCode: 'ENG',
      countryCode: 'GB',
    },
    ['N N', '10 High St', 'London', 'SW1A 1AA', 'United Kingdom'],
  ],
  [
    'United Kingdom without a postcode: the province is kept, as all there is',
    {address1: '10 High St', city: 'London', province: 'England', countryCode: 'GB'},
    ['N N', '10 High St', 'London', 'England', 'United Kingdom'],
  ],
  [
    'Germany: zip before the city',
    {company: 'Co', address1: 'Hauptstraße 12', city: 'Berlin', zip: '10115', countryCode: 'DE'},
    ['N N', 'Co', 'Hauptstraße 12', '10115 Berlin', 'Germany'],
  ],
  [
    'Hungary: city, street, zip',
    {address1: 'Fő utca 1', city: 'Budapest', zip: '1011', countryCode: 'HU'},
    ['N N', 'Budapest', 'Fő utca 1', '1011', 'Hungary'],
  ],
  [
    'Thailand, in Thai',
    {
      address1: '99/1 ถนนสุขุมวิท',
      address2: 'แขวงคลองเตย',
      city: 'เขตคลองเตย',
      zip: '10110',
      province: 'กรุงเทพมหานคร',
      provinceCode: 'TH-10',
      countryCode: 'TH',
    },
    ['N N', '99/1 ถนนสุขุมวิท', 'แขวงคลองเตย', 'เขตคลองเตย', 'กรุงเทพมหานคร 10110', 'Thailand'],
  ],
  [
    'Japan, in Japanese: from large to small; the city, which libaddressinput leaves out, is there; 〒 once',
    {
      company: '会社',
      address1: '道玄坂1-2-3',
      address2: 'ビル5F',
      city: '渋谷区',
      zip: '〒150-0043',
      province: '東京都',
      countryCode: 'JP',
    },
    ['〒150-0043', '東京都渋谷区', '道玄坂1-2-3', 'ビル5F', '会社', 'N N', 'Japan'],
  ],
  [
    'Japan, in Latin letters: from small to large',
    {
      address1: '1-2-3 Dogenzaka',
      address2: '5F',
      city: 'Shibuya-ku',
      zip: '150-0043',
      province: 'Tokyo',
      countryCode: 'JP',
    },
    ['N N', '1-2-3 Dogenzaka', '5F', 'Shibuya-ku, Tokyo', '150-0043', 'Japan'],
  ],
  [
    "China, in Chinese, with Shopify's Latin name of the province",
    {address1: '人民路1号', city: '深圳市', zip: '518000', province: 'Guangdong', countryCode: 'CN'},
    ['518000', 'Guangdong 深圳市', '人民路1号', 'N N', 'China'],
  ],
  [
    'Emirates: the city, which libaddressinput leaves out, is there, but not twice',
    {address1: 'شارع الشيخ زايد', city: 'ديرة', province: 'دبي', provinceCode: 'DU', countryCode: 'AE'},
    ['N N', 'شارع الشيخ زايد', 'ديرة', 'دبي', 'United Arab Emirates'],
  ],
  [
    'Emirates: city and emirate of one name',
    {address1: 'Sheikh Zayed Rd', city: 'Dubai', province: 'Dubai', provinceCode: 'DU', countryCode: 'AE'},
    ['N N', 'Sheikh Zayed Rd', 'Dubai', 'United Arab Emirates'],
  ],
  [
    'Saudi Arabia, in Arabic',
    {address1: 'طريق الملك فهد', city: 'الرياض', zip: '12271', countryCode: 'SA'},
    ['N N', 'طريق الملك فهد', 'الرياض 12271', 'Saudi Arabia'],
  ],
  [
    'Singapore: the city once',
    {address1: '1 Orchard Rd', city: 'Singapore', zip: '238801', countryCode: 'SG'},
    ['N N', '1 Orchard Rd', 'SINGAPORE 238801', 'Singapore'],
  ],
  [
    'Sweden: the prefix typed by the customer is not doubled',
    {address1: 'Storgatan 1', city: 'Stockholm', zip: 'SE-111 22', countryCode: 'SE'},
    ['N N', 'Storgatan 1', 'SE-111 22 Stockholm', 'Sweden'],
  ],
  [
    'Mozambique: a space between city and province',
    {address1: 'Rua 1', city: 'Matola', zip: '1100', province: 'Maputo', countryCode: 'MZ'},
    ['N N', 'Rua 1', '1100 Matola Maputo', 'Mozambique'],
  ],
  [
    'a country without a format: nothing is lost',
    {address1: 'Rua 1', city: 'Luanda', zip: '1', province: 'Luanda Norte', countryCode: 'AO'},
    ['N N', 'Rua 1', 'Luanda', '1', 'Luanda Norte', 'Angola'],
  ],
  ['no country', {address1: 'Street 1', city: 'Town', countryCode: null}, ['N N', 'Street 1', 'Town']],
  [
    'an unknown country: its code',
    {address1: 'Street 1', city: 'Town', countryCode: 'QQ'},
    ['N N', 'Street 1', 'Town', 'QQ'],
  ],
  [
    'missing fields leave neither lines nor separators',
    {name: null, address1: '', city: 'Paris', countryCode: 'US'},
    ['Paris', 'United States'],
  ],
];

describe('an address is laid out by its country', () => {
  test.each(cases)('%s', (_, change, lines) => {
    expect(shown(change)).toEqual(lines);
  });
});

describe("the country is named in the service's language, and in English for carriers", () => {
  const germany = {address1: 'Hauptstraße 12', city: 'Berlin', zip: '10115', countryCode: 'DE'};

  test.each([
    ['th', 'เยอรมนี (Germany)'],
    ['ar', 'ألمانيا (Germany)'],
    ['ja', 'ドイツ (Germany)'],
    ['de', 'Deutschland (Germany)'],
    ['en', 'Germany'],
  ])('%s: %s', (locale, name) => {
    expect(shown(germany, locale).at(-1)).toBe(name);
  });

  test('Hong Kong goes by its short name', () => {
    expect(shown({address1: '1 Queen’s Rd', city: 'Central', countryCode: 'HK'}).at(-1)).toBe('Hong Kong');
  });
});

describe('nothing to ship to', () => {
  test.each([
    ['null', null],
    ['an address without a place', shipTo({...empty, address1: ' ', city: null, name: 'Anna', countryCode: 'DE'})],
  ])('%s is said clearly', (_, to) => {
    const email = renderRequestEmail(order({shipTo: to}));
    const sentence = 'This order has no shipping address. Ask Little Shop before you ship anything.';
    const page = read(email.html);
    expect(page.text('no-ship-to')).toBe(sentence);
    expect(page.text('ship-to')).toBeNull();
    expect(page.text('shipping-method')).toBe('DHL Express');
    expect(email.text.replaceAll('\n', ' ')).toContain(sentence);
  });
});
