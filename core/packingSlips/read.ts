/** Reads what the packing slips of an order say: one for each fulfillment service that has items of it. Nothing is stored. */
import type {Context} from '../context.ts';
import type {RequestEmailInput} from '../email/render/input.ts';
import {AppError} from '../errors.ts';
import {numericId} from '../ids.ts';
import {emailInput} from '../requests/courier/emailInput.ts';
import {readFulfillmentOrders, type FulfillmentOrderToSend} from '../requests/courier/read.ts';
import {readOrderFacts} from '../requests/orderFacts.ts';
import {servicesByLocation} from '../services/byLocation.ts';
import type {StoredService} from '../services/store.ts';
import {loadShop} from '../shops/shops.ts';

/** What one slip says, in the words of the email: the service's settings say what may be on it. */
export interface SlipContent {
  service: StoredService;
  content: RequestEmailInput;
}

/**
 * All that a service has of the order, whether it is shipped already or not.
 * @param orderId number or gid
 * @param serviceIds of ours; null: all that have something of the order
 * @throws AppError `order_not_found`, `service_not_found`, `shopify_*`
 */
export async function readPackingSlips(
  ctx: Context,
  shop: string,
  orderId: string,
  serviceIds: readonly string[] | null,
): Promise<SlipContent[]> {
  const admin = ctx.admin(shop);
  const [facts, services, merchant] = await Promise.all([
    readOrderFacts(admin, orderId),
    servicesByLocation(ctx, shop),
    loadShop(ctx, shop),
  ]);
  const known = new Set([...services.values()].map(({_id}) => _id.toHexString()));
  if (serviceIds?.some((id) => !known.has(id))) throw new AppError('service_not_found');
  const serviceOf = ({locationId}: {locationId: string | null}) => {
    const service = locationId === null ? undefined : services.get(numericId(locationId));
    return service && (serviceIds === null || serviceIds.includes(service._id.toHexString())) ? service : undefined;
  };
  const wanted = facts.fulfillmentOrders.filter((one) => one.status !== 'CANCELLED' && serviceOf(one) !== undefined);
  const read = await readFulfillmentOrders(
    admin,
    wanted.map(({id}) => id),
  );
  const slips = new Map<StoredService, FulfillmentOrderToSend[]>();
  for (const one of wanted) {
    const [service, fulfillmentOrder] = [serviceOf(one), read.get(one.id)];
    if (service && fulfillmentOrder) slips.set(service, [...(slips.get(service) ?? []), fulfillmentOrder]);
  }
  return [...slips].flatMap(([service, fulfillmentOrders]) => {
    const items = fulfillmentOrders.flatMap((fulfillmentOrder) =>
      fulfillmentOrder.lines
        // Shopify: 0 once a cancellation was accepted.
        .filter(({totalQuantity}) => totalQuantity > 0)
        .map((line) => ({stored: {quantity: line.totalQuantity}, line, fulfillmentOrder})),
    );
    if (items.length === 0) return [];
    const request = {shop, revision: 0, createdAt: new Date(), message: null};
    const content = emailInput({request, items}, service, merchant, {requestId: '', responseUrl: null});
    return [{service, content}];
  });
}
