/** Removing a service and taking it back, as the API's contract has it (design: the app's API). The page uses it only where the
 * server says that it answers to it. */
import type {Service} from '../../../../core/wire.ts';
import {call} from '../api/call.ts';

/** Who takes over stock and unfulfilled items. */
export type Destination = {serviceId: string} | {locationId: string};

/** What a removal moves, and whether it can. */
export interface RemovalPlan {
  inventoryItems: number;
  units: number;
  fulfillmentOrders: number;
  lines: number;
  openRequests: number;
  /** Delivery profiles with the zones in which they offer rates from the destination. */
  ratesOfferedIn: {profile: string; zones: string[]}[];
  /** Why it cannot be removed yet. */
  blockers: {code: string; message: string}[];
}

export interface Removal {
  id: string;
  status: string;
  plan: RemovalPlan;
  progress: {done: number; total: number};
}

const pathOf = (serviceId: string) => `/api/services/${encodeURIComponent(serviceId)}`;

export const removalApi = {
  /** Nothing is changed. */
  plan: (serviceId: string, destination: Destination) =>
    call<{removal: Removal}>('POST', `${pathOf(serviceId)}/removal`, {destination, dryRun: true}),
  start: (serviceId: string, destination: Destination) =>
    call<{removal: Removal}>('POST', `${pathOf(serviceId)}/removal`, {destination}),
  read: (serviceId: string) => call<{removal: Removal}>('GET', `${pathOf(serviceId)}/removal`),
  /** What has moved stays where it is now; the rest does not happen. */
  stop: (serviceId: string) => call<{removal: Removal}>('DELETE', `${pathOf(serviceId)}/removal`),
  reactivate: (serviceId: string) => call<{service: Service}>('POST', `${pathOf(serviceId)}/reactivation`, {}),
};
