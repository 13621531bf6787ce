// fulfillmentOrder(s), assignedFulfillmentOrders and their fields.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {connection, type PageArgs} from '../connection.ts';
import {requireGid} from '../ids.ts';
import {moneyBag} from '../money.ts';
import {search, type Fields} from '../search.ts';
import {stateOf} from '../state.ts';
import {actions} from './actions.ts';
import {locationsForMove, locationForMoveResolvers} from './locationsForMove.ts';
import {fulfillmentOrderMutations} from './mutations.ts';
import {findVisible, isOwn, isVisible} from './access.ts';
import {assignedLocation} from './assignedLocation.ts';
import {mergeCandidates} from './siblings.ts';
import type {FulfillmentHold, FulfillmentOrder, FulfillmentOrderLineItem} from './record.ts';
import {remainingWeight} from './weight.ts';

interface ListArgs extends PageArgs {
  query?: string | null;
  includeClosed?: boolean | null;
  sortKey?: 'ID' | 'UPDATED_AT' | null;
}

interface AssignedArgs extends ListArgs {
  assignmentStatus?: string | null;
  locationIds?: string[] | null;
}

const fields: Fields<FulfillmentOrder> = {
  id: (fulfillmentOrder) => [fulfillmentOrder.id],
  status: (fulfillmentOrder) => [fulfillmentOrder.status],
  assigned_location_id: (fulfillmentOrder) => [fulfillmentOrder.location.id],
  updated_at: (fulfillmentOrder) => [fulfillmentOrder.updatedAt],
};

function sorted(list: FulfillmentOrder[], args: ListArgs): FulfillmentOrder[] {
  return args.sortKey === 'UPDATED_AT' ? list.toSorted((a, b) => a.updatedAt.localeCompare(b.updatedAt)) : list;
}

function fulfillmentOrders(_root: unknown, args: ListArgs, context: ShopContext) {
  const visible = stateOf(context)
    .fulfillmentOrders.all()
    .filter((one) => isVisible(context, one) && (args.includeClosed || one.status !== 'CLOSED'));
  return connection(sorted(search(visible, args.query, fields), args), args);
}

// Shopify: which request status an assignment status asks for (rules §2).
const requestStatusOf: Record<string, string> = {
  FULFILLMENT_UNSUBMITTED: 'UNSUBMITTED',
  FULFILLMENT_REQUESTED: 'SUBMITTED',
  FULFILLMENT_ACCEPTED: 'ACCEPTED',
  CANCELLATION_REQUESTED: 'CANCELLATION_REQUESTED',
};

function assignedFulfillmentOrders(_root: unknown, args: AssignedArgs, context: ShopContext) {
  for (const id of args.locationIds ?? []) requireGid('Location', id);
  const own = stateOf(context)
    .fulfillmentOrders.all()
    .filter(
      (one) =>
        isOwn(context, one) &&
        one.status !== 'CLOSED' &&
        (!args.assignmentStatus || one.requestStatus === requestStatusOf[args.assignmentStatus]) &&
        (!args.locationIds || args.locationIds.includes(one.location.id)),
    );
  return connection(sorted(own, args), args);
}

/** Shopify: without an address it is there all the same, and empty (since 2024-10). */
function destination(fulfillmentOrder: FulfillmentOrder) {
  const {shippingAddress: address, email, phone} = fulfillmentOrder.frozenDestination ?? fulfillmentOrder.order;
  return {
    __typename: 'FulfillmentOrderDestination',
    id: fulfillmentOrder.destinationId,
    address1: address?.address1 ?? null,
    address2: address?.address2 ?? null,
    city: address?.city ?? null,
    company: address?.company ?? null,
    countryCode: address?.countryCodeV2 ?? null,
    email,
    firstName: address?.firstName ?? null,
    lastName: address?.lastName ?? null,
    location: null,
    phone: address?.phone ?? phone,
    province: address?.province ?? null,
    zip: address?.zip ?? null,
  };
}

function deliveryMethod(fulfillmentOrder: FulfillmentOrder) {
  const shipping = fulfillmentOrder.order.shipping[0];
  const ships = fulfillmentOrder.lines.some((line) => line.lineItem.requiresShipping);
  return {
    __typename: 'DeliveryMethod',
    id: fulfillmentOrder.deliveryMethodId,
    methodType: ships ? 'SHIPPING' : 'NONE',
    presentedName: shipping?.title ?? null,
    serviceCode: shipping?.code ?? null,
    sourceReference: null,
    additionalInformation: null,
    brandedPromise: null,
    minDeliveryDateTime: null,
    maxDeliveryDateTime: null,
  };
}

