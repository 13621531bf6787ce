/** The shapes of the API's removals and reactivations; part of `core/wire.ts`. */
import type {Service, Timestamp} from '../wire.ts';

/** Who takes over what a service holds: another service of this app, or a location of the merchant. */
export type Destination = {serviceId: string} | {locationId: string};

/** Body of `POST /api/services/:id/removal`. */
export interface RemovalInput {
  destination: Destination;
  /** Nothing is changed; the answer's plan says what would be. */
  dryRun?: boolean;
  /** Variants that go elsewhere than all others. */
  exceptions?: {variantId: string; destination: Destination}[];
  /** The same as a table: a header line `sku,destination` or `variant_id,destination`, destinations by name. */
  exceptionsCsv?: string;
  /** Have the destinations ship to the zones in which rates are offered from the service's location now. Default false. */
  takeOverRates?: boolean;
}

/** Something the merchant must know. As a blocker it stands against the removal until it is seen to. */
export interface RemovalRemark {
  code: string;
  /** What it is and what to do. */
  message: string;
  /** How many things it is about. */
  count?: number;
  /** The first of the orders it is about. */
  orders?: {id: string; name: string}[];
}

/** What a removal moves, and what stands in its way. */
export interface RemovalPlan {
  /** Items stocked at the service's location: what is assigned to it. */
  inventoryItems: number;
  /** Units on hand there, those of open orders included. */
  units: number;
  /** Of the items, those whose stock Shopify does not count. */
  untrackedItems: number;
  /** Of the units, those that open orders hold. */
  committedUnits: number;
  /** Open fulfillment orders, and their lines with something left to ship. */
  fulfillmentOrders: number;
  lines: number;
  /** The same by Shopify's request status. */
  byRequestStatus: {requestStatus: string; fulfillmentOrders: number; lines: number}[];
  /** Requests of this app under way: each is taken back. */
  openRequests: number;
  /** Of those, the ones whose email the service has: it is told by another email what not to ship. */
  emailedRequests: number;
  /** Items that go elsewhere than the rest, by the exceptions. */
  exceptions: number;
  /** Where shipping rates are offered at checkout from the service's location now: delivery profiles with their zones. */
  ratesOfferedIn: {profile: string; zones: string[]}[];
  /** Of those, what the destination does not offer: customers there could not check out. */
  ratesMissingAtDestination: {profile: string; zones: string[]}[];
  /** Of those missing, what the destination cannot take over: it ships at other rates in that profile, and Shopify lets it have one set. */
  ratesNotTakeable: {profile: string; zones: string[]}[];
  /** Of those offered, what no other location offers: deleted with the service, unless it is taken over. */
  ratesOfferedAlone: {profile: string; zones: string[]}[];
  /** Each must be seen to first; the removal cannot begin before. */
  blockers: RemovalRemark[];
  /** Worth knowing; none stands in the way. */
  remarks: RemovalRemark[];
}

/**
 * `planned`: a dry run. `queued`, `running`: under way. `attention`: all is done that can be; the failures want a retry or are to
 * be given up. `cancelling`: what moved goes back. `cancelled`, `done`: over.
 */
export type RemovalStatus = 'planned' | 'queued' | 'running' | 'attention' | 'cancelling' | 'cancelled' | 'done';

/** What a removal does, in this order. `restore` instead, once it is cancelled. */
export type RemovalPhase =
  'list' | 'requests' | 'activate' | 'orders' | 'stock' | 'profiles' | 'delete' | 'check' | 'restore';

/** Why a removal waits for a person although nothing of it failed; other reasons are codes of `core/errors.ts`. */
export type StuckReason = 'removal_orders_keep_arriving' | 'removal_stock_keeps_changing' | 'removal_units_held';

/** What could not be moved, and why. */
export interface RemovalFailure {
  kind: 'item' | 'fulfillmentOrder' | 'request';
  /** gid; our id for a request. */
  id: string;
  /** A product's title or an order's name. */
  title: string;
  code: string;
  message: string;
}

/** Failures of one kind with one reason. */
export interface RemovalFailureGroup {
  /** Names it to `GET …/removal/failures?group=`. */
  key: string;
  kind: RemovalFailure['kind'];
  code: string;
  message: string;
  count: number;
}

/** `GET /api/services/:id/removal/failures`: all that could not be moved, a page at a time. */
export interface RemovalFailures {
  items: RemovalFailure[];
  nextCursor: string | null;
}

/** A removal as the API shows it. */
export interface Removal {
  id: string;
  serviceId: string;
  status: RemovalStatus;
  destination: Destination & {name: string};
  plan: RemovalPlan;
  progress: {
    phase: RemovalPhase | null;
    /** Things of all phases: requests, items, fulfillment orders. */
    done: number;
    total: number;
    items: {done: number; total: number};
    /** Items that are stocked at the destination first, so that they can be moved; 0 where nothing needs it. */
    stocked: {done: number; total: number};
    fulfillmentOrders: {done: number; total: number};
    requests: {done: number; total: number};
    /** By the pace so far; null while nothing can be said. */
    secondsLeft: number | null;
  };
  /** The first of them; `failedCount` counts all, and `GET …/removal/failures` gives them by pages. */
  failed: RemovalFailure[];
  /** By kind and reason, the most frequent first. */
  failureGroups: RemovalFailureGroup[];
  failedCount: number;
  /** Why it waits just now, if it does; once it was stopped, what of the service's shipping rates could not be offered again. */
  waiting?: {code: string; message: string};
  createdAt: Timestamp;
  finishedAt: Timestamp | null;
}

/** `GET /api/services/:id/reactivation`: what a removed (or just reactivated) service had, a page at a time, for review. */
export interface FormerAssignments {
  items: FormerAssignment[];
  nextCursor: string | null;
  /** All pages together. */
  total: number;
  /** Why there is nothing, where nothing is known: the service was not removed by this app. */
  remark?: RemovalRemark;
}

export interface FormerAssignment {
  variantId: string;
  title: string;
  sku: string | null;
  /** Whether the variant still exists. */
  exists: boolean;
  /** Where it is stocked now; `serviceId` where that is a service of this app. */
  stockedAt: {locationId: string; name: string; serviceId: string | null}[];
  /** Units it had at the service when that was removed. */
  units: number;
}

/** Why a location cannot ship again where it did; other reasons are codes of `core/errors.ts`. */
export type RateObstacle = 'profile_gone' | 'rates_gone' | 'rates_elsewhere';

/** `GET /api/services/:id/reactivation/rates`: where rates were offered at checkout when the service was removed. */
export interface FormerRates {
  items: FormerRate[];
  /** Whether a worker is at it: ask again. */
  joining: boolean;
}

/** Rates of one delivery profile. */
export interface FormerRate {
  id: string;
  /** Names of the delivery profile, and of the zones it ships to. */
  profile: string;
  zones: string[];
  /** `left`: not offered from the service now, and can be again. */
  state: 'left' | 'pending' | 'joined' | 'failed';
  /** Why it cannot be. */
  failure?: {code: string; message: string};
}

/** Body of `POST /api/services/:id/reactivation`. */
export interface ReactivationInput {
  /** Another name than the one it had. */
  name?: string;
  /** Offer the shipping rates again that it offered before. Default true. */
  joinRates?: boolean;
}

/** `POST /api/services/:id/reactivation`. */
export interface ReactivationAnswer {
  service: Service;
  /** Shopify's handle of the service, where it is another than before: links by the old one do not find it. */
  handleChanged?: {before: string; now: string};
}
