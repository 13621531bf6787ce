/** From a notice to its email. */
import type {Config} from '../../config.ts';
import type {EmailShipTo} from '../../email/render/input.ts';
import {renderChangeEmail, renderNoticeEmail} from '../../email/render/notice/render.ts';
import type {NoticeEmailInput} from '../../email/render/notice/input.ts';
import type {RenderedEmail} from '../../email/render/render.ts';
import {answerUrl} from '../../requests/answer/link.ts';
import type {StoredService} from '../../services/store.ts';
import type {ShopDetails} from '../../shops/shops.ts';
import type {NoticeLine, StoredNotice} from '../types.ts';
import type {Titles} from './titles.ts';

/** @param where of a change: where it goes now */
export function renderNotice(
  config: Pick<Config, 'APP_URL' | 'SHOPIFY_API_SECRET'>,
  notice: StoredNotice,
  service: StoredService,
  merchant: ShopDetails,
  titles: Titles,
  where?: {shipTo: EmailShipTo | null},
): RenderedEmail {
  const input = noticeInput(config, notice, service, merchant, titles);
  if (!where) return renderNoticeEmail(input);
  const {remaining: _all, ...change} = input;
  const {showCustomerPhone: customerPhone, showCustomerEmail: customerEmail} = service.settings;
  return renderChangeEmail({...change, shipTo: where.shipTo, show: {customerPhone, customerEmail}});
}

function noticeInput(
  config: Pick<Config, 'APP_URL' | 'SHOPIFY_API_SECRET'>,
  {shop, requestId, requestedAt, createdAt, orderName, lines, remaining}: StoredNotice,
  service: StoredService,
  merchant: ShopDetails,
  titles: Titles,
): NoticeEmailInput {
  const named = (line: NoticeLine) => {
    const known = titles.get(line.lineItemId);
    return {
      title: known?.title ?? null,
      variantTitle: known?.variantTitle ?? null,
      sku: line.sku ?? known?.sku ?? null,
      quantity: line.quantity,
    };
  };
  return {
    requestId: requestId.toHexString(),
    requestedAt: requestedAt.toISOString(),
    createdAt: createdAt.toISOString(),
    locale: service.settings.locale,
    serviceName: service.name,
    shop: {
      name: merchant.name,
      contactEmail: merchant.contactEmail,
      domain: shop,
      timeZone: merchant.ianaTimezone,
    },
    orderName,
    lines: lines.map(named),
    remaining: remaining.map(named),
    responseUrl: answerUrl(config, {_id: requestId, shop}),
  };
}
