/** The email as a document: valid, small enough for Gmail, right to left where it must, safe links alone. */
import {describe, expect, test} from 'vitest';
import {supportedEmailLocales} from '../../core/email/locales/locales.ts';
import {renderRequestEmail} from '../../core/email/render/render.ts';
import {attribute, line, order, read, urlsOf} from './render-support.ts';
import {complaintsOf} from './validate.ts';

function lines(count: number, length: number) {
  const imageUrl = `https://cdn.example/${'p'.repeat(900)}.png`;
  return Array.from({length: count}, () => line({title: 'x'.repeat(length), imageUrl}));
}

/** Whether the address stands above the lines. */
function above(count: number): boolean {
  const {html} = renderRequestEmail(order({lines: lines(count, 10)}));
  return html.indexOf('class="ship-to"') < html.indexOf('class="lines"');
}

/** Every URL of the email. */
function links(responseUrl: string | null, imageUrl: string | null): string[] {
  const email = renderRequestEmail(order({responseUrl, lines: [line({imageUrl})]}));
  return urlsOf(read(email.html).elements);
}

describe.each(supportedEmailLocales())('%s', (locale) => {
  const email = renderRequestEmail(order({locale, kind: 'test', revision: 2}));

  test('is valid HTML', async () => {
    expect(await complaintsOf(email.html)).toEqual([]);
  });

  test('names its language and direction where clients keep them', () => {
    const direction = locale === 'ar' ? 'rtl' : 'ltr';
    const {elements} = read(email.html);
    const root = elements.find((element) => element.tagName === 'html');
    const wrapper = elements.find((element) => element.tagName === 'div' && attribute(element, 'lang') !== null);
    for (const element of [root, wrapper]) {
      expect(element && [attribute(element, 'lang'), attribute(element, 'dir')]).toEqual([locale, direction]);
    }
    const start = direction === 'rtl' ? 'right' : 'left';
    const aligned = elements
      .map((element) => attribute(element, 'align'))
      .filter((align) => align && align !== 'center');
    expect(new Set(aligned)).toEqual(new Set([start]));
  });

  test('holds 50 usual lines with pictures within what Gmail shows', () => {
    const picture = `https://cdn.shopify.com/s/files/1/0123/4567/8901/files/${'name-'.repeat(10)}_128x128_crop_center.jpg?v=1732400000`;
    const usual = Array.from({length: 50}, (_, i) =>
      line({
        title: `Handmade stoneware mug with a wooden lid, number ${i}`,
        variantTitle: 'Midnight blue / 350 ml',
        sku: `MUG-BLUE-350-${i}`,
        quantity: 2,
        orderedQuantity: 3,
        properties: [{key: 'Engraving', value: 'Happy birthday, Anna!'}],
        weight: {value: 350, unit: 'GRAMS'},
        imageUrl: picture,
      }),
    );
    const {html} = renderRequestEmail(order({locale, lines: usual}));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html.match(/<img /g)).toHaveLength(50);
  });
});

describe('long emails', () => {
  test('go without pictures before anything is cut off', () => {
    const {html} = renderRequestEmail(order({lines: lines(60, 100)}));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).not.toContain('<img');
    expect(read(html).lines).toHaveLength(60);
    expect(html).not.toContain('View entire message');
  });

  test('say how to see all where even that is too long, and keep every line', () => {
    const {html} = renderRequestEmail(order({lines: lines(200, 300)}));
    expect(read(html).text('banner')).toContain('choose “View entire message”');
    expect(read(html).lines).toHaveLength(200);
  });

  test('have the address above the lines, short ones below', () => {
    expect([above(1), above(11), above(12), above(50)]).toEqual([false, false, true, true]);
  });
});

describe('right to left', () => {
  const email = renderRequestEmail(
    order({
      locale: 'ar',
      lines: [line({title: 'كوب', sku: 'MUG-1', properties: [{key: 'النقش', value: 'Anna & كريم'}]})],
    }),
  );

  test('values keep their own direction', () => {
    expect(email.html).toContain('<span dir="ltr">MUG-1</span>');
    expect(email.html).toContain('<span dir="ltr">+49 30 1234567</span>');
    expect(email.html).toContain('<span dir="rtl">كوب</span>');
    expect(email.html).toContain('<span dir="ltr">Anna &amp; كريم</span>');
  });

  test('an Arabic value in an English email is isolated, a Latin one left alone', () => {
    const {html} = renderRequestEmail(order({lines: [line({title: 'كوب 5', sku: 'MUG-1'})]}));
    expect(html).toContain('<span dir="rtl">كوب 5</span>');
    expect(html).not.toContain('<span dir="ltr">');
  });
});

describe('links and pictures', () => {
  test('https ones are kept, in the text as well', () => {
    expect(links('https://app.example/r/a?b=1&c=2', 'https://cdn.example/a b.png')).toEqual([
      'https://cdn.example/a%20b.png',
      'https://app.example/r/a?b=1&c=2',
    ]);
    expect(renderRequestEmail(order()).text).toContain('\nhttps://app.example/r/token\n');
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'http://app.example/',
    '//app.example/',
    '/r/1',
    'https://user:pass@app.example/',
    'https://',
    '',
  ])('%s is left out', (url) => {
    expect(links(url, url)).toEqual([]);
    expect(renderRequestEmail(order({responseUrl: url})).text).not.toContain('Open this request');
  });
});
