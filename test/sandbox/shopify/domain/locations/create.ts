// A new location, the merchant's own or a service's.
import type {FulfillmentService} from '../services/record.ts';
import type {PlaceAddress} from '../shop/record.ts';
import type {State} from '../state.ts';
import {timeText} from '../time.ts';
import type {Location} from './record.ts';

export interface NewLocation {
  name: string;
  address: PlaceAddress;
  fulfillmentService?: FulfillmentService;
  fulfillsOnlineOrders?: boolean;
}

/** Adds a location, active. Shopify: a service's one has shipsInventory=false and fulfillsOnlineOrders=true (rules §1). */
export function createLocation(state: State, now: Date, input: NewLocation): Location {
  const at = timeText(now);
  return state.locations.add({
    __typename: 'Location',
    id: state.ids.gid('Location'),
    createdAt: at,
    updatedAt: at,
    name: input.name,
    place: {...input.address},
    addressVerified: false,
    isActive: true,
    deactivatedAt: null,
    fulfillsOnlineOrders: input.fulfillsOnlineOrders ?? true,
    shipsInventory: input.fulfillmentService === undefined,
    fulfillmentService: input.fulfillmentService ?? null,
    localPickupSettingsV2: null,
    suggestedAddresses: [],
    metafield: null,
    levelNumber: state.ids.next('InventoryLevel'),
    levels: new Set(),
    receiving: false,
  });
}
