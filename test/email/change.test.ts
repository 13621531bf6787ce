/** The email that tells a service of another address: nobody can take it for a further request, or overlook the address. */
import {describe, expect, test} from 'vitest';
import {supportedEmailLocales} from '../../core/email/locales/locales.ts';
import {translator} from '../../core/email/locales/translator.ts';
import type {ChangeEmailInput} from '../../core/email/render/notice/input.ts';
import {renderChangeEmail} from '../../core/email/render/notice/render.ts';
import {attribute, read, urlsOf} from './render-support.ts';
import {complaintsOf} from './validate.ts';

const mug = {title: 'Mug', variantTitle: 'Blue', sku: 'MUG-1', quantity: 2};

function changed(change: Partial<ChangeEmailInput> = {}): ChangeEmailInput {
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
    lines: [mug],
    shipTo: {
      name: 'Ann Lee',
      company: 'Lee & Co',
      address1: '5 Market St',
      address2: 'Floor 2',
      city: 'San Francisco',
      zip: '94105',
      province: 'California',
      provinceCode: 'CA',
      countryCode: 'US',
      phone: '+1 415 555 0100',
      email: 'ann@example.com',
    },
    show: {customerPhone: true, customerEmail: false},
    responseUrl: 'https://app.example/r/token',
    ...change,
  };
}

test('says first of all what it is, then the whole address, then what it is about', () => {
  const email = renderChangeEmail(changed());
  expect(email.subject).toBe('ADDRESS CHANGED – order #1001 – Little Shop');
  const page = read(email.html);
  expect(page.text('stop')).toBe('ADDRESS CHANGED. Do not use the address in the earlier email.');
  expect(page.text('ship-to')).toBe('Ann Lee\nLee & Co\n5 Market St\nFloor 2\nSan Francisco, CA 94105\nUnited States');
  expect(page.lines).toMatchObject([{attribute: '2', title: 'Mug', sku: 'SKU: MUG-1'}]);
  expect(email.text).toContain(
    'New address\n\nAnn Lee\nLee & Co\n5 Market St\nFloor 2\nSan Francisco, CA 94105\nUnited States\n\nPhone: +1 415 555 0100\n',
  );
  expect(email.text.replaceAll('\n', ' ')).toContain('It is not a new request: ship the items once.');
  expect(email.text).toContain('2 × Mug\n    Blue\n    SKU: MUG-1');
  expect(urlsOf(page.elements)).toEqual(['https://app.example/r/token']);
  // Neither on a locked screen, nor what the service is not to see.
  expect(email.subject + page.text('preheader')).not.toMatch(/Ann|Market|San/);
  expect(email.html + email.text).not.toContain('ann@example.com');
});

test.each([null, {...changed().shipTo!, address1: null, address2: '', city: ' ', zip: null}])(
  'says so where there is nothing to ship to any more: %o',
  (shipTo) => {
    const email = renderChangeEmail(changed({shipTo}));
    expect(read(email.html).text('no-ship-to')).toContain('has no shipping address. Ask Little Shop');
    expect(email.text).toContain('has no shipping address');
    expect(email.text).not.toContain('Ann Lee');
  },
);

test('what comes from outside stays text', () => {
  const bad = '<img src=x onerror=alert(1)>\r\nBcc: a@b.example';
  const shipTo = {...changed().shipTo!, name: bad, address1: bad};
  const email = renderChangeEmail(changed({orderName: bad, lines: [{...mug, title: bad}], shipTo}));
  expect(email.subject).not.toMatch(/[\r\n]/);
  expect(read(email.html).elements.some(({tagName}) => tagName === 'img')).toBe(false);
});

describe.each(supportedEmailLocales())('%s', (locale) => {
  const email = renderChangeEmail(changed({locale}));
  const t = translator(locale);

  test('is valid HTML', async () => {
    expect(await complaintsOf(email.html)).toEqual([]);
  });

  test('has its own words in subject, page and text, and its direction', () => {
    expect(email.subject).toBe(t.text('changeSubject', {order: '#1001', shop: 'Little Shop'}));
    for (const key of ['changeBanner', 'newAddress', 'changeItems', 'changeAnswer'] as const) {
      expect(email.html).toContain(t.text(key));
      expect(email.text.replaceAll('\n', ' ')).toContain(t.text(key));
    }
    for (const part of ['Ann Lee', '5 Market St', '94105']) {
      expect(email.html).toContain(part);
      expect(email.text).toContain(part);
    }
    const root = read(email.html).elements.find(({tagName}) => tagName === 'html');
    expect(root && attribute(root, 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
  });
});
