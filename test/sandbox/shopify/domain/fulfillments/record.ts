// A fulfillment: what was shipped, from which fulfillment order lines.
import type {FulfillmentOrder, FulfillmentOrderLineItem} from '../fulfillmentOrders/record.ts';
import type {Location} from '../locations/record.ts';
import type {LineItem, Order} from '../orders/record.ts';
import type {FulfillmentService} from '../services/record.ts';

export interface FulfillmentUnit {
  readonly fulfillmentOrder: FulfillmentOrder;
  readonly line: FulfillmentOrderLineItem;
  readonly quantity: number;
}

export interface FulfillmentLineItem {
  readonly __typename: 'FulfillmentLineItem';
  readonly id: string;
  readonly lineItem: LineItem;
  quantity: number;
}

export interface FulfillmentEvent {
  readonly __typename: 'FulfillmentEvent';
  readonly id: string;
  readonly status: string;
  readonly happenedAt: string;
  readonly createdAt: string;
  readonly estimatedDeliveryAt: string | null;
  readonly message: string | null;
  readonly address1: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly country: string | null;
  readonly zip: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface TrackingInfo {
  company: string | null;
  number: string | null;
  url: string | null;
}

export interface Fulfillment {
  readonly __typename: 'Fulfillment';
  readonly id: string;
  readonly order: Order;
  readonly name: string;
  readonly createdAt: string;
  updatedAt: string;
  status: 'CANCELLED' | 'SUCCESS';
  readonly location: Location;
  readonly service: FulfillmentService | null;
  readonly units: readonly FulfillmentUnit[];
  readonly lines: readonly FulfillmentLineItem[];
  readonly eventList: FulfillmentEvent[];
  tracking: TrackingInfo[];
  readonly originAddress: object | null;
  readonly notifyCustomer: boolean;
}
