/** The email of a request, and whose name it bears: the same for a send and for a look at it before. */
import type {Config} from '../../config.ts';
import {renderRequestEmail, type RenderedEmail} from '../../email/render/render.ts';
import type {StoredService} from '../../services/store.ts';
import type {ShopDetails} from '../../shops/shops.ts';
import {answerUrl, previewUrl} from '../answer/link.ts';
import {emailInput} from './emailInput.ts';
import type {Readable} from './read.ts';

/** Renders the email of a request from what was read of its order. */
export function renderEmail(
  config: Pick<Config, 'APP_URL' | 'SHOPIFY_API_SECRET'>,
  readable: Readable,
  service: StoredService,
  merchant: ShopDetails,
  {preview = false} = {},
): RenderedEmail {
  // A request that is only looked at has no number yet, and no page of its own.
  const link = preview
    ? {requestId: '…', responseUrl: previewUrl(config)}
    : {requestId: readable.request._id.toHexString(), responseUrl: answerUrl(config, readable.request)};
  return renderRequestEmail(emailInput(readable, service, merchant, link));
}

/** Who an email to a service comes from, and where its answers go. */
export function senderOf(
  config: Pick<Config, 'EMAIL_FROM'>,
  service: Pick<StoredService, 'settings'>,
  merchant: ShopDetails,
): {address: string; name: string; replyTo: string | null} {
  return {
    address: config.EMAIL_FROM,
    name: merchant.name,
    replyTo: service.settings.replyTo ?? merchant.contactEmail,
  };
}

/** Every address of a service, each once: each gets a message of its own. */
export function addressesOf({email, settings}: Pick<StoredService, 'email' | 'settings'>): string[] {
  return [...new Set([email, ...settings.additionalEmails])];
}
