// LineItem: the fields of an order's line.
import type {Resolvers, ShopContext} from '../../contract.ts';
import {moneyBag, moneyText} from '../money.ts';
import {stateOf} from '../state.ts';
import type {LineItem} from './record.ts';
import {fulfillableQuantity, fulfilledQuantity, unfulfilledQuantity} from './status.ts';

const unitPrice = (line: LineItem) => moneyBag(line.price, line.order.currencyCode);
const totalOf = (quantity: (line: LineItem) => number) => (line: LineItem) =>
  moneyBag(line.price * quantity(line), line.order.currencyCode);
const ordered = (line: LineItem) => line.quantity;

export const lineItemResolvers: Resolvers = {
  LineItem: {
    variant: (line: LineItem, _args: unknown, context: ShopContext) =>
      stateOf(context).variants.get(line.soldVariant?.id ?? '') ?? null,
    product: (line: LineItem, _args: unknown, context: ShopContext) =>
      stateOf(context).products.get(line.soldProduct?.id ?? '') ?? null,
    currentQuantity: (line: LineItem) => line.quantity - line.removed,
    refundableQuantity: (line: LineItem) => line.quantity - line.removed,
    unfulfilledQuantity,
    fulfillableQuantity,
    nonFulfillableQuantity: (line: LineItem) => line.removed,
    fulfillmentStatus: (line: LineItem) => {
      const fulfilled = fulfilledQuantity(line);
      if (fulfilled === 0) return 'unfulfilled';
      return unfulfilledQuantity(line) > 0 ? 'partial' : 'fulfilled';
    },
    canRestock: (line: LineItem) => unfulfilledQuantity(line) > 0,
    restockable: (line: LineItem) => unfulfilledQuantity(line) > 0,
    merchantEditable: (line: LineItem) => unfulfilledQuantity(line) > 0,
    originalUnitPriceSet: unitPrice,
    discountedUnitPriceSet: unitPrice,
    discountedUnitPriceAfterAllDiscountsSet: unitPrice,
    originalTotalSet: totalOf(ordered),
    discountedTotalSet: totalOf(ordered),
    priceAfterAllDiscountsBeforeTaxesSet: totalOf(ordered),
    unfulfilledOriginalTotalSet: totalOf(unfulfilledQuantity),
    unfulfilledDiscountedTotalSet: totalOf(unfulfilledQuantity),
    totalDiscountSet: totalOf(() => 0),
    originalUnitPrice: (line: LineItem) => moneyText(line.price),
    originalTotal: (line: LineItem) => moneyText(line.price * line.quantity),
    discountAllocations: () => [],
    duties: () => [],
    taxLines: () => [],
    staffMember: () => null,
  },
};
