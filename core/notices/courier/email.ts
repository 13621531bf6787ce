/** From a notice to its email. */
import type {Config} from '../../config.ts';
import {renderNoticeEmail} from '../../email/render/notice/render.ts';
import type {NoticeEmailInput} from '../../email/render/notice/input.ts';
import type {RenderedEmail} from '../../email/render/render.ts';
import {answerUrl} from '../../requests/answer/link.ts';
import type {StoredService} from '../../services/store.ts';
import type {ShopDetails} from '../../shops/shops.ts';
import type {NoticeLine, StoredNotice} from '../types.ts';
import type {Titles} from './titles.ts';

export function renderNotice(
  config: Pick<Config, 'APP_URL' | 'SHOPIFY_API_SECRET'>,
  notice: StoredNotice,
  service: StoredService,
  merchant: ShopDetails,
  titles: Titles,
): RenderedEmail {
  return renderNoticeEmail(noticeInput(config, notice, service, merchant, titles));
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
