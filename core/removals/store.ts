/** The collections of removals and of what each moves: the documents are the truth, a worker only carries them on. */
import type {Collection, Db, IndexDescription, ObjectId} from 'mongodb';
import {AppError} from '../errors.ts';
import type {HistoryEntry, RemovalFailure, RemovalPhase, RemovalPlan, RemovalStatus} from '../wire.ts';

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
  service: {name: string; shopifyId: string; locationId: string; handle: string | null};
  destination: StoredDestination;
  /** Number of other destinations than the main one. */
  exceptions: number;
  takeOverRates: boolean;
  status: Exclude<RemovalStatus, 'planned'>;
  /** False once it is over; one open removal per service. */
  open: boolean;
  phase: RemovalPhase;
  /** Where the reading of the phase stands; null: at its beginning. */
  cursor: string | null;
  /** Bulk operation under way (gid), and when it was begun. */
  bulk: {id: string; at: Date; kind: string} | null;
  plan: RemovalPlan;
  counts: Record<'items' | 'fulfillmentOrders' | 'requests', {done: number; total: number}>;
  failed: RemovalFailure[];
  failedCount: number;
  waiting: {code: string; message: string} | null;
  /** When cancelled: whether what moved goes back. */
  restore: boolean;
  /** What could not be moved is left behind: the merchant said so. */
  gaveUp: boolean;
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
  /** The change of quantities that was begun last, written before the call: after a crash the same is called again by its key. */
  intent: {key: string; changes: {name: string; delta: number; from: number; to: number}[]} | null;
  /** Units moved so far, by Shopify's name of the quantity. */
  moved: Record<string, number>;
  /** Units on hand at the service's location when it was listed. */
  units: number;
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

export function removals(db: Db): Collection<StoredRemoval> {
  return db.collection<StoredRemoval>('removals');
}

export function removalItems(db: Db): Collection<StoredRemovalItem> {
  return db.collection<StoredRemovalItem>('removalItems');
}

/** The latest removal of a service. @throws AppError `not_found` if it never had one */
export async function latestRemoval(db: Db, shop: string, serviceId: string): Promise<StoredRemoval> {
  const found = await removals(db).findOne({shop, serviceId}, {sort: {_id: -1}});
  if (!found) throw new AppError('not_found', {message: 'This fulfillment service was never removed.'});
  return found;
}
