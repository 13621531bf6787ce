/** What the order page shows: an order's fulfillment orders, what can be sent of them, and its requests. */
import type {Context} from '../context.ts';
import {numericId} from '../ids.ts';
import {noticesOf} from '../notices/store.ts';
import {servicesByLocation} from '../services/byLocation.ts';
import {refusalOf} from '../services/refusal.ts';
import type {OrderFulfillment} from '../wire.ts';
import {readOrderFacts} from './orderFacts.ts';
import {blockOf} from './plan.ts';
import {requests} from './store.ts';
import {toWire} from './toWire.ts';

/** @throws AppError `order_not_found`, `shopify_*` */
export async function readOrderFulfillment(ctx: Context, shop: string, orderId: string): Promise<OrderFulfillment> {
  const [facts, services] = await Promise.all([
    readOrderFacts(ctx.admin(shop), orderId),
    servicesByLocation(ctx, shop),
  ]);
  const stored = await requests(ctx.db)
    .find({shop, orderId: facts.id, status: {$ne: 'preparing'}})
    .sort({_id: -1})
    .limit(200)
    .toArray();
  const notices = await noticesOf(
    ctx.db,
    shop,
    stored.map(({_id}) => _id),
  );
  const held = new Set(
    stored.filter(({open}) => open).flatMap(({lines}) => lines.map((line) => line.fulfillmentOrderLineItemId)),
  );
  return {
    order: {id: facts.id, name: facts.name},
    fulfillmentOrders: facts.fulfillmentOrders.map((one) => {
      const service = one.locationId === null ? undefined : services.get(numericId(one.locationId));
      const block = blockOf(one) ?? (service ? refusalOf(service) : null);
      return {
        id: one.id,
        status: one.status,
        requestStatus: one.requestStatus,
        serviceId: service?._id.toHexString() ?? null,
        ...(service ? {fulfillOn: service.settings.fulfillOn} : {}),
        locationName: one.locationName,
        lines: one.lines.map(({id, title, variantTitle, sku, remaining}) => ({
          id,
          title,
          variantTitle,
          sku,
          remaining,
          requestable: service && !block && !held.has(id) ? remaining : 0,
        })),
        ...(block ? {blocked: block} : {}),
      };
    }),
    requests: stored.map((one) => toWire(one, notices.get(one._id.toHexString()))),
  };
}
