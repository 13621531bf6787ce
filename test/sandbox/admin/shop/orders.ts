/** What the admin shows of orders. */
import {partOf, type Connection, type Part, type ShopAccess} from './ask.ts';

interface Money {
  shopMoney: {amount: string; currencyCode: string};
}

export interface OrderRow {
  id: string;
  name: string;
  createdAt: string;
  cancelledAt: string | null;
  displayFulfillmentStatus: string;
  displayFinancialStatus: string | null;
  currentSubtotalLineItemsQuantity: number;
  totalPriceSet: Money;
  shippingAddress: {name: string | null} | null;
}

export interface FulfillmentOrderLine {
  id: string;
  totalQuantity: number;
  remainingQuantity: number;
  lineItem: OrderLine;
}

export interface OrderLine {
  id: string;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  customAttributes: {key: string; value: string | null}[];
  originalUnitPriceSet: Money;
}

export interface Order extends OrderRow {
  note: string | null;
  email: string | null;
  phone: string | null;
  tags: string[];
  shippingAddress: {name: string | null; phone: string | null; formatted: string[]} | null;
  currentSubtotalPriceSet: Money;
  totalShippingPriceSet: Money;
  fulfillmentOrders: {
    nodes: {
      id: string;
      status: string;
      requestStatus: string;
      fulfillmentHolds: {reason: string; reasonNotes: string | null}[];
      assignedLocation: {name: string};
      lineItems: {nodes: FulfillmentOrderLine[]};
    }[];
  };
  fulfillments: {
    id: string;
    name: string;
    status: string;
    displayStatus: string;
    createdAt: string;
    location: {name: string} | null;
    trackingInfo: {company: string | null; number: string | null; url: string | null}[];
    fulfillmentLineItems: {nodes: {id: string; quantity: number; lineItem: OrderLine}[]};
  }[];
}

const money = 'shopMoney { amount currencyCode }';
const row = `id name createdAt cancelledAt displayFulfillmentStatus displayFinancialStatus currentSubtotalLineItemsQuantity
  totalPriceSet { ${money} }`;
const line = `id title variantTitle sku customAttributes { key value } originalUnitPriceSet { ${money} }`;

const listQuery = `query SandboxOrders($after: String) {
  orders(first: 25, after: $after, sortKey: CREATED_AT, reverse: true) {
    nodes { ${row} shippingAddress { name } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const orderQuery = `query SandboxOrder($id: ID!) {
  order(id: $id) {
    ${row} note email phone tags
    shippingAddress { name phone formatted(withName: false) }
    currentSubtotalPriceSet { ${money} } totalShippingPriceSet { ${money} }
    fulfillmentOrders(first: 20) {
      nodes {
        id status requestStatus fulfillmentHolds { reason reasonNotes } assignedLocation { name }
        lineItems(first: 20) { nodes { id totalQuantity remainingQuantity lineItem { ${line} } } }
      }
    }
    fulfillments(first: 20) {
      id name status displayStatus createdAt location { name } trackingInfo(first: 5) { company number url }
      fulfillmentLineItems(first: 20) { nodes { id quantity lineItem { ${line} } } }
    }
  }
}`;

export async function listOrders(shop: ShopAccess, after: string | null): Promise<Part<OrderRow>> {
  return partOf((await shop.ask<{orders: Connection<OrderRow>}>(listQuery, {after})).orders);
}

/** @param number the number in its gid. @returns null if there is none */
export async function readOrder(shop: ShopAccess, number: string): Promise<Order | null> {
  return (await shop.ask<{order: Order | null}>(orderQuery, {id: `gid://shopify/Order/${number}`})).order;
}
