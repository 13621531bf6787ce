/** What Shopify says of many orders' fulfillment orders, read many at a time. */
import {AppError} from '../errors.ts';
import type {AdminClient} from '../shopify/client.ts';
import type {OrdersFulfillmentOrdersQuery} from '../shopify/generated/operations.ts';
import {ordersFulfillmentOrders} from '../shopify/operations/ordersFulfillmentOrders.ts';
import {readOrderFacts, toFacts, type FulfillmentOrderFacts, type OrderFacts} from './orderFacts.ts';

/** Shopify: 1000 points for one query. An order asks for 66, should each id of the list count. */
export const ordersPerRead = 14;

type Node = NonNullable<OrdersFulfillmentOrdersQuery['nodes'][number]>;
type OrderNode = Extract<Node, {id: string}>;

const isOrder = (node: Node | null): node is OrderNode => node !== null && 'fulfillmentOrders' in node;

/**
 * Reads up to {@link ordersPerRead} orders in one call; one with more fulfillment orders than a page holds is read by itself.
 * @param orderIds gids
 * @returns for each id its facts, or why it has none
 * @throws AppError `shopify_*` if none could be read
 */
export async function readOrdersFacts(
  admin: AdminClient,
  orderIds: readonly string[],
): Promise<Map<string, OrderFacts | AppError>> {
  const {nodes} = await admin.run(ordersFulfillmentOrders, {ids: [...orderIds]});
  const byId = new Map(nodes.filter(isOrder).map((node) => [node.id, node]));
  const facts = new Map<string, OrderFacts | AppError>();
  for (const id of orderIds) {
    const node = byId.get(id);
    // Shopify: an order of another shop, or one the app may not read, is null.
    if (!node) facts.set(id, new AppError('order_not_found'));
    else if (node.fulfillmentOrders.pageInfo.hasNextPage) facts.set(id, await readOrderFacts(admin, id));
    else facts.set(id, await whole(admin, node));
  }
  return facts;
}

async function whole(admin: AdminClient, node: OrderNode): Promise<OrderFacts> {
  const fulfillmentOrders: FulfillmentOrderFacts[] = [];
  for (const each of node.fulfillmentOrders.nodes) fulfillmentOrders.push(await toFacts(admin, each));
  return {id: node.id, name: node.name, cancelled: node.cancelledAt !== null, fulfillmentOrders};
}
