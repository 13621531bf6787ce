/** What a removal would move and what stands in its way: read, counted, nothing changed. */
import type {Context} from '../context.ts';
import {requests} from '../requests/store.ts';
import type {StoredService} from '../services/store.ts';
import type {AdminClient} from '../shopify/client.ts';
import {ordersWithLinesAtLocation} from '../shopify/operations/ordersWithLinesAtLocation.ts';
import type {OrdersWithLinesAtLocationQuery} from '../shopify/generated/operations.ts';
import type {RemovalPlan} from '../wire.ts';
import {hasExceptions, readExceptions, type Exceptions} from './exceptions.ts';
import type {ParsedRemoval} from './input.ts';
import {missingRates, ratesAlone, ratesApart, ratesFrom, readProfiles} from './rates.ts';
import {remarksOf, type OrderSeen} from './remarks.ts';
import {readStock} from './readStock.ts';
import type {StoredDestination} from './store.ts';

/** The plan of a removal, and the exceptions it was made with. */
export interface Planned {
  plan: RemovalPlan;
  exceptions: Exceptions;
}

/**
 * Looks at everything a service holds. About 35 points for 250 items, 90 for 250 orders, 300 for the delivery profiles.
 * @throws AppError `invalid_input` for exceptions that cannot be, `shopify_*`
 */
export async function planRemoval(
  ctx: Context,
  service: StoredService & {locationId: string},
  destination: StoredDestination,
  input: ParsedRemoval,
): Promise<Planned> {
  const {shop, locationId} = service;
  const admin = ctx.admin(shop);
  const withVariants = hasExceptions(input);
  const stock = await readStock(admin, locationId, withVariants);
  const orders = await readOrders(admin, locationId);
  const profiles = await readProfiles(admin);
  const exceptions = withVariants
    ? await readExceptions(
        ctx,
        service,
        input,
        destination,
        stock.flatMap(({variantId, sku}) => (variantId ? [{variantId, sku}] : [])),
      )
    : [];
  const own = {shop, serviceId: service._id.toHexString(), open: true, status: {$ne: 'preparing' as const}};
  const [openRequests, emailedRequests] = await Promise.all([
    requests(ctx.db).countDocuments(own),
    requests(ctx.db).countDocuments({...own, status: {$in: ['sent', 'confirmed']}}),
  ]);
  const ratesOfferedIn = ratesFrom(profiles, locationId);
  const ratesMissingAtDestination = missingRates(ratesOfferedIn, ratesFrom(profiles, destination.locationId));
  const elsewhere = new Map(exceptions.map((one) => [one.variantId, one.destination]));
  const placeOf = new Map(
    stock.map(({inventoryItemId, variantId}) => [
      inventoryItemId,
      (variantId && elsewhere.get(variantId)?.locationId) || destination.locationId,
    ]),
  );
  return {
    exceptions,
    plan: {
      inventoryItems: stock.length,
      units: sum(stock, ({units}) => units),
      untrackedItems: stock.filter(({tracked}) => !tracked).length,
      committedUnits: sum(stock, ({committed}) => committed),
      fulfillmentOrders: orders.length,
      lines: sum(orders, ({lines}) => lines),
      byRequestStatus: [...Map.groupBy(orders, ({requestStatus}) => requestStatus)].map(([requestStatus, some]) => ({
        requestStatus,
        fulfillmentOrders: some.length,
        lines: sum(some, ({lines}) => lines),
      })),
      openRequests,
      emailedRequests,
      exceptions: exceptions.length,
      ratesOfferedIn,
      ratesMissingAtDestination,
      ratesNotTakeable: ratesApart(profiles, ratesMissingAtDestination, destination.locationId),
      ratesOfferedAlone: ratesAlone(profiles, locationId),
      ...remarksOf({stock, orders, placeOf, destination, ratesMissingAtDestination, openRequests}),
    },
  };
}

/** Shopify: 250 to a page at most; with their lines so many stay below the 1000 points of one query. */
const ordersPerPage = 250;
const linesPerOrder = 20;

async function readOrders(admin: AdminClient, locationId: string): Promise<OrderSeen[]> {
  const orders: OrderSeen[] = [];
  let after: string | null = null;
  do {
    const page: OrdersWithLinesAtLocationQuery = await admin.run(ordersWithLinesAtLocation, {
      locationId,
      first: ordersPerPage,
      lines: linesPerOrder,
      after,
    });
    const {nodes, pageInfo} = page.assignedFulfillmentOrders;
    for (const {orderId, orderName, status, requestStatus, lineItems} of nodes) {
      const left = lineItems.nodes.filter(({remainingQuantity}) => remainingQuantity > 0);
      const items = left.flatMap(({inventoryItemId}) => (inventoryItemId ? [inventoryItemId] : []));
      orders.push({orderId, orderName, status, requestStatus, lines: left.length, items});
    }
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return orders;
}

function sum<One>(list: readonly One[], of: (one: One) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
