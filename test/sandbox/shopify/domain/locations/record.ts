// A location: the merchant's own, or the one that belongs to a fulfillment service.
import type {InventoryLevel} from '../inventory/record.ts';
import type {FulfillmentService} from '../services/record.ts';
import type {PlaceAddress} from '../shop/record.ts';

export interface Location {
  readonly __typename: 'Location';
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  name: string;
  /** The field `address` is made of it. */
  place: PlaceAddress;
  addressVerified: boolean;
  isActive: boolean;
  deactivatedAt: string | null;
  fulfillsOnlineOrders: boolean;
  /** Shopify: a legacy field; false at a service's location (rules §1). */
  shipsInventory: boolean;
  /** The service that it belongs to; null at the merchant's own. */
  fulfillmentService: FulfillmentService | null;
  localPickupSettingsV2: null;
  suggestedAddresses: never[];
  metafield: null;
  /** Shopify: the number in the ids of its inventory levels is the location's own (rules §3). */
  readonly levelNumber: number;
  readonly levels: Set<InventoryLevel>;
  /** Stock is still being moved here from a deleted service (rules §1). */
  receiving: boolean;
}
