/** What Shopify says of one order's fulfillment orders, whole (all pages), in the shape the rules read. */
import {AppError} from '../errors.ts';
import {gid} from '../ids.ts';
import type {AdminClient} from '../shopify/client.ts';
import type {OrderFulfillmentOrdersQuery} from '../shopify/generated/operations.ts';
import {fulfillmentOrderLines} from '../shopify/operations/fulfillmentOrderLines.ts';
import {orderFulfillmentOrders} from '../shopify/operations/orderFulfillmentOrders.ts';

export interface LineFacts {
  id: string;
  lineItemId: string;
  remaining: number;
  sku: string | null;
  title: string;
  variantTitle: string | null;
  /** gid; null for a custom item, or a variant that is gone. */
  variantId?: string | null;
}

export interface FulfillmentOrderFacts {
  id: string;
  status: string;
  requestStatus: string;
  /** Whether Shopify lets it be fulfilled now. */
  fulfillable: boolean;
  /** null where the location is gone. */
  locationId: string | null;
  locationName: string;
  lines: LineFacts[];
}

export interface OrderFacts {
  id: string;
  name: string;
  cancelled: boolean;
  fulfillmentOrders: FulfillmentOrderFacts[];
}

interface LinePage {
  nodes: {
    id: string;
    remainingQuantity: number;
    sku?: string | null;
    productTitle: string;
    variantTitle?: string | null;
    variant?: {id: string} | null;
    lineItem: {id: string};
  }[];
  pageInfo: {hasNextPage: boolean; endCursor?: string | null};
}

/** Reads an order. Cost: about 150 points asked for, a few used for a common order.
 * @param orderId a number or a gid
 * @throws AppError `order_not_found`, `shopify_*` */
export async function readOrderFacts(admin: AdminClient, orderId: string): Promise<OrderFacts> {
  const id = gid('Order', orderId);
  const fulfillmentOrders: FulfillmentOrderFacts[] = [];
  let after: string | null = null;
  for (;;) {
    const order: Order = await readPage(admin, id, after);
    for (const node of order.fulfillmentOrders.nodes) fulfillmentOrders.push(await toFacts(admin, node));
    const {hasNextPage, endCursor} = order.fulfillmentOrders.pageInfo;
    if (!hasNextPage || !endCursor) {
      return {id: order.id, name: order.name, cancelled: order.cancelledAt !== null, fulfillmentOrders};
    }
    after = endCursor;
  }
}

type Order = NonNullable<OrderFulfillmentOrdersQuery['order']>;

/** A fulfillment order of an answer, with those of its lines that were not on its first page. @throws AppError `shopify_*` */
export async function toFacts(
  admin: AdminClient,
  node: Order['fulfillmentOrders']['nodes'][number],
): Promise<FulfillmentOrderFacts> {
  return {
    id: node.id,
    status: node.status,
    requestStatus: node.requestStatus,
    fulfillable: node.supportedActions.some(({action}) => action === 'CREATE_FULFILLMENT'),
    locationId: node.assignedLocation.location?.id ?? null,
    locationName: node.assignedLocation.name,
    lines: await allLines(admin, node.id, node.lineItems),
  };
}

async function readPage(admin: AdminClient, id: string, after: string | null): Promise<Order> {
  const {order} = await admin.run(orderFulfillmentOrders, {id, after});
  // Shopify: an order of another shop, or one the app may not read, is null.
  if (!order) throw new AppError('order_not_found');
  return order;
}

async function allLines(admin: AdminClient, id: string, first: LinePage): Promise<LineFacts[]> {
  const lines: LineFacts[] = [];
  for (let page: LinePage | undefined = first; page;) {
    for (const node of page.nodes) {
      lines.push({
        id: node.id,
        lineItemId: node.lineItem.id,
        remaining: node.remainingQuantity,
        sku: node.sku || null,
        title: node.productTitle,
        variantTitle: node.variantTitle ?? null,
        variantId: node.variant?.id ?? null,
      });
    }
    const {hasNextPage, endCursor}: LinePage['pageInfo'] = page.pageInfo;
    page =
      hasNextPage && endCursor
        ? (await admin.run(fulfillmentOrderLines, {id, after: endCursor})).fulfillmentOrder?.lineItems
        : undefined;
  }
  return lines;
}
