/** Makes the indexes of every collection; each store names its own. */
import type {Db, IndexDescription} from 'mongodb';
import {assignmentJobIndexes} from '../assignments/job/store.ts';
import {alertIndexes} from '../email/alerts/store.ts';
import {emailEventIndexes} from '../email/events/store.ts';
import {blockIndexes} from '../email/health/blocks.ts';
import {idempotencyIndexes} from '../requests/idempotency.ts';
import {noticeIndexes} from '../notices/store.ts';
import {leaseIndexes} from '../requests/courier/lease.ts';
import {witnessIndexes} from '../requests/courier/witness.ts';
import {removalIndexes, removalItemIndexes, removalOrderIndexes} from '../removals/store.ts';
import {requestIndexes} from '../requests/store.ts';
import {serviceIndexes} from '../services/store.ts';
import {sessionIndexes} from '../shops/sessionStore.ts';
import {shopIndexes} from '../shops/shops.ts';
import {webhookIndexes} from '../webhooks/store.ts';

/** The indexes of a collection. */
export interface CollectionIndexes {
  collection: string;
  indexes: IndexDescription[];
}

const all: readonly CollectionIndexes[] = [
  leaseIndexes,
  requestIndexes,
  noticeIndexes,
  idempotencyIndexes,
  serviceIndexes,
  assignmentJobIndexes,
  emailEventIndexes,
  blockIndexes,
  alertIndexes,
  removalIndexes,
  removalItemIndexes,
  removalOrderIndexes,
  sessionIndexes,
  shopIndexes,
  webhookIndexes,
  witnessIndexes,
];

/** Makes what is missing; harmless to run at every start, by every process. */
export async function ensureIndexes(db: Db): Promise<void> {
  for (const {collection, indexes} of all) {
    if (indexes.length > 0) await db.collection(collection).createIndexes(indexes);
  }
}
