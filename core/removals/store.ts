/** The collections of removals and of what each moves: the documents are the truth, a worker only carries them on. */
import type {Collection, Db, IndexDescription, ObjectId} from 'mongodb';
import {AppError} from '../errors.ts';
import type {HistoryEntry, RemovalPhase, RemovalPlan, RemovalStatus} from '../wire.ts';
import type {LeftGroup} from './leftRates.ts';

/** What is counted: requests taken back, items stocked at the destination, orders moved, items whose units moved. */
export type CountName = 'requests' | 'stocked' | 'fulfillmentOrders' | 'items';

/** What a bulk operation does. */
export type BulkKind = 'activate' | 'orders' | 'stock';

/** Where things go: a location, and the service it belongs to if it is one of ours. */
export interface StoredDestination {
  /** gid. */
  locationId: string;
  /** Our id; null: a location of the merchant. */
  serviceId: string | null;
  name: string;
}

export interface StoredRemoval {
  _id: ObjectId;
  shop: string;
  serviceId: string;
  /** As it was when the removal began. */
  service: {name: string; shopifyId: string; locationId: string; handle: string};
  /** Whether it took requests when the removal began: what it goes back to if that is cancelled. */
  statusBefore: 'active' | 'paused';
  destination: StoredDestination;
  /** Variants (gids) that go elsewhere than the rest. */
  exceptions: {variantId: string; destination: StoredDestination}[];
  takeOverRates: boolean;
  /** `transfer`: Shopify moves the stock itself when it deletes the service. null: not decided yet. */
  route: 'transfer' | 'move' | null;
  status: Exclude<RemovalStatus, 'planned'>;
  /** False once it is over; one open removal per service. */
  open: boolean;
  phase: RemovalPhase;
  /** Part of the phase, where it has several. */
  stage: 'collect' | 'stock' | 'move' | null;
  /** Where the reading of the phase stands; null: at its beginning. */
  cursor: string | null;
  /** Bulk operation under way (gid), and when it was begun. */
  bulk: {id: string; at: Date; kind: BulkKind} | null;
  /** Shopify did not take a bulk operation: then all is done by direct calls. */
  noBulk: boolean;
  /** What the present passes have met: anything in stock that is not moved yet; units that orders hold; orders to
   * move. `idle`: passes one after another after which such orders were looked for in vain. */
  pass: {number: number; dirty: boolean; committed: boolean; orders: boolean; idle: number};
  plan: RemovalPlan;
  counts: Record<CountName, {done: number; total: number}>;
  waiting: {code: string; message: string} | null;
  /** When cancelled: whether what moved goes back. */
  restore: boolean;
  /** What could not be moved is left behind: the merchant said so. */
  gaveUp: boolean;
  /** What its location left of the delivery profiles; absent: nothing so far. */
  left?: LeftGroup[];
  /** The location of the service that came back is to join them again; null, absent: nobody wants that. */
  rejoin?: StoredRejoin | null;
  tries: number;
  /** Not looked at before. */
  dueAt: Date;
  /** Of the worker that took it last; one with a lower fence writes nothing. */
  fence: number;
  by: string;
  history: (Omit<HistoryEntry, 'at'> & {at: Date})[];
  /** When the present phase began, and how much was done then: for the time that is left. */
  paceFrom: {at: Date; done: number};
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

/** Joining the delivery profiles again, after a reactivation. */
export interface StoredRejoin {
  open: boolean;
  dueAt: Date;
  tries: number;
  groups: {
    groupId: string;
    state: 'pending' | 'joined' | 'failed';
    failure: {code: string; message: string} | null;
  }[];
}

/** Units of one quantity on their way from the service's location to the destination. */
export interface Intent {
  /** Of `@idempotent`. */
  key: string;
  /** Shopify's name of the quantity. */
  name: string;
  units: number;
  /** Taken off at the destination; see {@link StoredRemovalItem.ghost}. */
  ghost: number;
  /** The other way, after the removal was cancelled. */
  back?: boolean;
}

/** A stocked item of the service: what was assigned to it. Kept after the removal, for a reactivation. */
export interface StoredRemovalItem {
  _id: ObjectId;
  shop: string;
  removalId: ObjectId;
  serviceId: string;
  /** gids. */
  inventoryItemId: string;
  variantId: string | null;
  title: string;
  sku: string | null;
  tracked: boolean;
  destination: StoredDestination;
  state: 'pending' | 'activated' | 'moved' | 'failed' | 'restored';
  /** Whether the destination stocked it before the removal. */
  wasStockedThere: boolean;
  /** Where Shopify moves the stock itself: whether an order needs it stocked at the destination first. */
  wanted: boolean;
  /** Quantities of a level that was inactive at the destination, and came back when it was activated: no units of the shop's. */
  ghost: Record<string, number> | null;
  /** Changes of quantities that were begun, written before the call: after a crash the same is called again by its key. */
  intents: Intent[];
  /** Its way back is planned: `intents` holds what of it is not done yet. */
  goingBack?: boolean;
  /** Units moved so far, by Shopify's name of the quantity. */
  moved: Record<string, number>;
  /** Units on hand at the service's location when it was listed. */
  units: number;
  tries: number;
  failure: {code: string; message: string} | null;
}

/** A fulfillment order that is moved: for the count, for what failed, and to bring it back. */
export interface StoredRemovalOrder {
  _id: ObjectId;
  shop: string;
  removalId: ObjectId;
  /** gids. */
  fulfillmentOrderId: string;
  orderId: string;
  orderName: string;
  /** `moving`: written before the call. */
  state: 'moving' | 'moved' | 'failed' | 'restored';
  destination: StoredDestination;
  /** The lines that go to this destination; null: all of it. */
  lines: {id: string; quantity: number}[] | null;
  /** The fulfillment order at the destination; null: not known. */
  movedId: string | null;
  tries: number;
  failure: {code: string; message: string} | null;
}

export const removalIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'removals',
  indexes: [
    {
      key: {shop: 1, serviceId: 1},
      name: 'one_open_removal_per_service',
      unique: true,
      partialFilterExpression: {open: true},
    },
    {key: {shop: 1, serviceId: 1, _id: -1}, name: 'newest'},
    {key: {open: 1, dueAt: 1}, name: 'standing_still'},
    {key: {'rejoin.open': 1, 'rejoin.dueAt': 1}, name: 'to_rejoin'},
  ],
};