export const fulfillmentOrderResolvers: Resolvers = {
  QueryRoot: {
    fulfillmentOrder: (_root: unknown, args: {id: string}, context: ShopContext) =>
      findVisible(context, args.id) ?? null,
    fulfillmentOrders,
    assignedFulfillmentOrders,
    manualHoldsFulfillmentOrders: (_root: unknown, args: ListArgs, context: ShopContext) => {
      const held = stateOf(context)
        .fulfillmentOrders.all()
        .filter((one) => isVisible(context, one) && one.status === 'ON_HOLD');
      return connection(search(held, args.query, fields), args);
    },
  },
  Order: {
    // Shopify: a subset, by the app's scopes (rules §2).
    fulfillmentOrders: (
      order: FulfillmentOrder['order'],
      args: ListArgs & {displayable?: boolean | null},
      context: ShopContext,
    ) => {
      const visible = order.fulfillmentOrderList.filter(
        (one) => isVisible(context, one) && (!args.displayable || one.lines.some((line) => line.totalQuantity > 0)),
      );
      return connection(search(visible, args.query, fields), args);
    },
  },
  FulfillmentOrder: {
    assignedLocation,
    // The sandbox has no sales channels.
    channelId: () => null,
    deliveryMethod,
    destination,
    fulfillmentHolds: (one: FulfillmentOrder) => one.holds,
    fulfillmentOrdersForMerge: (one: FulfillmentOrder, args: PageArgs) => connection(mergeCandidates(one), args),
    fulfillments: (one: FulfillmentOrder, args: PageArgs) =>
      connection(
        one.order.fulfillmentList.filter((fulfillment) =>
          fulfillment.units.some((unit) => unit.fulfillmentOrder.id === one.id),
        ),
        args,
      ),
    lineItems: (one: FulfillmentOrder, args: PageArgs) => connection(one.lines, args),
    merchantRequests: (one: FulfillmentOrder, args: PageArgs & {kind?: string | null}) =>
      connection(
        one.requests.filter((request) => !args.kind || request.kind === args.kind),
        args,
      ),
    orderId: (one: FulfillmentOrder) => one.order.id,
    orderName: (one: FulfillmentOrder) => one.order.name,
    orderProcessedAt: (one: FulfillmentOrder) => one.order.processedAt,
    remainingLineItemsWeight: (one: FulfillmentOrder, _args: unknown, context: ShopContext) =>
      remainingWeight(one, stateOf(context).shop.weightUnit),
    supportedActions: (one: FulfillmentOrder, _args: unknown, context: ShopContext) =>
      actions(one, context.app.id).map((action) => ({action, externalUrl: null})),
    locationsForMove,
  },
  FulfillmentOrderLineItem: {
    image: () => null,
    inventoryItemId: (line: FulfillmentOrderLineItem) => line.lineItem.inventoryItem?.id ?? null,
    productTitle: (line: FulfillmentOrderLineItem) => line.lineItem.title,
    requiresShipping: (line: FulfillmentOrderLineItem) => line.lineItem.requiresShipping,
    shippingLine: () => null,
    sku: (line: FulfillmentOrderLineItem) => line.lineItem.sku,
    variant: (line: FulfillmentOrderLineItem, _args: unknown, context: ShopContext) =>
      stateOf(context).variants.get(line.lineItem.soldVariant?.id ?? '') ?? null,
    variantTitle: (line: FulfillmentOrderLineItem) => line.lineItem.variantTitle,
    vendor: (line: FulfillmentOrderLineItem) => line.lineItem.vendor,
    warnings: () => [],
    weight: (line: FulfillmentOrderLineItem) => line.lineItem.weight,
    originalUnitPriceSet: (line: FulfillmentOrderLineItem) =>
      moneyBag(line.lineItem.price, line.lineItem.order.currencyCode),
    financialSummaries: (line: FulfillmentOrderLineItem) => {
      const price = moneyBag(line.lineItem.price, line.lineItem.order.currencyCode);
      return [
        {
          approximateDiscountedUnitPriceSet: price,
          originalUnitPriceSet: price,
          discountAllocations: [],
          quantity: line.totalQuantity,
        },
      ];
    },
  },
  FulfillmentHold: {
    heldByRequestingApp: (hold: FulfillmentHold, _args: unknown, context: ShopContext) => hold.appId === context.app.id,
  },
  FulfillmentOrderLocationForMove: locationForMoveResolvers,
  Mutation: fulfillmentOrderMutations,
};
