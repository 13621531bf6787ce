/** From what Shopify says to what the email says. */
import type {RequestEmailInput} from '../../email/render/input.ts';
import type {StoredService} from '../../services/store.ts';
import type {ShopDetails} from '../../shops/shops.ts';
import {shipToOf} from '../destination/shipTo.ts';
import type {StoredLine, StoredRequest} from '../types.ts';
import type {FulfillmentOrderToSend, ItemToSend} from './read.ts';

/** What it takes of a request and of its lines; a packing slip has no request. */
export interface Printable {
  request: Pick<StoredRequest, 'shop' | 'revision' | 'createdAt' | 'message' | 'destination'>;
  items: {stored: Pick<StoredLine, 'quantity'>; line: ItemToSend['line']; fulfillmentOrder: FulfillmentOrderToSend}[];
}

/** Everything the request's email is made of. */
export function emailInput(
  {request, items}: Printable,
  service: StoredService,
  shop: ShopDetails,
  link: {requestId: string; responseUrl: string | null},
): RequestEmailInput {
  const {settings} = service;
  const first = items[0]?.fulfillmentOrder;
  if (!first) throw new Error('A request has at least one line.');
  const {order, deliveryMethod} = first;
  return {
    kind: request.revision > 0 ? 'resend' : 'request',
    ...link,
    revision: request.revision + 1,
    createdAt: request.createdAt.toISOString(),
    locale: settings.locale,
    serviceName: service.name,
    shop: {
      name: shop.name,
      contactEmail: shop.contactEmail,
      domain: request.shop,
      timeZone: shop.ianaTimezone,
    },
    order: {name: order.name, date: order.processedAt},
    shipTo: shipToOf(first, request.destination?.follows),
    shippingMethod: deliveryMethod?.presentedName ?? order.shippingLine?.title ?? null,
    lines: items.map(({stored, line}) => ({
      title: line.productTitle,
      // Shopify: the only variant of a product is called so.
      variantTitle: line.variantTitle && line.variantTitle !== 'Default Title' ? line.variantTitle : null,
      sku: line.sku || null,
      quantity: stored.quantity,
      orderedQuantity: line.lineItem.quantity,
      properties: line.lineItem.customAttributes
        // Shopify: by convention, a property whose name begins with an underscore is hidden from people.
        .filter(({key}) => !key.startsWith('_'))
        .map(({key, value}) => ({key, value: value ?? ''})),
      weight: line.weight ? {value: line.weight.value, unit: line.weight.unit} : null,
      imageUrl: line.image?.url ?? null,
      unitPrice: line.lineItem.discountedUnitPriceSet.shopMoney,
    })),
    orderNote: order.note ?? null,
    merchantMessage: request.message,
    show: {
      customerPhone: settings.showCustomerPhone,
      customerEmail: settings.showCustomerEmail,
      orderNote: settings.showOrderNote,
      prices: settings.showPrices,
    },
  };
}