export const removalItemIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'removalItems',
  indexes: [
    {key: {removalId: 1, inventoryItemId: 1}, name: 'one_per_item', unique: true},
    {key: {removalId: 1, state: 1, _id: 1}, name: 'by_state'},
    {key: {shop: 1, serviceId: 1, _id: 1}, name: 'of_service'},
  ],
};

export const removalOrderIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'removalOrders',
  indexes: [
    {key: {removalId: 1, fulfillmentOrderId: 1}, name: 'one_per_fulfillment_order', unique: true},
    {key: {removalId: 1, state: 1, _id: 1}, name: 'by_state'},
    {key: {shop: 1, removalId: 1}, name: 'of_shop'},
  ],
};

export function removals(db: Db): Collection<StoredRemoval> {
  return db.collection<StoredRemoval>('removals');
}

export function removalItems(db: Db): Collection<StoredRemovalItem> {
  return db.collection<StoredRemovalItem>('removalItems');
}

export function removalOrders(db: Db): Collection<StoredRemovalOrder> {
  return db.collection<StoredRemovalOrder>('removalOrders');
}

/** How many documents a reply may hold where all are wanted: each has some hundred bytes. DocumentDB also loses the cursor of a sorted
 * find that needs more than one reply. */
export const inOneReply = 50_000;

/** The latest removal of a service; null if it never had one. */
export function findLatestRemoval(db: Db, shop: string, serviceId: string): Promise<StoredRemoval | null> {
  return removals(db).findOne({shop, serviceId}, {sort: {_id: -1}});
}

/** The latest removal of a service. @throws AppError `not_found` if it never had one */
export async function latestRemoval(db: Db, shop: string, serviceId: string): Promise<StoredRemoval> {
  const found = await findLatestRemoval(db, shop, serviceId);
  if (!found) throw new AppError('not_found', {message: 'This fulfillment service was never removed.'});
  return found;
}
