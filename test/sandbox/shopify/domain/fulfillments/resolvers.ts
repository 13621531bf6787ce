// fulfillment and its fields, and the mutations about fulfillments.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {isVisible} from '../fulfillmentOrders/access.ts';
import {numberOf, requireGid} from '../ids.ts';
import {moneyBag} from '../money.ts';
import {search} from '../search.ts';
import {stateOf} from '../state.ts';
import {manualService} from '../services/list.ts';
import {fulfillmentCancel} from './cancel.ts';
import {fulfillmentCreate} from './create.ts';
import {fulfillmentEventCreate} from './events.ts';
import type {Fulfillment, FulfillmentLineItem} from './record.ts';
import {fulfillmentTrackingInfoUpdate} from './updateTracking.ts';

function lineTotal(line: FulfillmentLineItem) {
  return moneyBag(line.lineItem.price * line.quantity, line.lineItem.order.currencyCode);
}

function happenedAt(fulfillment: Fulfillment, status: string): string | null {
  return fulfillment.eventList.findLast((event) => event.status === status)?.happenedAt ?? null;
}

function listed(order: Fulfillment['order'], query: string | null | undefined): Fulfillment[] {
  return search(order.fulfillmentList, query, {
    id: (fulfillment) => [fulfillment.id],
    status: (fulfillment) => [fulfillment.status],
    created_at: (fulfillment) => [fulfillment.createdAt],
    updated_at: (fulfillment) => [fulfillment.updatedAt],
  });
}

export const fulfillmentResolvers: Resolvers = {
  QueryRoot: {
    fulfillment: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('Fulfillment', args.id);
      return stateOf(context).fulfillments.get(args.id) ?? null;
    },
  },
  Order: {
    fulfillments: (order: Fulfillment['order'], args: {first?: number | null; query?: string | null}) =>
      listed(order, args.query).slice(0, args.first ?? undefined),
    fulfillmentsCount: (order: Fulfillment['order']) => count(order.fulfillmentList),
  },
  Fulfillment: {
    legacyResourceId: (fulfillment: Fulfillment) => numberOf(fulfillment.id),
    deliveredAt: (fulfillment: Fulfillment) => happenedAt(fulfillment, 'DELIVERED'),
    inTransitAt: (fulfillment: Fulfillment) => happenedAt(fulfillment, 'IN_TRANSIT'),
    estimatedDeliveryAt: (fulfillment: Fulfillment) =>
      fulfillment.eventList.findLast((event) => event.estimatedDeliveryAt)?.estimatedDeliveryAt ?? null,
    // Shopify: FULFILLED until the first event, then what the last one says; CANCELED once cancelled (rules §5).
    displayStatus: (fulfillment: Fulfillment) =>
      fulfillment.status === 'CANCELLED' ? 'CANCELED' : (fulfillment.eventList.at(-1)?.status ?? 'FULFILLED'),
    events: (fulfillment: Fulfillment, args: PageArgs) =>
      connection(
        fulfillment.eventList.toSorted((a, b) => a.happenedAt.localeCompare(b.happenedAt)),
        args,
      ),
    fulfillmentLineItems: (fulfillment: Fulfillment, args: PageArgs) => connection(fulfillment.lines, args),
    fulfillmentOrders: (fulfillment: Fulfillment, args: PageArgs, context: ShopContext) =>
      connection(
        [...new Set(fulfillment.units.map((unit) => unit.fulfillmentOrder))].filter((one) => isVisible(context, one)),
        args,
      ),
    location: (fulfillment: Fulfillment, _args: unknown, context: ShopContext) =>
      stateOf(context).locations.get(fulfillment.location.id) ?? null,
    service: (fulfillment: Fulfillment, _args: unknown, context: ShopContext) =>
      fulfillment.service
        ? (stateOf(context).services.get(fulfillment.service.id) ?? null)
        : manualService(stateOf(context)),
    requiresShipping: (fulfillment: Fulfillment) => fulfillment.lines.some((line) => line.lineItem.requiresShipping),
    totalQuantity: (fulfillment: Fulfillment) => fulfillment.lines.reduce((sum, line) => sum + line.quantity, 0),
    trackingInfo: (fulfillment: Fulfillment, args: {first?: number | null}) =>
      fulfillment.tracking.slice(0, args.first ?? undefined),
  },
  FulfillmentLineItem: {originalTotalSet: lineTotal, discountedTotalSet: lineTotal},
  Mutation: {
    fulfillmentCreate,
    fulfillmentCreateV2: fulfillmentCreate,
    fulfillmentCancel,
    fulfillmentEventCreate,
    fulfillmentTrackingInfoUpdate,
    fulfillmentTrackingInfoUpdateV2: fulfillmentTrackingInfoUpdate,
  },
};
