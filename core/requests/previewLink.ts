/** The link under which an email can be looked at before it is sent, as the service will see it, for a short while. */
import type {Config} from '../config.ts';
import {longestToken, readLink, signLink, type LinkSecrets} from '../links/token.ts';

type Links = Pick<Config, 'APP_URL'> & LinkSecrets;

const minutesValid = 10;

/** What a link names: whose email, and what the merchant chose. Nothing is stored; the link itself carries it. */
export interface PreviewLink {
  shop: string;
  orderId: string;
  serviceId: string;
  /** As for `createRequests`. */
  input: unknown;
}

/** An address of ours; null where the choice is too long for one. */
export function previewLink(config: Links, {shop, orderId, serviceId, input}: PreviewLink): string | null {
  const fields = {shop, order: orderId, service: serviceId, input: JSON.stringify(input)};
  const expiresAt = new Date(Date.now() + minutesValid * 60_000);
  const token = signLink(config, 'email preview', fields, expiresAt);
  return token.length > longestToken ? null : `${config.APP_URL}/print/email-preview/${token}`;
}

export function readPreviewLink(config: Links, token: string): PreviewLink | 'invalid' | 'expired' {
  const fields = readLink(config, 'email preview', token);
  if (typeof fields === 'string') return fields;
  const {shop, order, service, input} = fields;
  if (!shop || !order || !service || !input) return 'invalid';
  return {shop, orderId: order, serviceId: service, input: JSON.parse(input)};
}
