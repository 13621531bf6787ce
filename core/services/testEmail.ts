/** Sends a service a test email: made-up contents in the service's own language and settings, with nothing to ship. */
import {randomUUID} from 'node:crypto';
import type {Context} from '../context.ts';
import type {SendOutcome} from '../email/mailer.ts';
import type {RequestEmailInput} from '../email/render/input.ts';
import {renderRequestEmail} from '../email/render/render.ts';
import {AppError} from '../errors.ts';
import {previewUrl} from '../requests/answer/link.ts';
import {addressesOf, senderOf} from '../requests/courier/email.ts';
import {outgoing} from '../requests/courier/messages.ts';
import {loadShop, type ShopDetails} from '../shops/shops.ts';
import {findOwnService} from './find.ts';
import type {StoredService} from './store.ts';
import {takeTurn} from './turns.ts';

/** A service gets at most so many within so many milliseconds. */
const limit = {field: 'testEmails', most: 5, withinMs: 10 * 60_000, event: 'test email'} as const;

/**
 * One message to each address of the service; they are not repeated if the provider does not answer.
 * @returns Postmark's id of the message to the main address
 * @throws AppError `service_not_found`, `service_owned_by_other_app`, `service_not_active`, `rate_limited`, `email_*`
 */
export async function sendTestEmail(ctx: Context, shop: string, id: string, by: string): Promise<{messageId: string}> {
  const service = await findOwnService(ctx, shop, id);
  if (service.status !== 'active' && service.status !== 'paused') throw new AppError('service_not_active');
  const merchant = await loadShop(ctx, shop);
  const message = `This service was sent ${limit.most} test emails in the last ten minutes. Wait a little, then send another.`;
  await takeTurn(ctx.db, service, {...limit, by, message});
  const rendered = renderRequestEmail({...sample(service, shop, merchant), responseUrl: previewUrl(ctx.config)});
  const sender = senderOf(ctx.config, service, merchant);
  const number = randomUUID().slice(0, 8);
  const messages = addressesOf(service).map((address, index) =>
    outgoing({address, key: `test.${service._id.toHexString()}.${number}.${index}`}, rendered, sender, 'test'),
  );
  const [outcome] = await ctx.mailer.send(messages);
  if (outcome?.kind === 'accepted') return {messageId: outcome.messageId};
  throw failureOf(outcome);
}

function failureOf(outcome: SendOutcome | undefined): AppError {
  switch (outcome?.kind) {
    case 'refused':
      return new AppError(outcome.code);
    case 'retry':
      return new AppError('email_unavailable', {
        message: 'The email provider does not answer. Try again in a minute.',
        retryAfterMs: outcome.afterMs,
      });
    case 'account':
      return new AppError('email_account_blocked');
    case 'accepted':
    case 'unknown':
    case undefined:
      return new AppError('email_outcome_unknown', {
        message: 'The email provider did not say whether it took the test email. Look into the inbox, or send another.',
      });
  }
}

function sample(service: StoredService, shop: string, merchant: ShopDetails): RequestEmailInput {
  const now = new Date().toISOString();
  const {settings} = service;
  const price = {amount: '24.90', currencyCode: merchant.currencyCode};
  const line = {weight: {value: 250, unit: 'GRAMS' as const}, imageUrl: null, unitPrice: price};
  return {
    kind: 'test',
    requestId: '–',
    revision: 1,
    createdAt: now,
    locale: settings.locale,
    serviceName: service.name,
    shop: {name: merchant.name, contactEmail: merchant.contactEmail, domain: shop, timeZone: merchant.ianaTimezone},
    order: {name: '#1001', date: now},
    shipTo: {
      name: 'Sam Sample',
      company: null,
      address1: '1 Sample Street',
      address2: null,
      city: 'San Francisco',
      zip: '94107',
      province: 'California',
      provinceCode: 'CA',
      countryCode: 'US',
      phone: '+1 555 0100',
      email: 'sam@example.com',
    },
    shippingMethod: 'Standard',
    lines: [
      {
        ...line,
        title: 'Sample mug',
        variantTitle: 'Blue',
        sku: 'SAMPLE-1',
        quantity: 2,
        orderedQuantity: 2,
        properties: [],
      },
      {
        ...line,
        title: 'Sample card',
        variantTitle: null,
        sku: 'SAMPLE-2',
        quantity: 1,
        orderedQuantity: 3,
        properties: [{key: 'Text', value: 'Happy birthday'}],
      },
    ],
    orderNote: 'Sample note',
    merchantMessage: null,
    show: {
      customerPhone: settings.showCustomerPhone,
      customerEmail: settings.showCustomerEmail,
      orderNote: settings.showOrderNote,
      prices: settings.showPrices,
    },
  };
}
