// order(s) and their fields.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {numberOf, requireGid} from '../ids.ts';
import {moneyBag, moneyText} from '../money.ts';
import {search, type Fields} from '../search.ts';
import {stateOf} from '../state.ts';
import {orderCancel} from './cancel.ts';
import {orderEditBegin, orderEditCommit, orderEditSetQuantity} from './edit.ts';
import type {Order, ShippingLine} from './record.ts';
import {refundCreate} from './refund.ts';
import {displayFulfillmentStatus, fulfillableQuantity, unfulfilledQuantity} from './status.ts';
import {currentSubtotal, currentTotal, shippingTotal, subtotal, total, weight} from './totals.ts';
import {orderUpdate} from './update.ts';

interface ListArgs extends PageArgs {
  query?: string | null;
  sortKey?: string | null;
}

const fields: Fields<Order> = {
  '': (order) => [order.name],
  id: (order) => [order.id],
  name: (order) => [order.name, order.name.replace('#', '')],
  email: (order) => [order.email],
  tag: (order) => order.tags,
  test: (order) => [String(order.test)],
  status: (order) => [order.cancelledAt ? 'cancelled' : order.closedAt ? 'closed' : 'open', 'any'],
  financial_status: (order) => [order.displayFinancialStatus],
  fulfillment_status: (order) => {
    const status = displayFulfillmentStatus(order);
    const names: Record<string, string> = {
      PARTIALLY_FULFILLED: 'partial',
      FULFILLED: 'shipped',
      UNFULFILLED: 'unshipped',
    };
    return [status, names[status] ?? null];
  },
  created_at: (order) => [order.createdAt],
  processed_at: (order) => [order.processedAt],
  updated_at: (order) => [order.updatedAt],
};

const sorts: Record<string, (a: Order, b: Order) => number> = {
  CREATED_AT: (a, b) => a.createdAt.localeCompare(b.createdAt),
  PROCESSED_AT: (a, b) => a.processedAt.localeCompare(b.processedAt),
  UPDATED_AT: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
  ORDER_NUMBER: (a, b) => a.number - b.number,
  ID: () => 0,
};

function orders(_root: unknown, args: ListArgs, context: ShopContext) {
  const found = search(stateOf(context).orders.all(), args.query, fields);
  return connection(found.toSorted(sorts[args.sortKey ?? 'PROCESSED_AT'] ?? (() => 0)), args);
}

const none = (_order: Order, args: PageArgs) => connection([], args);
const units = (order: Order) => order.lines.reduce((sum, line) => sum + line.quantity, 0);
const currentUnits = (order: Order) => order.lines.reduce((sum, line) => sum + line.quantity - line.removed, 0);
const bag = (amount: (order: Order) => number) => (order: Order) => moneyBag(amount(order), order.currencyCode);
const shippingPrice = (line: ShippingLine, _args: unknown, context: ShopContext) =>
  moneyBag(line.price, stateOf(context).shop.currencyCode);

export const orderResolvers: Resolvers = {
  QueryRoot: {
    order: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('Order', args.id);
      return stateOf(context).orders.get(args.id) ?? null;
    },
    orders,
    ordersCount: (_root: unknown, args: {query?: string | null; limit?: number | null}, context: ShopContext) =>
      count(search(stateOf(context).orders.all(), args.query, fields), args.limit),
  },
  Order: {
    legacyResourceId: (order: Order) => numberOf(order.id),
    // The sandbox keeps no customers, no checkout and no channel: what Shopify would have null is null.
    customer: () => null,
    cartDiscountAmountSet: () => null,
    paymentGatewayNames: () => [],
    transactions: () => [],
    metafields: none,
    returns: none,
    discountApplications: none,
    canNotifyCustomer: (order: Order) => order.email !== null || order.phone !== null,
    totalWeight: (order: Order) => String(weight(order)),
    currentTotalWeight: (order: Order) => String(order.cancelledAt ? 0 : weight(order)),
    customerLocale: () => null,
    billingAddress: () => null,
    purchasingEntity: () => null,
    staffMember: () => null,
    retailLocation: () => null,
    discountCode: () => null,
    discountCodes: () => [],
    metafield: () => null,
    refunds: () => [],
    billingAddressMatchesShippingAddress: () => false,
    displayAddress: (order: Order) => order.shippingAddress,
    displayFulfillmentStatus,
    closed: (order: Order) => order.closedAt !== null,
    confirmed: () => true,
    edited: () => false,
    presentmentCurrencyCode: (order: Order) => order.currencyCode,
    requiresShipping: (order: Order) => order.lines.some((line) => line.requiresShipping),
    fulfillable: (order: Order) => order.lines.some((line) => fulfillableQuantity(line) > 0),
    restockable: (order: Order) => order.lines.some((line) => unfulfilledQuantity(line) > 0),
    fullyPaid: (order: Order) => order.displayFinancialStatus === 'PAID',
    unpaid: (order: Order) => ['PENDING', 'AUTHORIZED', 'PARTIALLY_PAID'].includes(order.displayFinancialStatus),
    returnStatus: () => 'NO_RETURN',
    risk: () => ({assessments: [], recommendation: 'NONE'}),
    riskLevel: () => 'LOW',
    lineItems: (order: Order, args: PageArgs) => connection(order.lines, args),
    nonFulfillableLineItems: none,
    shippingLine: (order: Order) => order.shipping[0] ?? null,
    shippingLines: (order: Order, args: PageArgs) => connection(order.shipping, args),
    subtotalLineItemsQuantity: units,
    currentSubtotalLineItemsQuantity: currentUnits,
    subtotalPriceSet: bag(subtotal),
    currentSubtotalPriceSet: bag(currentSubtotal),
    totalPriceSet: bag(total),
    originalTotalPriceSet: bag(total),
    currentTotalPriceSet: bag(currentTotal),
    totalShippingPriceSet: bag(shippingTotal),
    currentShippingPriceSet: bag((order) => (order.cancelledAt ? 0 : shippingTotal(order))),
    totalTaxSet: bag(() => 0),
    currentTotalTaxSet: bag(() => 0),
    totalDiscountsSet: bag(() => 0),
    totalRefundedSet: bag((order) => (order.displayFinancialStatus === 'REFUNDED' ? total(order) : 0)),
    currentTotalDiscountsSet: bag(() => 0),
    totalPrice: (order: Order) => moneyText(total(order)),
    subtotalPrice: (order: Order) => moneyText(subtotal(order)),
    taxLines: () => [],
    currentTaxLines: () => [],
    taxesIncluded: () => false,
    taxExempt: () => false,
  },
  ShippingLine: {
    originalPriceSet: shippingPrice,
    discountedPriceSet: shippingPrice,
    currentDiscountedPriceSet: shippingPrice,
    discountAllocations: () => [],
    taxLines: () => [],
  },
  Mutation: {orderCancel, orderEditBegin, orderEditCommit, orderEditSetQuantity, orderUpdate, refundCreate},
};
