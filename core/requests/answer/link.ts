/** The link by which a service answers a request, without an account. */
import type {Config} from '../../config.ts';
import {readLink, signLink, type LinkSecrets} from '../../links/token.ts';
import type {StoredRequest} from '../types.ts';

type Links = Pick<Config, 'APP_URL'> & LinkSecrets;

const daysValid = 90;

/** The page of a request, for whoever has its email. Each email carries a fresh one. */
export function answerUrl(config: Links, {_id, shop}: Pick<StoredRequest, '_id' | 'shop'>): string {
  const expiresAt = new Date(Date.now() + daysValid * 86_400_000);
  const token = signLink(config, 'answer', {shop, request: _id.toHexString()}, expiresAt);
  return `${config.APP_URL}/r/${token}`;
}

/** Where the link of an email leads that is only looked at, or only a test. */
export function previewUrl(config: Links): string {
  return `${config.APP_URL}/r/preview`;
}

/** Which request a link names. */
export interface AnswerLink {
  shop: string;
  requestId: string;
}

export function readAnswerLink(config: Links, token: string): AnswerLink | 'invalid' | 'expired' {
  const fields = readLink(config, 'answer', token);
  if (typeof fields === 'string') return fields;
  const {shop, request} = fields;
  return shop && request ? {shop, requestId: request} : 'invalid';
}
