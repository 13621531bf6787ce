// Webhook bodies about orders: REST's form, with the customer's data in them, as Shopify sends it.
import type {MailingAddress} from '../addresses/mailing.ts';
import {numberOf} from '../ids.ts';
import {moneyText} from '../money.ts';
import type {Order} from './record.ts';
import {subtotal, total} from './totals.ts';

/** An address in REST's form. */
export function addressPayload(address: MailingAddress | null): object | null {
  return (
    address && {
      first_name: address.firstName,
      last_name: address.lastName,
      name: address.name,
      company: address.company,
      address1: address.address1,
      address2: address.address2,
      city: address.city,
      province: address.province,
      province_code: address.provinceCode,
      zip: address.zip,
      country: address.country,
      country_code: address.countryCodeV2,
      phone: address.phone,
    }
  );
}

/** Body of orders/create, orders/updated and orders/cancelled. */
export function orderPayload(order: Order): object {
  return {
    id: Number(numberOf(order.id)),
    admin_graphql_api_id: order.id,
    name: order.name,
    order_number: order.number,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags.join(', '),
    test: order.test,
    currency: order.currencyCode,
    financial_status: order.displayFinancialStatus.toLowerCase(),
    subtotal_price: moneyText(subtotal(order)),
    total_price: moneyText(total(order)),
    shipping_address: addressPayload(order.shippingAddress),
    line_items: order.lines.map((line) => ({
      id: Number(numberOf(line.id)),
      admin_graphql_api_id: line.id,
      variant_id: line.soldVariant && Number(numberOf(line.soldVariant.id)),
      title: line.title,
      variant_title: line.variantTitle,
      sku: line.sku,
      quantity: line.quantity,
      price: moneyText(line.price),
      requires_shipping: line.requiresShipping,
    })),
  };
}
