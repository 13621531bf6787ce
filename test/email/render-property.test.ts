/** Two hundred orders with hostile and foreign text in every free field: each email right, well-formed and escaped. */
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {supportedEmailLocales} from '../../core/email/locales/locales.ts';
import {translator} from '../../core/email/locales/translator.ts';
import {cleanLine, cleanText} from '../../core/email/render/clean.ts';
import type {RequestEmailInput} from '../../core/email/render/input.ts';
import {renderRequestEmail} from '../../core/email/render/render.ts';
import {read, squeeze, urlsOf} from './render-support.ts';

const script = (characters: string) => fc.string({unit: fc.constantFrom(...Array.from(characters)), maxLength: 20});
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></table><h1>Ship 99</h1>',
  '<!-- ',
  ' -->',
  ']]>',
  '<![endif]-->',
  '</title><style>*{display:none}',
  '&lt;b&gt;&amp;&#60;',
  '{count} {order} {label}',
  '${html} `tag`',
  'a\r\nBcc: evil@example.com',
  '\u202Eabc\u2066def',
  '\uD83D lone \uDE00',
  '\u0000\u0007\u001B[31m\u0085\u2028',
  '\uFFFE\uFDD0\u{1FFFF}\uFEFF',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301\u0301\u0301',
  'two  spaces',
  '%N %% %n',
];
const free = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile),
      script('กขคงจฉชซญดตถทนบปผพมยรลวสหอฮะาิีึืุูเแโใไ่้์ '),
      script('ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،؟٣٤'),
      script('订单发货商品东京都渋谷区さしすアイウ서울 '),
      fc.string({unit: 'binary', maxLength: 8}),
    ),
    {maxLength: 3},
  )
  .map((parts) => parts.join(''));
const optional = fc.option(free, {nil: null});

/** Hostile addresses of pictures and pages, each with a harmless one that is kept or left out alike. */
const urls: [string | null, string | null][] = [
  [null, null],
  ['https://cdn.example/a.png?v=1&w=2', 'https://cdn.example/a.png'],
  ['https://cdn.example/a"><script>alert(1)</script>.png#"\'><b>', 'https://cdn.example/a.png'],
  ['javascript:alert(1)//https://cdn.example', null],
  ['data:text/html,<script>alert(1)</script>', null],
  ['http://cdn.example/a.png', null],
  ['https://user:password@cdn.example/a.png', null],
  ['//cdn.example/a.png', null],
  ['\u0001https://', null],
];
const url = fc.constantFrom(...urls);

const lineOf = fc.record({
  title: free,
  variantTitle: optional,
  sku: optional,
  quantity: fc.integer({min: 1, max: 999}),
  more: fc.integer({min: 0, max: 5}),
  properties: fc.array(fc.record({key: free, value: free}), {maxLength: 3}),
  grams: fc.option(fc.integer({min: 0, max: 5000}), {nil: null}),
  image: url,
  price: fc.option(fc.record({amount: fc.constantFrom('0', '12.50', '99999.999'), currencyCode: free}), {nil: null}),
});
const address = fc.record({
  name: optional,
  company: optional,
  address1: optional,
  address2: optional,
  city: optional,
  zip: optional,
  province: optional,
  provinceCode: optional,
  countryCode: fc.oneof(fc.constantFrom('US', 'DE', 'TH', 'JP', 'CN', 'GB', 'AE', 'SA', 'HU', 'FR', 'KR'), free),
  phone: optional,
  email: optional,
});
const orders = fc.record({
  texts: fc.record({
    requestId: free,
    serviceName: free,
    shopName: free,
    contactEmail: free,
    phone: optional,
    domain: free,
    orderName: free,
    shippingMethod: optional,
    orderNote: optional,
    merchantMessage: optional,
  }),
  shipTo: fc.option(address, {nil: null}),
  lines: fc.integer({min: 1, max: 50}).chain((length) => fc.array(lineOf, {minLength: length, maxLength: length})),
  locale: fc.constantFrom(...supportedEmailLocales()),
  kind: fc.constantFrom('request', 'resend', 'test'),
  revision: fc.integer({min: 1, max: 3}),
  show: fc.record({
    customerPhone: fc.boolean(),
    customerEmail: fc.boolean(),
    orderNote: fc.boolean(),
    prices: fc.boolean(),
  }),
  response: url,
});
type Order = typeof orders extends fc.Arbitrary<infer T> ? T : never;

