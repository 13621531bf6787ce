/** The names of an order's items. */
import type {FulfillmentOrderLine, FulfillmentRequest, OrderFulfillment} from '../../core/wire.ts';
import type {Words} from './words.ts';

/** "Mug, blue": an item by its product and variant. */
export function nameOf({title, variantTitle}: Pick<FulfillmentOrderLine, 'title' | 'variantTitle'>): string {
  return variantTitle ? `${title}, ${variantTitle}` : title;
}

/** What a request asks for, item by item: "2 × Mug, blue". An item that left the order meanwhile is named by its SKU. */
export function itemsIn({lines}: FulfillmentRequest, order: OrderFulfillment, words: Words): string[] {
  const known = new Map(
    order.fulfillmentOrders.flatMap((place) => place.lines.map((line) => [line.id, line] as const)),
  );
  return lines.map(({fulfillmentOrderLineItemId, quantity, sku}) => {
    const line = known.get(fulfillmentOrderLineItemId);
    const item = line ? nameOf(line) : (sku ?? words.text('item.unknown'));
    return words.text('held.item', {item, number: words.number(quantity)});
  });
}
