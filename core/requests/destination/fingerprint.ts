/**
 * Fingerprints of what an email said of where a request goes: enough to see that it changed, and nothing to read an address from.
 * HMAC-SHA256 under a key that is made from `ENCRYPTION_KEY` for this alone, over the request's id as well, so that the same
 * address has another fingerprint in every request.
 */
import {createHash, createHmac, hkdfSync, timingSafeEqual} from 'node:crypto';
import type {ObjectId} from 'mongodb';
import type {Config} from '../../config.ts';
import type {EmailShipTo} from '../../email/render/input.ts';

type Keys = Pick<Config, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEY_PREVIOUS'>;

/** What it is of: a request's own. */
interface Owner {
  _id: ObjectId;
  shop: string;
}

/** What of the customer the service is shown; of what is hidden, a change is nothing to tell. */
export interface Shown {
  showCustomerPhone: boolean;
  showCustomerEmail: boolean;
}

/** Of what is taken in, and how: another way needs another number, or every address would seem changed. */
const version = '1';

/** `1.<p and e, for what was shown>.<key>.<fingerprint>`: it says itself how it was made. */
export function fingerprint(keys: Keys, owner: Owner, shipTo: EmailShipTo | null, shown: Shown): string {
  const flags = `${shown.showCustomerPhone ? 'p' : ''}${shown.showCustomerEmail ? 'e' : ''}`;
  const key = keys.ENCRYPTION_KEY;
  return [version, flags, keyId(key), digest(key, owner, shipTo, flags).toString('base64url')].join('.');
}

/**
 * Whether a fingerprint is of this destination; of the same parts as were shown then.
 * `stale`: it is, by the key before; it should be made anew. `unknown`: by a key that is gone, so nobody can say.
 */
export function compareFingerprint(
  keys: Keys,
  owner: Owner,
  print: string,
  shipTo: EmailShipTo | null,
): 'same' | 'stale' | 'other' | 'unknown' {
  const [of, flags = '', id, text = ''] = print.split('.');
  const ring = [keys.ENCRYPTION_KEY, keys.ENCRYPTION_KEY_PREVIOUS].filter((key) => key !== undefined);
  const key = ring.find((one) => keyId(one) === id);
  if (of !== version || key === undefined) return 'unknown';
  const known = Buffer.from(text, 'base64url');
  const now = digest(key, owner, shipTo, flags);
  if (known.length !== now.length || !timingSafeEqual(known, now)) return 'other';
  return key === keys.ENCRYPTION_KEY ? 'same' : 'stale';
}

function keyId(key: string): string {
  return createHash('sha256').update(`destination ${key}`).digest('hex').slice(0, 8);
}

function digest(key: string, {shop, _id}: Owner, shipTo: EmailShipTo | null, flags: string): Buffer {
  const secret = hkdfSync('sha256', Buffer.from(key, 'base64'), '', 'custom-fulfillment-services destination', 32);
  const text = JSON.stringify([shop, _id.toHexString(), ...partsOf(shipTo, flags)]);
  return createHmac('sha256', Buffer.from(secret)).update(text).digest();
}

/** What a parcel goes by. Where there is no place to ship to, an email says that alone, whatever else is known. */
function partsOf(shipTo: EmailShipTo | null, flags: string): string[] {
  if (!shipTo) return [];
  const {name, company, address1, address2, city, zip, province, countryCode, phone, email} = shipTo;
  const place = [address1, address2, city, zip].map(plain);
  if (place.every((part) => part === '')) return [];
  return [
    ...place,
    // The province's code is left out: it comes from elsewhere, and says no more than the name.
    ...[name, company, province, countryCode].map(plain),
    flags.includes('p') ? (phone ?? '').replaceAll(/[^\p{L}\p{N}+]/gu, '').toLowerCase() : '',
    flags.includes('e') ? plain(email) : '',
  ];
}

/** The same to whoever reads a label: neither case nor spaces lead a parcel astray. */
function plain(text: string | null): string {
  return (text ?? '').normalize('NFKC').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}
