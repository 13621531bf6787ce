// A fulfillment service, of this app or of another.
import type {Location} from '../locations/record.ts';

export interface FulfillmentService {
  readonly __typename: 'FulfillmentService';
  /** Shopify: ends in `?id=true` (rules §1). */
  readonly id: string;
  serviceName: string;
  /** Shopify: made from the first name, and never changed by a rename (rules §1). */
  readonly handle: string;
  callbackUrl: string | null;
  inventoryManagement: boolean;
  trackingSupport: boolean;
  requiresShippingMethod: boolean;
  readonly type: 'THIRD_PARTY' | 'MANUAL';
  location: Location | null;
  /** The app that made it. Not a field of the schema. */
  readonly appId: string | null;
}
