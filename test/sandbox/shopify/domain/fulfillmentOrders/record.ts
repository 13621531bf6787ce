// A fulfillment order: the lines of one order that one location is to fulfill.
import type {Location} from '../locations/record.ts';
import type {LineItem, Order} from '../orders/record.ts';

export type Status = 'CANCELLED' | 'CLOSED' | 'INCOMPLETE' | 'IN_PROGRESS' | 'ON_HOLD' | 'OPEN' | 'SCHEDULED';

export type RequestStatus =
  | 'ACCEPTED'
  | 'CANCELLATION_ACCEPTED'
  | 'CANCELLATION_REJECTED'
  | 'CANCELLATION_REQUESTED'
  | 'CLOSED'
  | 'REJECTED'
  | 'SUBMITTED'
  | 'UNSUBMITTED';

export interface FulfillmentOrderLineItem {
  readonly __typename: 'FulfillmentOrderLineItem';
  readonly id: string;
  readonly owner: FulfillmentOrder;
  readonly lineItem: LineItem;
  totalQuantity: number;
  remainingQuantity: number;
  /** Units of the location's stock that are committed to this line: none where nothing is counted. */
  committed: number;
}

export interface FulfillmentHold {
  readonly __typename: 'FulfillmentHold';
  readonly id: string;
  readonly reason: string;
  readonly displayReason: string;
  readonly reasonNotes: string | null;
  readonly handle: string | null;
  readonly appId: string;
}

export interface MerchantRequest {
  readonly __typename: 'FulfillmentOrderMerchantRequest';
  readonly id: string;
  readonly fulfillmentOrder: FulfillmentOrder;
  readonly kind: 'FULFILLMENT_REQUEST' | 'CANCELLATION_REQUEST';
  readonly message: string | null;
  readonly requestOptions: Record<string, boolean>;
  /** Shopify: stays null even after the answer (rules §2). */
  readonly responseData: null;
  readonly sentAt: string;
}

export interface AssignedLocation {
  name: string;
  address1: string | null;
  address2: string | null;
  city: string | null;
  countryCode: string | null;
  phone: string | null;
  province: string | null;
  zip: string | null;
  location: Location | null;
}

/** What a destination is made of. */
export type Recipient = Pick<Order, 'shippingAddress' | 'email' | 'phone'>;

export interface FulfillmentOrder {
  readonly __typename: 'FulfillmentOrder';
  readonly id: string;
  readonly order: Order;
  readonly createdAt: string;
  updatedAt: string;
  status: Status;
  requestStatus: RequestStatus;
  fulfillAt: string | null;
  fulfillBy: string | null;
  location: Location;
  /** The assigned location as it was when work began; null while it is read live (rules §2). */
  frozenLocation: AssignedLocation | null;
  readonly lines: FulfillmentOrderLineItem[];
  holds: FulfillmentHold[];
  readonly requests: MerchantRequest[];
  /** Progress was reported by hand (fulfillmentOrderReportProgress). */
  progressReported: boolean;
  /** The app whose service accepted the request; only it may close (rules §2). */
  acceptedBy: string | null;
  /** Where it goes once it is closed: as it was then; null while it follows the order's address. */
  frozenDestination: Recipient | null;
  readonly destinationId: string;
  readonly deliveryMethodId: string;
  readonly internationalDuties: null;
}
