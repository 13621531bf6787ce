/** Sealing secrets. */
import {randomBytes} from 'node:crypto';
import {expect, it} from 'vitest';
import {createEncryption} from '../../../core/shops/encryption.ts';

const key = () => randomBytes(32).toString('base64');
const old = key();

it('opens what it sealed, and never seals the same way twice', () => {
  const encryption = createEncryption([old]);
  const sealed = encryption.seal('shpat_secret é', 'a');
  expect(sealed).not.toContain('secret');
  expect(encryption.open(sealed, 'a')).toBe('shpat_secret é');
  expect(encryption.seal('shpat_secret é', 'a')).not.toBe(sealed);
});

it('opens what an older key sealed, and seals with the new one', () => {
  const sealed = createEncryption([old]).seal('secret', 'a');
  const rotated = createEncryption([key(), old]);
  expect(rotated.open(sealed, 'a')).toBe('secret');
  expect(() => createEncryption([old]).open(rotated.seal('secret', 'a'), 'a')).toThrow('not known');
});

it('does not open what was sealed for another place, or changed', () => {
  const encryption = createEncryption([old]);
  const sealed = encryption.seal('secret', 'one shop');
  expect(() => encryption.open(sealed, 'another shop')).toThrow(Error);
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
  expect(() => encryption.open(changed, 'one shop')).toThrow(Error);
  expect(() => encryption.open(sealed.slice(0, 12), 'one shop')).toThrow(Error);
});
