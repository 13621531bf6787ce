// One shop's state: tables of records. The rules live beside each noun; this only holds.
import type {ShopContext, ShopState} from '../contract.ts';
import type {DeliveryProfile} from './deliveryProfiles/record.ts';
import {createDefaultProfile} from './deliveryProfiles/create.ts';
import type {FulfillmentOrder, FulfillmentOrderLineItem} from './fulfillmentOrders/record.ts';
import type {Fulfillment} from './fulfillments/record.ts';
import {Ids} from './ids.ts';
import type {InventoryItem, InventoryLevel} from './inventory/record.ts';
import {createLocation} from './locations/create.ts';
import type {Location} from './locations/record.ts';
import type {LineItem, Order} from './orders/record.ts';
import type {Product, ProductVariant} from './products/record.ts';
import type {FulfillmentService} from './services/record.ts';
import {createShop} from './shop/create.ts';
import type {Shop} from './shop/record.ts';
import {Table} from './table.ts';

/** All that one shop knows. */
export class State implements ShopState {
  readonly domain: string;
  readonly ids = new Ids();
  readonly shop: Shop;
  readonly locations = new Table<Location>('Location');
  readonly services = new Table<FulfillmentService>('FulfillmentService');
  readonly products = new Table<Product>('Product');
  readonly productHandles = new Set<string>();
  readonly variants = new Table<ProductVariant>('ProductVariant');
  readonly inventoryItems = new Table<InventoryItem>('InventoryItem');
  readonly inventoryLevels = new Table<InventoryLevel>('InventoryLevel');
  readonly orders = new Table<Order>('Order');
  readonly lineItems = new Table<LineItem>('LineItem');
  readonly fulfillmentOrders = new Table<FulfillmentOrder>('FulfillmentOrder');
  readonly fulfillmentOrderLineItems = new Table<FulfillmentOrderLineItem>('FulfillmentOrderLineItem');
  readonly fulfillments = new Table<Fulfillment>('Fulfillment');
  readonly deliveryProfiles = new Table<DeliveryProfile>('DeliveryProfile');
  /** The location that a new shop has; `location` without an id answers it. */
  readonly primaryLocation: Location;
  lastOrderNumber = 1000;

  constructor(domain: string) {
    this.domain = domain;
    // The contract makes a state without a context: the shop begins at the machine's own time.
    const now = new Date();
    this.shop = createShop(this, now);
    this.primaryLocation = createLocation(this, now, {name: 'Shop location', address: this.shop.address});
    createDefaultProfile(this);
  }
}

/** The state of a context's shop. */
export function stateOf(context: ShopContext): State {
  if (!(context.state instanceof State)) throw new Error('The shop state was not made by createState.');
  return context.state;
}