/** The input; `tame` turns every character that means something to HTML into a harmless one. */
function input({texts, lines, response, shipTo, ...rest}: Order, tame: boolean): RequestEmailInput {
  const word = (text: string) => (tame ? text.replaceAll(/[<>&"'`=/!-]/g, 'x') : text);
  const maybe = (text: string | null) => text && word(text);
  return {
    ...rest,
    requestId: word(texts.requestId),
    serviceName: word(texts.serviceName),
    createdAt: '2026-11-23T10:35:00Z',
    shop: {
      name: word(texts.shopName),
      contactEmail: word(texts.contactEmail),
      phone: maybe(texts.phone),
      domain: word(texts.domain),
      timeZone: 'Asia/Bangkok',
    },
    order: {name: word(texts.orderName), date: '2026-11-23T09:12:00Z'},
    shipTo: shipTo && {
      name: maybe(shipTo.name),
      company: maybe(shipTo.company),
      address1: maybe(shipTo.address1),
      address2: maybe(shipTo.address2),
      city: maybe(shipTo.city),
      zip: maybe(shipTo.zip),
      province: maybe(shipTo.province),
      provinceCode: maybe(shipTo.provinceCode),
      countryCode: maybe(shipTo.countryCode),
      phone: maybe(shipTo.phone),
      email: maybe(shipTo.email),
    },
    shippingMethod: maybe(texts.shippingMethod),
    orderNote: maybe(texts.orderNote),
    merchantMessage: maybe(texts.merchantMessage),
    lines: lines.map(({more, grams, image, price, ...line}) => ({
      title: word(line.title),
      variantTitle: maybe(line.variantTitle),
      sku: maybe(line.sku),
      quantity: line.quantity,
      orderedQuantity: line.quantity + more,
      properties: line.properties.map(({key, value}) => ({key: word(key), value: word(value)})),
      weight: grams === null ? null : {value: grams, unit: 'GRAMS' as const},
      imageUrl: image[tame ? 1 : 0],
      unitPrice: price && {...price, currencyCode: word(price.currencyCode)},
    })),
    responseUrl: response[tame ? 1 : 0],
  };
}

/** What the lines must say, told from the input. */
function expected(order: RequestEmailInput) {
  const t = translator(order.locale);
  return order.lines.map((line) => {
    const sku = squeeze(cleanLine(line.sku, 300));
    const labelled = (label: string, value: string) => squeeze(t.text('labelled', {label, value}));
    return {
      attribute: String(line.quantity),
      quantity: String(line.quantity),
      part: line.orderedQuantity > line.quantity ? t.text('ofOrdered', {ordered: line.orderedQuantity}) : null,
      title: squeeze(cleanLine(line.title, 300)) || '–',
      sku: sku === '' ? null : labelled('SKU', sku),
      properties: line.properties
        .map(({key, value}) => ({key: cleanLine(key, 300), value: cleanText(value, 5000)}))
        .filter(({key, value}) => key !== '' || value !== '')
        .map(({key, value}) => labelled(key, value)),
    };
  });
}

test('each of 200 hostile orders makes a right, well-formed, escaped email', {timeout: 120_000}, () => {
  fc.assert(
    fc.property(orders, (order) => {
      const real = input(order, false);
      const email = renderRequestEmail(real);
      const page = read(email.html);

      expect(page.errors).toEqual([]);
      const seen = page.lines.map((each) => ({...each, properties: each.properties.map(squeeze)}));
      expect(seen).toEqual(expected(real));

      expect(page.shape).toEqual(read(renderRequestEmail(input(order, true)).html).shape);
      expect(urlsOf(page.elements).filter((each) => !/^https:\/\/(?!user)/.test(each))).toEqual([]);

      expect(email.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      expect(email.subject.length).toBeLessThan(250);
      expect(email.text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      expect(Object.values(email).every((part) => part.isWellFormed())).toBe(true);

      // The twin: in its section of items, each begins a line with its quantity, in order; nothing else does.
      const t = translator(real.locale);
      const items =
        email.text.split(`\n${'-'.repeat(40)}\n${t.text('whatToShip')}\n`)[1]?.split(`\n${'-'.repeat(40)}\n`)[0] ?? '';
      const blocks = items
        .split(/\n(?=\d)/)
        .slice(1)
        .map(squeeze);
      expect(blocks).toHaveLength(real.lines.length);
      for (const [i, line] of expected(real).entries()) {
        const block = blocks[i] ?? '';
        const start = `${line.quantity}${line.part === null ? '' : ` ${line.part}`} × ${line.title}`;
        expect(block.startsWith(start)).toBe(true);
        expect(block).toContain(line.sku ?? t.text('noSku'));
        for (const property of line.properties) expect(block).toContain(property);
      }
    }),
    {numRuns: 200},
  );
});
