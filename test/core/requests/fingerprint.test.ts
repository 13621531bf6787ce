/** Fingerprints of addresses: what makes another one, what does not, and what a change of keys does to them. */
import {randomBytes} from 'node:crypto';
import {ObjectId} from 'mongodb';
import {describe, expect, test} from 'vitest';
import type {EmailShipTo} from '../../../core/email/render/input.ts';
import {compareFingerprint, fingerprint} from '../../../core/requests/destination/fingerprint.ts';
import {partsOfOrder, shipToOf, type Whereabouts} from '../../../core/requests/destination/shipTo.ts';

const key = () => randomBytes(32).toString('base64');
const keys = {ENCRYPTION_KEY: key()};
const owner = {_id: new ObjectId(), shop: 'a.myshopify.com'};
const all = {showCustomerPhone: true, showCustomerEmail: true};
const none = {showCustomerPhone: false, showCustomerEmail: false};
const home: EmailShipTo = {
  name: 'Zoë Å',
  company: 'Å AB',
  address1: 'Storgatan 5',
  address2: '2 tr',
  city: 'Stockholm',
  zip: '111 22',
  province: null,
  provinceCode: null,
  countryCode: 'SE',
  phone: '+46 70-123',
  email: 'zoe@example.com',
};
const compared = (change: Partial<EmailShipTo> | null, shown = all) =>
  compareFingerprint(keys, owner, fingerprint(keys, owner, home, shown), change && {...home, ...change});

describe('another fingerprint', () => {
  test.each(['name', 'company', 'address1', 'address2', 'city', 'zip', 'province', 'countryCode', 'phone', 'email'])(
    'for another %s',
    (field) => {
      expect(compared({[field]: 'NO'})).toBe('other');
      expect(compared({[field]: null})).toBe(field === 'province' ? 'same' : 'other');
    },
  );

  test('where nothing is left to ship to', () => {
    expect(compared(null)).toBe('other');
    expect(compared({address1: '', address2: ' ', city: null, zip: null})).toBe('other');
  });

  test('where one field’s end is the next one’s beginning', () => {
    expect(compared({address1: 'Storgatan', address2: '5 2 tr'})).toBe('other');
  });

  test('for the same address in another request, or shop', () => {
    const prints = [owner, {...owner, _id: new ObjectId()}, {...owner, shop: 'b.myshopify.com'}].map((one) =>
      fingerprint(keys, one, home, all),
    );
    expect(new Set(prints).size).toBe(3);
  });
});

describe('the same fingerprint', () => {
  test.each([
    ['another case', {city: 'STOCKHOLM', name: 'zoë å'}],
    ['other spaces', {address1: ' Storgatan\u00A0 5', zip: '111 22'}],
    ['accents written otherwise', {name: 'Zoe\u0308 A\u030A'}],
    ['a phone written otherwise', {phone: '+46 (70) 123'}],
    ['a province’s code', {provinceCode: 'AB'}],
  ])('for %s', (_what, change) => {
    expect(compared(change)).toBe('same');
  });

  test('whatever is not shown', () => {
    expect(compared({phone: '1', email: 'x@example.com'}, none)).toBe('same');
    expect(compared({phone: '1'}, {...none, showCustomerPhone: true})).toBe('other');
  });

  test('where there is nowhere to ship to, whoever it is', () => {
    const nowhere = {...home, address1: null, address2: null, city: null, zip: null};
    const print = fingerprint(keys, owner, nowhere, all);
    expect(compareFingerprint(keys, owner, print, null)).toBe('same');
    expect(compareFingerprint(keys, owner, print, {...nowhere, name: 'Bo'})).toBe('same');
    expect(compareFingerprint(keys, owner, print, home)).toBe('other');
  });
});

test('a key that was changed still knows it; one that is gone does not make it another', () => {
  const print = fingerprint(keys, owner, home, all);
  const rotated = {ENCRYPTION_KEY: key(), ENCRYPTION_KEY_PREVIOUS: keys.ENCRYPTION_KEY};
  expect(compareFingerprint(rotated, owner, print, home)).toBe('stale');
  expect(compareFingerprint(rotated, owner, print, {...home, city: 'Oslo'})).toBe('other');
  expect(compareFingerprint({ENCRYPTION_KEY: key()}, owner, print, home)).toBe('unknown');
  expect(compareFingerprint(keys, owner, '2.pe.00000000.x', home)).toBe('unknown');
  expect(print).not.toMatch(/storgatan|stockholm|zo/i);
});

describe('where it goes', () => {
  const place = {company: null, address1: 'A 1', address2: null, city: 'Oslo', zip: '1', province: null};
  const person = {firstName: 'Bo', lastName: 'Ek'};
  const address = {...person, ...place, provinceCode: null, countryCodeV2: 'NO' as const, phone: null};
  const destination = {...person, ...place, countryCode: 'NO' as const, phone: '123', email: 'b@example.com'};
  const order = {id: 'gid://shopify/Order/1', cancelledAt: null, shippingAddress: address};
  const same: Whereabouts = {destination, order};
  const moved = {...address, address1: 'B 2', firstName: 'Di', phone: '9'};

  test('is the order’s, where it was the order’s: also where the fulfillment order keeps the old one', () => {
    expect(partsOfOrder(same)).toEqual(['place', 'name', 'phone']);
    expect(shipToOf(same)).toEqual(shipToOf(same, partsOfOrder(same)));
    const after = {destination, order: {...order, shippingAddress: moved}};
    expect(shipToOf(after, partsOfOrder(same))).toMatchObject({address1: 'B 2', name: 'Di Ek', phone: '9'});
    expect(shipToOf(after, ['place'])).toMatchObject({address1: 'B 2', name: 'Bo Ek', phone: '123'});
  });

  test('is its own, where it was another than the order’s, whatever becomes of that', () => {
    const pickup = {...same, destination: {...destination, address1: 'Kiosk 7'}};
    expect(partsOfOrder(pickup)).toEqual([]);
    const after = {...pickup, order: {...order, shippingAddress: moved}};
    expect(shipToOf(after, partsOfOrder(pickup))).toMatchObject({address1: 'Kiosk 7', name: 'Bo Ek'});
  });

  test('follows an address that comes later, and one that is taken away', () => {
    const nothing = {firstName: null, lastName: null, company: null, address1: null, address2: null, city: null};
    const nowhere: Whereabouts = {
      destination: {...destination, ...nothing, zip: null, province: null, countryCode: null, phone: null},
      order: {...order, shippingAddress: null},
    };
    expect(partsOfOrder(nowhere)).toContain('place');
    expect(shipToOf({...nowhere, order}, partsOfOrder(nowhere))).toMatchObject({address1: 'A 1'});
    expect(shipToOf({...same, order: {...order, shippingAddress: null}}, ['place'])).toBeNull();
  });
});
