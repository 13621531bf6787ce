// Orders and their lines. Prices are in cents.
import type {MailingAddress} from '../addresses/mailing.ts';
import type {FulfillmentOrder} from '../fulfillmentOrders/record.ts';
import type {Fulfillment} from '../fulfillments/record.ts';
import type {InventoryItem} from '../inventory/record.ts';
import type {Product, ProductVariant} from '../products/record.ts';

export interface Attribute {
  key: string;
  value: string | null;
}

export interface LineItem {
  readonly __typename: 'LineItem';
  readonly id: string;
  readonly order: Order;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly name: string;
  readonly sku: string | null;
  readonly vendor: string | null;
  readonly quantity: number;
  /** Units taken out by a cancellation of the order, or by an edit. */
  removed: number;
  readonly price: number;
  readonly requiresShipping: boolean;
  readonly weight: {unit: string; value: number} | null;
  readonly customAttributes: Attribute[];
  /** As sold; the fields `variant` and `product` are null once they are deleted. */
  readonly soldVariant: ProductVariant | null;
  readonly soldProduct: Product | null;
  readonly inventoryItem: InventoryItem | null;
  readonly image: null;
  readonly isGiftCard: boolean;
  readonly taxable: boolean;
  readonly sellingPlan: null;
  readonly lineItemGroup: null;
  readonly contract: null;
}

export interface ShippingLine {
  readonly id: string;
  readonly title: string;
  readonly price: number;
  readonly code: string | null;
  readonly carrierIdentifier: null;
  readonly custom: boolean;
  readonly deliveryCategory: null;
  readonly phone: null;
  readonly source: string | null;
  readonly isRemoved: boolean;
  readonly shippingRateHandle: null;
}

export interface Order {
  readonly __typename: 'Order';
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly createdAt: string;
  readonly processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  cancellation: {staffNote: string | null} | null;
  closedAt: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  poNumber: string | null;
  tags: string[];
  readonly test: boolean;
  displayFinancialStatus: string;
  readonly currencyCode: string;
  customAttributes: Attribute[];
  shippingAddress: MailingAddress | null;
  readonly lines: LineItem[];
  readonly shipping: ShippingLine[];
  readonly fulfillmentOrderList: FulfillmentOrder[];
  readonly fulfillmentList: Fulfillment[];
  /** Whether order routing has made the fulfillment orders. */
  routed: boolean;
}
