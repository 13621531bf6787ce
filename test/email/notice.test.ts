/** The email that tells a service what not to ship: nobody can take it for a request. */
import {describe, expect, test} from 'vitest';
import {supportedEmailLocales} from '../../core/email/locales/locales.ts';
import {translator} from '../../core/email/locales/translator.ts';
import type {NoticeEmailInput} from '../../core/email/render/notice/input.ts';
import {renderNoticeEmail} from '../../core/email/render/notice/render.ts';
import {attribute, read, urlsOf} from './render-support.ts';
import {complaintsOf} from './validate.ts';

const mug = {title: 'Mug', variantTitle: 'Blue', sku: 'MUG-1', quantity: 2};
const shirt = {title: 'Shirt', variantTitle: null, sku: 'TS-1', quantity: 1};

function notice(change: Partial<NoticeEmailInput> = {}): NoticeEmailInput {
  return {
    requestId: '6743f0c2a9b1e4d5c6f70812',
    requestedAt: '2026-11-23T17:35:00Z',
    createdAt: '2026-11-24T09:00:00Z',
    locale: 'en',
    serviceName: 'Northwind Warehouse',
    shop: {
      name: 'Little Shop',
      contactEmail: 'orders@shop.example',
      domain: 'little.myshopify.com',
      timeZone: 'Asia/Bangkok',
    },
    orderName: '#1001',
    lines: [mug, shirt],
    remaining: [],
    responseUrl: 'https://app.example/r/token',
    ...change,
  };
}

test('says first of all what it is, and names every item with its quantity', () => {
  const email = renderNoticeEmail(notice());
  expect(email.subject).toBe('CANCELLED – do not ship: order #1001 – Little Shop');
  const page = read(email.html);
  expect(page.text('stop')).toBe('CANCELLED. Do not ship this order.');
  expect(page.lines).toMatchObject([
    {attribute: '2', quantity: '2', title: 'Mug', sku: 'SKU: MUG-1'},
    {attribute: '1', quantity: '1', title: 'Shirt', sku: 'SKU: TS-1'},
  ]);
  expect(email.text).toMatch(/^\*\*\* CANCELLED\. Do not ship this order\. \*\*\*\n\nDo not ship 3 items\n/);
  expect(email.text).toContain('2 × Mug\n    Blue\n    SKU: MUG-1');
  expect(email.text.replaceAll('\n', ' ')).toContain(
    'This cancels request 6743f0c2a9b1e4d5c6f70812 of November 24, 2026',
  );
  expect(urlsOf(page.elements)).toEqual(['https://app.example/r/token']);
  expect(email.text).toContain('https://app.example/r/token');
  expect(email.html).not.toContain('Ship to');
});

test('says what is to be shipped all the same, where only a part is cancelled', () => {
  const email = renderNoticeEmail(notice({lines: [{...mug, quantity: 1}], remaining: [{...mug, quantity: 1}, shirt]}));
  expect(email.subject).toBe('PARTLY CANCELLED – do not ship 1 item: order #1001 – Little Shop');
  expect(read(email.html).text('stop')).toBe('PARTLY CANCELLED. Ship only what is listed under “Still to be shipped”.');
  const [, stop = '', go = ''] = /Do not ship\n\n([^]*)Still to be shipped\n\n([^]*)Answer/.exec(email.text) ?? [];
  expect(stop).toContain('1 × Mug');
  expect(stop).not.toContain('Shirt');
  expect(go).toContain('1 × Mug');
  expect(go).toContain('1 × Shirt');
});

test('an item that cannot be read any more goes by its SKU', () => {
  const email = renderNoticeEmail(notice({lines: [{title: null, variantTitle: null, sku: 'MUG-1', quantity: 2}]}));
  expect(email.text).toContain('2 × Item\n    SKU: MUG-1');
});

test('what comes from outside stays text', () => {
  const bad = '<img src=x onerror=alert(1)>\r\nBcc: a@b.example';
  const email = renderNoticeEmail(notice({orderName: bad, lines: [{...mug, title: bad, sku: bad}]}));
  expect(email.subject).not.toMatch(/[\r\n]/);
  expect(read(email.html).elements.some(({tagName}) => tagName === 'img')).toBe(false);
});

test.each([
  [{lines: []}, 'nothing_to_fulfill'],
  [{lines: [{...mug, quantity: 0}]}, 'quantity_invalid'],
  [{remaining: [{...mug, quantity: 1.5}]}, 'quantity_invalid'],
])('%o is refused', (change, code) => {
  expect(() => renderNoticeEmail(notice(change))).toThrow(expect.objectContaining({code}));
});

describe.each(supportedEmailLocales())('%s', (locale) => {
  const whole = renderNoticeEmail(notice({locale}));
  const part = renderNoticeEmail(notice({locale, lines: [mug], remaining: [shirt]}));
  const t = translator(locale);

  test('is valid HTML', async () => {
    expect([...(await complaintsOf(whole.html)), ...(await complaintsOf(part.html))]).toEqual([]);
  });

  test('has its own words in subject, page and text, and its direction', () => {
    expect(whole.subject).toBe(t.text('cancelSubject', {order: '#1001', shop: 'Little Shop'}));
    for (const email of [whole, part]) {
      expect(email.html).toContain(t.text('doNotShip'));
      expect(email.text).toContain(t.text('doNotShip'));
    }
    expect(part.text).toContain(t.text('stillToShip'));
    const root = read(whole.html).elements.find(({tagName}) => tagName === 'html');
    expect(root && attribute(root, 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
  });
});
