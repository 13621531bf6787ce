/** Links that carry their own right: signed, for one purpose, and only until their time is over. */
import {createHmac, hkdfSync, timingSafeEqual} from 'node:crypto';
import type {Config} from '../config.ts';

/** What a link is for. A token of one purpose is worth nothing for another. */
export type LinkPurpose = 'answer' | 'packing slips' | 'email preview';

/** Texts that the token carries, readable by whoever has it. */
export type LinkFields = Record<string, string>;

/** What links are signed with, and what they may have been signed with before. */
export type LinkSecrets = Pick<Config, 'SHOPIFY_API_SECRET' | 'SHOPIFY_API_SECRET_PREVIOUS'>;

/** Of a token, in characters: well below what servers take as an address. */
export const longestToken = 6000;

/** A key of its own for each purpose, made from the app's secret, so that no further one is to be kept. */
function keyFor(secret: string, purpose: LinkPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `custom-fulfillment-services link: ${purpose}`, 32));
}

function sign(secret: string, purpose: LinkPurpose, payload: string): Buffer {
  return createHmac('sha256', keyFor(secret, purpose)).update(payload).digest();
}

/** A token for a path: letters, digits, `-`, `_` and one dot. */
export function signLink(
  {SHOPIFY_API_SECRET: secret}: LinkSecrets,
  purpose: LinkPurpose,
  fields: LinkFields,
  expiresAt: Date,
): string {
  const content = JSON.stringify([Math.ceil(expiresAt.getTime() / 1000), fields]);
  const payload = Buffer.from(content).toString('base64url');
  return `${payload}.${sign(secret, purpose, payload).toString('base64url')}`;
}

/** What a token carries; `invalid` if it was not signed here for this purpose, `expired` if it was. */
export function readLink(
  {SHOPIFY_API_SECRET: current, SHOPIFY_API_SECRET_PREVIOUS: previous}: LinkSecrets,
  purpose: LinkPurpose,
  token: string,
  now: Date = new Date(),
): LinkFields | 'invalid' | 'expired' {
  const [, payload, signature] = /^([\w-]+)\.([\w-]{43})$/.exec(token.slice(0, longestToken)) ?? [];
  if (!payload || !signature) return 'invalid';
  const given = Buffer.from(signature, 'base64url');
  const isOurs = [current, previous].some((secret) => secret && timingSafeEqual(given, sign(secret, purpose, payload)));
  if (!isOurs) return 'invalid';
  // Signed here, so of the shape written above.
  const [expires, fields] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [number, LinkFields];
  return expires * 1000 <= now.getTime() ? 'expired' : fields;
}
